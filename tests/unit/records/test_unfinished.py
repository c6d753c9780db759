"""A call whose process is gone is offered; one that is being held somewhere is not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import trainer
from tests.unit.records.examples import NEW_YEAR, ended, heard, session_id, start
from trainer.errors import InputError
from trainer.records import Records

HOLD_A_CALL = """
import sys
from pathlib import Path
from tests.unit.records.examples import heard, start
from trainer.records import Records
log = Records.open(Path(sys.argv[1])).begin(start())
log.append([heard(1)], {"turn": 1})
print("held", flush=True)
sys.stdin.read()
"""


def test_a_call_held_in_another_window_is_not_offered_until_that_window_is_gone(records: Records, path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD_A_CALL, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(trainer.__file__).parents[1],
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        assert records.unfinished() == ()
        assert [row.state for row in records.sessions()] == ["running"]
        for forbidden in (records.resume, records.discard, records.delete):
            with pytest.raises(InputError, match="held in another window"):
                forbidden(session_id(1))
        other.kill()
        other.wait()
    assert [row.id for row in records.unfinished()] == [session_id(1)]

    log = records.resume(session_id(1))
    assert records.unfinished() == (), "held again, here"
    log.append([heard(2)])
    assert records.entries(session_id(1)) == (heard(1), heard(2))
    records.finish(session_id(1), ended(), 2, NEW_YEAR)
    assert records.unfinished() == ()


def test_a_call_of_our_own_is_not_offered_while_it_runs(records: Records) -> None:
    records.begin(start())
    assert records.unfinished() == ()
    with pytest.raises(InputError, match="held in another window"):
        records.resume(session_id(1))


def test_closing_in_the_middle_of_a_call_leaves_it_to_be_gone_on_with(path: Path) -> None:
    with Records.open(path) as records:
        records.begin(start()).append([heard(1)])
    with Records.open(path) as records:
        assert [row.id for row in records.unfinished()] == [session_id(1)]
        assert records.resume(session_id(1)).last_seq == 1
    with Records.open(path) as records:
        records.discard(session_id(1))
        assert records.unfinished() == ()


def test_unfinished_calls_are_told_newest_first(path: Path) -> None:
    with Records.open(path) as records:
        for number, day in ((1, 1), (2, 3), (3, 2)):
            records.begin(start(number, started_at=f"2026-01-0{day}T00:00:00Z"))
    with Records.open(path) as records:
        assert [row.id for row in records.unfinished()] == [session_id(2), session_id(3), session_id(1)]


def test_what_is_over_or_unknown_can_not_be_gone_on_with(records: Records, path: Path) -> None:
    records.begin(start())
    records.finish(session_id(1), ended(), 0, NEW_YEAR)
    with pytest.raises(InputError, match="is over"):
        records.resume(session_id(1))
    with pytest.raises(InputError, match="There is no session"):
        records.resume(session_id(2))
    with pytest.raises(InputError, match="There is no session"):
        records.finish(session_id(2), ended(), 0, NEW_YEAR)
    assert list((path.parent / "running").iterdir()) == []


def test_the_same_id_twice_is_refused_and_the_first_call_goes_on(records: Records) -> None:
    log = records.begin(start())
    with pytest.raises(InputError, match="held in another window"):
        records.begin(start())
    log.append([heard(1)])
    records.finish(session_id(1), ended(), 1, NEW_YEAR)
    with pytest.raises(Exception, match="UNIQUE"):
        records.begin(start())
    assert records.entries(session_id(1)) == (heard(1),)
