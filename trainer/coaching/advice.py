"""One to three things to do differently: the turns whose repair would have changed most, each with a way to say it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.coaching.could_say import could_say
from trainer.coaching.occasion import occasion
from trainer.coaching.replay import Replayed, replayed
from trainer.coaching.words import coaching
from trainer.pathway.behaviours import Behaviour
from trainer.prospect.engine import Prospect
from trainer.prospect.state import State
from trainer.scoring.card import Moment, Scorecard
from trainer.scoring.seen import RepTurn, rep_turns
from trainer.simulate.plan import Plan
from trainer.transcript import Entry, Evidence, Said

PROMISING = 12
"""Turns that are played again, those first where most was lost."""
_APART = 3
"""Turns over both speakers: nearer than that two things are one."""
_LOW, _FEW, _MOST = 40, 2, 3
"""Below this total one learns more from two things than from three."""


@dataclass(frozen=True, slots=True)
class Advice:
    """``turn``: the rep's, to rewind to; ``evidence``: the words it is about, theirs or the rep's; ``why``: what was
    lost there, empty where only something better was at hand; ``could_say``: a line, empty where there is none."""

    turn: int
    evidence: Evidence
    why: str
    behaviour: str
    title: str
    coach: str
    could_say: str
    exercise: str
    replayed: Replayed


def advise(
    entries: Sequence[Entry], card: Scorecard, states: Mapping[int, State], prospect: Prospect,
    behaviours: Mapping[str, Behaviour], plan: Plan,
) -> tuple[Advice, ...]:  # fmt: skip
    """What would have changed most, first things first. ``states``: the person as they were when each of the rep's
    turns began, by turn."""
    turns = rep_turns(entries)
    lost = _lost(card)
    known = [number for number, turn in enumerate(turns) if turn.turn in states]
    promising = sorted(known, key=lambda number: (sum(m.points for m in lost.get(turns[number].turn, ())), number))
    limits = prospect.tables.limits
    found: list[tuple[Replayed, int]] = []
    for number in promising[:PROMISING]:
        turn = turns[number]
        called_for = occasion(turn.before, states[turn.turn], limits)
        better = replayed(turns, number, states[turn.turn], called_for, prospect, behaviours)
        if better is not None:
            found.append((better, number))
    most = _FEW if card.total is None or card.total < _LOW else _MOST
    picked: list[tuple[Replayed, int]] = []
    for one in sorted(found, key=lambda pair: (-pair[0].gain, pair[1])):
        fresh = all(
            abs(one[0].turn - other.turn) >= _APART and one[0].behaviour != other.behaviour for other, _ in picked
        )
        if len(picked) < most and fresh:
            picked.append(one)
    return tuple(_advice(one, turns, number, states, lost, prospect, behaviours, plan) for one, number in picked)


def _lost(card: Scorecard) -> dict[int, list[Moment]]:
    """What was lost, by the rep's turn, that was seen for sure."""
    lost: dict[int, list[Moment]] = {}
    for mark in card.marks.values():
        for moment in mark.moments if mark is not None else ():
            if moment.points < 0 and moment.sure:
                lost.setdefault(moment.rep_turn, []).append(moment)
    return lost


def _advice(
    one: Replayed, turns: Sequence[RepTurn], number: int, states: Mapping[int, State],
    lost: Mapping[int, Sequence[Moment]], prospect: Prospect, behaviours: Mapping[str, Behaviour], plan: Plan,
) -> Advice:  # fmt: skip
    turn = turns[number]
    line = turn.before.event.text if turn.before is not None and isinstance(turn.before.event, Said) else ""
    heard = [t.before.event.text for t in turns[: number + 1] if t.before and isinstance(t.before.event, Said)]
    worst = min(lost.get(turn.turn, ()), key=lambda moment: moment.points, default=None)
    theirs = Evidence(turn.turn - 1, None, line) if line else turn.quoted(None)
    known = coaching()
    frames = {name: words.frame for name, words in known.items()}
    words = known.get(one.behaviour)
    return Advice(
        turn=turn.turn,
        evidence=theirs if worst is None else worst.evidence,
        why="" if worst is None else worst.why,
        behaviour=one.behaviour,
        title="" if words is None else words.title,
        coach=behaviours[one.behaviour].coach,
        could_say=could_say(one.behaviour, line, heard, states[turn.turn], prospect.scenario, plan, frames),
        exercise="" if words is None else words.exercise,
        replayed=one,
    )
