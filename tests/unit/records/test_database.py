"""The file: made for its owner alone, brought up to date, and what it refuses told in a sentence."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy.exc import DatabaseError

import trainer.records
from tests.unit.records.examples import NEW_YEAR, ended, heard, session_id, start
from trainer.errors import MachineError, StoreRefused
from trainer.records import Records
from trainer.records.database import Database
from trainer.records.migrations import HEAD


def test_everything_in_the_folder_is_for_its_owner_alone(records: Records, path: Path) -> None:
    os.umask(os.umask(0o022))
    records.begin(start()).append([heard(1)], {})
    rights = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.rglob("*")}
    assert rights.pop("running") == 0o700
    assert rights.keys() >= {"sparring.sqlite3", "sparring.sqlite3-wal", session_id(1)}
    assert set(rights.values()) == {0o600}


def test_a_file_that_others_could_read_is_closed_to_them(path: Path) -> None:
    Records.open(path).close()
    path.chmod(0o644)
    Records.open(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_after_closing_only_the_database_is_left(path: Path) -> None:
    with Records.open(path) as records:
        records.begin(start())
    assert sorted(file.name for file in path.parent.iterdir()) == ["running", "sparring.sqlite3"]
    assert list((path.parent / "running").iterdir()) == []


def test_sqlite_is_set_as_it_has_to_be(path: Path) -> None:
    wanted = {"journal_mode": "wal", "foreign_keys": 1, "synchronous": 2, "secure_delete": 1, "busy_timeout": 700}
    with closing(Database.open(path, patience=0.7)) as database, database.reading() as connection:
        assert {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted} == wanted


def test_a_newer_database_is_refused_by_name_and_left_as_it_is(path: Path) -> None:
    Records.open(path).close()
    _execute(path, "UPDATE alembic_version SET version_num = '9999'")
    before = path.read_bytes()
    with pytest.raises(
        StoreRefused, match=rf"made by a newer Sparring .*9999.*: this one reads up to form {int(HEAD)}"
    ):
        Records.open(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("statement", ["CREATE TABLE notes (x)", "CREATE TABLE alembic_version (version_num)"])
def test_somebody_elses_database_is_refused(path: Path, statement: str) -> None:
    _execute(path, statement)
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match="is not a database of Sparring's"):
        Records.open(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_told_and_left_as_it_is(path: Path) -> None:
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(StoreRefused, match="is damaged"):
        Records.open(path)
    assert path.read_bytes() == b"not a database at all" * 100


def test_damage_met_later_is_told(path: Path) -> None:
    with Records.open(path) as records:
        log = records.begin(start())
        for turn in range(1, 40):
            log.append([heard(turn, text="word " * 200)])
    whole = path.read_bytes()
    path.write_bytes(whole[:8192] + b"\xaa" * (len(whole) - 8192))
    with Records.open(path) as records, pytest.raises(StoreRefused, match="is damaged"):
        records.entries(session_id(1))


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(StoreRefused, match="No such file or directory"):
        Records.open(tmp_path / "nowhere" / "sparring.sqlite3")


def test_a_folder_in_the_files_place_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(MachineError, match="may not write to"):
        Records.open(path)


def test_locked_by_another_program_it_says_so_and_nothing_is_lost(records: Records, path: Path) -> None:
    log = records.begin(start())
    log.append([heard(1)])
    with _another_program_writing(path):
        with pytest.raises(StoreRefused, match="Another program is using"):
            log.append([heard(2)], {"turn": 2})
        with pytest.raises(StoreRefused, match="Another program is using"):
            records.finish(session_id(1), ended(), 1, NEW_YEAR)
        assert records.entries(session_id(1)) == (heard(1),), "reading goes on"
    log.append([heard(2)], {"turn": 2})
    assert records.entries(session_id(1)) == (heard(1), heard(2))


def test_a_full_disk_is_told_and_what_was_kept_is_safe(path: Path) -> None:
    with closing(Database.open(path)) as database:
        with database.writing() as connection:
            connection.exec_driver_sql("CREATE TABLE filling (x)")

        def fill() -> None:
            with database.writing() as connection:
                pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
                connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
                connection.exec_driver_sql("INSERT INTO filling VALUES (zeroblob(100000))")

        with pytest.raises(StoreRefused, match="is full"):
            fill()
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM filling").scalar() == 0


def test_a_file_that_may_not_be_written_is_told(path: Path) -> None:
    def write() -> None:
        with database.writing() as connection:
            connection.exec_driver_sql("PRAGMA query_only=ON")
            connection.exec_driver_sql("INSERT INTO persons VALUES ('kim', 'Kim')")

    with closing(Database.open(path)) as database, pytest.raises(StoreRefused, match="may not write to"):
        write()


def test_a_disk_that_fails_is_told(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_folder: Path, mode: int, exist_ok: bool) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "mkdir", fail)
    with pytest.raises(StoreRefused, match="No space left on device"):
        records.begin(start())


def test_a_mistake_of_ours_is_not_blamed_on_the_machine(path: Path) -> None:
    with closing(Database.open(path)) as database:
        with pytest.raises(DatabaseError, match="no such table"), database.reading() as connection:
            connection.exec_driver_sql("SELECT * FROM nowhere")
        with pytest.raises(DatabaseError, match="FOREIGN KEY"), database.writing() as connection:
            connection.exec_driver_sql("INSERT INTO events VALUES ('nobody', 1, 1, 1, 'heard', '{}')")


def test_a_write_that_fails_halfway_is_undone(path: Path) -> None:
    with closing(Database.open(path)) as database:

        def fail_halfway() -> None:
            with database.writing() as connection:
                connection.exec_driver_sql("INSERT INTO persons VALUES ('kim', 'Kim')")
                raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            fail_halfway()
        with database.reading() as connection:
            assert connection.exec_driver_sql("SELECT count(*) FROM persons WHERE id = 'kim'").scalar() == 0


def test_several_programs_can_start_for_the_first_time_at_once(path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; import alembic.command; from trainer.records import Records;"
        "print('ready', flush=True); sys.stdin.readline();"
        f"print(len(Records.open(Path({str(path)!r}), patience=60).sessions()))"  # the machine may be busy
    )
    starting = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(trainer.__file__).parents[1],
        )
        for _ in range(3)
    ]
    for one in starting:
        assert one.stdout is not None
        assert one.stdout.readline() == "ready\n"
    for one in starting:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    assert [one.communicate()[0] for one in starting] == ["0\n"] * 3


def test_a_database_with_odd_letters_in_its_path_opens(tmp_path: Path) -> None:
    folder = tmp_path / "50% of Zoë's #1 calls?"
    folder.mkdir()
    with Records.open(folder / "sparring.sqlite3") as records:
        records.begin(start())
    assert sorted(file.name for file in folder.iterdir()) == ["running", "sparring.sqlite3"]


def test_the_package_offers_what_it_names_and_nothing_else() -> None:
    assert all(hasattr(trainer.records, name) for name in trainer.records.__all__)
    assert not hasattr(trainer.records, "Everything")


def test_what_costs_time_is_loaded_when_it_is_needed_and_not_before(path: Path) -> None:
    Records.open(path).close()
    program = (
        "import sys; import trainer.records;"
        "assert not {'sqlalchemy', 'alembic', 'pydantic', 'sqlite3'} & sys.modules.keys();"
        "from pathlib import Path; from trainer.records import Records;"
        f"Records.open(Path({str(path)!r})).close();"
        "assert 'sqlalchemy' in sys.modules; assert 'alembic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", program], check=True, cwd=Path(trainer.__file__).parents[1])


@contextmanager
def _another_program_writing(path: Path) -> Iterator[None]:
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield
        other.execute("ROLLBACK")


def _execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
