"""A transcript run through a scenario: both sides as printed, the state moved by our engine."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from trainer.errors import InputError
from trainer.pathway.following import Line
from trainer.pathway.reader import PathwayReader
from trainer.prospect import decision
from trainer.prospect.engine import Prospect
from trainer.prospect.overhearing import Overheard
from trainer.prospect.state import State
from trainer.scenario.schema import Scenario
from trainer.sound import RATE
from trainer.transcript import Decision, Event, Heard, Orbit

_SPOKEN = re.compile(r"^\s*([^:\[\]]{1,40}):\s*(.*)$")
_MOST_LINES = 4_000
_SECONDS = re.compile(r"\[(\d+(?:\.\d+)?) ?s\]")
_LEANS = 0.6
"""How surely a line of theirs must lean towards it for the orbit to jump on it."""
_MURMUR = 2
"""Words of a line that is no more than "mm"."""


@dataclass(frozen=True, slots=True)
class ReplayedTurn:
    """One turn of the rep's: its line in the file (from 1), what it moved, and how the person stood after it and after
    what they said to it."""

    line: int
    text: str
    moves: tuple[Event, ...]
    state: State
    orbit: Orbit


@dataclass(frozen=True, slots=True)
class Printed:
    """A line of a transcript: its number in the file, who speaks, and the words with signs such as [3 s]."""

    number: int
    name: str
    text: str


def printed(text: str) -> list[Printed]:
    """The spoken lines of a transcript; a line without a name goes on from the one before. Raises InputError."""
    found: list[Printed] = []
    for number, line in enumerate(text.splitlines(), start=1):
        spoken = _SPOKEN.match(line)
        if spoken:
            found.append(Printed(number, spoken[1].strip(), spoken[2].strip()))
        elif line.strip() and found and not line.lstrip().startswith("#"):
            last = found[-1]
            found[-1] = Printed(last.number, last.name, f"{last.text} {line.strip()}")
    if not found:
        raise InputError("There is no line like “Name: what they said” in this transcript.")
    if len(found) > _MOST_LINES:
        raise InputError(f"A transcript may have {_MOST_LINES:,} lines at most.")
    return found


def sides(lines: Sequence[Printed], scenario: Scenario, rep: str | None = None) -> str:
    """The rep's name in the transcript: given, or whoever is not the scenario's person. Raises InputError."""
    names = list(dict.fromkeys(line.name for line in lines))
    if rep is not None:
        if rep in names:
            return rep
        raise InputError(f"Nobody here is called {rep}. The names are: {', '.join(names)}.")
    called = {part.lower() for part in (*scenario.person.name.split(), scenario.person.called)}
    called |= {part[0] for part in called}
    others = [name for name in names if name.lower() not in called and name.lower() != scenario.person.name.lower()]
    if len(others) != 1:
        raise InputError(f"Say which one is the rep with --rep. The names are: {', '.join(names)}.")
    return others[0]


def replay(
    lines: Sequence[Printed], rep: str, prospect: Prospect, reader: PathwayReader
) -> tuple[list[ReplayedTurn], Decision]:
    """The moves turn by turn, and what the person would decide at the end."""
    overheard = Overheard(prospect.scenario)
    state = prospect.start
    person: list[str] = []
    said: list[str] = []
    turns: list[ReplayedTurn] = []
    for number, (line, after) in enumerate(zip(lines, [*lines[1:], None], strict=True)):
        spoken = Line("rep" if line.name == rep else "person", line.text)
        if line.name != rep:
            person.append(spoken.words)
            continue
        moment = prospect.moment(state, person, said, _silence(spoken))
        heard = Heard(text=spoken.words, start=0, end=RATE, typed=True)
        read = reader.read(spoken.words, prospect.scene, moment)
        said.append(spoken.words)
        answer = Line("person", after.text).words if after is not None and after.name != rep else ""
        events = reader.events(answer, spoken.words)
        if reader.acts(answer, spoken.words)["change_talk"] >= _LEANS:
            events |= {"leans"}
        state, moves = prospect.overhears(state, heard, read, number + 1, answer, events, overheard)
        turns.append(ReplayedTurn(line.number, spoken.words, moves, state, state.orbit))
    return turns, decision.decision(state, prospect.tables.limits)


def _silence(line: Line) -> float:
    """Seconds left before the words; after no more than a murmur they are left as well."""
    if len(line.words.split()) > _MURMUR:
        return line.silence
    return sum(float(seconds) for seconds in _SECONDS.findall(line.text))
