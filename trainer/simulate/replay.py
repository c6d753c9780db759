"""A transcript run through a scenario: both sides as printed, the state moved by our engine."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.errors import InputError
from trainer.overheard.call import overhear
from trainer.overheard.lines import Printed, chosen, names, turns
from trainer.pathway.reader import PathwayReader
from trainer.prospect import decision
from trainer.prospect.engine import Prospect
from trainer.prospect.state import ENGINE, State
from trainer.scenario.schema import Scenario
from trainer.transcript import (
    OVERHEARD,
    CallStarted,
    Decision,
    Event,
    Fusion,
    FusionPutOut,
    Moved,
    Orbit,
    OrbitJumped,
    Versions,
)


@dataclass(frozen=True, slots=True)
class ReplayedTurn:
    """One turn of the rep's: its line in the file (from 1), what it moved, and how the person stood after it and after
    what they said to it."""

    line: int
    text: str
    moves: tuple[Event, ...]
    state: State
    orbit: Orbit


def sides(lines: Sequence[Printed], scenario: Scenario, rep: str | None = None) -> str:
    """The rep's name in the transcript: given, or whoever is not the scenario's person. Raises InputError."""
    if rep is not None:
        return chosen(lines, rep)
    called = {part.lower() for part in (*scenario.person.name.split(), scenario.person.called)}
    called |= {part[0] for part in called}
    others = [n for n in names(lines) if n.lower() not in called and n.lower() != scenario.person.name.lower()]
    if len(others) != 1:
        raise InputError(f"Say which one is the rep with --rep. The names are: {', '.join(names(lines))}.")
    return others[0]


def replay(
    lines: Sequence[Printed], rep: str, prospect: Prospect, reader: PathwayReader
) -> tuple[list[ReplayedTurn], Decision]:
    """The moves turn by turn, and what the person would decide at the end."""
    scenario = prospect.scenario
    started = CallStarted(
        scenario=scenario.id, sha256="", text="", seed=1, mode="practice", ear=OVERHEARD, voice="none",
        versions=Versions(engine=ENGINE, reader=reader.version, rubric=""),
    )  # fmt: skip
    entries, states = overhear(lines, rep, prospect, reader, started)
    mine = [(turn, line) for turn, line in enumerate(turns(lines, rep), start=1) if line.name == rep]
    found = [
        ReplayedTurn(
            line.number, next(e.event.text for e in entries if e.turn == turn and e.event.type == "heard"),
            tuple(e.event for e in entries if e.turn == turn and isinstance(e.event, _MOVES)), state, state.orbit,
        )
        for (turn, line), state in zip(mine, states, strict=True)
    ]  # fmt: skip
    last = states[-1] if states else prospect.start
    return found, decision.decision(last, prospect.tables.limits)


_MOVES = (Moved, Fusion, FusionPutOut, OrbitJumped)
