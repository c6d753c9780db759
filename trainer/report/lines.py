"""The lines of a call as they are read afterwards. No Qt, no clock of the wall."""

from __future__ import annotations

from dataclasses import dataclass

from trainer.transcript import Entry, Heard, Said

RATE = 16_000
"""Samples a second of the log's times (``trainer.sound.RATE``, which costs an import of numpy)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the transcript. ``who``: "rep", "person" or "program"; ``at``: samples since the call began."""

    turn: int
    at: int
    who: str
    text: str


def clock(seconds: float) -> str:
    """4:24, or 1:02:03."""
    whole = max(0, int(seconds))
    hours, minutes = whole // 3600, whole // 60 % 60
    return f"{hours}:{minutes:02}:{whole % 60:02}" if hours else f"{minutes}:{whole % 60:02}"


def line_of(entry: Entry) -> Line | None:
    """The line of the transcript that an entry of the log is, if it is one."""
    match entry.event:
        case Heard(text=text, start=start):
            return Line(entry.turn, start, "rep", text)
        case Said(by=by, text=text, start=start):
            return Line(entry.turn, start, by, text)
    return None
