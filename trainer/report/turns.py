"""A finished call as data: the card's document, and every line with what was read in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from trainer.report.lines import line_of
from trainer.transcript import CallStarted, Entry, Read, of_kind, plain

if TYPE_CHECKING:
    from trainer.records import SessionRow

_SESSION = (
    "id", "scenario", "title", "person_name", "seed", "mode", "ear", "voice", "started_at", "ended_at", "ending",
    "decision", "won", "holds", "length", "parent", "from_turn",
)  # fmt: skip


def call_document(session: SessionRow, card: Mapping[str, Any], log: Sequence[Entry]) -> dict[str, Any]:
    """``{"session", "versions", "card", "lines"}``. A line is ``{"turn", "at", "who", "text"}`` and, where the rep said
    it, ``"read"``: acts, behaviours with their words, intent. Times in samples, 16,000 a second.

    The scenario's text stands in none of it: it holds what the person has not told.
    """
    readings = {entry.turn: read for entry, read in of_kind(log, Read)}
    lines = []
    for line in (line_of(entry) for entry in log):
        if line is not None:
            told = {"turn": line.turn, "at": line.at, "who": line.who, "text": line.text}
            read = readings.get(line.turn) if line.who == "rep" else None
            lines.append(told if read is None else told | {"read": plain(read)})
    started = next((event for _, event in of_kind(log, CallStarted)), None)
    return {
        "session": {name: getattr(session, name) for name in _SESSION},
        "versions": None if started is None else plain(started.versions),
        "card": dict(card),
        "lines": lines,
    }
