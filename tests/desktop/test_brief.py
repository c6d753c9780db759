from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.story import FakeProgram
from trainer.desktop.pages.brief import BriefPage
from trainer.desktop.pages.call import CallPage
from trainer.desktop.pages.library import LibraryPage
from trainer.desktop.services import Plan
from trainer.desktop.window import Window
from trainer.settings import Settings

Open = Callable[..., Window]


def _brief(window: Window, scenario: str = "marta_bread") -> BriefPage:
    library = window.page
    assert isinstance(library, LibraryPage)
    library.brief_requested.emit(scenario)
    assert isinstance(window.page, BriefPage)
    return window.page


def test_the_reading_stands_left_and_tells_no_fitting_case(open_story: Open) -> None:
    page = _brief(open_story(FakeProgram()))
    texts = [label.text() for label in page.findChildren(QLabel)]
    order = [
        "Who she is",
        "What happened so far",
        "What you bring",
        "Cases to choose from",
        "About the person",
        "Homework",
    ]
    assert [text for text in texts if text in order] == order
    assert "5,200" in texts
    assert "Potential → Observation · about 12 min · Hard · your second call" in texts


def test_the_plan_asks_in_this_order_and_goes_to_the_call(open_story: Open, qtbot: QtBot) -> None:
    program = FakeProgram()
    window = open_story(program)
    page = _brief(window)
    titles = [label.text() for label in page.plan.findChildren(QLabel)]
    order = [
        "What I want for her", "How I mean to get there", "Something for her work", "Something for her",
        "What will show her that I wish her well", "What she cares about most, at work and outside",
        "Do I believe in this for her?",
    ]  # fmt: skip
    assert [title for title in titles if title in order] == order
    assert page.plan.plan == Plan()
    qtbot.keyClicks(page.plan.field("want_for_them"), "Nothing left to carry")
    qtbot.keyClicks(page.plan.field("for_them"), "recitals on Wednesdays")
    page.plan._beliefs["not_sure"].click()
    page.plan.mode.choose("exam")
    with qtbot.waitSignal(window.page_shown):
        qtbot.mouseClick(page.plan.button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(program.calls))
    wanted = program.calls[0].wanted
    assert wanted.plan == Plan(
        want_for_them="Nothing left to carry", for_them="recitals on Wednesdays", believe="not_sure"
    )
    assert (wanted.scenario, wanted.mode, wanted.record, wanted.resume) == ("marta_bread", "exam", False, None)


def test_return_calls_but_not_out_of_a_field(open_story: Open, qtbot: QtBot) -> None:
    window = open_story(FakeProgram())
    page = _brief(window)
    field = page.plan.field("how")
    field.setFocus()
    qtbot.keyClicks(field, "First")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert page.plan.plan.how == "First"
    assert window.page is page
    page.setFocus()
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert isinstance(window.page, CallPage)


def test_a_plan_that_was_begun_is_there_again(open_story: Open, qtbot: QtBot) -> None:
    window = open_story(FakeProgram())
    page = _brief(window)
    qtbot.keyClicks(page.plan.field("for_their_work"), "The food bank")
    page.setFocus()
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert _brief(window).plan.plan.for_their_work == "The food bank"


@pytest.mark.parametrize("answer", [True, False])
def test_recording_is_asked_once_before_the_first_call(open_story: Open, qtbot: QtBot, answer: bool) -> None:
    program = FakeProgram(settings=Settings(name="Sam"))
    window = open_story(program)
    page = _brief(window)
    page.plan.button.click()
    assert window.page is page
    assert "keep the sound of your calls" in page.plan.note.text()
    with qtbot.waitSignal(window.page_shown):
        page.recording_buttons[0 if answer else 1].click()
    qtbot.waitUntil(lambda: bool(program.calls) and "record" in program.saved)
    assert program.saved["record"] is answer
    assert program.calls[0].wanted.record is answer


def test_the_suggested_time_stops_when_full(open_story: Open) -> None:
    page = _brief(open_story(FakeProgram()))
    page.plan._line.set_share(2.0)
    assert page.plan._line._share == 1.0
    assert page.plan._spent.text().endswith("of about 6 min")
