"""Calls that follow one another: what a person brings along from the last one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from trainer.prospect.state import State
from trainer.scenario.schema import Scenario

_PART = 0.5
"""Share of the rapport and trust won in the last call that is still there."""


@dataclass(frozen=True, slots=True)
class Met:
    """How the last call was left. ``figures``: numbers the rep quoted in it."""

    state: State
    figures: tuple[float, ...] = ()


def follows(scenario: Scenario, before: str, ending: str) -> bool:
    """Whether this scenario's call follows one of scenario ``before`` that ended like this."""
    return scenario.after is not None and scenario.after.scenario == before and ending in scenario.after.endings


def carried_over(fresh: State, met: Met, scenario: Scenario, above: int) -> State:
    """The state in which the next call begins, by what the file says carries over.

    ``above``: how far a gauge may stand above the one before it. Trust that is still there rests on having been
    understood, so as much of empathy is there as bears it.
    """
    if scenario.after is None:
        return fresh
    last, carries = met.state, scenario.after.carries
    changed: dict[str, Any] = {}
    for step in ("rapport", "trust"):
        if step in carries:
            gained = last.get(step) - fresh.get(step)
            changed[step] = fresh.get(step) + (round(_PART * gained) if gained > 0 else gained)
    if "trust" in changed:
        changed["empathy"] = max(fresh.empathy, changed["trust"] - above)
        changed["rapport"] = max(changed.get("rapport", fresh.rapport), changed["empathy"] - above)
    if "facts" in carries:
        known = {fact.id for fact in scenario.facts}
        changed["told"] = tuple(pair for pair in last.told if pair[0] in known)
    if "figures" in carries:
        changed["figures"] = met.figures
    if "promises" in carries:
        changed["owed"] = last.promises
    if "slights" in carries:
        changed["slights"] = tuple((name, 0) for name, _ in last.slights)
    return replace(fresh, **changed)
