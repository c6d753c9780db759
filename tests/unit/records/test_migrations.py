"""Every step from an earlier form of the database to this one."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import Script, ScriptDirectory

from tests.unit.records.examples import NEW_YEAR, heard, session_id, start
from trainer.errors import StoreRefused
from trainer.records import Records
from trainer.records.database import Database, migrate
from trainer.records.migrations import FOLDER, HEAD
from trainer.records.tables import metadata


def test_0001_makes_the_tables_and_the_one_person_of_this_machine(path: Path) -> None:
    Records.open(path).close()
    with closing(sqlite3.connect(path)) as connection:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert tables >= {"persons", "sessions", "events", "snapshots", "scorecards", "alembic_version"}
        assert connection.execute("SELECT * FROM persons").fetchall() == [("local", "")]


def test_0002_makes_room_for_what_a_rep_adds_to_a_call_that_is_over(path: Path) -> None:
    with Records.open(path) as records:
        records.begin(start()).append([heard(1)])
        records.afterwards.correct(session_id(1), 1, "How did that go?", NEW_YEAR)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT turn, text FROM corrections").fetchall() == [(1, "How did that go?")]
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("DELETE FROM sessions")
        assert connection.execute("SELECT count(*) FROM corrections").fetchone() == (0,)


def test_every_migration_has_a_test_of_its_own() -> None:
    tests = [name for name in globals() if name.startswith("test_")]
    untested = [step.revision for step in _steps(FOLDER) if not any(f"test_{step.revision}_" in name for name in tests)]
    assert untested == []


def test_they_are_numbered_without_a_gap_and_the_newest_is_known() -> None:
    numbers = sorted(step.revision for step in _steps(FOLDER))
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert numbers[-1] == HEAD
    files = sorted(file.name[1:5] for file in (FOLDER / "versions").glob("r*.py"))
    assert files == numbers


def test_running_them_all_gives_the_tables_that_the_program_expects(path: Path) -> None:
    with closing(Database.open(path)) as database, database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
        migrated = _definitions(connection.connection.dbapi_connection)
    with closing(sqlite3.connect(":memory:")) as plain:
        from sqlalchemy import create_engine

        engine = create_engine("sqlite://", creator=lambda: plain)
        metadata.create_all(engine)
        expected = _definitions(plain)
        engine.dispose()
    assert migrated == expected


def test_an_older_database_is_brought_up_with_all_that_is_in_it(path: Path, tmp_path: Path) -> None:
    with Records.open(path) as records:
        records.begin(start()).append([heard(1)], {"trust": 40})
    with closing(Database.open(path)) as database:
        migrate(database._engine, _with_a_next_step(tmp_path, "batch.drop_constraint('ck_sessions_state')"))
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(f"{int(HEAD) + 1:04}",)]
        assert connection.execute("SELECT session_id, seq FROM events").fetchall() == [(session_id(1), 1)]
        assert connection.execute("SELECT count(*) FROM snapshots").fetchone() == (1,)
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    with pytest.raises(StoreRefused, match="newer Sparring"):
        Records.open(path)


def test_a_migration_that_fails_leaves_the_database_as_it_was(path: Path, tmp_path: Path) -> None:
    with Records.open(path) as records:
        records.begin(start()).append([heard(1)])
    folder = _with_a_next_step(tmp_path, "batch.drop_column('seen_by')\n    op.execute('UPDATE nowhere SET x = 1')")
    with closing(Database.open(path)) as database, pytest.raises(Exception, match="no such table: nowhere"):
        migrate(database._engine, folder)
    with Records.open(path) as records:
        assert [row.seen_by for row in records.sessions()] == ["nobody"]
        assert records.entries(session_id(1)) == (heard(1),)


def test_what_an_unfinished_first_start_left_is_taken_up(path: Path) -> None:
    path.touch()
    with Records.open(path) as records:
        assert records.sessions() == ()


def _steps(folder: Path) -> list[Script]:
    return list(ScriptDirectory(folder).walk_revisions())


def _definitions(connection: Any) -> dict[str, set[str]]:
    """What each table and index is made of, in no order: columns, keys, checks and conditions."""
    rows = connection.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name != 'alembic_version'")
    return {name: {part.strip(" ,\n\t()") for part in sql.split("\n")} for name, sql in rows}


def _with_a_next_step(tmp_path: Path, change: str) -> Path:
    folder = tmp_path / "migrations 100%"
    shutil.copytree(FOLDER, folder, ignore=shutil.ignore_patterns("__pycache__"))
    number = f"{int(HEAD) + 1:04}"
    (folder / "versions" / f"r{number}_next.py").write_text(
        f"from alembic import op\nrevision = {number!r}\ndown_revision = {HEAD!r}\n\n\ndef upgrade():\n"
        f"    with op.batch_alter_table('sessions', recreate='always') as batch:\n        {change}\n"
    )
    return folder
