from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.unit.scenario.files import HOSTILE, SCENARIOS, SMALL, load_small
from trainer.scenario.contents import HEAD, REST, clauses, lines, parted, references, topics
from trainer.scenario.load import load
from trainer.scenario.schema import Scenario


def test_every_line_has_a_stable_clause_id() -> None:
    found = clauses(load_small().scenario)
    assert found["fact.use.partial.0"] == "About {boxes} boxes a month."
    assert found["objection.another_contract.says.0"] == "I don't want one more contract."
    assert found["stock.noted.2"] == "Mm."
    assert found["ending.yes.0"] == "Friday, then. Bye."
    assert set(found) == {
        "opening.says.0", "opening.granted.0", "fact.use.guarded.0", "fact.use.partial.0", "fact.use.full.0",
        "fact.use.full.0.head", "fact.use.full.0.rest",
        "fact.station.partial.0", "pain.runs.0", "wish.quiet_friday.0", "objection.another_contract.says.0",
        "objection.another_contract.clarified.0", "objection.another_contract.settled.0",
        "objection.another_contract.worse.0", "question.who_comes.0", "question.who_comes.content.0",
        "turn.landlord.0", "next_step.one_scale.says_yes.0", "next_step.one_scale.too_much.0", "ending.yes.0",
        "ending.think.0", "ending.no.0", "ending.hung_up.0", "ending.not_for_you.0", "ending.rep_ended.0",
        "care.window_light.thanks.0", "knowledge.leasing.0", "stock.noted.0", "stock.noted.1", "stock.noted.2",
        "stock.unsure.0",
    }  # fmt: skip


@pytest.mark.parametrize("path", [*sorted(SCENARIOS.glob("*.yaml")), HOSTILE, SMALL], ids=lambda path: path.stem)
def test_no_two_lines_share_a_clause_id(path: Path) -> None:
    scenario = load(path).scenario
    assert sum(not name.endswith((HEAD, REST)) for name in clauses(scenario)) == sum(1 for _ in lines(scenario))


def test_a_long_line_has_a_short_answer_and_what_follows_it() -> None:
    assert parted("Um. Two hundred? Pieces, when we are busy. And then the boxes, I never add those up.") == (
        "Um. Two hundred? Pieces, when we are busy.", "And then the boxes, I never add those up.",
    )  # fmt: skip
    assert parted("Two hundred and fifty. Pieces.") is None
    assert parted("I never add the boxes up because if I did I would know what they come to.") is None


def at(scenario: Scenario, path: tuple[Any, ...]) -> object:
    value: Any = scenario
    for step in path:
        value = value[step] if isinstance(value, (tuple, dict)) else getattr(value, step)
    return value


def test_the_paths_lead_to_what_they_say() -> None:
    scenario = load(HOSTILE).scenario
    assert all(at(scenario, line.path) == line.text for line in lines(scenario))
    assert all(getattr(at(scenario, topic.path), "id", None) == topic.id for topic in topics(scenario))
    assert all(at(scenario, one.path) == one.name for one in references(scenario))


def test_topics_of_all_kinds_are_known() -> None:
    assert {topic.kind for topic in topics(load_small().scenario)} == {
        "fact", "pain", "wish", "objection", "question", "turn", "next_step", "care", "knowledge", "case",
    }  # fmt: skip
