"""Cards of calls that others held: nobody is known, and still good and bad are told apart, each with its words."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.unit.call.house import tables
from tests.unit.overheard.test_call import BAD, GOOD, overheard
from tests.unit.simulate.test_replay import worked
from trainer.errors import InputError
from trainer.overheard.somebody import anybody
from trainer.pathway.behaviours import behaviours
from trainer.prospect.state import starting_state
from trainer.scoring.card import Scorecard
from trainer.scoring.points import load_points, shipped_points
from trainer.scoring.score import score
from trainer.transcript import STEPS


@cache
def card(text: str, rep: str = "Ann") -> Scorecard:
    fresh = starting_state(anybody(), tables())
    start = {what: getattr(fresh, what) for what in (*STEPS, "logic", "emotion")}
    return score(overheard(text, rep), anybody(), behaviours(), shipped_points(), start)


def test_who_listened_was_a_professional_and_who_pressed_was_pushy() -> None:
    assert card(GOOD).verdict == "professional"
    assert card(BAD).verdict == "pushy"
    for one in (GOOD, BAD):
        assert card(one).verdict_evidence


@pytest.mark.parametrize(
    ("rep", "verdict", "least", "most"),
    [
        ("Nadia Ferrow", "professional", 70, 95),
        ("Craig Sellick", "pushy", 5, 30),
        ("Owen Marsh", "order_taker", 20, 45),
    ],
)
def test_the_worked_calls_come_near_to_their_cards_by_hand(rep: str, verdict: str, least: int, most: int) -> None:
    """By hand: 82, 17 and 29."""
    lines = "\n".join(f"{rep}: {turn['rep']}\nGail: {turn['gail']}" for turn in worked()[rep])
    found = card(lines, rep)
    assert found.verdict == verdict
    assert found.total is not None
    assert least <= found.total <= most


def test_marks_lie_far_apart() -> None:
    good, bad = card(GOOD), card(BAD)
    both = [(better, worse) for step in STEPS if (better := good.marks[step]) and (worse := bad.marks[step])]
    assert both
    assert all(better.value > worse.value + 20 for better, worse in both)


def test_what_was_left_behind_is_told_in_words_of_the_call() -> None:
    left = card(GOOD).left_behind
    what, _, quote = left.cause.partition(": ")
    assert what == "A figure of their own"
    assert quote.strip("“”…") in GOOD
    assert left.relationship == "They would take the next call."
    assert left.step == "A step was agreed."
    assert card(BAD).left_behind.step == "No step."
    assert card(BAD).left_behind.relationship.startswith("They would let the next call ring.")


def test_the_telling_is_the_person_s_own_and_differs_from_call_to_call() -> None:
    assert card(GOOD).told.endswith("I said yes to that.")
    assert card(BAD).told.startswith("I had one of those on the phone.")
    assert "I ask you" in card(BAD).told


def test_the_moment_to_go_back_to_is_one_in_which_something_was_lost() -> None:
    assert all(moment.points < 0 for text in (GOOD, BAD) for moment in card(text).to_change)
    assert card(BAD).to_change
    assert len({moment.evidence.turn for moment in card(BAD).to_change}) == len(card(BAD).to_change)


def test_the_table_that_travels_is_whole() -> None:
    points = shipped_points()
    known = {name: one for name, one in behaviours().items() if one.counts}
    for name, worth in points.worth.items():
        if name in known:
            assert all((value > 0) == known[name].helps for value in worth.values()), name
    assert set(points.worth["untouched"]) == set(STEPS)


@pytest.mark.parametrize(
    "text", ["", "[]", "rubric: 2", "rubric: 2\nbase: x\nagain: 1\nusual_turns: 2\nworth: {}", "{"]
)
def test_a_table_that_can_t_be_used_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "points.yaml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"points\.yaml"):
        load_points(path)
