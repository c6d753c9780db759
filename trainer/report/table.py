"""Many calls as a table, a row each, for a spreadsheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from trainer.text import plain_for_terminal
from trainer.transcript import STEPS

if TYPE_CHECKING:
    from trainer.records import SessionRow

_SESSION = ("id", "started_at", "ended_at", "scenario", "title", "person_name", "mode", "ear")
_CARD = (
    "total", "total_low", "total_high", "pass_mark", "verdict", "ending", "decision", "won", "holds", "own", "borrowed",
    "orbit_from", "orbit_to", "orbit_goal", "effort", "talk_share", "questions", "longest_turn_words", "seconds",
    "rubric",
)  # fmt: skip
_PARTS = ("value", "low", "high")
_BOM = "\ufeff".encode()
"""Without it Excel takes a UTF-8 table for one in the system's own letters, and Tomás becomes TomÃ¡s. LibreOffice and
Numbers skip it; a program reads "utf-8-sig", or the JSON, which is meant for it."""
_FORMULA = re.compile(r"(^|[;,|\"'])(\s*)(?=[=+\-@])")
"""Where a spreadsheet would begin to reckon: at a cell's beginning, and behind a sign that another country's settings
take for the border between cells."""


def table(calls: Iterable[tuple[SessionRow, Mapping[str, Any]]]) -> Iterator[bytes]:
    """The rows as UTF-8, the first with the columns' names. Nothing is in a cell where the card says null."""
    marks = [f"{step}{'' if part == 'value' else f'_{part}'}" for step in STEPS for part in _PARTS]
    yield _BOM + _row([*_SESSION, *marks, *_CARD])
    for session, card in calls:
        values = [getattr(session, name) for name in _SESSION]
        values += [(card["marks"].get(step) or {}).get(part) for step in STEPS for part in _PARTS]
        values += [card.get(name) for name in _CARD]
        yield _row([cell(value) for value in values])


def cell(value: Any) -> str:
    """A value as a cell holds it: no formula, no line break, yes or no for what is true or not."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return _FORMULA.sub(r"\1'\2", " ".join(plain_for_terminal(value).split()))


def _row(cells: Iterable[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow(cells)
    return line.getvalue().encode("utf-8", "replace")
