"""The hostile scenario: valid, and every text in it tries to be something else than a text."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.scenario.files import HOSTILE
from trainer.scenario.contents import lines
from trainer.scenario.load import check, load
from trainer.scenario.schema import Scenario, Stock

WITHOUT_TEXT = {"Answer.needs", "Question.needs", "EndingLines.intended", "Name.said"}
"""Fields that hold no text, or that one of several entries has and the other has not."""


def texts(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every free text, with where it stands; what is chosen from a list or is an id is none."""
    if isinstance(value, str):
        if not value.replace("_", "").isalnum() or not value.isascii():
            yield path, value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from texts(item, (*path, str(key)))
    elif isinstance(value, (list, tuple)):
        for number, item in enumerate(value):
            yield from texts(item, (*path, str(number)))


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return load(HOSTILE).scenario


def test_it_loads_without_a_problem() -> None:
    problems = [problem for problem in check(HOSTILE) if "stands in" not in problem.message]
    assert problems == [], "that lines share their words is meant: the same attacks stand everywhere"


def test_what_it_says_is_what_is_written(scenario: Scenario) -> None:
    assert "<script>alert(1)</script>" in scenario.person.name
    assert scenario.brief.numbers[0].value == "=1+1"


@pytest.mark.parametrize(
    "mark",
    ["<script>", "<img src=x", "=cmd|", "@SUM", r"\x1b[31m", "{{ 7*7 }}", "${7*7}", "\u202e", "\u200f",
     "👩\u200d👩", "W" * 300, "../../", "C:\\", "DROP TABLE", "javascript:", "[3 s]", "<font",
     "%s", "&#x3C;", "\n", "\t"],
)  # fmt: skip
def test_every_kind_of_attack_is_in_it(scenario: Scenario, mark: str) -> None:
    assert any(mark in text for _, text in texts(scenario.model_dump()))


def test_every_text_field_of_the_format_is_used(scenario: Scenario) -> None:
    """A field that the format gains must be attacked as well."""
    unset = [
        f"{type(part).__name__}.{name}"
        for part in _parts(scenario)
        for name in type(part).model_fields
        if name not in part.model_fields_set
    ]
    assert [name for name in unset if not name.startswith("Needs.") and name not in WITHOUT_TEXT] == []


def _parts(value: Any) -> Iterator[Any]:
    if hasattr(value, "model_fields_set"):
        yield value
        for name in type(value).model_fields:
            yield from _parts(getattr(value, name))
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _parts(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _parts(item)


def test_every_line_and_every_name_is_hostile(scenario: Scenario) -> None:
    harmless = [line.clause for line in lines(scenario) if line.text[0] not in "=+-@"]
    assert harmless == []
    for name in (scenario.person.name, scenario.person.called, scenario.person.organisation, scenario.offer.name):
        assert "<" in name


def test_all_occasions_of_the_stock_are_covered(scenario: Scenario) -> None:
    assert all(getattr(scenario.person.stock, name) for name in Stock.model_fields)
