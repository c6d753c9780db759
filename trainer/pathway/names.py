"""Names that an ear misheard, brought back by their sound: "tally stitch" was "Tallystitch", "petry" was "Petrie".

Conservative: a word is replaced only by a name that sounds nearly the same, never a small or common word, and never
one that is a name itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from trainer.pathway.numbers import MONTHS, SCALES, TENS, UNITS
from trainer.pathway.words import STOP_WORDS, stem

_SURE = 0.84
"""Likeness from which on two words are taken for the same name (found on names of the shipped scenarios)."""
_SHORT = 5
"""Letters up to which only the very same sound will do: "bath" is no Beth in a laundry."""
_MOST_WORDS = 3
_LEAST_LETTERS = 4
_SOUNDS = (
    ("'s$", "s"), ("ght", "t"), ("ph", "f"), ("ck", "k"), ("qu", "kw"), ("x", "ks"), ("sch", "sh"), ("tch", "ch"),
    ("wh", "w"), ("kn", "n"), ("wr", "r"), ("mb$", "m"), ("ce", "se"), ("ci", "si"), ("cy", "si"), ("c(?!h)", "k"),
    ("ie$|ey$|y$|ee$|i$|ea$", "i"), ("ee|ea|ie|ei", "i"), ("oo|ou|ew|ue", "u"), ("ai|ay|ei|ey", "e"),
    ("au|aw|oa|ow", "o"), ("z", "s"), ("y", "i"), ("j", "g"), ("[eiu]r", "er"), ("a([^aeiou])e$", r"e\1"), ("e$",
    ""), ("h(?![aeiou])", ""),
)  # fmt: skip
_RULES = tuple((re.compile(pattern), to) for pattern, to in _SOUNDS)
_EDGES = re.compile(r"^(\W*)(.*?)(\W*)$", re.DOTALL)


@lru_cache(maxsize=8192)
def sound(text: str) -> str:
    """Roughly how it sounds, as letters; spaces do not sound."""
    word = re.sub(r"[^a-z']", "", text.lower().replace("’", "'"))
    for pattern, to in _RULES:
        word = pattern.sub(to, word)
    return re.sub(r"(.)\1+", r"\1", word.replace("'", ""))


@lru_cache(maxsize=16384)
def likeness(one: str, other: str) -> float:
    """0 to 1: by sound and by letters; a vowel that differs costs less than a consonant."""
    return 0.75 * _near(sound(one), sound(other)) + 0.25 * _near(_letters(one), _letters(other))


def _letters(text: str) -> str:
    return re.sub(r"[^a-z]", "", text.lower())


def _near(one: str, other: str) -> float:
    if not one or not other:
        return 0.0
    row = [float(place) for place in range(len(other) + 1)]
    for here, left in enumerate(one, start=1):
        above, row = row, [float(here)]
        for there, right in enumerate(other, start=1):
            swap = 0.0 if left == right else 0.5 if left in "aeiou" and right in "aeiou" else 1.0
            row.append(min(above[there] + 1, row[there - 1] + 1, above[there - 1] + swap))
    return 1 - row[-1] / max(len(one), len(other))


@dataclass(frozen=True, slots=True)
class _Name:
    text: str
    letters: str
    sound: str
    words: int

    def may_be(self, letters: str, heard: str, width: int) -> bool:
        """What is plain without comparing letter by letter: length, first sound, and the care due to short names."""
        if abs(self.words - width) > 1 or abs(len(self.sound) - len(heard)) > 2 or heard[:1] != self.sound[:1]:
            return False
        if len(self.letters) <= _SHORT:
            return heard == self.sound and len(letters) == len(self.letters)
        return True


@lru_cache(maxsize=64)
def _known(names: tuple[str, ...]) -> tuple[_Name, ...]:
    found = (_Name(name, _letters(name), sound(name), len(name.split())) for name in names)
    return tuple(name for name in found if len(name.letters) >= _LEAST_LETTERS)


def repair_names(text: str, names: Sequence[str]) -> str:
    """The text with look-alikes of the names put right; the text itself where there are none."""
    words = text.split()
    if not words or not names:
        return text
    known = frozenset(_letters(part) for name in names for part in (name, *name.split()))
    out: list[str] = []
    here, changed = 0, False
    while here < len(words):
        found = _best(words, here, names, known)
        if found is None:
            out.append(words[here])
            here += 1
            continue
        name, width = found
        out.append(_dressed(name, words[here : here + width]))
        here += width
        changed = True
    return " ".join(out) if changed else text


def _best(words: list[str], at: int, names: Sequence[str], known: frozenset[str]) -> tuple[str, int] | None:
    best, found = _SURE, None
    for width in range(min(_MOST_WORDS, len(words) - at), 0, -1):
        heard = [_EDGES.sub(r"\2", word).lower() for word in words[at : at + width]]
        if any(_EDGES.sub(r"\3", word) for word in words[at : at + width - 1]) or not _may_be_name(heard, known):
            continue
        bare = " ".join(word.removesuffix("'s") if place == width - 1 else word for place, word in enumerate(heard))
        letters, heard_sound = _letters(bare), sound(bare)
        for name in _known(tuple(names)):
            if name.letters == letters:
                return (name.text, width) if " " in bare and name.words == 1 else None
            if not name.may_be(letters, heard_sound, width):
                continue
            near = likeness(bare, name.text)
            if near > best:
                best, found = near, (name.text, width)
    return found


def _may_be_name(heard: list[str], known: frozenset[str]) -> bool:
    """Common words and numbers are what they are, and so is a name that was heard rightly."""
    if len(heard) == 1:
        word = heard[0].removesuffix("'s")
        return (
            len(word) >= _LEAST_LETTERS - 1
            and _letters(word) not in known
            and not _is_common(word)
            and not any(character.isdigit() for character in word)
        )
    return not all(_is_common(word) for word in heard) and not any(len(word) == 0 for word in heard)


def _is_common(word: str) -> bool:
    return (
        word in STOP_WORDS
        or stem(word) in STOP_WORDS
        or word in UNITS
        or word in TENS
        or word in SCALES
        or word in MONTHS
    )


def _dressed(name: str, words: list[str]) -> str:
    """The name with the marks that stood around what was heard."""
    before = _EDGES.sub(r"\1", words[0])
    core, after = _EDGES.sub(r"\2", words[-1]), _EDGES.sub(r"\3", words[-1])
    owning = "'s" if core.lower().endswith(("'s", "’s")) and not name.lower().endswith("'s") else ""
    return f"{before}{name}{owning}{after}"
