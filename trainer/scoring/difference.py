"""What a new rubric made of a call that has a card already, in a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from trainer.transcript import STEPS, Step


def difference(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> dict[str, Any]:
    """Totals and marks of two stored cards beside each other, and a sentence that explains the change.

    ``before`` is None where the call had no card yet.
    """
    old, new = None if before is None else before.get("total"), after.get("total")
    marks = {step: [_value(before, step), _value(after, step)] for step in STEPS}
    return {
        "rubrics": [None if before is None else before.get("rubric"), after.get("rubric")],
        "total": [old, new],
        "marks": marks,
        "sentence": _sentence(before, old, new, marks),
    }


def _value(card: Mapping[str, Any] | None, step: str) -> int | None:
    mark = None if card is None else card.get("marks", {}).get(step)
    value: int | None = None if mark is None else mark["value"]
    return value


def _sentence(
    before: Mapping[str, Any] | None, old: int | None, new: int | None, marks: Mapping[Step, list[int | None]]
) -> str:
    if before is None:
        return f"{_told(new)}; it had no card."
    if old == new:
        return f"{_told(new)}, as before."
    moved = {step: (two or 0) - (one or 0) for step, (one, two) in marks.items() if one is not None and two is not None}
    most = max(moved, key=lambda step: abs(moved[step]), default=None)
    why = f", most of all in {most} ({moved[most]:+d})" if most is not None and moved[most] else ""
    return f"{_told(new)} instead of {_told(old)}{why}."


def _told(total: int | None) -> str:
    return "not enough to score" if total is None else str(total)
