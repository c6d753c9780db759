"""The window on the real parts: library, brief, a typed call with the real person and voice, the stored card."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from trainer.app import services
from trainer.desktop.pages.brief import BriefPage
from trainer.desktop.pages.call import CallPage
from trainer.desktop.pages.library import LibraryPage
from trainer.desktop.pages.look_back import LookBackPage
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.window import open_window
from trainer.places import Places
from trainer.records import Records
from trainer.settings import FirstLook
from trainer.transcript import Said

LINES = (
    "Hello Gail, it's Nadia Ferrow at Tallystitch, the tags. Is this a bad moment?",
    "Tell me about Bernie. Who counts the bags out of a morning?",
    "So you sit with the sheets on a Sunday, and it never matches.",
    "What happens with the houses then?",
)


@pytest.mark.timeout(180)
def test_a_typed_call_from_the_library_to_the_stored_card(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SPARRING_RECORD", "false")  # nobody is asked in a test
    places = Places(tmp_path / "home")
    ticks = itertools.count()
    window = open_window(
        FirstLook("light", 100, ""), lambda: services(places), lambda: datetime.now(UTC), lambda: next(ticks) * 0.01
    )
    qtbot.addWidget(window)
    with qtbot.waitSignal(window.page_shown, timeout=30_000):
        pass
    library = window.page
    assert isinstance(library, LibraryPage)
    library.brief_requested.emit("gail_petrie")
    brief = window.page
    assert isinstance(brief, BriefPage)
    brief.plan.button.click()
    page = window.page
    assert isinstance(page, CallPage)
    qtbot.waitUntil(lambda: page.call is not None, timeout=30_000)
    assert page.bar.way == "type", "there is no microphone here, so the call is typed from the start"
    for number, line in enumerate(LINES, start=1):
        qtbot.waitUntil(lambda n=number: len(page.view.lines) == 2 * n - 1, timeout=30_000)  # type: ignore[misc]
        qtbot.keyClicks(page.typing.field, line)
        qtbot.keyClick(page.typing.field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(page.view.lines) == 2 * len(LINES) + 1, timeout=30_000)
    assert page.view.gauges["rapport"] > 18
    with qtbot.waitSignal(window.page_shown, timeout=30_000):
        page.bar.end.click()
    asked = window.page
    assert isinstance(asked, LookBackPage)
    with qtbot.waitSignal(window.page_shown, timeout=30_000):
        asked.skip.click()
    card = window.page
    assert isinstance(card, ScorecardPage)
    qtbot.waitUntil(lambda: bool(card.advice), timeout=30_000)
    window.close()
    with Records.open(places.database) as records:
        (row,) = records.sessions()
        assert row.ending == "rep_ended"
        said = [e.event.text for e in records.entries(row.id) if isinstance(e.event, Said)]
        assert len(said) == len(LINES) + 1
        assert records.scorecard(row.id) is not None
