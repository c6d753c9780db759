"""From a log to a scorecard. Same log and rubric, same card, bit for bit.

A mark is the sum of what was seen for its step, each with its words and its points (``points``), from 0 to 100.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from trainer.errors import InputError
from trainer.pathway.behaviours import Behaviour
from trainer.scenario.contents import words_of_the_call
from trainer.scenario.schema import Scenario
from trainer.scoring.card import Course, Mark, Moment, Requirement, Scorecard
from trainer.scoring.first_ask import first_ask
from trainer.scoring.left_behind import left_behind
from trainer.scoring.points import Points
from trainer.scoring.recited import worth_of_gains
from trainer.scoring.seen import (
    RepTurn,
    asked,
    ended_by_rep,
    gave_away,
    objected,
    occurrences,
    openings,
    rep_turns,
    unsure,
    untouched,
)
from trainer.scoring.turning import to_change
from trainer.scoring.verdict import PUSHES, verdict
from trainer.sound import RATE
from trainer.transcript import (
    OVERHEARD,
    STEPS,
    CallStarted,
    Decision,
    Ended,
    Entry,
    Evidence,
    Fusion,
    Hint,
    Kind,
    Moved,
    Orbit,
    OrbitJumped,
    Owner,
    Said,
    Step,
    of_kind,
    said_by_the_person,
)

_FEW_TURNS = 3
_WHOLE_CALL = 12
_OPENINGS = 3
_SOFT = 12.0
"""A mark below which points weigh less and less: the raters of the practice calls gave one mark in 180 below 5."""
_ENOUGH = {"practice": 0.70, "exam": 0.75}
_TAKEN = 1.0
"""Points of a moment from which on an opening was taken by it: less is hardly seen."""
_RECITED = " Much of what was said has to do with nothing they said, as if learnt by heart: it counts for little."
_MISHEARD = "(at words that were misheard: not charged)"
_LOW = 40
"""Below this total one learns more from less: two things to change instead of three."""


def score(
    entries: Sequence[Entry], scenario: Scenario, behaviours: Mapping[str, Behaviour], points: Points,
    start: Mapping[str, int], misheard: Collection[int] = (),
) -> Scorecard:  # fmt: skip
    """The card of a finished call. ``start``: where the person's gauges, logic and emotion stood at the beginning;
    ``misheard``: turns whose words were put right afterwards: how the person took them is shown, and costs nothing.

    Raises InputError if the log holds no call.
    """
    started = next((event for _, event in of_kind(entries, CallStarted)), None)
    if started is None:
        raise InputError("This session holds no call, so there is nothing to score.")
    turns = rep_turns(entries)
    gains = 1.0 if started.ear == OVERHEARD else worth_of_gains(turns, words_of_the_call(scenario), behaviours)
    found = points.moments(occurrences(turns, behaviours), len(turns), gains)
    found = {step: [_forgiven(one, misheard) for one in moments] for step, moments in found.items()}
    if len(turns) >= _WHOLE_CALL or ended_by_rep(entries):
        for step, one in untouched(turns, {s: any(m.points >= _TAKEN for m in found[s]) for s in STEPS}):
            worth = points.worth["untouched"][step]
            found[step].append(Moment(one.kind, one.at, one.evidence, one.why, worth))
    base = points.base * gains
    marks, not_marked = _marks(entries, turns, found, base)
    weights = {step: getattr(scenario.weights, step) for step in STEPS}
    requirements = _requirements(turns, scenario, behaviours)
    total = _total(marks, weights, _ENOUGH[started.mode])
    ended = _last_of(entries, Ended) or Ended(ending="unfinished", decision="none", won=False)
    effort = _effort(turns)
    standing = _standing(found, weights, base) if total[0] is None else total[0]
    who, shown_by = verdict(turns, standing)
    few = total[0] is None or total[0] < _LOW
    jumps = tuple(of_kind(entries, OrbitJumped))
    orbit_to: Orbit = jumps[-1][1].after if jumps else scenario.orbit.start
    last = _last(entries, start)
    left, told = left_behind(entries, turns, scenario, ended, start, last)
    spoken = [said.text for _, said in said_by_the_person(entries)]
    rep_words = sum(len(t.heard.text.split()) for t in turns)
    their_words = sum(len(line.split()) for line in spoken)
    return Scorecard(
        rubric=points.rubric,
        marks=marks,
        not_marked=not_marked,
        total=_capped(total[0], requirements, scenario.pass_mark),
        total_low=_capped(total[1], requirements, scenario.pass_mark),
        total_high=_capped(total[2], requirements, scenario.pass_mark),
        pass_mark=scenario.pass_mark,
        verdict=who,
        verdict_evidence=shown_by,
        ending=ended.ending,
        decision=ended.decision,
        won=ended.won and all(r.met is not False for r in requirements),
        holds=ended.holds,
        own=_gained(entries, "theirs"),
        borrowed=_gained(entries, "lever"),
        how_it_ended=spoken[-1] if spoken else "",
        why=_why(ended.decision, last) + (_RECITED if gains < 1 else ""),
        left_behind=left,
        told=told,
        orbit_from=scenario.orbit.start,
        orbit_to=orbit_to,
        orbit_goal=scenario.orbit.won_at,
        jumps=tuple(
            Moment("helped", entry.at, event.evidence, f"{event.before} → {event.after}: {event.cause}", 0.0)
            for entry, event in jumps
        ),
        fusion_points=tuple(
            Moment("helped", entry.at, event.evidence, event.cause, 0.0) for entry, event in of_kind(entries, Fusion)
        ),
        effort=effort,
        requirements=requirements,
        to_change=to_change(turns, found, behaviours, 2 if few else 3),
        strength=max(
            (m for ms in found.values() for m in ms if m.points > 0 and m.sure), key=lambda m: m.points, default=None
        ),
        talk_share=round(100 * rep_words / max(1, rep_words + their_words)),
        questions=sum(t.is_question for t in turns),
        longest_turn_words=max((len(t.heard.text.split()) for t in turns), default=0),
        course=_course(entries, start),
        seconds=round(max((e.at for e in entries), default=0) / RATE, 2),
        first_ask=first_ask(entries, turns, start["trust"]),
        corrected=tuple(sorted(misheard)),
        hints=sum(1 for _ in of_kind(entries, Hint)),
    )  # fmt: skip


def _forgiven(moment: Moment, misheard: Collection[int]) -> Moment:
    """What the person took badly that was never said."""
    if moment.points >= 0 or moment.evidence.turn - 1 not in misheard:
        return moment
    return replace(moment, points=0.0, why=f"{moment.why} {_MISHEARD}")


def _gained(entries: Sequence[Entry], owner: Owner) -> int:
    moves = (event for _, event in of_kind(entries, Moved) if event.what in ("logic", "hope", "urgency"))
    return sum(event.after - event.before for event in moves if event.owner == owner and event.after > event.before)


def _last_of(entries: Sequence[Entry], kind: type[Kind]) -> Kind | None:
    return next((event for _, event in reversed(tuple(of_kind(entries, kind)))), None)


def _marks(
    entries: Sequence[Entry], turns: Sequence[RepTurn], found: Mapping[Step, Sequence[Moment]], base: float
) -> tuple[dict[Step, Mark | None], dict[Step, str]]:
    marks: dict[Step, Mark | None] = {}
    reasons: dict[Step, str] = {}
    given = openings(turns)
    whole = len(turns) >= _WHOLE_CALL or ended_by_rep(entries)
    doubt = _doubt(turns)
    for step in STEPS:
        always = whole and step in ("trust", "hope", "urgency")
        if len(turns) < _FEW_TURNS:
            marks[step], reasons[step] = None, f"{_count(len(turns), 'turn')} of yours; three are needed."
        elif not always and given[step] < _OPENINGS:
            marks[step], reasons[step] = None, f"{_count(given[step], 'opening')} in the call; three are needed."
        else:
            marks[step] = _mark(found[step], given[step], doubt, base)
    return marks, reasons


def _count(number: int, thing: str) -> str:
    return f"{('No', 'One', 'Two')[number] if number < 3 else number} {thing}{'' if number == 1 else 's'}"


def _mark(moments: Sequence[Moment], given: int, doubt: float, base: float) -> Mark:
    value = _value(moments, base)
    spread = round(doubt + 8 / math.sqrt(1 + len(moments)))
    order = sorted(moments, key=lambda m: (-abs(m.points), m.at))
    taken = len({m.evidence.turn for m in moments if m.points >= _TAKEN})
    return Mark(value, max(0, value - spread), min(100, value + spread), min(taken, given), given, tuple(order))


def _value(moments: Sequence[Moment], base: float) -> int:
    """The sum of what was seen. Below ``_SOFT`` it falls ever more slowly, so that bad is still told from worse."""
    whole = base + sum(m.points for m in moments)
    if whole < _SOFT:
        whole = _SOFT * math.exp((whole - _SOFT) / _SOFT)
    return min(100, round(whole))


def _doubt(turns: Sequence[RepTurn]) -> float:
    """Points by which uncertain hearing widens a range: by word confidence, else by what the ear is known for."""
    heard = [t.heard for t in turns if not t.heard.typed]
    if not heard:
        return 1.0
    unsure = [1.0 - h.confidence if h.confidence is not None else 0.13 for h in heard]  # 13 %: pitfalls, real speech
    return 1.0 + 20.0 * sum(unsure) / len(unsure)


def _total(
    marks: Mapping[Step, Mark | None], weights: Mapping[Step, int], enough: float
) -> tuple[int | None, int | None, int | None]:
    marked = {step: mark for step, mark in marks.items() if mark is not None}
    weight = sum(weights[step] for step in marked)
    if weight < enough * sum(weights.values()):
        return None, None, None
    mean = [
        round(sum(weights[step] * getattr(mark, part) for step, mark in marked.items()) / weight)
        for part in ("value", "low", "high")
    ]
    return mean[0], mean[1], mean[2]


def _standing(found: Mapping[Step, Sequence[Moment]], weights: Mapping[Step, int], base: float) -> int:
    """What tells good from bad for the verdict where too little is marked for a total: all that was seen, weighed."""
    return round(sum(weights[step] * _value(found[step], base) for step in STEPS) / sum(weights.values()))


def _capped(total: int | None, requirements: Sequence[Requirement], pass_mark: int) -> int | None:
    """A must that was not met keeps the total below the pass mark."""
    if total is None or all(r.met is not False for r in requirements):
        return total
    return min(total, pass_mark - 1)


def _requirements(
    turns: Sequence[RepTurn], scenario: Scenario, behaviours: Mapping[str, Behaviour]
) -> tuple[Requirement, ...]:
    """What the scenario asks for. A must that answers an objection is met where none was raised."""
    first: dict[str, Evidence] = {}
    for turn in turns:
        for seen in turn.read.behaviours:
            first.setdefault(seen.id, turn.quoted(seen.span))
    raised = any(objected(turn.after) for turn in turns)

    misheard = 2 * sum(unsure(turn.heard) for turn in turns) > len(turns)

    def met(name: str, wanted: bool) -> bool | None:
        if not wanted or name in first:
            return (name in first) == wanted
        behaviour = behaviours.get(name)
        if not raised and behaviour is not None and "objection" in behaviour.needs:
            return True
        return None if misheard else False

    return tuple(
        Requirement(name, wanted, met(name, wanted), first.get(name))
        for wanted, names in ((True, scenario.must), (False, scenario.must_not))
        for name in names
    )


def _effort(turns: Sequence[RepTurn]) -> int | None:
    """Percentage of the effort that was the rep's: pitches, asks and pushes against the person's own steps."""
    pushes = steps = 0
    for turn in turns:
        answering = asked(turn.before) or turn.shows(("answers_straight",))
        pushes += turn.acts("next_step") or (turn.acts("information") and not answering)
        pushes += 2 * bool(turn.shows(PUSHES))
        line = turn.after
        if line is not None and isinstance(line.event, Said):
            steps += gave_away(line) or asked(line)
            yes = (c.endswith(".says_yes") or ".says_yes." in c or c == "event.agrees" for c in line.event.clauses)
            steps += 2 * any(yes)
    return round(100 * pushes / (pushes + steps)) if pushes + steps else None


def _last(entries: Sequence[Entry], start: Mapping[str, int]) -> dict[str, int]:
    return {**start, **{event.what: event.after for _, event in of_kind(entries, Moved)}}


def _why(decision: Decision, last: Mapping[str, int]) -> str:
    logic, emotion = last["logic"] >= 50, last["emotion"]
    if decision == "yes":
        return "The reasons were there, and it felt right."
    if emotion <= -10:
        return "By the end it felt wrong to them; no reason helps against that."
    if logic and emotion < 15:
        return "The figures were enough; the feeling was not there."
    if emotion >= 15 and not logic:
        return "The wish was there; the grounds for it were not."
    if logic:
        return "Reason and feeling were both there; the step was not asked for."
    return "Neither the reasons nor the feeling had come far enough."


def _course(entries: Sequence[Entry], start: Mapping[str, int]) -> Course:
    """The gauges after each time at which one of them moved; those of the start at 0."""
    now: dict[str, int] = {step: start[step] for step in STEPS}
    rows = {0: _row(now)}
    for entry, event in of_kind(entries, Moved):
        if event.what in now:
            now[event.what] = event.after
            rows[entry.at] = _row(now)
    return Course(tuple(rows), tuple(rows.values()))


def _row(now: Mapping[str, int]) -> tuple[int, int, int, int, int]:
    return now["rapport"], now["empathy"], now["trust"], now["hope"], now["urgency"]
