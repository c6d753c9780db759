"""A log with words put right that the ear got wrong: those turns are read anew, and later ones where it changes them.

What the person did stays as it was: they answered to what was heard.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from trainer.errors import InputError
from trainer.pathway.reading import Reader
from trainer.prospect.engine import Prospect
from trainer.prospect.state import State
from trainer.sound import RATE
from trainer.transcript import Entry, Heard, Read, Said, Silence


def corrected(
    entries: Sequence[Entry], said: Mapping[int, str], states: Mapping[int, State], prospect: Prospect, reader: Reader
) -> tuple[Entry, ...]:
    """``said``: by turn of the rep's, what was really said; ``states``: how the person was when each turn began.

    Raises InputError for a turn that is not the rep's, or was typed.
    """
    turns = {entry.turn: entry.event for entry in entries if isinstance(entry.event, Heard)}
    for turn in said:
        if turn not in turns:
            raise InputError(f"Turn {turn} is not one of yours.")
        if turns[turn].typed:
            raise InputError(f"Turn {turn} was typed, so nothing in it can have been misheard.")
    person: list[str] = []
    as_heard: list[str] = []
    as_said: list[str] = []
    silence, changed = 0.0, False
    read_anew: dict[int, Read] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, Said) and event.by == "person":
            person.append(event.text)
            silence = 0.0
        elif isinstance(event, Silence):
            silence = event.length / RATE
        elif isinstance(event, Heard):
            words = said.get(entry.turn, event.text)
            state = states.get(entry.turn)
            changed = changed or words != event.text
            if changed and state is not None and words.strip():
                now = reader.read(words, prospect.scene, prospect.moment(state, person, as_said, silence))
                then = reader.read(event.text, prospect.scene, prospect.moment(state, person, as_heard, silence))
                if now != then:
                    read_anew[entry.turn] = now
            as_heard.append(event.text)
            as_said.append(words)
    return tuple(_put_right(entry, said, read_anew) for entry in entries)


def _put_right(entry: Entry, said: Mapping[int, str], read_anew: Mapping[int, Read]) -> Entry:
    if isinstance(entry.event, Heard) and entry.turn in said:
        return replace(entry, event=replace(entry.event, text=said[entry.turn], words=None, confidence=1.0))
    if isinstance(entry.event, Read) and entry.turn in read_anew:
        return replace(entry, event=read_anew[entry.turn])
    return entry
