from __future__ import annotations

from pathlib import Path

import pytest

from trainer.errors import InputError
from trainer.places import shipped
from trainer.scenario.load import load
from trainer.simulate.cast import KINDS, Cast
from trainer.simulate.plan import days_of, load_plan, plan_from_brief

SCENARIOS = sorted(shipped("scenarios").glob("*.yaml"))


def cast() -> Cast:
    return Cast.from_folder(shipped("assets/simulate"), ["That sounds hard."], {"other": ["How many hats?"]})


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_every_shipped_scenario_has_a_plan_that_can_be_read(path: Path) -> None:
    plan = load_plan(shipped("assets/simulate/plans") / path.name)
    assert len(plan.questions) >= 10
    assert len(plan.cases) >= 5
    assert plan.steps
    assert any("{rep}" in line for line in plan.opening)


@pytest.mark.parametrize("path", SCENARIOS, ids=lambda path: path.stem)
def test_without_a_plan_the_brief_gives_one(path: Path) -> None:
    scenario = load(path).scenario
    plan = plan_from_brief(scenario, ["What is it like?"])
    assert plan.price
    assert plan.limits
    assert plan.steps
    assert plan.cases == scenario.brief.cases
    assert scenario.person.called in plan.opening[0]


def test_a_plan_that_lacks_something_is_named(tmp_path: Path) -> None:
    (tmp_path / "ada.yaml").write_text('opening: ["Hello."]\n', "utf-8")
    with pytest.raises(InputError, match=r"ada.yaml: packets is missing"):
        load_plan(tmp_path / "ada.yaml")


def test_days_are_found_in_a_brief() -> None:
    brief = "You can come on Tuesday 28 October at ten, and on Tuesday 4 and 11 November. It was Monday."
    assert days_of(brief) == ["Tuesday 28 October at ten", "Tuesday 4 November"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_gives_the_same_lines(kind: str) -> None:
    scenario = load(shipped("scenarios/gail_petrie.yaml")).scenario
    known = next(one for one in KINDS if one == kind)
    heard = ["Hello, Petrie's.", "Go on, then.", "Bernie does the door. She clicks, they go.", "Um. Two hundred?"]

    def lines() -> list[str | None]:
        rep = cast().rep(known, scenario, 4)
        return [rep.next(heard[: n + 1]) for n in range(len(heard))]

    assert lines() == lines()
    assert lines()[0]
