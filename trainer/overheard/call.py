"""A call that others held, as a log: both sides as they were printed, the person's state moved by our engine.

What the person's lines do to the call is read (they ask, object, tell, agree, …) and stands in the log as clause ids
("event.tells"), beside those of the scenario's own lines that are recognised in them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trainer.call.log import EventLog
from trainer.call.typed import speaking_time
from trainer.overheard.lines import Printed, names, turns
from trainer.pathway.following import Line, heard, unknown
from trainer.pathway.following import said as said_by_rep
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Scene
from trainer.prospect import decision
from trainer.prospect.engine import Prospect
from trainer.prospect.overhearing import Overheard
from trainer.prospect.state import State
from trainer.sound import RATE
from trainer.transcript import CallStarted, Decision, Ended, Ending, Entry, Heard, Said

EVENT = "event."
"""How a clause id begins that says what a line was read to do."""
_SECONDS = re.compile(r"\[(\d+(?:\.\d+)?) ?s\]")
_LEANS = 0.6
"""How surely a line of theirs must lean towards it for the orbit to jump on it."""
_WARM, _COLD = 0.3, -0.35
"""Sentiment (-1 to 1) from which on a line of theirs is warm, and up to which it is cold."""
_DRIVEN_OFF = -25
"""Emotion (-50 to 50) up to which whatever is read in somebody's last words is no yes."""
_MURMUR = 2
"""Words of a line that is no more than "mm"."""
_LAST = 4
"""The person's last lines, in which the end of the call is looked for."""
_ENDINGS: tuple[tuple[str, Ending, Decision], ...] = (
    ("declines", "no", "no"), ("stalls", "think", "think"), ("agrees", "yes", "yes"),
)  # fmt: skip


def overhear(
    lines: Sequence[Printed], rep: str, prospect: Prospect, reader: PathwayReader, started: CallStarted,
    stranger: bool = False,
) -> tuple[tuple[Entry, ...], tuple[State, ...]]:  # fmt: skip
    """The log of a call, and how the person stood after each of the rep's turns and the answer to it.

    ``rep``: the rep's name in the lines; all others together are the person. ``stranger``: nothing is known of the
    person but these words, so that where the call stands is worked out from them alone.
    """
    overheard = Overheard(prospect.scenario)
    guessed = unknown()
    scene = _among_strangers(lines, rep) if stranger else prospect.scene
    log = EventLog(lambda entry: None)
    state = prospect.start
    log.add(0, 0, started)
    person: list[str] = []
    said: list[str] = []
    states: list[State] = []
    at = 0
    spoken = turns(lines, rep)
    for turn, (line, after) in enumerate(zip(spoken, [*spoken[1:], None], strict=True), start=1):
        words = Line("rep" if line.name == rep else "person", line.text)
        begin = at if line.start is None else max(at, round(line.start * RATE))
        at = begin + speaking_time(words.words) if line.end is None else max(begin, round(line.end * RATE))
        if line.name != rep:
            events = _events(reader, words.words, said[-1] if said else "")
            clauses = (*overheard.clauses_in(words.words), *(f"{EVENT}{name}" for name in sorted(events)))
            person.append(words.words)
            guessed = heard(guessed, reader, words.words)
            log.add(turn, begin, Said(
                by="person", clauses=clauses, text=words.words, start=begin, end=at, spoken_until=at
            ))  # fmt: skip
            continue
        if stranger:
            previous = person[-1] if person else ""
            moment = replace(guessed, previous=previous, silence_before=words.silence, interrupts=words.cuts_in)
        else:
            moment = prospect.moment(state, person, said, _silence(words))
        now = Heard(
            text=words.words, start=begin, end=at, typed=not line.heard, confidence=line.confidence
        )  # fmt: skip
        read = reader.read(words.words, scene, moment)
        guessed = said_by_rep(guessed, reader.behaviours, words.words, read)
        said.append(words.words)
        answer = Line("person", after.text).words if after is not None else ""
        state, moves = prospect.overhears(
            state, now, read, turn, answer, _events(reader, answer, words.words), overheard
        )
        log.add(turn, at, now, read, *moves)
        states.append(state)
    log.add(len(spoken), at, _ended(log.entries, state, prospect))
    return log.entries, tuple(states)


def _among_strangers(lines: Sequence[Printed], rep: str) -> Scene:
    """What a transcript tells of who speaks: their names."""
    others = " ".join(name for name in names(lines) if name != rep)
    parts = tuple(others.split())
    return Scene(person=parts[0] if parts else "", person_names=parts, rep=rep)


def _events(reader: PathwayReader, answer: str, said: str) -> frozenset[str]:
    """What a line of the person's does to the call; "leans": it leans towards what is spoken of; "warms", "cools"."""
    if not answer:
        return frozenset()
    acts = reader.acts(answer, said)
    told = {
        "leans": acts["change_talk"] >= _LEANS,
        "warms": acts["sentiment"] >= _WARM,
        "cools": acts["sentiment"] <= _COLD,
    }
    return reader.events(answer, said) | {name for name, there in told.items() if there}


def _ended(entries: Sequence[Entry], state: State, prospect: Prospect) -> Ended:
    """How it ended: by the last thing that decides among the person's last lines, else as they stand."""
    theirs = [entry.event.clauses for entry in entries if isinstance(entry.event, Said)]
    now = decision.decision(state, prospect.tables.limits)
    for clauses in reversed(theirs[-_LAST:]):
        for event, ending, decided in _ENDINGS:
            if f"{EVENT}{event}" in clauses and not (ending == "yes" and state.emotion <= _DRIVEN_OFF):
                holds = decision.holds(state) if ending == "yes" else None
                return Ended(ending=ending, decision=decided, won=ending == "yes" and holds is not False, holds=holds)
    return Ended(ending="unfinished", decision=now, won=False)


def _silence(line: Line) -> float:
    """Seconds left before the words; after no more than a murmur they are left as well."""
    if len(line.words.split()) > _MURMUR:
        return line.silence
    return sum(float(seconds) for seconds in _SECONDS.findall(line.text))
