"""What is kept of calls: sessions, their event logs, snapshots and scorecards, in one database.

Only the plain values come with this package; ``Records`` and ``SessionLog`` bring SQLAlchemy along (0.3 s), which is
loaded when they are first asked for, so that a window can open without it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trainer.records.rows import LOCAL_PERSON, LookBack, SessionRow, SessionStart, Snapshot
from trainer.records.stored import SNAPSHOT_LIMIT, SnapshotTooLarge

if TYPE_CHECKING:
    from trainer.records.log import SessionLog
    from trainer.records.store import Records

__all__ = [
    "LOCAL_PERSON",
    "SNAPSHOT_LIMIT",
    "LookBack",
    "Records",
    "SessionLog",
    "SessionRow",
    "SessionStart",
    "Snapshot",
    "SnapshotTooLarge",
]


def __getattr__(name: str) -> Any:
    if name == "Records":
        from trainer.records.store import Records

        return Records
    if name == "SessionLog":
        from trainer.records.log import SessionLog

        return SessionLog
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
