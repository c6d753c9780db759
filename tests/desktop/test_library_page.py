from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from tests.desktop.story import NOW, UNFINISHED, FakeProgram
from trainer.desktop.models.people import PersonCard, day, greeting, shelf, suggestion
from trainer.desktop.pages.brief import BriefPage
from trainer.desktop.pages.call import CallPage
from trainer.desktop.pages.library import LibraryPage
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.widgets import NoticeBar
from trainer.desktop.window import Window
from trainer.places import shipped
from trainer.scenario.library import Library

Open = Callable[..., Window]


@pytest.fixture
def program() -> FakeProgram:
    return FakeProgram()


@pytest.fixture
def window(program: FakeProgram, open_story: Open) -> Window:
    return open_story(program)


@pytest.fixture
def page(window: Window) -> LibraryPage:
    assert isinstance(window.page, LibraryPage)
    return window.page


def _shown(page: LibraryPage) -> list[str]:
    return [page.model.card(page.model.index(row)).name for row in range(page.model.rowCount())]


def _button(page: LibraryPage, text: str) -> QPushButton:
    return next(button for button in page.findChildren(QPushButton) if button.text() == text)


def test_one_person_is_offered_and_the_others_stand_below(page: LibraryPage) -> None:
    assert page.title.text() == "Good evening, Sam"
    assert page.next.accessibleName() == "Practise next: Ingrid Solheim. You have not called Ingrid yet."
    assert len(_shown(page)) == 9
    assert "Ingrid Solheim" not in _shown(page)


@pytest.mark.parametrize(
    ("hour", "name", "words"),
    [
        (4, "Sam", "Good evening, Sam"),
        (5, "Sam", "Good morning, Sam"),
        (12, "", "Good afternoon"),
        (18, "", "Good evening"),
    ],
)
def test_the_greeting_goes_by_the_clock(hour: int, name: str, words: str) -> None:
    assert greeting(NOW.replace(hour=hour), name) == words


@pytest.mark.parametrize(
    ("then", "words"),
    [
        (NOW.replace(hour=1), "today"),
        (NOW.replace(day=21), "yesterday"),
        (NOW.replace(day=20), "on Friday"),
        (NOW.replace(day=15), "on 15 November"),
        (NOW.replace(year=2025), "on 22 November 2025"),
    ],
)
def test_days_are_told_as_one_says_them(then: datetime, words: str) -> None:
    assert day(then, NOW) == words


def test_practise_next_is_who_was_never_called_then_who_went_worst(page: LibraryPage) -> None:
    people = page._shelf.people
    called = [card for card in people if card.calls]
    found = suggestion(called)
    assert found is not None
    assert (found.card.name, found.reason) == ("Marta Kowalczyk", "Your last call here came to 38; 65 passes.")
    assert suggestion(()) is None


def test_a_cell_tells_length_difficulty_and_result(page: LibraryPage) -> None:
    results = {card.name: card.summary for card in page._shelf.people}
    assert results["Omar Haddad"] == "10 min · Hard · Stopped at 4:20"
    assert results["Grace Tan"] == "12 min · Hard · Last 54, best 58"
    assert results["Priya Nair"] == "8 min · Gentle · Not called yet"
    assert PersonCard(page._shelf.people[0].listing, calls=2).result == "Not scored"


def test_where_a_call_stopped_is_left_out_when_it_is_not_known(program: FakeProgram, open_story: Open) -> None:
    program.unfinished = [replace(UNFINISHED, length=None)]
    page = open_story(program).page
    assert isinstance(page, LibraryPage)
    assert "Your call with Omar Haddad stopped on Friday." in [label.text() for label in page.findChildren(QLabel)]
    assert {card.name: card.result for card in page._shelf.people}["Omar Haddad"] == "Stopped"


def test_search_narrows_as_one_types_and_return_opens_the_first(
    window: Window, page: LibraryPage, qtbot: QtBot
) -> None:
    qtbot.keyClick(window, "/")
    assert page.search_field.hasFocus()
    qtbot.keyClicks(page.search_field, "elm man")
    assert _shown(page) == ["Adaeze Nwosu"]
    assert not page.next.isVisible()
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(page.search_field, Qt.Key.Key_Return)
    assert isinstance(window.page, BriefPage)
    assert window.page.card.name == "Adaeze Nwosu"


def test_nobody_found_says_so_and_leads_back(page: LibraryPage, qtbot: QtBot) -> None:
    qtbot.keyClicks(page.search_field, "xyzzy")
    assert page._nobody.isVisible()
    page._nobody.clicked.emit()
    assert len(_shown(page)) == 9
    qtbot.keyClicks(page.search_field, "grace")
    qtbot.keyClick(page.search_field, Qt.Key.Key_Escape)
    assert page.search_field.text() == ""


def test_a_file_that_cannot_be_used_stands_at_the_foot_with_its_error(page: LibraryPage) -> None:
    assert page._foot_text.text() == (
        "renewal_risk.yaml can’t be used: line 41, orbit: “Benefits” is no orbit. Did you mean “benefit”?"
    )
    assert page._count.text() == "10 people"


def test_several_broken_files_are_counted_and_open_a_list(program: FakeProgram, open_story: Open) -> None:
    program.library = (*program.library, program.library[-1])
    page = open_story(program).page
    assert isinstance(page, LibraryPage)
    assert page._foot_text.text() == "2 files can’t be used."
    page._foot_more.click()
    assert page._foot_text.text().count("renewal_risk.yaml") == 2


def test_an_unfinished_call_can_be_gone_on_with(
    window: Window, page: LibraryPage, program: FakeProgram, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.page_shown):
        _button(page, "Go on").click()
    assert isinstance(window.page, CallPage)
    qtbot.waitUntil(lambda: bool(program.calls) and ("start",) in program.calls[0].asked)
    assert program.calls[0].wanted.resume == UNFINISHED.id


def test_an_unfinished_call_can_be_scored_as_it_is(
    window: Window, page: LibraryPage, program: FakeProgram, qtbot: QtBot
) -> None:
    from tests.desktop.story_card import a_card, a_log

    program.cards[UNFINISHED.id] = (a_card(ending="unfinished"), a_log())
    with qtbot.waitSignal(window.page_shown):
        _button(page, "Score it as it is").click()
    assert program.scored == [UNFINISHED.id]
    assert isinstance(window.page, ScorecardPage)


def test_discarding_can_be_undone(window: Window, page: LibraryPage, program: FakeProgram, qtbot: QtBot) -> None:
    _button(page, "Discard").click()
    assert page.unfinished.count() == 0
    (bar,) = window.findChildren(NoticeBar)
    with qtbot.waitSignal(window.page_shown):
        bar.chosen.emit("Undo")
    assert page.unfinished.count() == 1
    window.close()
    assert program.discarded == []


def test_a_discarded_call_is_gone_when_the_window_closes(
    window: Window, page: LibraryPage, program: FakeProgram
) -> None:
    _button(page, "Discard").click()
    assert program.discarded == []
    window.close()
    assert program.discarded == [UNFINISHED.id]


def test_calls_with_one_person_stand_along_their_orbit_and(tmp_path: Path) -> None:
    people = shelf(Library(shipped("scenarios"), tmp_path).entries(), (), ()).people
    gail = [card.listing.orbit.start for card in people if card.name == "Gail Petrie"]
    assert gail == ["potential", "observation", "acquisition", "installation"]


def test_the_foot_tells_people_from_calls(program: FakeProgram, open_story: Open) -> None:
    program.library = (*program.library, program.library[0])
    page = open_story(program).page
    assert isinstance(page, LibraryPage)
    assert page._count.text() == "10 people, 11 calls"
