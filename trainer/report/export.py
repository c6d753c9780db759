"""Finished calls as files to give to others: a page, a PDF, a table, data, learning records."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from pathlib import Path
from typing import TYPE_CHECKING, Any

from trainer.errors import InputError, MachineError
from trainer.files import write_privately
from trainer.report.page import Page, html_of, page_of
from trainer.report.table import table
from trainer.report.turns import call_document
from trainer.report.xapi import statements
from trainer.transcript import Entry

if TYPE_CHECKING:
    from trainer.records import SessionRow

KINDS: Mapping[str, str] = {
    ".html": "Page to read and print",
    ".pdf": "PDF",
    ".csv": "Table",
    ".json": "Data",
    ".xapi.json": "Learning records (xAPI)",
}
"""Each ending of a file that is written, and what it is for."""
_ONE_CALL = (".html", ".pdf")


@dataclass(frozen=True, slots=True)
class Calls:
    """What is exported, as the program around it gives it.

    ``card``: the stored document of a call's card; ``log``: its entries; ``paper``: a page as PDF; ``account``: a name
    that means nobody but this user, and tells nothing of them; ``zone``: whose clock pages tell time by (None: this
    machine's).
    """

    sessions: Sequence[SessionRow]
    card: Callable[[SessionRow], Mapping[str, Any]]
    log: Callable[[SessionRow], Sequence[Entry]]
    paper: Callable[[Page], bytes]
    account: str
    zone: tzinfo | None = None


def export(calls: Calls, path: Path) -> None:
    """Write the calls to ``path``, whose ending tells the kind, in one step and readable by the user alone.

    Raises InputError for another ending, or where the kind holds one call and there are several; MachineError where
    the file can't be written.
    """
    kind = kind_of(path)
    if not calls.sessions:
        raise InputError("There is no finished call to export.")
    if kind in _ONE_CALL and len(calls.sessions) > 1:
        raise InputError(f"A {kind} file holds one call. For several take .csv, .json or .xapi.json.")
    if not path.parent.is_dir():
        raise InputError(f"There is no folder {path.parent}.")
    try:
        write_privately(path, _content(calls, kind))
    except OSError as refused:
        raise MachineError(f"{path} can't be written: {refused.strerror}. Choose another place.") from refused


def kind_of(path: Path) -> str:
    """The ending that tells the kind. Raises InputError."""
    name = path.name.lower()
    kind = next((ending for ending in sorted(KINDS, key=len, reverse=True) if name.endswith(ending)), None)
    if kind is None:
        *most, last = KINDS
        raise InputError(f"{path.name} does not say what it shall be. End it in {', '.join(most)} or {last}.")
    return kind


def _content(calls: Calls, kind: str) -> Iterable[bytes]:
    """Piece by piece, so that thousands of calls need no more memory than one."""
    if kind in _ONE_CALL:
        (session,) = calls.sessions
        page = page_of(session, calls.card(session), calls.log(session), calls.zone)
        return [calls.paper(page) if kind == ".pdf" else html_of(page).encode("utf-8", "replace")]
    if kind == ".csv":
        return table((session, calls.card(session)) for session in calls.sessions)
    if kind == ".json":
        documents = (call_document(one, calls.card(one), calls.log(one)) for one in calls.sessions)
        return _listed('{"schema": 1, "calls": [', documents, "]}\n")
    made = (one for session in calls.sessions for one in statements(session, calls.card(session), calls.account))
    return _listed("[", made, "]\n")


def _listed(head: str, documents: Iterable[Mapping[str, Any]], foot: str) -> Iterator[bytes]:
    """A list as JSON. In ASCII, so that nothing in it can turn the direction of writing or command a terminal."""
    yield head.encode()
    for number, document in enumerate(documents):
        yield (",\n" if number else "\n").encode() + json.dumps(document, sort_keys=True).encode()
    yield f"\n{foot}".encode()
