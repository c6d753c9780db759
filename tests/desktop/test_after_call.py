"""After a call: the rep looks back first, tries a line, goes back, puts words right, compares attempts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from tests.desktop.story import FakeProgram, past_call
from tests.desktop.story_card import a_card, a_log
from trainer.coaching.advice import Advice
from trainer.coaching.replay import Replayed
from trainer.desktop.pages.attempts import Attempts, depth, in_order
from trainer.desktop.pages.call import CallPage
from trainer.desktop.pages.compare import ComparePage
from trainer.desktop.pages.look_back import LookBackPage
from trainer.desktop.pages.right_to_ask import RightToAsk
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.widgets import Button
from trainer.desktop.window import Window
from trainer.records import LookBack
from trainer.transcript import Evidence, Heard

Open = Callable[..., Window]
SESSION = "marta_bread-10"
RETURN, ESC = Qt.Key.Key_Return, Qt.Key.Key_Escape


def rep_turns() -> list[int]:
    return [entry.turn for entry in a_log() if isinstance(entry.event, Heard)]


def advice(turn: int) -> Advice:
    return Advice(
        turn=turn,
        evidence=Evidence(turn - 1, None, "I carry it to the bin."),
        why="they told you something, and it was left lying",
        behaviour="reflects_feeling",
        title="Answer the feeling before the fact",
        coach="Say what it may be like for them, and wait.",
        could_say="Every evening. That's a lot to carry.",
        exercise="Answer the feeling in four words.",
        replayed=Replayed(turn, "reflects_feeling", {"empathy": 6, "trust": 2}, {"empathy": -3}, 14, "think"),
    )


@pytest.fixture
def program() -> FakeProgram:
    ask = {"at": 0, "evidence": {"turn": rep_turns()[0], "span": None, "quote": "Shall I call you next week?"},
           "trust": 15, "given": []}  # fmt: skip
    card = {**a_card(), "first_ask": ask, "hints": 2, "corrected": []}
    return FakeProgram(
        cards={SESSION: (card, a_log()), "other": (a_card(total=61), a_log())}, advised=[advice(rep_turns()[1])]
    )


@pytest.fixture
def window(program: FakeProgram, open_story: Open) -> Window:
    return open_story(program)


@pytest.fixture
def page(window: Window, qtbot: QtBot) -> ScorecardPage:
    flow = window._flow
    assert flow is not None
    with qtbot.waitSignal(window.page_shown):
        flow._after.show_card(SESSION, None, "practise", flow._card("marta_bread"))
    page = window.page
    assert isinstance(page, ScorecardPage)
    qtbot.waitUntil(lambda: any(block.isVisibleTo(page) for block in page.advice))
    return page


def texts(page: ScorecardPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisibleTo(page)]


def test_the_line_is_uncovered_after_the_rep_has_tried_one(
    page: ScorecardPage, program: FakeProgram, qtbot: QtBot
) -> None:
    (block,) = page.advice
    assert "Answer the feeling before the fact" in texts(page)
    assert "“Every evening. That's a lot to carry.”" not in texts(page)
    block.field.setFocus()
    qtbot.keyClicks(block.field, "Every evening.")
    qtbot.keyClick(block.field, RETURN)
    assert "“Every evening. That's a lot to carry.”" in texts(page)
    qtbot.waitUntil(lambda: SESSION in program.looks_back)
    assert program.looks_back[SESSION].tried == {block.advice.turn: "Every evening."}


def test_what_playing_it_again_came_to_is_told(page: ScorecardPage) -> None:
    assert "Played again, empathy +6, not −3; trust +2, not ±0." in texts(page)


def test_rewinding_begins_a_call_from_that_turn(
    page: ScorecardPage, window: Window, program: FakeProgram, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(window.page_shown):
        page.advice[0].rewind.click()
    assert isinstance(window.page, CallPage)
    qtbot.waitUntil(lambda: bool(program.calls))
    assert program.calls[0].wanted.rewind == (SESSION, page.advice[0].advice.turn)
    assert program.calls[0].wanted.mode == "practice"


def test_a_chosen_line_of_ones_own_can_be_gone_back_to(page: ScorecardPage, qtbot: QtBot) -> None:
    theirs = next(line.turn for line in page._view.lines if line.who == "person")
    page.show_line(theirs)
    assert not page.tools.rewind.isEnabled()
    mine = rep_turns()[1]
    page.show_line(mine)
    with qtbot.waitSignal(page.rewind_requested) as asked:
        page.tools.rewind.click()
    assert asked.args == [mine]


def test_what_was_misheard_is_put_right_in_its_line(page: ScorecardPage, program: FakeProgram, qtbot: QtBot) -> None:
    mine = rep_turns()[1]
    page.show_line(mine)
    page.tools.correct.click()
    page.tools.field.setText("What happens with it at closing, then?")
    qtbot.keyClick(page.tools.field, RETURN)
    qtbot.waitUntil(lambda: bool(program.corrected))
    assert program.corrected == [(SESSION, mine, "What happens with it at closing, then?")]


def test_the_honest_questions_come_before_what_was_so(page: ScorecardPage, program: FakeProgram, qtbot: QtBot) -> None:
    right = page.findChild(RightToAsk)
    assert right is not None
    told = "Her trust stood at 15 of 100 then. You had given her nothing of use yet."
    assert told not in texts(page)
    right.given._segments["no"].click()
    assert told not in texts(page)
    right.trusts._segments["not_sure"].click()
    assert told in texts(page)
    qtbot.waitUntil(lambda: program.looks_back.get(SESSION, LookBack()).trusts_me == "not_sure")
    assert program.looks_back[SESSION].given_enough == "no"


def test_hints_that_were_asked_for_are_told(page: ScorecardPage) -> None:
    assert "2 hints were asked for." in texts(page)


def test_before_the_marks_the_rep_is_asked_and_one_key_skips(
    window: Window, program: FakeProgram, qtbot: QtBot
) -> None:
    flow = window._flow
    assert flow is not None
    card = flow._card("marta_bread")
    assert card is not None
    with qtbot.waitSignal(window.page_shown):
        flow._after.look_back(SESSION, card)
    asked = window.page
    assert isinstance(asked, LookBackPage)
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(asked, ESC)
    assert isinstance(window.page, ScorecardPage)
    assert SESSION not in program.looks_back


def test_the_moment_that_one_would_take_back_is_kept(window: Window, program: FakeProgram, qtbot: QtBot) -> None:
    flow = window._flow
    assert flow is not None
    card = flow._card("marta_bread")
    assert card is not None
    with qtbot.waitSignal(window.page_shown):
        flow._after.look_back(SESSION, card)
    asked = window.page
    assert isinstance(asked, LookBackPage)
    turn = rep_turns()[1]
    asked.transcript.choose(turn)
    qtbot.keyClick(asked.transcript, RETURN)
    assert asked.instead.hasFocus()
    qtbot.keyClicks(asked.instead, "And what is that like?")
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(asked.instead, RETURN)
    qtbot.waitUntil(lambda: SESSION in program.looks_back)
    kept = program.looks_back[SESSION]
    assert (kept.take_back, kept.tried) == (turn, {turn: "And what is that like?"})


def test_attempts_stand_as_a_tree_and_are_compared(
    page: ScorecardPage, window: Window, program: FakeProgram, qtbot: QtBot
) -> None:
    root = replace(past_call("Marta Kowalczyk", "marta_bread", 10, 52), id=SESSION)
    child = replace(root, id="other", parent=SESSION, from_turn=4)
    grandchild = replace(root, id="third", parent="other", from_turn=6)
    assert [one.id for one in in_order([root, grandchild, child])] == [SESSION, "other", "third"]
    assert [depth(one, [root, child, grandchild]) for one in (root, child, grandchild)] == [0, 1, 2]
    page.set_family(SESSION, [root, child])
    attempts = page.findChild(Attempts)
    assert attempts is not None
    compare = next(button for button in attempts.findChildren(Button) if button.text() == "Compare")
    with qtbot.waitSignal(window.page_shown):
        compare.click()
    assert isinstance(window.page, ComparePage)
    shown = [label.text() for label in window.page.findChildren(QLabel)]
    assert "The two are the same, word for word." in shown
    assert "61" in shown
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(window.page, ESC)
    assert isinstance(window.page, ScorecardPage)


def test_a_line_tried_before_is_still_there(program: FakeProgram, window: Window, qtbot: QtBot) -> None:
    turn = rep_turns()[1]
    program.looks_back[SESSION] = LookBack(tried={turn: "Every single evening."})
    flow = window._flow
    assert flow is not None
    with qtbot.waitSignal(window.page_shown):
        flow._after.show_card(SESSION, None, "practise", flow._card("marta_bread"))
    page = window.page
    assert isinstance(page, ScorecardPage)
    qtbot.waitUntil(lambda: "“Every single evening.”" in texts(page))
