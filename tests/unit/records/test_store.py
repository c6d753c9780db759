"""Calls kept, gone on with, ended, listed and read back."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from tests.unit.records.examples import NEW_YEAR, card, ended, heard, quiet, session_id, start
from trainer.errors import InputError, StoreRefused
from trainer.records import Records, Snapshot


def test_a_call_is_read_back_as_it_was_written(records: Records) -> None:
    log = records.begin(start())
    log.append([heard(1), quiet(2, 1)], {"trust": 41})
    log.append([heard(3, turn=2)])
    assert records.entries(session_id(1)) == (heard(1), quiet(2, 1), heard(3, turn=2))
    assert records.snapshot(session_id(1)) == Snapshot(1, "1", {"trust": 41})
    assert log.last_seq == 3


def test_a_session_is_listed_as_it_began_and_as_it_ended(records: Records) -> None:
    begun = start(recorded=True, seed=7, mode="exam")
    records.begin(begun)
    (running,) = records.sessions()
    assert {name: getattr(running, name) for name in begun.__dataclass_fields__} == {
        name: getattr(begun, name) for name in begun.__dataclass_fields__
    }
    assert (running.state, running.seen_by, running.ending, running.total) == ("running", "nobody", None, None)

    records.finish(begun.id, ended(), 16_000 * 150, "2026-01-01T00:02:30Z")
    (finished,) = records.sessions()
    assert (finished.state, finished.ending, finished.decision) == ("finished", "yes", "yes")
    assert (finished.won, finished.holds, finished.length) == (True, True, 2_400_000)
    assert finished.ended_at == "2026-01-01T00:02:30.000+00:00"


@pytest.mark.parametrize("stamp", ["2026-01-01T00:00:00", "2026-01-01T00:00:00+02:00", "yesterday"])
def test_only_stamps_in_utc_are_taken_so_that_they_sort_by_time(records: Records, stamp: str) -> None:
    with pytest.raises(ValueError):
        records.begin(start(started_at=stamp))
    assert records.sessions() == ()


@pytest.mark.parametrize("name", ["../../etc/passwd", "12", "00000001-0000-4000-8000-00000000000G", ""])
def test_an_id_that_is_no_uuid_is_refused(records: Records, name: str) -> None:
    with pytest.raises(ValueError):
        records.begin(start(id=name))


def test_sessions_are_listed_newest_first(records: Records) -> None:
    for number, day in ((1, 5), (2, 20), (3, 11)):
        scenario = "marta" if number == 2 else "gail-petrie"
        records.begin(start(number, started_at=f"2026-01-{day:02}T08:00:00Z", scenario=scenario))
    assert [row.id for row in records.sessions()] == [session_id(2), session_id(3), session_id(1)]
    assert [row.id for row in records.sessions(limit=1)] == [session_id(2)]
    assert [row.id for row in records.sessions(scenario="gail-petrie")] == [session_id(3), session_id(1)]


@pytest.mark.parametrize("scenario", [None, "gail-petrie"])
def test_listing_goes_along_an_index_however_many_sessions_there_are(
    records: Records, path: Path, scenario: str | None
) -> None:
    from trainer.records.store import _list

    asked = str(_list(50, scenario).compile(compile_kwargs={"literal_binds": True}))
    with closing(sqlite3.connect(path)) as connection:
        plan = [row[-1] for row in connection.execute(f"EXPLAIN QUERY PLAN {asked}")]
    assert any(step.startswith("SEARCH sessions USING INDEX") for step in plan), plan
    about_sessions = plan[: next(i for i, step in enumerate(plan) if "SUBQUERY" in step)]
    assert not any("SCAN" in step or "TEMP B-TREE" in step for step in about_sessions), plan


def test_the_list_of_the_newest_costs_the_same_among_few_and_many(path: Path) -> None:
    def steps(count: int) -> int:
        """Instructions of SQLite's machine for the newest 50 of ``count`` sessions."""
        from trainer.records.store import _list

        asked = str(_list(50, None).compile(compile_kwargs={"literal_binds": True}))
        with Records.open(path.with_name(f"{count}.sqlite3")) as records:
            records.begin(start())
        done = 0

        def one_more() -> int:
            nonlocal done
            done += 1
            return 0

        with closing(sqlite3.connect(path.with_name(f"{count}.sqlite3"))) as connection:
            (row,) = connection.execute("SELECT * FROM sessions")
            places = ", ".join("?" * len(row))
            copies = ((f"copy {number}", *row[1:]) for number in range(count))
            connection.executemany(f"INSERT INTO sessions VALUES ({places})", copies)  # noqa: S608
            connection.set_progress_handler(one_more, 1)
            assert len(connection.execute(asked).fetchall()) == 50
        return done

    assert steps(20_000) < 1.2 * steps(200)


def test_a_session_is_found_by_its_id_or_the_first_8_letters(records: Records) -> None:
    records.begin(start(1))
    records.begin(start(2))
    assert records.find(session_id(2)).id == session_id(2)
    assert records.find("00000001").id == session_id(1)
    assert records.find(" 00000001-0000 ").id == session_id(1)


def test_another_persons_session_is_not_found_by_naming_it(records: Records, path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO persons VALUES ('kim', 'Kim')")
    records.begin(start(1, person_id="kim"))
    records.begin(start(2))
    for name in (session_id(1), "00000001"):
        with pytest.raises(InputError, match="There is no session 00000001"):
            records.find(name)
    assert [row.id for row in records.sessions()] == [session_id(2)]


def test_what_is_not_found_is_told(records: Records) -> None:
    twin = session_id(1)[:-1] + "f"
    records.begin(start(1))
    records.begin(start(1, id=twin))
    with pytest.raises(InputError, match="There is no session 00000009"):
        records.find("00000009")
    with pytest.raises(InputError, match=r"too short: give a session's id or its first 8 letters"):
        records.find("0000000")
    with pytest.raises(InputError, match=f"{session_id(1)}, {twin}"):
        records.find("00000001")
    with pytest.raises(InputError, match="There is no session"):
        records.find("0000000%")


def test_the_snapshot_is_the_latest_at_or_before_a_turn(records: Records) -> None:
    log = records.begin(start())
    log.append([heard(1)], {"turn": "first"})
    log.append([heard(2)])
    log.append([heard(3)], {"turn": "third"})
    found = [records.snapshot(session_id(1), turn) for turn in (0, 1, 2, 3, 9, None)]
    assert [snapshot and snapshot.state["turn"] for snapshot in found] == [
        None, "first", "first", "third", "third", "third",
    ]  # fmt: skip


def test_cards_of_several_rubrics_stand_side_by_side(records: Records) -> None:
    records.begin(start())
    records.keep_scorecard(session_id(1), card("1", 61), "2026-01-01T00:00:00Z")
    records.keep_scorecard(session_id(1), card("2", 58), "2026-03-01T00:00:00Z")
    assert records.scorecard(session_id(1)) == card("2", 58)
    assert records.scorecard(session_id(1), "1") == card("1", 61)
    assert records.scorecard(session_id(1), "3") is None
    assert records.sessions()[0].total == 58

    records.keep_scorecard(session_id(1), card("1", None), "2026-04-01T00:00:00Z")
    assert records.scorecard(session_id(1)) == card("1", None)
    assert records.sessions()[0].total is None


def test_a_card_needs_a_session_a_schema_and_a_rubric(records: Records) -> None:
    with pytest.raises(InputError, match="There is no session"):
        records.keep_scorecard(session_id(1), card(), NEW_YEAR)
    records.begin(start())
    with pytest.raises(ValueError, match="schema"):
        records.keep_scorecard(session_id(1), {"rubric": "1"}, NEW_YEAR)


def test_a_discarded_call_is_listed_nowhere_and_what_was_said_is_gone_from_the_disk(
    records: Records, path: Path
) -> None:
    log = records.begin(start(recorded=True))
    log.append([heard(1, text="my secret parrot")], {"said": "my secret parrot"})
    assert any(b"my secret parrot" in file.read_bytes() for file in path.parent.glob("sparring*"))
    records.discard(session_id(1))
    assert (records.sessions(), records.unfinished(), records.entries(session_id(1))) == ((), (), ())
    assert records.snapshot(session_id(1)) is None
    assert not any(b"my secret parrot" in file.read_bytes() for file in path.parent.glob("sparring*"))
    assert [row.state for row in records.recorded("2027-01-01T00:00:00Z")] == ["discarded"], "its sound can be found"


def test_deleting_takes_all_of_a_session_and_leaves_its_attempts(records: Records) -> None:
    first, attempt = start(1), start(2, parent=session_id(1), from_turn=4)
    for begun in (first, attempt):
        records.begin(begun).append([heard(1)], {})
        records.keep_scorecard(begun.id, card(), NEW_YEAR)
        records.finish(begun.id, ended(), 1, NEW_YEAR)
    records.delete(first.id)
    (left,) = records.sessions()
    assert (left.id, left.parent, left.from_turn) == (attempt.id, None, 4)
    assert (records.entries(first.id), records.snapshot(first.id), records.scorecard(first.id)) == ((), None, None)
    assert records.entries(attempt.id) == (heard(1),)
    with pytest.raises(InputError, match="There is no session"):
        records.delete(first.id)


def test_old_recordings_are_found_until_their_sound_is_deleted(records: Records) -> None:
    records.begin(start(1, recorded=True, started_at="2026-01-01T00:00:00Z"))
    records.begin(start(2, recorded=True, started_at="2026-06-01T00:00:00Z"))
    records.begin(start(3, recorded=False, started_at="2026-01-01T00:00:00Z"))
    assert [row.id for row in records.recorded("2026-05-01T00:00:00Z")] == [session_id(1)]
    records.sound_deleted(session_id(1))
    assert records.recorded("2026-05-01T00:00:00Z") == ()
    assert len(records.sessions()) == 3


@pytest.mark.parametrize(
    ("damage", "sentence"),
    [
        ("UPDATE events SET document = '{' WHERE seq = 2", "Event 2 of session"),
        ("UPDATE events SET document = '[]' WHERE seq = 2", "Event 2 of session .*it is no JSON object"),
        (
            "UPDATE events SET document = replace(document, '\"schema\":1', '\"schema\":2') WHERE seq = 2",
            "has schema 2",
        ),
        ("UPDATE events SET document = replace(document, 'heard', 'herd') WHERE seq = 2", "Event 2 of session"),
        (
            "UPDATE events SET document = replace(document, '\"seq\":2', '\"seq\":3') WHERE seq = 2",
            "it says it is event 3",
        ),
        ("UPDATE events SET turn = 9 WHERE seq = 2", "it says it is event 2 of turn 2"),
        ('UPDATE events SET document = \'{"schema":1,"type":"silence"}\' WHERE seq = 2', "does not say when"),
        ("DELETE FROM events WHERE seq = 2", "Event 2 of session .* is missing"),
    ],
)
def test_an_event_that_was_meddled_with_is_told_by_session_and_number(
    records: Records, path: Path, damage: str, sentence: str
) -> None:
    records.begin(start()).append([heard(1), heard(2), heard(3)])
    _execute(path, damage)
    with pytest.raises(StoreRefused, match=sentence) as told:
        records.entries(session_id(1))
    assert session_id(1) in str(told.value)
    assert "\n" not in str(told.value)


@pytest.mark.parametrize("document", ["{", "[]", "{}", '{"schema":2}', '{"schema":1,"turn":"x"}'])
def test_a_snapshot_that_was_meddled_with_is_told(records: Records, path: Path, document: str) -> None:
    records.begin(start()).append([heard(1)], {})
    _execute(path, f"UPDATE snapshots SET document = '{document}'")  # noqa: S608
    with pytest.raises(StoreRefused, match=f"A snapshot of session {session_id(1)} in .* can't be read"):
        records.snapshot(session_id(1))


@pytest.mark.parametrize("document", ["{", "[]", "{}", '{"schema":2}'])
def test_a_scorecard_that_was_meddled_with_is_told(records: Records, path: Path, document: str) -> None:
    records.begin(start())
    records.keep_scorecard(session_id(1), card(), NEW_YEAR)
    _execute(path, f"UPDATE scorecards SET document = '{document}'")  # noqa: S608
    with pytest.raises(StoreRefused, match=f"A scorecard of session {session_id(1)} in .* can't be read"):
        records.scorecard(session_id(1))


def test_many_threads_write_and_read_at_once(path: Path) -> None:
    turns = 20
    with Records.open(path) as records:

        def hold_a_call(number: int) -> None:
            log = records.begin(start(number))
            for turn in range(1, turns + 1):
                log.append([heard(turn)], {"turn": turn})
                assert len(records.entries(session_id(number))) == turn
            records.finish(session_id(number), ended(), turns, NEW_YEAR)

        with ThreadPoolExecutor(8) as pool:
            list(pool.map(hold_a_call, range(1, 9)))
        assert [row.state for row in records.sessions()] == ["finished"] * 8
        assert all(len(records.entries(session_id(number))) == turns for number in range(1, 9))


def _execute(path: Path, statement: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(statement)
