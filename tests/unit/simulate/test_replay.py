"""The worked calls with Gail run through the engine, and what it made of them beside what was argued by hand."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.call.house import gail, reader, tables
from trainer.errors import InputError
from trainer.overheard.lines import Printed, printed
from trainer.prospect.engine import Prospect
from trainer.simulate.replay import ReplayedTurn, replay, sides
from trainer.transcript import STEPS, Decision, What

WORKED = Path(__file__).with_name("worked_calls.yaml")
WHATS: tuple[What, ...] = (*STEPS, "logic", "emotion", "patience")
START: tuple[int, ...] = (18, 12, 14, 10, 8, 10, 0, 55)


@cache
def worked() -> dict[str, list[dict[str, Any]]]:
    calls: dict[str, list[dict[str, Any]]] = yaml.safe_load(WORKED.read_text("utf-8"))
    return calls


@cache
def replayed(rep: str) -> tuple[list[ReplayedTurn], Decision]:
    lines = [Printed(2 * n + one, name, turn[key])
             for n, turn in enumerate(worked()[rep])
             for one, (name, key) in enumerate(((rep, "rep"), ("Gail", "gail")), start=1)]  # fmt: skip
    return replay(lines, rep, Prospect(gail().scenario, tables(), 1, rep), reader())


def signs(rep: str) -> list[tuple[int, int]]:
    """Turn by turn the sign of all moves together, by hand and by us; turns in which nothing moves by hand left out."""
    turns, _ = replayed(rep)
    found = []
    hand, ours = START, START
    for told, turn in zip(worked()[rep], turns, strict=True):
        now = tuple(turn.state.get(what) for what in WHATS)
        wanted, got = sum(told["after"]) - sum(hand), sum(now) - sum(ours)
        hand, ours = tuple(told["after"]), now
        if wanted:
            found.append(((wanted > 0) - (wanted < 0), (got > 0) - (got < 0)))
    return found


@pytest.mark.parametrize("rep", ["Nadia Ferrow", "Craig Sellick", "Owen Marsh"])
def test_the_moves_go_the_way_they_were_argued(rep: str) -> None:
    both = signs(rep)
    assert sum(wanted == got for wanted, got in both) / len(both) >= 0.7


def test_over_all_three_calls_four_turns_in_five_agree() -> None:
    both = [pair for rep in worked() for pair in signs(rep)]
    assert sum(wanted == got for wanted, got in both) / len(both) >= 0.8


@pytest.mark.parametrize(
    ("rep", "decided", "orbits"),
    [
        ("Nadia Ferrow", "yes", ["benefit", "observation"]),
        ("Craig Sellick", "no", ["benefit", "potential", "awareness"]),
        ("Owen Marsh", "think", ["benefit"]),
    ],
)
def test_the_calls_end_as_they_should_and_the_orbit_takes_their_way(rep: str, decided: str, orbits: list[str]) -> None:
    turns, decision = replayed(rep)
    path = ["potential", *(turn.orbit for turn in turns)]
    assert decision == decided
    assert [now for before, now in pairwise(path) if now != before] == orbits


def test_no_gauge_stands_above_its_ceiling() -> None:
    for rep in worked():
        for turn in replayed(rep)[0]:
            values = [turn.state.get(step) for step in STEPS]
            assert all(above <= below + 15 for below, above in pairwise(values))


def test_the_three_end_in_the_order_in_which_they_were_argued() -> None:
    total = {rep: sum(replayed(rep)[0][-1].state.get(step) for step in STEPS) for rep in worked()}
    assert total["Nadia Ferrow"] > total["Owen Marsh"] > total["Craig Sellick"]


def test_a_transcript_is_read_line_by_line() -> None:
    lines = printed("# a note\nNadia: Hello, Gail.\n\nG: Who is it?\n   and what?\nNadia: [3 s] Me.\n")
    assert [(line.number, line.name, line.text) for line in lines] == [
        (2, "Nadia", "Hello, Gail."), (4, "G", "Who is it? and what?"), (6, "Nadia", "[3 s] Me."),
    ]  # fmt: skip
    assert sides(lines, gail().scenario) == "Nadia"


def test_where_nobody_can_tell_who_the_rep_is_the_names_are_listed() -> None:
    lines = printed("Ann: Hello.\nTom: Hello.\n")
    with pytest.raises(InputError, match="Ann, Tom"):
        sides(lines, gail().scenario)
    with pytest.raises(InputError, match="Nobody here is called Bob"):
        sides(lines, gail().scenario, "Bob")
    with pytest.raises(InputError, match="no line like"):
        printed("nothing spoken here")
