from __future__ import annotations

from typing import Any

from trainer.scoring.difference import difference


def card(rubric: str, total: int | None, **marks: int | None) -> dict[str, Any]:
    return {
        "rubric": rubric,
        "total": total,
        "marks": {step: None if value is None else {"value": value} for step, value in marks.items()},
    }


def test_the_step_that_moved_most_explains_the_change() -> None:
    told = difference(card("1", 60, rapport=50, trust=70), card("2", 52, rapport=48, trust=50))
    assert told["total"] == [60, 52]
    assert told["rubrics"] == ["1", "2"]
    assert told["marks"]["trust"] == [70, 50]
    assert told["sentence"] == "52 instead of 60, most of all in trust (-20)."


def test_what_is_not_scored_any_more_is_said_so() -> None:
    assert difference(card("1", 60, trust=70), card("2", None, trust=None))["sentence"] == (
        "not enough to score instead of 60."
    )


def test_a_first_card_and_an_equal_one() -> None:
    assert difference(None, card("2", 52))["sentence"] == "52; it had no card."
    assert difference(card("1", 52), card("2", 52))["sentence"] == "52, as before."
