"""Where one sentence ends and the next begins, where an ear sets no marks: told by the two words on either side.

A logistic regression on words and pairs (tools/reader/train_boundaries.py). It parts a turn into passages, the pieces
that are read alone: long enough to be understood, short enough to do one or two things. A mark that stands in the text
parts as well; none is needed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import exp
from pathlib import Path

import numpy as np

from trainer.errors import MachineError
from trainer.pathway.words import Clause, Normal

LIKELY = 0.3
"""Likelihood from which on a sentence is taken to end (best F1 on calls that were not learnt from)."""
LEAST, MOST = 4, 26
"""Tokens that a passage has at least, where the turn is that long, and at most: some ten seconds of speech."""
EDGE = "^"
"""What stands before the first and after the last token."""


@dataclass(frozen=True, eq=False)
class Boundaries:
    """``weights``: features (see ``features``) with their log odds for an end between two tokens."""

    weights: Mapping[str, float]
    bias: float

    @classmethod
    def from_file(cls, path: Path) -> Boundaries:
        """Raises MachineError where the file can't be read."""
        try:
            with np.load(path, allow_pickle=False) as kept:
                pairs = zip(kept["features"].tolist(), kept["weights"].astype(float).tolist(), strict=True)
                return cls(dict(pairs), float(kept["bias"]))
        except (OSError, ValueError, KeyError) as error:
            raise MachineError(f"The reader's weights can't be read: {error}. Install the program again.") from error

    def ends(self, tokens: Sequence[str]) -> list[int]:
        """Places (one past a token) at which a sentence is likely to end, the last one left out."""
        return [place for place in range(1, len(tokens)) if self.likelihood(tokens, place) >= LIKELY]

    def likelihood(self, tokens: Sequence[str], place: int) -> float:
        """How likely it is that a sentence ends before token ``place``."""
        return 1 / (1 + exp(-self.bias - sum(self.weights.get(name, 0.0) for name in features(tokens, place))))


def features(tokens: Sequence[str], place: int) -> tuple[str, ...]:
    """What is looked at between token ``place - 1`` and ``place``: the words beside it, and the pairs around it."""
    before, last = (_kind(tokens[at]) if at >= 0 else EDGE for at in (place - 2, place - 1))
    first, after = (_kind(tokens[at]) if at < len(tokens) else EDGE for at in (place, place + 1))
    return f"<{last}", f">{first}", f"<{before} {last}", f">{first} {after}", f"{last}|{first}"


def _kind(token: str) -> str:
    return "#" if token.startswith(("#", "@")) else token


def passages(text: Normal, boundaries: Boundaries | None) -> tuple[Clause, ...]:
    """The pieces of a turn that are read alone; every token stands in one of them. Without weights marks alone part."""
    return _passages(text, boundaries) if text.tokens else ()


@lru_cache(maxsize=2048)
def _passages(text: Normal, boundaries: Boundaries | None) -> tuple[Clause, ...]:
    tokens = [token.text for token in text.tokens]
    marks = {clause.last for clause in text.clauses if clause.marked}
    ends = sorted({*marks, *(boundaries.ends(tokens) if boundaries and not marks else ()), len(tokens)})
    found: list[Clause] = []
    first = 0
    for end in ends:
        if found and (end - first < LEAST or len(found[-1]) < LEAST) and end - found[-1].first <= MOST:
            first = found.pop().first
        while end - first > MOST:
            found.append(Clause(first, first + MOST))
            first += MOST
        found.append(Clause(first, end))
        first = end
    return tuple(found)
