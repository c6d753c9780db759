"""Words as the encoder knows them: greedy longest pieces out of a fixed list (WordPiece, Wu et al. 2016).

The text is in normal form already, so that nothing of a general tokenizer (case, accents, marks) is left to do, and
the package that brings one would bring a client of a model hub along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from math import floor, log10
from pathlib import Path

from trainer.errors import InputError

_LONGEST = 60
"""Letters of a word that are looked at; no list holds longer ones."""
_PARTS = re.compile(r"\w+|[^\w\s]")
_SPECIAL = ("[UNK]", "[CLS]", "[SEP]")


class WordPieces:
    """A list of pieces with their numbers. ``ids`` of words never depends on other words."""

    def __init__(self, pieces: Iterable[str]) -> None:
        self._numbers = {piece: number for number, piece in enumerate(pieces)}
        if missing := [name for name in _SPECIAL if name not in self._numbers]:
            raise InputError(f"The encoder's list of word pieces lacks {', '.join(missing)}.")
        self._unknown, self.begin, self.end = (self._numbers[name] for name in _SPECIAL)
        self._of_token = lru_cache(maxsize=16384)(self._pieces_of)

    @classmethod
    def from_file(cls, path: Path) -> WordPieces:
        """A piece a line, UTF-8. Raises InputError where pieces that everything rests on are missing."""
        return cls(path.read_text("utf-8").splitlines())

    def ids(self, tokens: Iterable[str]) -> list[int]:
        """The pieces' numbers for tokens of the normal form."""
        return [number for token in tokens for number in self._of_token(token)]

    def _pieces_of(self, token: str) -> tuple[int, ...]:
        return tuple(number for part in _PARTS.findall(as_said(token)) for number in self._longest(part[:_LONGEST]))

    def _longest(self, word: str) -> tuple[int, ...]:
        found: list[int] = []
        begin = 0
        while begin < len(word):
            mark = "##" if begin else ""
            for end in range(len(word), begin, -1):
                number = self._numbers.get(mark + word[begin:end])
                if number is not None:
                    found.append(number)
                    begin = end
                    break
            else:
                return (self._unknown,)
        return tuple(found)


def as_said(token: str) -> str:
    """A token as words. Of a number only first figure and size: #7170 and #7200 do the same work in a sentence."""
    if token.startswith("#"):
        value = float(token[1:])
        if value <= 20:
            return f"{value:g}"
        size = 10 ** floor(log10(value))
        return f"{int(round(value / size) * size)}"
    if token.startswith("@"):
        return f"{token[1:].split(':')[0]} o'clock"
    return token
