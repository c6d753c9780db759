"""How the person decides, after the table of fusion points (Jeff C. West): logic and emotion together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.prospect.state import State
from trainer.prospect.tables import Limits
from trainer.scenario.schema import NextStep, Scenario
from trainer.transcript import ORBITS, Decision, Ended, Ending

Answer = Literal["yes", "think_emotion", "think_logic", "no", "early", "too_much", "objection"]


@dataclass(frozen=True, slots=True)
class Feelings:
    logic: bool
    emotion: Literal["positive", "none", "negative"]


def feelings(state: State, limits: Limits) -> Feelings:
    emotion: Literal["positive", "none", "negative"] = "none"
    if state.emotion >= limits.emotion_positive:
        emotion = "positive"
    elif state.emotion <= limits.emotion_negative:
        emotion = "negative"
    needed = limits.logic_satisfied + limits.wrong_idea * len(state.wrong_ideas)
    return Feelings(state.logic >= needed, emotion)


def decision(state: State, limits: Limits) -> Decision:
    """What they would decide now, asked or not."""
    if state.agreed:
        return "yes"
    feel = feelings(state, limits)
    if feel.emotion == "negative":
        return "no"
    if feel.logic or feel.emotion == "positive":
        return "think"
    return "none"


def answer_to(step: NextStep, state: State, limits: Limits) -> Answer:
    """What they say to a proposed step. ``early``: neither reason nor feeling is there yet."""
    feel = feelings(state, limits)
    sees_it = feel.logic and feel.emotion == "positive"  # whoever has both stands one orbit further in, said or not
    if ORBITS.index(step.from_orbit) > ORBITS.index(state.orbit) + sees_it:
        return "too_much"
    if feel.emotion == "negative":
        return "no"
    if step.leads_to is None:  # a courtesy costs them nothing
        return "yes"
    if feel.logic and feel.emotion == "positive":
        return "objection" if any(stand in ("open", "worse") for _, stand in state.objections) else "yes"
    if feel.logic:
        return "think_emotion"
    return "think_logic" if feel.emotion == "positive" else "early"


def holds(state: State) -> bool:
    """A yes mostly carried by levers is borrowed and does not hold."""
    return state.borrowed * 2 <= state.own


def ended(ending: Ending, state: State, scenario: Scenario, limits: Limits) -> Ended:
    lines = scenario.endings.get(ending)
    yes_holds = holds(state) if ending == "yes" else None
    reached = ORBITS.index(state.orbit) >= ORBITS.index(scenario.orbit.won_at) if ending == "yes" else True
    won = bool(lines and lines.intended) and yes_holds is not False and reached
    return Ended(ending=ending, decision=decision(state, limits), won=won, holds=yes_holds)
