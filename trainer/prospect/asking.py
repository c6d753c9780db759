"""What the person answers to a proposed step, and how a call ends."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from trainer.prospect import decision
from trainer.prospect.composition import Composition, Turn
from trainer.prospect.lines import forms
from trainer.prospect.noticing import promised
from trainer.prospect.state import State
from trainer.scenario.schema import NextStep
from trainer.transcript import Ended, Ending

_ASKS = frozenset(("states_next_step", "asks_hesitantly", "begs", "small_ask", "asks_too_much"))
_PLAIN = 0.75
"""How near to a step of the file words must be that are not read as a proposal."""
_ASKED_FOR = 0.35
_NAMES_NONE = frozenset(("states_next_step", "asks_hesitantly", "begs"))
_LAST_PATIENCE = 15
_STALLS = 3
"""How often they put somebody off who proposes before the other half is there."""
_LONGEST_STALL = 8
"""Turns of the rep's after which somebody who stalls goes, although the missing half is on its way."""


def proposed(c: Composition, turn: Turn) -> NextStep | None:
    """The step of the file that the words propose; the first one where they ask plainly and name none."""
    steps = {step.id: step for step in c.scenario.next_steps}
    intent = turn.read.intent
    if turn.asks and not turn.triggers & _ASKS and max(intent.likelihoods, default=0.0) >= _ASKED_FOR:
        return None  # a question about something of theirs, whatever else is in it
    asks = turn.act("next_step") or bool(turn.triggers & _ASKS)
    if intent.kind == "next_step" and (asks or intent.certainty >= _PLAIN):
        return steps[intent.id]
    if not turn.triggers & _NAMES_NONE or (promised(turn.heard.text) and not turn.asks):
        return None  # what the rep will do themselves, and is no step of the file, asks for nothing
    return c.scenario.next_steps[0]


def decide(c: Composition, step: NextStep) -> Ended | None:
    """Answer the proposal, after the table of fusion points. Some answers end the call."""
    answer = decision.answer_to(step, c.state, c.tables.limits)
    match answer:
        case "yes":
            c.state = replace(c.state, agreed=step.id if step.leads_to else "", stalled="")
            c.steps_towards(2)
            if not c.say(forms(f"next_step.{step.id}.says_yes", step.says_yes)):
                c.stock("noted")
            c.mood = "warm"
        case "too_much":
            _declines(c, 3)
            if not c.say(forms(f"next_step.{step.id}.too_much", step.too_much)):
                c.stock("pressed")
            c.mood = "doubtful"
        case "objection":
            name = next(name for name, stand in reversed(c.state.objections) if stand in ("open", "worse"))
            objection = c.objection(name)
            if not c.say(forms(f"objection.{name}.says", objection.says)):
                if not c.say(forms(f"objection.{name}.clarified", objection.clarified)):
                    c.stock("pressed")
            c.mood = "doubtful"
        case "no":
            _declines(c, 5)
            if c.state.said_no >= 2 or c.state.patience < _LAST_PATIENCE:
                return end(c, "no")
            c.stock("decline")
            c.mood = "closed"
        case "early":
            _declines(c, 4)
            if not c.stock("pressed"):
                c.stock("decline")
            c.mood = "doubtful"
        case "think_emotion" | "think_logic":
            times = c.state.count("stall") + 1
            if times > _STALLS:
                return end(c, "think")
            missing: Literal["logic", "emotion"] = "emotion" if answer == "think_emotion" else "logic"
            left = c.state.stall_left - 2 if c.state.stalled else c.tables.limits.stall_turns
            c.state = replace(c.state, stalled=missing, stall_left=left).with_pair("counts", "stall", times)
            c.loses("patience", times, "was asked before there was reason and wish enough")
            c.stock("think" if missing == "emotion" else "not_sure")
            c.mood = "doubtful"
    return None


def _declines(c: Composition, patience: int) -> None:
    c.state = replace(c.state, said_no=c.state.said_no + 1)
    c.loses("patience", patience, "was asked for more than they would do")


def stall_runs_out(c: Composition, before: State, turn: Turn) -> Ended | None:
    """A stall is a turning point before it is an ending: the missing half turns it, else they go.

    While the rep asks about them and lets the step lie nobody is leaving, and once they tell something it is forgotten.
    """
    if not c.state.stalled or not before.stalled:
        return None
    if decision.feelings(c.state, c.tables.limits) == decision.Feelings(True, "positive"):
        c.state = replace(c.state, stalled="", stall_left=0, stalled_for=0)
        if len(c.said) < 2 and c.stock("signal"):
            c.mood = "hopeful"
        return None
    comes = c.state.logic > before.logic if before.stalled == "logic" else c.state.emotion > before.emotion
    if c.state.disclosed:
        c.state = replace(c.state, stalled="", stall_left=0, stalled_for=0)
        return None
    talking = turn.asks and not turn.act("next_step")
    c.state = replace(
        c.state,
        stall_left=c.state.stall_left - (not comes and not talking),
        stalled_for=c.state.stalled_for + (not talking),
    )
    return end(c, "think") if c.state.stall_left <= 0 or c.state.stalled_for >= _LONGEST_STALL else None


def says_goodbye(c: Composition) -> Ended:
    """The rep said goodbye before anything was agreed. Whoever was asked for nothing has nothing to think over."""
    now = decision.decision(c.state, c.tables.limits)
    return end(c, now if now == "no" or (now == "think" and c.state.stalled) else "rep_ended")


def end(c: Composition, ending: Ending) -> Ended:
    """Say the last line and end the call."""
    lines = c.scenario.endings.get(ending)
    if not (lines and c.say(forms(f"ending.{ending}", lines.says))):
        c.stock(ending)
    if ending in ("no", "hung_up", "walked_away"):
        c.mood = "closed"
    return decision.ended(ending, c.state, c.scenario, c.tables.limits)
