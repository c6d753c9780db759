"""The words that a scenario file can refer to and does not define itself."""

from __future__ import annotations

import json
from functools import cache

from trainer.pathway.acts import ACTS
from trainer.places import shipped
from trainer.scenario.source import read

GIVEN_SLOTS = ("person", "organisation", "offer", "rep")
"""What a line may name in braces besides the figures of the file."""

READINGS = ("first", "second")
"""What the lines of ``stock.unsure`` may name besides: the two readings they ask back about."""

PRICE = "price"
"""The topic that every scenario has without defining it: what the offer costs."""


@cache
def behaviours() -> tuple[str, ...]:
    """Ids of the pathway's behaviours."""
    path = shipped("assets/pathway/behaviours.yaml")
    return tuple(entry["id"] for entry in read(path.read_bytes(), path.name).data["behaviours"])


@cache
def behaviours_and_acts() -> tuple[str, ...]:
    return (*behaviours(), *ACTS)


@cache
def faces() -> dict[str, frozenset[str]]:
    """The drawn people, each with the names of its parameters."""
    tokens = json.loads(shipped("assets/tokens.json").read_text(encoding="utf-8"))
    return {name: frozenset(parameters) for name, parameters in tokens["face"]["people"].items()}


@cache
def face_parameters() -> tuple[str, ...]:
    """Every parameter that one of the drawn people has."""
    return tuple(sorted(frozenset().union(*faces().values())))
