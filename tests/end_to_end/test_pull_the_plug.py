"""Killed at any moment, nothing is lost but what was being written."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path

import trainer
from tests.unit.records.examples import NEW_YEAR, ended, heard, quiet, session_id, start
from trainer.chance import draw
from trainer.records import Records
from trainer.transcript import Entry

KILLS = 10


def hold_a_call(path: str, number: int) -> None:
    """In a process of its own: append turns without end, telling of each one that was kept."""
    log = Records.open(Path(path)).begin(start(number))
    turn = 1
    while True:
        log.append(_turn(turn), {"turn": turn, "memory": "x" * 2_000})
        print(turn, flush=True)
        turn += 1


def _turn(turn: int) -> list[Entry]:
    return [heard(2 * turn - 1, turn, text=f"turn {turn} " + "and so on " * 30), quiet(2 * turn, turn)]


def test_a_call_that_is_killed_is_kept_up_to_the_last_turn_that_was_appended(tmp_path: Path) -> None:
    path = tmp_path / "sparring.sqlite3"
    Records.open(path).close()
    for number in range(1, KILLS + 1):
        kept = _kill_a_call(path, number)
        assert _integrity(path) == "ok"
        with Records.open(path) as records:
            assert [row.id for row in records.unfinished()] == [session_id(number)]
            entries = records.entries(session_id(number))
            turns = len(entries) // 2
            assert kept <= turns <= kept + 1, "at most the turn that was being told of is there besides"
            assert entries == tuple(entry for turn in range(1, turns + 1) for entry in _turn(turn))
            snapshot = records.snapshot(session_id(number))
            assert snapshot is not None
            assert snapshot.turn == snapshot.state["turn"] == turns, "entries and snapshot came together"

            log = records.resume(session_id(number))
            log.append(_turn(turns + 1), {"turn": turns + 1})
            records.finish(session_id(number), ended(), 0, NEW_YEAR)
    with Records.open(path) as records:
        assert [row.state for row in records.sessions()] == ["finished"] * KILLS


def test_a_first_start_that_is_killed_leaves_nothing_that_a_second_one_can_not_open(tmp_path: Path) -> None:
    for number in range(3):
        chance = draw(number, 0, "pull the plug at the first start")
        path = tmp_path / f"{number}.sqlite3"
        with _program(path, number) as program:
            with suppress(subprocess.TimeoutExpired):
                program.wait(timeout=chance.uniform(0.4, 1.2))
            program.kill()
        assert _integrity(path) == "ok"
        with Records.open(path) as records:
            assert len(records.unfinished()) <= 1


def _kill_a_call(path: Path, number: int) -> int:
    """Turns that a process told of as kept, before it was killed at a moment drawn by chance."""
    chance = draw(number, 0, "pull the plug")
    told = b""
    with _program(path, number) as program:
        assert program.stdout is not None
        for _ in range(chance.randrange(1, 60)):
            told += program.stdout.readline()
        with Records.open(path) as window:
            assert window.unfinished() == (), "a call that is being held is offered to nobody"
        with suppress(subprocess.TimeoutExpired):
            program.wait(timeout=chance.uniform(0, 0.02))
        program.kill()
        told += program.stdout.read()
    whole_lines = told.decode().split("\n")[:-1]
    assert whole_lines == [str(turn) for turn in range(1, len(whole_lines) + 1)]
    return len(whole_lines)


def _program(path: Path, number: int) -> subprocess.Popen[bytes]:
    program = f"from {__name__} import hold_a_call; hold_a_call({str(path)!r}, {number})"
    return subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, cwd=Path(trainer.__file__).parents[1]
    )


def _integrity(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
