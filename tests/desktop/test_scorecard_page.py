from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.story import NOW, FakeProgram
from tests.desktop.story_card import a_card, a_log
from trainer.desktop.pages.brief import BriefPage
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.pages.scorecard_parts import MarkRow
from trainer.desktop.pages.time_link import TimeLink
from trainer.desktop.window import Window
from trainer.report.card_view import CardView, card_view
from trainer.report.person_words import Words

Open = Callable[..., Window]
HER = Words("Marta", "she", "her", "her")


@pytest.fixture
def window(open_story: Open) -> Window:
    program = FakeProgram(cards={"marta_bread-10": (a_card(), a_log())})
    return open_story(program)


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ScorecardPage:
    flow = window._flow
    assert flow is not None
    with qtbot.waitSignal(window.page_shown):
        flow._after.show_card("marta_bread-10", None, "practise", flow._card("marta_bread"))
    assert isinstance(window.page, ScorecardPage)
    return window.page


def _view(**changes: object) -> CardView:
    return card_view(a_card(**changes), a_log(), HER, NOW)


def test_it_reads_how_why_and_next_time(page: ScorecardPage) -> None:
    texts = [label.text() for label in page.findChildren(QLabel)]
    for text in (
        "“It might work. I need to think about it.”",
        "Not yet. The figures were enough for her; the feeling was not there.",
        "She came from Potential to Benefit; your goal was Observation.",
        "Sunday 22 November, 20:14 · 11:42",
        "52",
        "between 46 and 58, pass mark 65",
        "Answer the feeling before the price",
        "You, 58 %. Above 49 she need not come towards you.",
        "Where she is now",
        "Unasked discount: done, and it should not be",
    ):
        assert text in texts
    assert len(page.findChildren(MarkRow)) == 5
    assert "One opening in the call; three are needed." in texts


def test_evidence_leads_to_its_line(page: ScorecardPage, qtbot: QtBot) -> None:
    assert not page.transcript_shown
    link = next(link for link in page.findChildren(TimeLink) if link.text() == "6:48")
    qtbot.mouseClick(link, Qt.MouseButton.LeftButton)
    assert page.transcript_shown
    assert page.transcript.currentIndex().data().startswith("4:06, Marta: Staff take some.")
    qtbot.keyClick(page, Qt.Key.Key_Escape)
    assert not page.transcript_shown


def test_a_moment_on_the_timeline_leads_to_its_line(page: ScorecardPage) -> None:
    page._show_moment(2)
    assert page.transcript.currentIndex().data().endswith("Shall I call you next week?")


def test_return_calls_again(window: Window, page: ScorecardPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(page, Qt.Key.Key_Return)
    assert isinstance(window.page, BriefPage)


def test_a_narrow_card_is_one_column(window: Window, page: ScorecardPage) -> None:
    window.setMinimumSize(0, 0)
    window.resize(1280, 800)
    page.resize(1080, 800)
    assert page._pairs[0].direction() == QBoxLayout.Direction.LeftToRight
    page.resize(900, 800)
    assert page._pairs[0].direction() == QBoxLayout.Direction.TopToBottom


def test_what_was_not_scored_says_so() -> None:
    view = _view(total=None, total_low=None, total_high=None, effort=None, strength=None, to_change=[])
    assert view.range == "Not enough to score. 65 passes."
    assert view.effort == "Nobody took a step."
    assert view.marks[4].value is None


@pytest.mark.parametrize(
    ("after", "sentence"),
    [
        ("potential", "She stayed in Potential; your goal was Observation."),
        ("awareness", "She went back from Potential to Awareness; your goal was Observation."),
        ("observation", "She came from Potential to Observation, your goal."),
    ],
)
def test_the_way_through_the_orbits_in_a_sentence(after: str, sentence: str) -> None:
    assert _view(orbit_to=after).orbit == sentence


@pytest.mark.parametrize(
    ("ending", "sentence"),
    [("hung_up", "She hung up."), ("not_for_you", "It is not for her, and you said so."), ("yes", "A yes.")],
)
def test_how_it_ended_in_a_sentence(ending: str, sentence: str) -> None:
    assert _view(ending=ending, why="").why == sentence
