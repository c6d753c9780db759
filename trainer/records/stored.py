"""Documents as they are stored, there and back. What comes back is checked: a file can be damaged or meddled with."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, get_args

from trainer.records.rows import Belief, LookBack, Snapshot
from trainer.transcript import SCHEMA, Entry, dumps, from_document, to_document

SNAPSHOT_LIMIT = 8192
"""Bytes that a stored snapshot may take."""


class SnapshotTooLarge(ValueError):
    """A snapshot is over SNAPSHOT_LIMIT: a fault of ours, not of the machine. Nothing was written."""


def check_continues(entries: Sequence[Entry], last_seq: int) -> None:
    """Raises ValueError unless the entries go on where a log of ``last_seq`` entries ends."""
    for expected, entry in enumerate(entries, start=last_seq + 1):
        if entry.seq != expected:
            raise ValueError(f"the log goes on with entry {expected}, not {entry.seq}")


def event_text(entry: Entry) -> str:
    return dumps(to_document(entry))


def event_entry(seq: int, turn: int, at: int, text: str) -> Entry:
    """The entry in a stored text. Raises ValueError if it is none, or not the one that its row names."""
    document = _object(text)
    if not {"seq", "turn", "at"} <= document.keys():
        raise ValueError("it does not say when it happened")
    entry = from_document(document)
    if (entry.seq, entry.turn, entry.at) != (seq, turn, at):
        raise ValueError(f"it says it is event {entry.seq} of turn {entry.turn} at {entry.at}")
    return entry


def snapshot_text(snapshot: Snapshot) -> str:
    """Raises SnapshotTooLarge."""
    text = dumps({"schema": SCHEMA, "turn": snapshot.turn, "engine": snapshot.engine, "state": snapshot.state})
    size = len(text.encode())
    if size > SNAPSHOT_LIMIT:
        raise SnapshotTooLarge(
            f"the snapshot of turn {snapshot.turn} takes {size} bytes; {SNAPSHOT_LIMIT} is the limit"
        )
    return text


def look_back_text(look_back: LookBack) -> str:
    tried = {str(turn): text for turn, text in sorted(look_back.tried.items())}
    answers = {"given_enough": look_back.given_enough, "trusts_me": look_back.trusts_me}
    return dumps({"schema": SCHEMA, "take_back": look_back.take_back, "tried": tried} | answers)


def look_back_from(text: str) -> LookBack:
    """How a rep looked back, from a stored text. Raises ValueError."""
    document = _of_this_schema(_object(text))
    match document:
        case {"take_back": int() | None as take_back, "tried": dict(tried)}:
            beliefs = [one if one in get_args(Belief) else None for one in map(document.get, _BELIEFS)]
            return LookBack(take_back, {int(turn): str(said) for turn, said in tried.items()}, *beliefs)
    raise ValueError("it says nothing of how somebody looks back")


_BELIEFS = ("given_enough", "trusts_me")


def snapshot_from(text: str) -> Snapshot:
    """The snapshot in a stored text. Raises ValueError."""
    document = _of_this_schema(_object(text))
    match document:
        case {"turn": int(turn), "engine": str(engine), "state": dict(state)}:
            return Snapshot(turn, engine, state)
    raise ValueError("it is no snapshot")


def scorecard_text(document: Mapping[str, Any]) -> str:
    """Raises ValueError for a card without schema or rubric."""
    if not isinstance(_of_this_schema(document).get("rubric"), str):
        raise ValueError("a scorecard names its rubric")
    return dumps(document)


def scorecard_from(text: str) -> dict[str, Any]:
    """The scorecard in a stored text. Raises ValueError."""
    return dict(_of_this_schema(_object(text)))


def _object(text: str) -> dict[str, Any]:
    document = json.loads(text)
    if not isinstance(document, dict):
        raise ValueError("it is no JSON object")
    return document


def _of_this_schema(document: Mapping[str, Any]) -> Mapping[str, Any]:
    if document.get("schema") != SCHEMA:
        raise ValueError(f"it has schema {document.get('schema')!r}; this program reads {SCHEMA}")
    return document
