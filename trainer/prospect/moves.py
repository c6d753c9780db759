"""How a reading moves the person: tables, traits, memory and limits, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from trainer.prospect.state import State
from trainer.prospect.tables import WHATS, Effect, Tables
from trainer.transcript import (
    STEPS,
    Event,
    Evidence,
    Fusion,
    FusionPutOut,
    Heard,
    Moved,
    Owner,
    Read,
    Span,
    What,
)

_LEANING: frozenset[What] = frozenset(("logic", "hope", "urgency"))


@dataclass(frozen=True, slots=True)
class Push:
    """One wish to move something: by how much, why, on which words, and whose reason it is."""

    what: What
    by: float
    cause: str
    span: Span | None
    owner: Owner


def _quote(text: str, span: Span | None) -> str:
    return text if span is None else " ".join(text.split()[span[0] : span[1]])


def evidence(turn: int, text: str, span: Span | None = None) -> Evidence:
    return Evidence(turn, span, _quote(text, span))


def _factor(tables: Tables, traits: Sequence[str], what: What, by: float) -> float:
    key = f"{what}{'+' if by > 0 else '-'}"
    factor = 1.0
    for trait in traits:
        factor *= tables.traits.get(trait, {}).get(key, 1.0)
    return factor


def _again(tables: Tables, effect: Effect, times: int) -> float:
    row = tables.hurts_again if effect.hurts else tables.helps_again
    return row[min(times, len(row) - 1)]


def _pushes(
    state: State, read: Read, tables: Tables, traits: Sequence[str], fresh: bool, worth: Mapping[str, float]
) -> Iterator[Push]:
    """Behaviours first; an act moves only what no behaviour moved, so that nothing is paid twice.

    ``fresh``: the turn brought something new (a fact told for the first time), so that it pays in full.
    ``worth``: factors on behaviours and acts whose worth depends on this scenario.
    """
    moved: set[What] = set()
    hurt = any(tables.behaviours[seen.id].hurts for seen in read.behaviours if seen.id in tables.behaviours)
    for seen in read.behaviours:
        effect = tables.behaviours.get(seen.id)
        if effect is None:
            continue
        factor = 1.0 if fresh and not effect.hurts else _again(tables, effect, state.count(seen.id))
        factor *= worth.get(seen.id, 1.0)
        for what, by in effect.moves.items():
            moved.add(what)
            yield Push(what, by * factor * _factor(tables, traits, what, by), effect.cause, seen.span, effect.owner)
    for act, effect in tables.acts.items():
        sure = read.acts.get(act, 0.0)
        if sure < 0.5 or (hurt and not effect.hurts):
            continue
        factor = _again(tables, effect, state.count(act)) * sure * worth.get(act, 1.0)
        for what, by in effect.moves.items():
            if what not in moved:
                yield Push(what, by * factor * _factor(tables, traits, what, by), effect.cause, None, effect.owner)
                moved.add(what)


def _lifted(state: State, push: Push, tables: Tables) -> float:
    """What the relationship makes of it: a gain pays less where the feeling is bad; a glow lifts hope and urgency."""
    by = push.by
    if by > 0 and state.emotion <= tables.limits.emotion_negative:
        by *= 0.5
    if by > 0 and state.glow and push.what in ("hope", "urgency"):
        by *= tables.limits.fusion_lift
    return by


def _bounds(what: What) -> tuple[int, int]:
    return (-50, 50) if what == "emotion" else (0, 100)


def settle(state: State, wanted: Mapping[What, float], tables: Tables) -> State:
    """The state after the turn's pushes: at most so much a turn, within bounds, no gauge far above the one before."""
    limits = tables.limits
    values: dict[str, Any] = {}
    for what in WHATS:
        most = limits.gauge_a_turn if what in STEPS else limits.other_a_turn
        by = max(-most, min(most, round(wanted.get(what, 0.0))))
        low, high = _bounds(what)
        value = max(low, min(high, state.get(what) + by))
        if what in STEPS[1:]:
            value = min(value, values[STEPS[STEPS.index(what) - 1]] + limits.step_above)
        values[what] = value
    return replace(state, **values)


def move(
    state: State, heard: Heard, read: Read, turn: int, tables: Tables, traits: Sequence[str], *, fresh: bool = False,
    also: Sequence[Push] = (), worth: Mapping[str, float] = MappingProxyType({}), empty: bool = False,
) -> tuple[State, tuple[Event, ...]]:  # fmt: skip
    """The state after the rep's turn, and every move with its cause.

    ``also``: pushes that come from the scenario (an objection settled), beside those of the tables; ``worth``:
    factors on behaviours and acts whose worth depends on it (a case told twice is worth nothing); ``empty``: the
    words have to do with nothing, so that nothing is gained by them.
    """
    pushes = [*_pushes(state, read, tables, traits, fresh, worth), *also]
    if empty:
        pushes = [push for push in pushes if push.by < 0]
    if len(heard.text.split()) > tables.limits.long_turn_words:
        pushes.append(Push("patience", -4, "talked at for too long", None, "theirs"))
        pushes.append(Push("empathy", -3, "talked at for too long", None, "theirs"))
    wanted: dict[What, float] = {}
    strongest: dict[What, Push] = {}
    for push in pushes:
        by = _lifted(state, push, tables)
        wanted[push.what] = wanted.get(push.what, 0.0) + by
        if push.what not in strongest or abs(push.by) > abs(strongest[push.what].by):
            strongest[push.what] = push
    after = settle(state, wanted, tables)
    events: list[Event] = []
    for what in WHATS:
        before_value, after_value = state.get(what), after.get(what)
        if before_value == after_value:
            continue
        cause = strongest.get(what)
        events.append(
            Moved(
                what=what,
                before=before_value,
                after=after_value,
                cause=cause.cause if cause else f"{STEPS[STEPS.index(what) - 1]} fell, and holds it down",
                evidence=evidence(turn, heard.text, cause.span if cause else None),
                owner=cause.owner if cause else "theirs",
            )
        )
    after = _remember(after, state, read, turn, tables, pushes)
    after, fused = _fuse(state, after, heard, turn, tables, strongest)
    return after, (*events, *fused)


def _remember(after: State, before: State, read: Read, turn: int, tables: Tables, pushes: Sequence[Push]) -> State:
    counted = [seen.id for seen in read.behaviours if seen.id in tables.behaviours]
    counted += [act for act in tables.acts if read.acts.get(act, 0.0) >= 0.5]
    for name in dict.fromkeys(counted):
        after = after.with_pair("counts", name, before.count(name) + 1)
    slights = list(after.slights)
    for seen in read.behaviours:
        effect = tables.behaviours.get(seen.id)
        if effect is None:
            continue
        if effect.slight:
            slights.append((seen.id, turn))
        if effect.repair and slights:
            slights.pop()
    own = sum(push.by for push in pushes if push.owner == "theirs" and push.what in _LEANING and push.by > 0)
    levers = sum(
        tables.behaviours[seen.id].owner == "lever" for seen in read.behaviours if seen.id in tables.behaviours
    )
    return replace(
        after,
        slights=tuple(slights),
        glow=max(0, before.glow - 1),
        own=before.own + round(own),
        borrowed=before.borrowed + levers * tables.limits.lever,
    )


def _fuse(
    before: State, after: State, heard: Heard, turn: int, tables: Tables, strongest: Mapping[What, Push]
) -> tuple[State, tuple[Event, ...]]:
    limits = tables.limits
    logic_up, emotion_up = after.logic - before.logic, after.emotion - before.emotion
    span = strongest["logic"].span if "logic" in strongest else None
    if min(logic_up, emotion_up) >= limits.fusion_rise and after.emotion >= 0:
        cause = f"{strongest['logic'].cause}, and {strongest['emotion'].cause}"
        fusion = Fusion(
            logic=after.logic, emotion=after.emotion, cause=cause, evidence=evidence(turn, heard.text, span)
        )
        return replace(after, glow=limits.fusion_turns), (fusion,)
    if before.glow and len(after.slights) > len(before.slights):
        cause = tables.behaviours[after.slight].cause
        return replace(after, glow=0), (FusionPutOut(cause=cause, evidence=evidence(turn, heard.text)),)
    return after, ()
