"""What every store of a running call keeps to: the database, and the fake that other tests put in its place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.fakes import FakeStore
from tests.unit.records.examples import heard, quiet, session_id, start
from trainer.call.ports import CallStore
from trainer.records import Records, SnapshotTooLarge
from trainer.transcript import Entry


@dataclass(frozen=True)
class Kept:
    """A store, and what can be read out of it."""

    store: CallStore
    entries: Callable[[], tuple[Entry, ...]]
    snapshot_of: Callable[[int], dict[str, Any] | None]


@pytest.fixture(params=["fake", "database"])
def kept(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Kept]:
    if request.param == "fake":
        fake = FakeStore()
        yield Kept(fake, lambda: fake.entries, fake.snapshots.get)
        return

    with Records.open(tmp_path / "sparring.sqlite3") as records:

        def snapshot_of(turn: int) -> dict[str, Any] | None:
            found = records.snapshot(session_id(1), turn)
            return found.state if found and found.turn == turn else None

        yield Kept(records.begin(start()), lambda: records.entries(session_id(1)), snapshot_of)


def test_what_was_appended_is_there_when_append_returns(kept: Kept) -> None:
    kept.store.append([heard(1, text="„Œuvre“ 3 £ \U0001f600\u2028"), quiet(2, 1)], {"trust": 0.1, "said": ["é"]})
    assert kept.entries() == (heard(1, text="„Œuvre“ 3 £ \U0001f600\u2028"), quiet(2, 1))
    assert kept.snapshot_of(1) == {"trust": 0.1, "said": ["é"]}
    kept.store.append([heard(3, turn=2)], None)
    assert kept.entries() == (heard(1, text="„Œuvre“ 3 £ \U0001f600\u2028"), quiet(2, 1), heard(3, turn=2))
    assert kept.snapshot_of(2) is None


def test_the_last_snapshot_of_a_turn_stands(kept: Kept) -> None:
    kept.store.append([heard(1)], {"trust": 1})
    kept.store.append([quiet(2, 1)], {"trust": 2})
    assert kept.snapshot_of(1) == {"trust": 2}


def test_a_snapshot_is_kept_as_it_was_not_as_it_became(kept: Kept) -> None:
    state = {"promises": ["call back"]}
    kept.store.append([heard(1)], state)
    state["promises"].append("a discount")
    assert kept.snapshot_of(1) == {"promises": ["call back"]}


@pytest.mark.parametrize("wrong", [[2], [1, 1], [1, 3], [0]])
def test_entries_that_leave_a_gap_or_come_twice_are_refused_and_nothing_is_kept(kept: Kept, wrong: list[int]) -> None:
    with pytest.raises(ValueError):
        kept.store.append([heard(seq) for seq in wrong], {"trust": 1})
    assert kept.entries() == ()
    assert kept.snapshot_of(wrong[-1]) is None
    kept.store.append([heard(1)], None)
    with pytest.raises(ValueError):
        kept.store.append([heard(1)], None)
    assert kept.entries() == (heard(1),)


def test_nothing_can_be_appended_and_changes_nothing(kept: Kept) -> None:
    kept.store.append([], None)
    assert kept.entries() == ()


def test_a_snapshot_needs_an_entry_that_says_its_turn(kept: Kept) -> None:
    with pytest.raises(ValueError):
        kept.store.append([], {"trust": 1})


def test_a_snapshot_over_8_kb_is_refused_with_its_entries_which_can_be_given_again(kept: Kept) -> None:
    with pytest.raises(SnapshotTooLarge):
        kept.store.append([heard(1)], {"memory": "é" * 4_097})
    assert kept.entries() == ()
    kept.store.append([heard(1)], {"memory": "é" * 4_000})
    assert kept.entries() == (heard(1),)
    assert kept.snapshot_of(1) == {"memory": "é" * 4_000}


def test_a_snapshot_that_is_no_json_is_refused_with_its_entries(kept: Kept) -> None:
    with pytest.raises(TypeError):
        kept.store.append([heard(1)], {"memory": {1, 2}})
    assert kept.entries() == ()
