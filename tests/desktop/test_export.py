"""Export in the window: a file is asked for, written beside the window, and its place is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from tests.desktop.story import FakeProgram
from tests.desktop.story_card import a_card, a_log
from trainer.desktop.pages.export import export_dialog
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.widgets import ErrorBar, NoticeBar
from trainer.desktop.window import Window
from trainer.errors import MachineError

Open = Callable[..., Window]
SESSION = "marta_bread-10"


@pytest.fixture
def program() -> FakeProgram:
    return FakeProgram(cards={SESSION: (a_card(), a_log())})


@pytest.fixture
def dialog(open_story: Open, program: FakeProgram, qtbot: QtBot) -> QFileDialog:
    window = open_story(program)
    flow = window._flow
    assert flow is not None
    with qtbot.waitSignal(window.page_shown):
        flow._after.show_card(SESSION, None, "practise", flow._card("marta_bread"))
    page = window.page
    assert isinstance(page, ScorecardPage)
    page.export.click()
    found = window.findChild(QFileDialog)
    assert found is not None
    return found


def test_the_file_is_written_beside_the_window_and_its_place_is_told(
    dialog: QFileDialog, program: FakeProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    window = dialog.parent()
    path = tmp_path / "marta.html"
    dialog.fileSelected.emit(str(path))
    qtbot.waitUntil(lambda: bool(window.findChildren(NoticeBar)))
    assert program.exported == [(SESSION, path, False)]
    (bar,) = window.findChildren(NoticeBar)
    assert str(path) in bar.accessibleName()
    bar.chosen.emit("Close")
    qtbot.waitUntil(lambda: not window.findChildren(NoticeBar))


def test_what_could_not_be_written_is_said(
    dialog: QFileDialog, program: FakeProgram, qtbot: QtBot, tmp_path: Path
) -> None:
    window = dialog.parent()
    program.refusal = MachineError("x can't be written: No space left on device. Choose another place.")
    dialog.fileSelected.emit(str(tmp_path / "x.pdf"))
    qtbot.waitUntil(lambda: bool(window.findChildren(ErrorBar)))
    assert [bar.accessibleName() for bar in window.findChildren(ErrorBar)] == [str(program.refusal)]


def test_whoever_calls_it_off_writes_nothing(dialog: QFileDialog, program: FakeProgram) -> None:
    dialog.reject()
    assert program.exported == []


def test_the_ending_is_that_of_the_chosen_kind(dialog: QFileDialog) -> None:
    assert dialog.defaultSuffix() == "html"
    assert Path(dialog.selectedFiles()[0]).name == "Call with Marta Kowalczyk.html"
    dialog.filterSelected.emit("Learning records (xAPI) (*.xapi.json)")
    assert dialog.defaultSuffix() == "xapi.json"


def test_a_name_is_made_fit_for_a_file(open_story: Open, program: FakeProgram) -> None:
    window = open_story(program)
    dialog = export_dialog("../../etc/<b>Bo</b>\u202e: \x1b[0m?*" + "W" * 300, window)
    name = Path(dialog.selectedFiles()[0]).name
    assert name.startswith("Call with etc b Bo b 0m WWW")
    assert len(name) < 80
    dialog.reject()
