from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.story import TROUBLE, FakeCall, FakeProgram, entry, heard, said
from tests.desktop.story_card import a_card, a_log
from trainer.call.notices import Floor, Level, Partial, Speaking
from trainer.desktop.models.call_view import firm_words, shown_after
from trainer.desktop.pages.brief import BriefPage
from trainer.desktop.pages.call import CallPage
from trainer.desktop.pages.library import LibraryPage
from trainer.desktop.pages.look_back import LookBackPage
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.widgets import ErrorBar, NoticeBar
from trainer.desktop.window import Window
from trainer.errors import EarMissing

Open = Callable[..., Window]


@pytest.fixture
def program() -> FakeProgram:
    return FakeProgram(script=(), cards={"session-1": (a_card(), a_log())})


def _to_the_call(window: Window, qtbot: QtBot, mode: str = "practice") -> CallPage:
    library = window.page
    assert isinstance(library, LibraryPage)
    library.brief_requested.emit("marta_bread")
    brief = window.page
    assert isinstance(brief, BriefPage)
    brief.plan.mode.choose(mode)
    brief.plan.button.click()
    page = window.page
    assert isinstance(page, CallPage)
    qtbot.waitUntil(lambda: page.call is not None)
    return page


@pytest.fixture
def window(program: FakeProgram, open_story: Open) -> Window:
    return open_story(program)


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> CallPage:
    return _to_the_call(window, qtbot)


@pytest.fixture
def call(page: CallPage, program: FakeProgram) -> FakeCall:
    return program.calls[0]


def test_from_the_library_through_the_call_to_the_card_and_back(
    program: FakeProgram, open_story: Open, qtbot: QtBot
) -> None:
    from tests.desktop.story import a_call

    program.script = a_call()
    window = open_story(program)
    page = _to_the_call(window, qtbot)
    qtbot.waitUntil(lambda: page.view.orbit == "benefit")
    assert page.view.gauges == {"rapport": 62, "empathy": 55, "trust": 40, "hope": 27, "urgency": 8}
    assert page.view.changes == {"rapport": 2, "empathy": 11, "trust": 8, "hope": 18, "urgency": 6}
    assert page.view.mood == "moved"
    assert not page.side.fusion.isHidden()
    with qtbot.waitSignal(window.page_shown):
        page.bar.end.click()
    assert program.calls[0].asked[-2:] == [("end",), ("stop",)]
    assert isinstance(window.page, LookBackPage)
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(window.page, Qt.Key.Key_Escape)
    card = window.page
    assert isinstance(card, ScorecardPage)
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(card, Qt.Key.Key_Escape)
    assert isinstance(window.page, LibraryPage)


def test_the_whole_way_by_keyboard_alone(window: Window, program: FakeProgram, qtbot: QtBot) -> None:
    def press(key: Qt.Key) -> None:
        qtbot.keyClick(QApplication.focusWidget() or window, key)

    press(Qt.Key.Key_Return)
    assert isinstance(window.page, BriefPage)
    press(Qt.Key.Key_Return)
    page = window.page
    assert isinstance(page, CallPage)
    qtbot.waitUntil(lambda: page.call is not None)
    press(Qt.Key.Key_T)
    assert page.typing.field.hasFocus()
    qtbot.keyClicks(page.typing.field, "Hello Ingrid, mind if I ring back?")
    press(Qt.Key.Key_Return)
    call = program.calls[0]
    assert ("type", "Hello Ingrid, mind if I ring back?") in call.asked
    press(Qt.Key.Key_Escape)
    assert page.hasFocus()
    for key in (Qt.Key.Key_R, Qt.Key.Key_H, Qt.Key.Key_M, Qt.Key.Key_P):
        press(key)
    assert call.asked[-4:] == [("repeat",), ("hint",), ("mute", True), ("pause",)]
    page.bar.end.setFocus(Qt.FocusReason.TabFocusReason)
    with qtbot.waitSignal(window.page_shown):
        press(Qt.Key.Key_Return)
    assert isinstance(window.page, LookBackPage)
    with qtbot.waitSignal(window.page_shown):
        press(Qt.Key.Key_Escape)
    assert isinstance(window.page, ScorecardPage)


def test_space_talks_while_it_is_held(page: CallPage, call: FakeCall, qtbot: QtBot) -> None:
    qtbot.keyPress(page, Qt.Key.Key_Space)
    qtbot.keyRelease(page, Qt.Key.Key_Space)
    assert call.asked[-2:] == [("hold", True), ("hold", False)]
    qtbot.keyPress(page, Qt.Key.Key_Space)
    page.clearFocus()
    assert call.asked[-1] == ("hold", False)
    page.bar.ways.choose("open")
    page._listen("open")
    page.setFocus()
    qtbot.keyClick(page, Qt.Key.Key_Space)
    assert call.asked[-1:] == [("listen", "open")]


def test_the_mouse_talks_on_hold_to_talk(page: CallPage, call: FakeCall, qtbot: QtBot) -> None:
    qtbot.mousePress(page.bar._hold, Qt.MouseButton.LeftButton)
    assert call.asked[-1] == ("hold", True)
    qtbot.mouseRelease(page.bar._hold, Qt.MouseButton.LeftButton)
    assert ("hold", False) in call.asked


def test_what_is_heard_appears_as_it_is_heard_and_stands_when_final(page: CallPage) -> None:
    page.take(Partial("I understand so the"))
    page.take(Partial("I understand so it works"))
    assert (page.captions.rep, page.captions._firm) == ("I understand so it works", 3)
    page.take(entry(1, 1, 4, heard("I understand. So, the way it works is simple.", 0, 4)))
    page.take(Partial(""))
    assert page.captions.rep == "I understand. So, the way it works is simple."
    assert page.side.transcript.model().rowCount() == 1


def test_captions_keep_in_step_with_the_voice(page: CallPage) -> None:
    page.take(Speaking("Six hundred and twenty. A week.", 3.0, (0.2,) * 100))
    assert page.captions.line == "Six"
    page.captions.advance(1.5)
    assert page.captions.line == "Six hundred and twenty."
    page.take(Speaking("", 0.0, None))
    assert page.captions.line == "Six hundred and twenty. A week."


@pytest.mark.parametrize(
    ("elapsed", "words"),
    [(0.0, 1), (0.99, 2), (1.5, 4), (2.99, 6), (3.0, 6), (9.0, 6)],
)
def test_no_word_reads_ahead_of_the_voice(elapsed: float, words: int) -> None:
    assert shown_after("Six hundred and twenty. A week.", 3.0, elapsed) == words


def test_words_that_stood_twice_are_firm() -> None:
    assert firm_words("", "so the") == 0
    assert firm_words("so the way", "so the cat sat") == 2


def test_the_bar_says_whose_move_it_is_and_the_clock_stands_in_a_pause(page: CallPage, call: FakeCall) -> None:
    page.take(Floor("person"))
    assert page.bar.state.text() == "Practice · Marta speaks"
    page.take(Floor("paused"))
    before = page.elapsed
    assert page.elapsed == before
    assert page.bar.go_on.isVisible()
    page.bar.go_on.click()
    assert call.asked[-1] == ("resume",)
    page.take(Floor("rep"))
    assert page.elapsed > before
    assert page.bar.state.text() == "Practice · your move"


def test_trouble_says_one_sentence_and_gives_two_ways(page: CallPage, call: FakeCall) -> None:
    page.take(TROUBLE)
    page.take(Floor("paused"))
    bar = page.stage.bar
    assert isinstance(bar, ErrorBar)
    assert bar.accessibleName() == TROUBLE.sentence
    bar.chosen.emit("Details")
    assert QApplication.clipboard().text() == "microphone: device 3 is gone"
    bar.chosen.emit("Type on")
    assert page.stage.bar is None
    assert page.typing.isVisible()
    assert call.asked[-2:] == [("listen", "type"), ("resume",)]
    page.take(TROUBLE)
    again = page.stage.bar
    assert isinstance(again, ErrorBar)
    again.chosen.emit("Go on")
    assert call.asked[-1] == ("resume",)


def test_an_exam_shows_the_person_only(window: Window, qtbot: QtBot) -> None:
    page = _to_the_call(window, qtbot, "exam")
    assert not page.side.isVisible()
    assert page.bar.state.text() == "Exam"
    page._toggle_transcript()
    assert page.side.transcript_shown
    page.back()
    assert not page.side.isVisible()


def test_leaving_pauses_first_and_can_be_thought_over(
    window: Window, page: CallPage, call: FakeCall, qtbot: QtBot
) -> None:
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    bar = page.stage.bar
    assert isinstance(bar, NoticeBar)
    assert call.asked[-1] == ("pause",)
    bar.chosen.emit("Go on")
    assert call.asked[-1] == ("resume",)
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert page.stage.bar is not None
    with qtbot.waitSignal(window.page_shown):
        page.stage.bar.chosen.emit("Leave")  # type: ignore[attr-defined]
    assert call.asked[-1] == ("stop",)
    assert isinstance(window.page, LibraryPage)


def test_a_call_that_cannot_begin_says_why_and_goes_back_to_the_brief(
    window: Window, program: FakeProgram, qtbot: QtBot
) -> None:
    program.refusal = EarMissing("No recogniser is installed.")
    library = window.page
    assert isinstance(library, LibraryPage)
    library.brief_requested.emit("marta_bread")
    assert isinstance(window.page, BriefPage)
    with qtbot.waitSignals([window.page_shown, window.page_shown]):
        window.page.plan.button.click()
    assert isinstance(window.page, BriefPage)
    (bar,) = window.findChildren(ErrorBar)
    assert bar.accessibleName() == "No recogniser is installed."


def test_closing_the_window_stops_the_call(window: Window, call: FakeCall, program: FakeProgram) -> None:
    window.close()
    assert call.asked[-1] == ("stop",)
    assert program.closed
    call.notify(Level(0.5))  # a late notice finds nobody, and nothing fails


def test_nothing_but_the_window_is_ever_on_the_screen(page: CallPage, window: Window) -> None:
    page.take(entry(1, 1, 4, said("Go on.", 0, 4)))
    assert [widget for widget in QApplication.topLevelWidgets() if widget.isVisible()] == [window]
