"""What the person's last words called for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.prospect import decision
from trainer.prospect.state import State
from trainer.prospect.tables import Limits
from trainer.scoring.seen import asked, gave_away, leaned, objected
from trainer.transcript import Entry, Said

Kind = Literal["hello", "objection", "question", "stall", "gave_away", "sign", "lull"]
_OPENING = 2
"""Rep turns that belong to the hello."""
_EARLY = 7
"""Rep turns before which a lull is no place for business."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """``calls_for``: behaviours of the pathway that would take it up, the nearest first."""

    kind: Kind
    calls_for: tuple[str, ...]


def occasion(line: Entry | None, state: State, limits: Limits) -> Occasion:
    """``line``: the person's last words (None: they said nothing yet); ``state``: how they were after them."""
    if line is None or state.rep_turns == 0:
        return Occasion("hello", ("names_self", "asks_leave"))
    if objected(line):
        stand = state.stand_of(state.open_objection)
        if stand in ("clarified", "answered"):
            return Occasion("objection", ("confirms_settled", "answers_straight"))
        return Occasion("objection", ("clarifies_objection",))
    if asked(line):
        return Occasion("question", ("answers_straight", "admits_limit"))
    if state.stalled:
        missing = {"logic": ("works_out_value", "fitting_case"), "emotion": ("asks_outcome", "pictures_after")}
        return Occasion("stall", ("asks_behind_stall", *missing[state.stalled]))
    if gave_away(line):
        deep = ("reflects_feeling", "asks_impact") if _at_heart(line) else ("asks_impact", "paraphrases_and_checks")
        return Occasion("gave_away", deep)
    if leaned(line):
        feelings = decision.feelings(state, limits)
        ready = feelings.logic and feelings.emotion == "positive"
        return Occasion("sign", ("states_next_step",) if ready else ("asks_outcome", "works_out_value"))
    return Occasion("lull", _lull(state, limits))


def _at_heart(line: Entry) -> bool:
    """Whether what they told lies deep: a feeling is in it, said or not."""
    clauses = line.event.clauses if isinstance(line.event, Said) else ()
    return any(".full." in clause or clause.startswith("pain.") for clause in clauses)


def _lull(state: State, limits: Limits) -> tuple[str, ...]:
    """Nothing of theirs stands open, so the rep leads: what the call has not had yet, in the pathway's order."""
    if state.rep_turns <= _OPENING and not state.gave:
        return ("generosity", "asks_why_now")
    if not state.needs_found or state.rep_turns < _EARLY:
        return ("asks_why_now", "asks_impact", "asks_outcome")
    if not state.bridged:
        return ("offers_service", "asks_outcome")
    feelings = decision.feelings(state, limits)
    if not feelings.logic:
        return ("fitting_case", "works_out_value", "admits_limit")
    if feelings.emotion != "positive":
        return ("pictures_after", "asks_outcome", "ties_to_their_reason")
    return ("states_next_step", "sums_up_reasons")
