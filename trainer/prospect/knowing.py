"""What the person knows already, rightly or wrongly, and what they make of the cases they are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from trainer.pathway.words import normal
from trainer.prospect.composition import Composition, Turn
from trainer.prospect.lines import forms
from trainer.prospect.moves import Push
from trainer.prospect.state import State
from trainer.scenario.schema import Knowledge, Scenario

_PUTS_RIGHT = frozenset(("corrects_kindly", "applies_to_case", "answers_straight", "specific_claim", "admits_limit"))


def case_told(scenario: Scenario, text: str) -> str:
    """The case of the offer that these words tell, by the words it is recognised by; "" where they tell none."""
    told = f" {normal(text).text} "
    for case in scenario.offer.cases:
        spoken = (normal(phrase) for phrase in case.words)
        if any(not phrase.numbers and f" {phrase.text} " in told for phrase in spoken):
            return case.id
    return ""


def worth_of_case(scenario: Scenario, state: State, case: str) -> Mapping[str, float]:
    """The case that fits moves in full, another by half at most, the same one again nothing."""
    if not case:
        return {}
    if case in state.cases:
        return {"fitting_case": 0.0, "evidence": 0.0}
    fits = scenario.like_them is not None and scenario.like_them.case == case
    return {} if fits else {"fitting_case": 0.5, "evidence": 0.5}


def ideas_put_right(state: State, turn: Turn) -> tuple[State, list[Push]]:
    """An idea of theirs that was wrong is put right by an answer to it, once it is on the table."""
    idea = state.idea if turn.triggers & _PUTS_RIGHT else ""
    if not idea and "corrects_kindly" in turn.triggers:
        idea = next(iter(state.wrong_ideas), "")
    state = replace(state, idea="")
    if idea not in state.wrong_ideas:
        return state, []
    left = tuple(name for name in state.wrong_ideas if name != idea)
    why = "an idea of theirs that was wrong was put right"
    return replace(state, wrong_ideas=left), [
        Push("trust", 2, why, None, "theirs"), Push("logic", 3, why, None, "theirs")
    ]  # fmt: skip


def say_what_they_know(c: Composition, turn: Turn) -> bool:
    """Asked what they know already, or told it, they say so; what they have wrong comes first."""
    if not turn.triggers & {"finds_out_what_they_know", "tells_what_they_know"}:
        return False
    known = [idea for idea in c.scenario.person.knows if idea.says and idea.id not in c.state.voiced]
    if "tells_what_they_know" in turn.triggers:
        known = [idea for idea in known if _speaks_of(turn, idea)]
    for idea in sorted(known, key=lambda idea: idea.right != "wrong"):
        if c.say(forms(f"knowledge.{idea.id}", idea.says)):
            c.state = replace(c.state, voiced=(*c.state.voiced, idea.id), idea=idea.id)
            return True
    return False


def _speaks_of(turn: Turn, idea: Knowledge) -> bool:
    return bool(normal(turn.heard.text).content & normal(idea.what).content)
