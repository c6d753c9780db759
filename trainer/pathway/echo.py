"""Whether the rep only gives the person's own words back: what they said themselves is held against nobody."""

from __future__ import annotations

from functools import lru_cache

from trainer.pathway.turn import Turn
from trainer.pathway.words import normal
from trainer.transcript import Span

_RUN = 3
"""Words in a row that make an echo."""
_MOSTLY = 0.6
_TURNED = {
    "you": "i", "we": "i", "me": "i", "us": "i", "your": "my", "our": "my", "yours": "mine", "ours": "mine",
    "are": "am", "were": "was", "yourself": "myself", "have": "has", "that": "it",
}  # fmt: skip
"""What changes when a sentence is turned round."""


def gives_back(turn: Turn, span: Span) -> bool:
    """Whether the clause around some words of a turn is mostly what the person has said, turned round or not."""
    first, last = span
    around = [
        c
        for c in turn.text.clauses
        if turn.text.span(c.first, c.last)[0] < last and turn.text.span(c.first, c.last)[1] > first
    ]
    words = _plain(" ".join(turn.text.clause_text(clause) for clause in around))
    if len(words) <= _RUN:
        return False
    theirs = frozenset().union(*(_runs(line) for line in turn.moment.person_lines))
    given: set[int] = set()
    for at in range(len(words) - _RUN + 1):
        if words[at : at + _RUN] in theirs:
            given.update(range(at, at + _RUN))
    return len(given) >= _MOSTLY * len(words)


def _plain(text: str) -> tuple[str, ...]:
    return tuple(_TURNED.get(token.text, token.text) for token in normal(text).tokens)


@lru_cache(maxsize=1024)
def _runs(line: str) -> frozenset[tuple[str, ...]]:
    words = _plain(line)
    return frozenset(words[at : at + _RUN] for at in range(len(words) - _RUN + 1))
