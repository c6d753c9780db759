"""The log of one call, written as the call goes."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects.sqlite import insert as upsert

from trainer.records.database import Database
from trainer.records.rows import Snapshot
from trainer.records.stored import check_continues, event_text, snapshot_text
from trainer.records.tables import events, snapshots
from trainer.transcript import Entry


class SessionLog:
    """Fits ``CallStore``: what was appended is on disk when ``append`` returns. One per running session."""

    def __init__(self, database: Database, session_id: str, engine: str, last_seq: int) -> None:
        self.session_id = session_id
        self._database = database
        self._engine = engine
        self._last_seq = last_seq
        self._appending = threading.Lock()

    @property
    def last_seq(self) -> int:
        """Number of the last entry on disk; 0 for an empty log."""
        return self._last_seq

    def append(self, entries: Sequence[Entry], snapshot: dict[str, Any] | None = None) -> None:
        """Write entries, and the person as they are after the last one's turn, in one transaction: all or nothing.

        Raises StoreRefused when the machine refuses (the same entries can be given again), SnapshotTooLarge, and
        ValueError for entries that don't go on where the log ends or a snapshot without entries.
        """
        if not entries:
            if snapshot is not None:
                raise ValueError("a snapshot belongs to the turn of an entry")
            return
        with self._appending:
            check_continues(entries, self._last_seq)
            rows = [self._row(entry) for entry in entries]
            kept = None if snapshot is None else self._snapshot_row(entries[-1].turn, snapshot)
            with self._database.writing() as connection:
                connection.execute(insert(events), rows)
                if kept is not None:
                    statement = upsert(snapshots).values(kept)
                    connection.execute(
                        statement.on_conflict_do_update(index_elements=["session_id", "turn"], set_=kept)
                    )
            self._last_seq = entries[-1].seq

    def _row(self, entry: Entry) -> dict[str, Any]:
        return {
            "session_id": self.session_id,
            "seq": entry.seq,
            "turn": entry.turn,
            "at": entry.at,
            "type": entry.event.type,
            "document": event_text(entry),
        }

    def _snapshot_row(self, turn: int, state: dict[str, Any]) -> dict[str, Any]:
        document = snapshot_text(Snapshot(turn, self._engine, state))
        return {"session_id": self.session_id, "turn": turn, "engine": self._engine, "document": document}
