"""What earlier programs stored can be read for good. An example of each document of each schema lies in tests/stored;
examples are never changed, only added."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.unit.records.examples import STORED, session_id, start
from trainer.records import Records
from trainer.records.rows import Snapshot
from trainer.records.stored import (
    SNAPSHOT_LIMIT,
    event_entry,
    event_text,
    scorecard_from,
    scorecard_text,
    snapshot_from,
    snapshot_text,
)
from trainer.scoring.card import Scorecard
from trainer.transcript import SCHEMA, Event, dumps

TYPES = {kind.__dataclass_fields__["type"].default for kind in get_args(Event)}
SCHEMAS = range(1, SCHEMA + 1)
_LATER = {"left_behind", "told", "first_ask", "corrected", "hints"}
EVENTS = [path for path in sorted(STORED.glob("*/*.json")) if path.stem not in ("snapshot", "scorecard")]


def _load(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def test_each_schema_number_has_examples() -> None:
    assert sorted(int(folder.name) for folder in STORED.iterdir()) == list(SCHEMAS)
    for path in STORED.glob("*/*.json"):
        assert _load(path)["schema"] == int(path.parent.name), path


def test_the_newest_schema_has_an_example_of_everything() -> None:
    assert {path.stem for path in (STORED / str(SCHEMA)).iterdir()} == TYPES | {"snapshot", "scorecard"}


@pytest.mark.parametrize("path", EVENTS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_stored_event_is_read(path: Path) -> None:
    document = _load(path)
    entry = event_entry(document["seq"], document["turn"], document["at"], dumps(document))
    assert entry.event.type == path.stem
    if document["schema"] == SCHEMA:
        assert event_text(entry) == dumps(document), "and would be stored as it was, bit for bit"


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_stored_snapshot_is_read(schema: int) -> None:
    document = _load(STORED / str(schema) / "snapshot.json")
    snapshot = snapshot_from(dumps(document))
    assert (snapshot.turn, snapshot.engine) == (6, "1")
    if schema == SCHEMA:
        assert snapshot_text(snapshot) == dumps(document)


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_stored_scorecard_is_read(schema: int) -> None:
    document = _load(STORED / str(schema) / "scorecard.json")
    assert scorecard_from(dumps(document)) == document
    assert scorecard_text(document) == dumps(document)
    if schema == SCHEMA:
        known = Scorecard.__dataclass_fields__.keys() | {"schema"}
        assert known - document.keys() == _LATER, "earlier cards know nothing of these"
        assert document.keys() <= known


@pytest.mark.parametrize("schema", SCHEMAS)
def test_a_database_with_stored_events_is_read(records: Records, path: Path, schema: int) -> None:
    documents = sorted(
        (_load(path) for path in EVENTS if path.parent.name == str(schema)), key=lambda document: int(document["seq"])
    )
    records.begin(start())
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            "INSERT INTO events (session_id, seq, turn, at, type, document) VALUES (?, ?, ?, ?, ?, ?)",
            [
                (session_id(1), document["seq"], document["turn"], document["at"], document["type"], dumps(document))
                for document in documents
            ],
        )
    assert [entry.event.type for entry in records.entries(session_id(1))] == [entry["type"] for entry in documents]


def test_a_document_of_a_later_schema_is_refused_in_a_sentence() -> None:
    later = {"schema": SCHEMA + 1}
    for read in (snapshot_from, scorecard_from):
        with pytest.raises(ValueError, match=f"schema {SCHEMA + 1}; this program reads {SCHEMA}"):
            read(dumps(later))
    document = _load(EVENTS[0]) | later
    with pytest.raises(ValueError, match=f"schema {SCHEMA + 1}; this program reads {SCHEMA}"):
        event_entry(document["seq"], document["turn"], document["at"], dumps(document))


def test_the_limit_of_a_snapshot_counts_everything_that_is_stored() -> None:
    room = SNAPSHOT_LIMIT - len(snapshot_text(Snapshot(1, "1", {"m": ""})).encode())
    assert len(snapshot_text(Snapshot(1, "1", {"m": "x" * room})).encode()) == SNAPSHOT_LIMIT
    with pytest.raises(ValueError, match=f"takes {SNAPSHOT_LIMIT + 1} bytes"):
        snapshot_text(Snapshot(1, "1", {"m": "x" * (room + 1)}))
