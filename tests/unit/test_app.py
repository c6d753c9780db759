"""What stands between the window and a call: its card is stored before the end is told, and a refusal is told too."""

from __future__ import annotations

from pathlib import Path
from queue import Queue

import pytest

from tests.fakes import FakeVoice
from trainer.app import begin_call
from trainer.assembly import Assembly
from trainer.call.notices import Floor, Notice, Trouble
from trainer.desktop.services import CallWanted, Plan
from trainer.errors import StoreRefused
from trainer.places import Places


def told_to_the_end(assembly: Assembly) -> tuple[list[Notice], str]:
    """All that a call tells which is ended at once, and its session."""
    notices: Queue[Notice] = Queue()
    begun = begin_call(assembly, CallWanted("gail_petrie", "practice", Plan(), False), notices.put, FakeVoice())
    begun.call.start()
    begun.call.end()
    told: list[Notice] = []
    while not (told and told[-1] == Floor("over")):
        told.append(notices.get(timeout=60))
    assert begun.call.stop(30)
    return told, begun.session_id


def test_the_card_is_stored_when_the_end_is_told(tmp_path: Path) -> None:
    assembly = Assembly(Places(tmp_path), env={})
    _, session = told_to_the_end(assembly)
    assert assembly.records.scorecard(session) is not None
    assembly.close()


def test_a_store_that_refuses_the_card_is_told_and_the_call_ends_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise StoreRefused("The database is locked by another program.")

    assembly = Assembly(Places(tmp_path), env={})
    monkeypatch.setattr(Assembly, "finish", refuse)
    told, session = told_to_the_end(assembly)
    assert [notice.sentence for notice in told if isinstance(notice, Trouble)] == [
        "The database is locked by another program."
    ]
    assert assembly.records.find(session).state == "running"
    assembly.close()
