"""Which of the things they could tell a question is about, given what has been told: a follow-up is likelier to be
about what they spoke of last, and hardly about what they have told to the end."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from trainer.prospect.composition import Composition, Turn
from trainer.prospect.state import DEPTHS, Depth
from trainer.scenario.schema import Fact

_LEANS_ON = re.compile(r"\b(?:it|that|those|them|they|he|she|him|her|this|there)\b|^(?:and|so|but|then)\b", re.I)
"""Words of a question that can't be understood without what was said before it."""
_FOLLOWS, _CONTINUES, _TOLD_OUT = 3.0, 1.5, 0.5
"""Factors on a topic's likelihood: a follow-up on the fact told last, any question after it, a fact told to the end."""


@dataclass(frozen=True, slots=True)
class About:
    """One of the things a question may be about; ``kind`` "fact" or "objection"; ``likely``: 0 to 1; ``worded``: the
    same by the words alone, whatever has been told."""

    kind: str
    name: str
    likely: float
    worded: float


def about(c: Composition, turn: Turn, facts: Mapping[str, Fact]) -> list[About]:
    """What the rep's words may be about, likeliest first."""
    intent = turn.read.intent
    last = c.state.told[-1][0] if c.state.told else ""
    follows = _FOLLOWS if _LEANS_ON.search(turn.heard.text) else _CONTINUES
    found = []
    for candidate, worded in zip(intent.candidates, intent.likelihoods, strict=True):
        likely = worded
        kind, _, name = candidate.partition(":")
        if name in facts and told_out(facts[name], c.state.depth_of(name)):
            likely *= _TOLD_OUT
        elif name == last:
            likely *= follows
        found.append(About(kind, name, min(1.0, likely), worded))
    return sorted(found, key=lambda one: -one.likely)


def told_out(fact: Fact, depth: Depth | None) -> bool:
    """Whether a fact has been told as deep as it goes."""
    return depth is not None and not any(getattr(fact, deeper) for deeper in DEPTHS[DEPTHS.index(depth) + 1 :])
