"""The hostile scenario on every page: shown as it is written, never as markup, and nothing pushes the window wider."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.story import FakeProgram, entry, heard, past_call, said
from tests.desktop.story_card import a_card
from trainer.call.notices import Speaking, Trouble
from trainer.desktop.pages.brief import BriefPage
from trainer.desktop.pages.call import CallPage
from trainer.desktop.pages.library import LibraryPage
from trainer.desktop.pages.look_back import LookBackPage
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.window import Window
from trainer.scenario.library import LibraryEntry
from trainer.scenario.load import load
from trainer.scenario.problems import Problem

Open = Callable[..., Window]
HOSTILE = Path(__file__).parents[1] / "hostile.yaml"
NASTY = "<img src=x onerror=alert(1)> <b>=1+1</b> &amp; \u202egnp.exe\u202c " + "W" * 300


def _is_plain(page: QWidget, qtbot: QtBot) -> None:
    labels = page.findChildren(QLabel)
    assert labels
    assert [label.text() for label in labels if label.text() and label.textFormat() != Qt.TextFormat.PlainText] == []
    for area in page.findChildren(QScrollArea):
        content = area.widget()
        if content is not None and area.isVisible():
            qtbot.waitUntil(lambda inner=content, area=area: inner.width() <= area.viewport().width())  # type: ignore[misc]


def test_a_hostile_scenario_stays_plain_text_on_every_page(open_story: Open, qtbot: QtBot) -> None:
    loaded = load(HOSTILE)
    broken = Problem("<b>x</b>.yaml", 1, "title", NASTY)
    program = FakeProgram(
        library=(
            LibraryEntry("hostile", HOSTILE, True, loaded.scenario, ()),
            LibraryEntry("worse", Path("<b>x</b>.yaml"), True, None, (broken,)),
        ),
        past=[],
        unfinished=[past_call(loaded.scenario.person.name, "hostile", 1, None, "unfinished")],
        script=(),
    )
    moment = {
        "kind": "hurt",
        "at": 16_000,
        "evidence": {"turn": 1, "span": None, "quote": NASTY},
        "why": NASTY,
        "points": -1,
    }
    mark = {"value": 5, "low": 0, "high": 9, "taken": 1, "openings": 2, "moments": [moment]}
    program.cards["session-1"] = (
        a_card(how_it_ended=NASTY, why=NASTY, to_change=[moment], strength=moment, marks={"rapport": mark},
               not_marked={"hope": NASTY}),
        (entry(1, 1, 4, heard(NASTY, 0, 4)), entry(2, 2, 8, said(NASTY, 4, 8))),
    )  # fmt: skip
    window = open_story(program)
    window.resize(1280, 800)
    library = window.page
    assert isinstance(library, LibraryPage)
    _is_plain(library, qtbot)
    assert library.next._name.text() == loaded.scenario.person.name
    library.brief_requested.emit("hostile")
    brief = window.page
    assert isinstance(brief, BriefPage)
    _is_plain(brief, qtbot)
    brief.plan.button.click()
    page = window.page
    assert isinstance(page, CallPage)
    qtbot.waitUntil(lambda: page.call is not None)
    page.take(entry(1, 1, 4, heard(NASTY, 0, 4)))
    page.take(Speaking(NASTY, 2.0, (0.1,) * 60))
    page.take(Speaking("", 0.0, None))
    page.take(Trouble(NASTY, "store", NASTY))
    page._toggle_transcript()
    window.grab()
    _is_plain(page, qtbot)
    assert page.bar.end.geometry().right() < page.width()
    assert page.captions.line == " ".join(NASTY.split())
    with qtbot.waitSignal(window.page_shown):
        page.bar.end.click()
    asked = window.page
    assert isinstance(asked, LookBackPage)
    _is_plain(asked, qtbot)
    with qtbot.waitSignal(window.page_shown):
        asked.skip.click()
    card = window.page
    assert isinstance(card, ScorecardPage)
    window.grab()
    _is_plain(card, qtbot)
    card.show_line(1)
    window.grab()
    assert window.size().toTuple() == (1280, 800)
