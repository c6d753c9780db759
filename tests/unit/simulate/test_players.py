"""Calls that players held who knew only the brief: said again line by line to today's engine.

Their lines answered what the person said then, so that today's call is another one; but everybody is answered, and
nobody hears the same twice. How they ended then stands beside them.
"""

from __future__ import annotations

import itertools
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.call.house import reader, tables
from trainer.places import shipped
from trainer.prospect.state import starting_state
from trainer.prospect.tables import WHATS
from trainer.scenario.load import load
from trainer.simulate.report import persons_lines, repeats
from trainer.simulate.run import hold
from trainer.transcript import STEPS, Moved, Said, of_kind

PLAYED = Path(__file__).with_name("players.yaml")


@cache
def played() -> list[dict[str, Any]]:
    calls: list[dict[str, Any]] = yaml.safe_load(PLAYED.read_text("utf-8"))
    return calls


def one_of_each() -> list[dict[str, Any]]:
    """A call with each person; ``EVERY_CALL=1`` holds all of them again, which takes minutes."""
    if os.environ.get("EVERY_CALL"):
        return played()
    return list({call["scenario"]: call for call in played()}.values())


def name(call: dict[str, Any]) -> str:
    return f"{call['scenario']}-{call['how']}-{call['seed']}"


@pytest.mark.parametrize("call", one_of_each(), ids=name)
def test_a_played_call_is_held_to_its_end_and_everybody_is_answered(call: dict[str, Any]) -> None:
    loaded = load(shipped("scenarios") / f"{call['scenario']}.yaml")
    held = hold(loaded, call["lines"], reader(), tables(), call["seed"])
    answered = [line for _, line in of_kind(held.entries, Said)]
    assert len(answered) >= len(held.said) - 1, "every turn has an answer"
    assert not list(repeats(persons_lines(held)))
    fresh = starting_state(loaded.scenario, tables())
    now = {what: fresh.get(what) for what in WHATS}
    for _, event in of_kind(held.entries, Moved):
        assert now[event.what] == event.before, "nothing moves that the log does not tell"
        now[event.what] = event.after
    assert now == {what: held.state.get(what) for what in WHATS}
    values = [held.state.get(step) for step in STEPS]
    assert all(above <= below + 15 for below, above in itertools.pairwise(values))
