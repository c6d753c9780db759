"""All calls of a user: begun, gone on with, ended, listed, read back."""

from __future__ import annotations

import threading
from contextlib import suppress
from pathlib import Path
from typing import Any, Self
from uuid import UUID

from sqlalchemy import ColumnElement, Connection, Select, Table, delete, func, insert, literal, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from trainer.errors import InputError, StoreRefused
from trainer.records.afterwards import Afterwards
from trainer.records.database import PATIENCE, Database
from trainer.records.log import SessionLog
from trainer.records.rows import LOCAL_PERSON, SessionRow, SessionStart, Snapshot, utc_stamp
from trainer.records.running import RunningMark
from trainer.records.stored import event_entry, scorecard_from, scorecard_text, snapshot_from
from trainer.records.tables import events, scorecards, sessions, snapshots
from trainer.transcript import Ended, Entry


class Records:
    """One open database. All of it may be called from any thread; everything raises StoreRefused when the machine
    refuses, in one sentence, with nothing half written."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._marks_folder = database.path.parent / "running"
        self._marks: dict[str, RunningMark] = {}
        self._marking = threading.Lock()

    @property
    def afterwards(self) -> Afterwards:
        """What reps add to calls that are over."""
        return Afterwards(self._database)

    @classmethod
    def open(cls, path: Path, *, patience: float = PATIENCE) -> Records:
        """The records at ``path``, made if there are none. ``patience``: seconds to wait while another program writes.

        Raises StoreRefused: made by a newer Sparring, locked, damaged, not writable, disk full.
        """
        return cls(Database.open(path, patience))

    def close(self) -> None:
        """Close. A call that still runs can be gone on with at the next start."""
        with self._marking:
            for mark in self._marks.values():
                mark.release()
            self._marks.clear()
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_exc: object) -> None:
        self.close()

    # A call as it goes

    def begin(self, start: SessionStart) -> SessionLog:
        """A new session, running until ``finish`` or ``discard``. Raises ValueError for an id that is no UUID."""
        if str(UUID(start.id)) != start.id:
            raise ValueError(f"{start.id!r} is no UUID in its usual spelling")
        return self._begin(start, 0)

    def begin_attempt(self, start: SessionStart, last_seq: int) -> SessionLog:
        """A new session that goes on from another's log, of which it has a copy up to entry ``last_seq`` of its own.

        Raises ValueError for a start that names no parent and turn, InputError if the parent is gone.
        """
        if start.parent is None or start.from_turn is None:
            raise ValueError("an attempt names the session and the turn that it goes on from")
        self._session(start.parent)
        return self._begin(start, last_seq)

    def _begin(self, start: SessionStart, last_seq: int) -> SessionLog:
        values = {column: getattr(start, column) for column in SessionStart.__dataclass_fields__}
        values |= {"started_at": utc_stamp(start.started_at), "state": "running", "seen_by": "nobody"}
        self._hold(start.id)
        try:
            with self._database.writing() as connection:
                connection.execute(insert(sessions).values(values))
                if last_seq:
                    _copy(connection, start, events, events.c.seq <= last_seq)
                    _copy(connection, start, snapshots, snapshots.c.turn <= start.from_turn)
        except BaseException:
            self._let_go(start.id)
            raise
        return SessionLog(self._database, start.id, start.engine, last_seq)

    def resume(self, session_id: str) -> SessionLog:
        """Go on writing a session that was left running. Raises InputError if it isn't, or runs somewhere else."""
        self._hold(session_id)
        try:
            session = self._session(session_id)
            if session.state != "running":
                raise InputError(f"The call {session_id[:8]} is over; there is nothing to go on with.")
            with self._database.reading() as connection:
                last = connection.scalar(select(func.max(events.c.seq)).where(events.c.session_id == session_id))
        except BaseException:
            self._let_go(session_id)
            raise
        return SessionLog(self._database, session_id, session.engine, last or 0)

    def finish(self, session_id: str, ended: Ended, at: int, ended_at: str) -> None:
        """The call is over: how, after how many samples, and when by the wall clock (UTC)."""
        values: dict[str, Any] = {"state": "finished", "length": at, "ended_at": utc_stamp(ended_at)}
        values |= {"ending": ended.ending, "decision": ended.decision, "won": ended.won, "holds": ended.holds}
        with self._database.writing() as connection:
            _change(connection, session_id, values)
        self._let_go(session_id)

    def discard(self, session_id: str) -> None:
        """Throw away what was said in a call. Its row stays, listed nowhere, for its recordings to be removed by."""
        self._refuse_if_held_elsewhere(session_id)
        with self._database.writing() as connection:
            for table in (events, snapshots, scorecards):
                connection.execute(delete(table).where(table.c.session_id == session_id))
            _change(connection, session_id, {"state": "discarded"})
        self._let_go(session_id)
        self._database.wipe_traces()

    def delete(self, session_id: str) -> None:
        """Remove a session with all that belongs to it. Attempts made from it stay. Recordings are not touched."""
        self._refuse_if_held_elsewhere(session_id)
        self._let_go(session_id)
        with self._database.writing() as connection:
            if not connection.execute(delete(sessions).where(sessions.c.id == session_id)).rowcount:
                raise InputError(f"There is no session {session_id}.")
        self._database.wipe_traces()

    def unfinished(self) -> tuple[SessionRow, ...]:
        """Sessions left running by a process that is gone, newest first."""
        running = _listed().where(sessions.c.state == "running").order_by(*_NEWEST_FIRST)
        gone = {row.id for row in self._rows(running) if not RunningMark.is_held(self._marks_folder, row.id)}
        # Asked again, because a call may have ended properly between the list and the look at its mark.
        return tuple(row for row in self._rows(running) if row.id in gone)

    # What is there

    def sessions(self, *, limit: int | None = None, scenario: str | None = None) -> tuple[SessionRow, ...]:
        """Sessions of this person, newest first, running ones included, discarded ones not."""
        return self._rows(_list(limit, scenario))

    def find(self, session: str) -> SessionRow:
        """This person's session of this id, or their only one whose id begins with these 8 letters or more.

        Raises InputError, for another person's session as for one that isn't there.
        """
        wanted = session.strip().lower()
        if len(wanted) < 8:
            raise InputError(f"{session!r} is too short: give a session's id or its first 8 letters.")
        begins_so = sessions.c.id.between(wanted, wanted + "~")  # "~" sorts after every letter of an id
        mine = sessions.c.person_id == LOCAL_PERSON
        found = self._rows(_listed().where(mine, begins_so).order_by(sessions.c.id))
        if not found:
            raise InputError(f"There is no session {session}. `sparring sessions` lists them.")
        if len(found) > 1:
            raise InputError(
                f"{session} is the beginning of {', '.join(row.id for row in found)}. Give one of them whole."
            )
        return found[0]

    def family(self, session_id: str) -> tuple[SessionRow, ...]:
        """The call that an attempt goes back to in the end, and every attempt made from it, oldest first."""
        everybody = _listed().where(sessions.c.person_id == LOCAL_PERSON)
        root = self._session(session_id)
        while root.parent is not None:
            root = self._session(root.parent)
        found, wanted = [root], [root.id]
        while wanted:
            some = self._rows(everybody.where(sessions.c.parent.in_(wanted)))
            found += some
            wanted = [row.id for row in some]
        return tuple(sorted(found, key=lambda row: (row.started_at, row.id)))

    def entries(self, session_id: str) -> tuple[Entry, ...]:
        """The log of a session. Raises StoreRefused, naming session and event, if one is missing or can't be read."""
        columns = (events.c.seq, events.c.turn, events.c.at, events.c.document)
        with self._database.reading() as connection:
            rows = connection.execute(
                select(*columns).where(events.c.session_id == session_id).order_by(events.c.seq)
            ).all()
        entries = []
        for expected, row in enumerate(rows, start=1):
            if row.seq != expected:
                raise StoreRefused(f"Event {expected} of session {session_id} is missing from {self._database.path}.")
            try:
                entries.append(event_entry(row.seq, row.turn, row.at, row.document))
            except ValueError as fault:
                raise self._unreadable(f"Event {row.seq}", session_id, fault) from fault
        return tuple(entries)

    def snapshot(self, session_id: str, turn: int | None = None) -> Snapshot | None:
        """The person as they were after ``turn``, or the last turn before it with a snapshot; None: the newest."""
        statement = select(snapshots.c.document).where(snapshots.c.session_id == session_id)
        if turn is not None:
            statement = statement.where(snapshots.c.turn <= turn)
        with self._database.reading() as connection:
            text = connection.scalar(statement.order_by(snapshots.c.turn.desc()).limit(1))
        if text is None:
            return None
        try:
            return snapshot_from(text)
        except ValueError as fault:
            raise self._unreadable("A snapshot", session_id, fault) from fault

    def snapshots(self, session_id: str) -> tuple[Snapshot, ...]:
        """The person after each turn that has a snapshot, oldest first."""
        statement = select(snapshots.c.document).where(snapshots.c.session_id == session_id)
        with self._database.reading() as connection:
            texts = connection.scalars(statement.order_by(snapshots.c.turn)).all()
        try:
            return tuple(snapshot_from(text) for text in texts)
        except ValueError as fault:
            raise self._unreadable("A snapshot", session_id, fault) from fault

    # Scorecards

    def keep_scorecard(self, session_id: str, document: dict[str, Any], made_at: str) -> None:
        """Keep a card beside those of other rubrics, in place of an earlier one of the same rubric."""
        values = {
            "session_id": session_id,
            "rubric": document["rubric"],
            "made_at": utc_stamp(made_at),
            "total": document.get("total"),
            "document": scorecard_text(document),
        }
        self._session(session_id)
        with self._database.writing() as connection:
            statement = upsert(scorecards).values(values)
            connection.execute(statement.on_conflict_do_update(index_elements=["session_id", "rubric"], set_=values))

    def scorecard(self, session_id: str, rubric: str | None = None) -> dict[str, Any] | None:
        """The card by this rubric, or the newest one."""
        statement = select(scorecards.c.document).where(scorecards.c.session_id == session_id)
        if rubric is not None:
            statement = statement.where(scorecards.c.rubric == rubric)
        with self._database.reading() as connection:
            text = connection.scalar(statement.order_by(scorecards.c.made_at.desc(), scorecards.c.rubric.desc()))
        if text is None:
            return None
        try:
            return scorecard_from(text)
        except ValueError as fault:
            raise self._unreadable("A scorecard", session_id, fault) from fault

    # Recordings, which lie beside the database as files

    def recorded(self, before: str) -> tuple[SessionRow, ...]:
        """Sessions started before this moment (UTC) whose sound is still kept."""
        old = _listed(discarded=True).where(sessions.c.recorded, sessions.c.started_at < utc_stamp(before))
        return self._rows(old.order_by(*_NEWEST_FIRST))

    def sound_deleted(self, session_id: str) -> None:
        """The recordings of a session are gone; everything else stays."""
        with self._database.writing() as connection:
            _change(connection, session_id, {"recorded": False})

    # Inside

    def _hold(self, session_id: str) -> None:
        with self._marking:
            try:
                mark = RunningMark.take(self._marks_folder, session_id)
            except OSError as refused:
                raise StoreRefused(f"{self._marks_folder} can't be written: {refused.strerror}.") from refused
            if mark is None:
                raise InputError(f"The call {session_id[:8]} is being held in another window.")
            self._marks[session_id] = mark

    def _let_go(self, session_id: str) -> None:
        with self._marking, suppress(KeyError):
            self._marks.pop(session_id).release()

    def _refuse_if_held_elsewhere(self, session_id: str) -> None:
        if session_id not in self._marks and RunningMark.is_held(self._marks_folder, session_id):
            raise InputError(f"The call {session_id[:8]} is being held in another window. End it there first.")

    def _session(self, session_id: str) -> SessionRow:
        found = self._rows(_listed(discarded=True).where(sessions.c.id == session_id))
        if not found:
            raise InputError(f"There is no session {session_id}.")
        return found[0]

    def _rows(self, statement: Select[Any]) -> tuple[SessionRow, ...]:
        with self._database.reading() as connection:
            rows = connection.execute(statement).all()
        return tuple(SessionRow(**dict(zip(_FIELDS, row, strict=True))) for row in rows)

    def _unreadable(self, what: str, session_id: str, fault: ValueError) -> StoreRefused:
        reason = str(fault).splitlines()[0]
        return StoreRefused(f"{what} of session {session_id} in {self._database.path} can't be read: {reason}.")


_FIELDS = tuple(SessionRow.__dataclass_fields__)
_NEWEST_FIRST = (sessions.c.started_at.desc(), sessions.c.id.desc())


def _listed(*, discarded: bool = False) -> Select[Any]:
    newest_total = (
        select(scorecards.c.total)
        .where(scorecards.c.session_id == sessions.c.id)
        .order_by(scorecards.c.made_at.desc(), scorecards.c.rubric.desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(*(newest_total if name == "total" else sessions.c[name] for name in _FIELDS))
    return statement if discarded else statement.where(sessions.c.state != "discarded")


def _list(limit: int | None, scenario: str | None) -> Select[Any]:
    statement = _listed().where(sessions.c.person_id == LOCAL_PERSON).order_by(*_NEWEST_FIRST).limit(limit)
    return statement if scenario is None else statement.where(sessions.c.scenario == scenario)


def _copy(connection: Connection, start: SessionStart, table: Table, which: ColumnElement[bool]) -> None:
    """Rows of the parent's, as the attempt's own."""
    columns = [literal(start.id) if column.name == "session_id" else column for column in table.c]
    rows = select(*columns).where(table.c.session_id == start.parent, which)
    connection.execute(insert(table).from_select([column.name for column in table.c], rows))


def _change(connection: Connection, session_id: str, values: dict[str, Any]) -> None:
    if not connection.execute(update(sessions).where(sessions.c.id == session_id).values(values)).rowcount:
        raise InputError(f"There is no session {session_id}.")
