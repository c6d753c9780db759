"""The words that a scenario file can refer to and does not define itself."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from trainer.pathway.acts import ACTS
from trainer.pathway.behaviours import behaviours as declared
from trainer.places import shipped
from trainer.scenario.problems import one_of

GIVEN_SLOTS = ("person", "organisation", "offer", "rep")
"""What a line may name in braces besides the figures of the file."""

READINGS = ("first", "second")
"""What the lines of ``stock.unsure`` may name besides: the two readings they ask back about."""

PRICE = "price"
"""The topic that every scenario has without defining it: what the offer costs."""

FACE_BOUNDS = {"w": (70.0, 90.0), "top": (88.0, 104.0), "chin": (90.0, 114.0), "jaw": (0.0, 1.0), "brow": (2.0, 10.0)}
"""How far a face can be changed and still be drawn, in units of its box of 330; all others go from 0 to 1."""

_COLOUR = re.compile("#[0-9A-Fa-f]{6}")


@cache
def behaviours() -> tuple[str, ...]:
    """Ids of the pathway's behaviours."""
    return tuple(declared())


@cache
def behaviours_and_acts() -> tuple[str, ...]:
    return (*behaviours(), *ACTS)


@cache
def faces() -> tuple[str, ...]:
    """The drawn people."""
    return tuple(_tokens()["people"])


@cache
def face_parameters() -> tuple[str, ...]:
    """Every parameter that one of the drawn people has."""
    return tuple(dict.fromkeys(name for person in _tokens()["people"].values() for name in person))


def face_value_wanted(name: str, value: float | str | bool) -> str:
    """What a parameter of a face must be, in words; "" if ``value`` is that. ``false`` takes away what not all have."""
    people = _tokens()["people"].values()
    drawn = [person[name] for person in people if name in person]
    if value is False and len(drawn) < len(people):
        return ""
    if all(isinstance(one, str) and one.startswith("#") for one in drawn):
        return "" if isinstance(value, str) and _COLOUR.fullmatch(value) else 'a colour in quotes, as "#6B4128"'
    if all(isinstance(one, str) for one in drawn):
        known = sorted({*drawn, *(_tokens()["hair_paths"] if name == "style" else ())})
        return "" if value in known else one_of(known)
    low, high = FACE_BOUNDS.get(name, (0.0, 1.0))
    return "" if isinstance(value, float) and low <= value <= high else f"a number from {low:g} to {high:g}"


@cache
def _tokens() -> dict[str, Any]:
    tokens: dict[str, Any] = json.loads(shipped("assets/tokens.json").read_text(encoding="utf-8"))["face"]
    return tokens
