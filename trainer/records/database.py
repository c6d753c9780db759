"""The file itself: opened, brought up to date, and what it refuses put into a sentence."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL
from sqlalchemy.exc import DatabaseError

from trainer.errors import StoreRefused
from trainer.records.migrations import FOLDER, HEAD

PATIENCE = 5.0
"""Seconds to wait while another program writes."""


class Database:
    """One open database, used by any number of threads: each reads on a connection of its own, one writes at a time."""

    def __init__(self, path: Path, patience: float) -> None:
        self.path = path
        self._writing = threading.Lock()
        self._engine = _engine(path, patience)

    @classmethod
    def open(cls, path: Path, patience: float = PATIENCE) -> Database:
        """The database at ``path``, made if it is not there. Raises StoreRefused."""
        with _refusals(path):
            _make_file(path)
            stamp = _stamp(path, patience)
        database = cls(path, patience)
        try:
            with _refusals(path):
                if stamp != HEAD:
                    migrate(database._engine)
                database._use_write_ahead_log()
        except BaseException:
            database.close()
            raise
        return database

    def _use_write_ahead_log(self) -> None:
        """Switch the file over, which lasts. SQLite refuses it at once, without waiting, while another program is
        opening the file as well; then that one does it, or whoever opens it next."""
        try:
            with self._engine.connect() as connection:
                _outside_transaction(connection, "PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as refused:
            if "locked" not in str(refused):
                raise

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection that sees the database as it is now. Raises StoreRefused."""
        with _refusals(self.path), self._engine.connect() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction: on disk when the block is left, undone if it raises. Raises StoreRefused."""
        with (
            _refusals(self.path),
            self._writing,
            self._engine.connect() as connection,
            connection.execution_options(writes=True).begin(),
        ):
            yield connection

    def wipe_traces(self) -> None:
        """Bring what was deleted out of the write-ahead log, where it can be read until the log is used again."""
        with _refusals(self.path), self._writing, self._engine.connect() as connection:
            _outside_transaction(connection, "PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._engine.dispose()


def migrate(engine: Engine, folder: Path = FOLDER) -> None:
    """Bring a database up to the newest migration in ``folder``, in one transaction."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    with engine.connect() as connection:
        # SQLite changes a table by making it anew and dropping the old one, which would take its children along.
        _outside_transaction(connection, "PRAGMA foreign_keys=OFF")
        try:
            with connection.execution_options(writes=True).begin():
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
        finally:
            _outside_transaction(connection, "PRAGMA foreign_keys=ON")


def _make_file(path: Path) -> None:
    """Make the file for its owner alone, before anything is in it; SQLite gives its side files the same rights."""
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        path.chmod(0o600)


def _stamp(path: Path, patience: float) -> str | None:
    """Number of the last migration that ran; None: an empty file. Raises StoreRefused for what we can't open."""
    with closing(sqlite3.connect(path, timeout=patience)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not tables:
            return None
        stamps = connection.execute("SELECT version_num FROM alembic_version") if "alembic_version" in tables else ()
        stamp = next((str(number) for (number,) in stamps), "")
    if not stamp.isdigit():
        raise StoreRefused(f"{path} is not a database of Sparring's. Move it elsewhere, and Sparring makes a new one.")
    if int(stamp) > int(HEAD):
        raise StoreRefused(
            f"{path} was made by a newer Sparring (its form is {int(stamp)}): this one reads up to form {int(HEAD)}. "
            "Update Sparring to open it; nothing in it was changed."
        )
    return stamp


def _engine(path: Path, patience: float) -> Engine:
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": patience})

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver would begin by itself, and never before a change of tables
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA synchronous=FULL")  # in WAL mode less may forget the last turns when power fails
        connection.execute("PRAGMA secure_delete=ON")  # what a rep deletes is gone from the file too

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A transaction that starts by reading can be refused its first write at once, without any patience.
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _outside_transaction(connection: Connection, statement: str) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.execute(statement).fetchall()


@contextmanager
def _refusals(path: Path) -> Iterator[None]:
    """Turns what the machine refuses into StoreRefused; a mistake in our own statements passes as it is."""
    try:
        yield
    except DatabaseError as refused:
        sentence = _sentence(path, refused.orig)
        if sentence is None:
            raise
        raise StoreRefused(sentence) from refused
    except (sqlite3.DatabaseError, OSError) as refused:
        sentence = _sentence(path, refused)
        if sentence is None:
            raise
        raise StoreRefused(sentence) from refused


def _sentence(path: Path, refused: BaseException | None) -> str | None:
    if isinstance(refused, OSError):
        return f"The records can't be kept in {path}: {refused.strerror}. Check the folder and try again."
    code = getattr(refused, "sqlite_errorcode", None)
    match None if code is None else code & 0xFF:  # the high bits only say it more exactly
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            return f"Another program is using {path}. Close it and try again; nothing was lost."
        case sqlite3.SQLITE_FULL:
            return f"The disk that holds {path} is full. Make room and try again; what was kept before is safe."
        case sqlite3.SQLITE_IOERR:
            return f"The disk that holds {path} can't be read or written. Check it and its free space, then try again."
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return f"Sparring may not write to {path}. Check who owns the file and its folder."
        case sqlite3.SQLITE_CORRUPT | sqlite3.SQLITE_NOTADB:
            return f"{path} is damaged. Put a back-up in its place, or move it away to start with an empty one."
        case _:
            return None
