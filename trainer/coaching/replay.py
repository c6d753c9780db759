"""What another turn would have led to: the call played again through the prospect's own model, one turn put right.

Only the state is played. What the rep said after that turn is heard as it was said, so that the further the two part
the less it is known; what the turn itself moves is exact.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from trainer.coaching.occasion import Occasion
from trainer.pathway.behaviours import Behaviour
from trainer.prospect import decision
from trainer.prospect.engine import Prospect
from trainer.prospect.state import State
from trainer.scoring.seen import RepTurn
from trainer.transcript import STEPS, Decision, Intent, Moved, Read, Seen

_HURTING_ACTS = ("pressure", "scarcity")
_SURE = 0.9
_ACTS: Mapping[str, tuple[str, ...]] = {
    "reflects_feeling": ("reflection", "emotional_reaction"),
    "paraphrases_and_checks": ("reflection",),
    "asks_impact": ("open_question", "exploration"),
    "asks_why_now": ("open_question",),
    "asks_outcome": ("open_question",),
    "asks_behind_stall": ("open_question",),
    "clarifies_objection": ("closed_question",),
    "confirms_settled": ("closed_question",),
    "answers_straight": ("information",),
    "admits_limit": ("information",),
    "fitting_case": ("evidence",),
    "works_out_value": ("information", "evidence"),
    "pictures_after": ("hope",),
    "states_next_step": ("next_step",),
}
"""General acts that go with a behaviour, so that the turn moves what it would move if it were said."""
_EMOTION = 0.5
"""Weight of emotion (-50 to 50) and logic next to the five gauges."""
_DECIDES: Mapping[Decision, int] = {"yes": 100, "think": 20, "none": 0, "no": -50}
"""What a decision weighs: a yes is worth more than all that a single turn moves."""


@dataclass(frozen=True, slots=True)
class Replayed:
    """``turn``: of the rep's; ``behaviour``: what it would have shown; ``instead``, ``was``: what that turn moves, and
    moved, by gauge; ``gain``: how much higher everything stands at the end of the call, in points over all gauges;
    ``decision``: what they would decide there."""

    turn: int
    behaviour: str
    instead: Mapping[str, int]
    was: Mapping[str, int]
    gain: int
    decision: Decision


def replayed(
    turns: Sequence[RepTurn], number: int, before: State, called_for: Occasion, prospect: Prospect,
    behaviours: Mapping[str, Behaviour],
) -> Replayed | None:  # fmt: skip
    """The best of what ``turns[number]`` called for. ``before``: the person as they were when it began.

    None where nothing of it would have been better than what was said.
    """
    limits = prospect.tables.limits
    first, was = _play(prospect, before, turns[number], turns[number].read)
    usual = _to_the_end(prospect, first, turns[number + 1 :])
    found: list[Replayed] = []
    for name in called_for.calls_for:
        if name not in behaviours:
            continue
        read = put_right(turns[number], name, behaviours)
        state, instead = _play(prospect, before, turns[number], read)
        end = _to_the_end(prospect, state, turns[number + 1 :])
        gain = round(_worth(end, prospect) - _worth(usual, prospect))
        found.append(Replayed(turns[number].turn, name, instead, was, gain, decision.decision(end, limits)))
    best = max(found, key=lambda one: one.gain, default=None)  # the first of equals: it was the nearest
    return best if best is not None and best.gain > 0 else None


def put_right(turn: RepTurn, behaviour: str, behaviours: Mapping[str, Behaviour]) -> Read:
    """The reading of a turn that does no harm and shows the behaviour as well."""
    words = len(turn.heard.text.split())
    kept = tuple(one for one in turn.read.behaviours if one.id in behaviours and behaviours[one.id].helps)
    shown = () if any(one.id == behaviour for one in kept) else (Seen(behaviour, (0, max(1, words)), 1.0),)
    acts = {**turn.read.acts, **dict.fromkeys(_HURTING_ACTS, 0.0), **dict.fromkeys(_ACTS.get(behaviour, ()), _SURE)}
    asks = any(act in ("open_question", "closed_question") for act in _ACTS.get(behaviour, ()))
    intent = turn.read.intent if turn.read.intent.kind == "fact" or not asks else Intent("none")
    return replace(turn.read, behaviours=(*kept, *shown), acts=acts, intent=intent)


def _play(prospect: Prospect, state: State, turn: RepTurn, read: Read) -> tuple[State, dict[str, int]]:
    """One turn: the state after it, and by how much each gauge moved in it."""
    reply = prospect.hear(state, turn.heard, read, turn.turn)
    moved: dict[str, int] = {}
    for event in reply.moves:
        if isinstance(event, Moved) and event.what in (*STEPS, "emotion"):
            moved[event.what] = moved.get(event.what, 0) + event.after - event.before
    return reply.state, {what: by for what, by in moved.items() if by}


def _to_the_end(prospect: Prospect, state: State, turns: Sequence[RepTurn]) -> State:
    for turn in turns:
        reply = prospect.hear(state, turn.heard, turn.read, turn.turn)
        state = reply.state
        if reply.ended is not None:
            break
    return state


def _worth(state: State, prospect: Prospect) -> float:
    whole = sum(state.get(step) for step in STEPS) + _EMOTION * (state.emotion + state.logic)
    return whole + _DECIDES[decision.decision(state, prospect.tables.limits)]
