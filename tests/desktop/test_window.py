from __future__ import annotations

import threading
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.desktop.story import NOW, FakeProgram
from trainer.desktop.navigation import Navigation
from trainer.desktop.pages.history import HistoryPage
from trainer.desktop.pages.library import LibraryPage
from trainer.desktop.pages.settings import SettingsPage
from trainer.desktop.placeholder import Placeholder
from trainer.desktop.services import Services
from trainer.desktop.shortcuts import ShortcutSheet
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import ErrorBar
from trainer.desktop.window import Window, open_window
from trainer.errors import StoreRefused
from trainer.settings import FirstLook

Open = Callable[..., Window]
LIGHT = FirstLook("light", 100, "")


def test_nothing_is_loaded_before_the_first_paint(qtbot: QtBot) -> None:
    program = FakeProgram()
    painted = threading.Event()
    order: list[str] = []

    def load() -> Services:
        order.append("loaded" if painted.is_set() else "loaded too early")
        order.append("elsewhere" if threading.current_thread() is not threading.main_thread() else "on the main thread")
        return program.services()

    window = open_window(LIGHT, load, lambda: NOW, lambda: 0.0)
    window.first_painted.connect(painted.set)
    assert window.page is None
    assert window.findChild(Placeholder) is not None
    with qtbot.waitSignal(window.page_shown):
        pass
    assert order == ["loaded", "elsewhere"]
    assert isinstance(window.page, LibraryPage)
    window.close()
    assert program.closed


def test_what_fails_while_loading_is_said_in_a_sentence(qtbot: QtBot) -> None:
    def load() -> Services:
        raise StoreRefused("The database is of a later Sparring. Start that one.")

    window = open_window(LIGHT, load, lambda: NOW, lambda: 0.0)
    qtbot.waitUntil(lambda: window.findChild(ErrorBar) is not None)
    bar = window.findChild(ErrorBar)
    assert bar is not None
    assert bar.accessibleName() == "The database is of a later Sparring. Start that one."
    window.close()


def test_a_mistake_of_ours_can_be_copied_and_is_told_once(open_story: Open, qtbot: QtBot) -> None:
    window = open_story(FakeProgram())
    for _ in range(2):
        thread = threading.Thread(target=window.report_error, args=(ValueError("secret"),))
        thread.start()
        thread.join()
    qtbot.waitUntil(lambda: window.findChild(ErrorBar) is not None)
    (bar,) = window.findChildren(ErrorBar)
    bar.chosen.emit("Details")
    assert "ValueError" in QApplication.clipboard().text()
    assert "secret" not in QApplication.clipboard().text()
    bar.chosen.emit("Close")
    qtbot.waitUntil(lambda: window.findChild(ErrorBar) is None)


def test_the_navigation_is_a_rail_in_a_narrow_window(open_story: Open) -> None:
    window = open_story(FakeProgram())
    navigation = window.findChild(Navigation)
    assert navigation is not None
    window.resize(1280, 800)
    assert navigation.width() == 200
    window.resize(1100, 800)
    assert navigation.width() == 64


def test_text_size_and_appearance_hold_at_once_and_are_kept(open_story: Open, qtbot: QtBot) -> None:
    program = FakeProgram()
    window = open_story(program)
    qtbot.keyClick(window, Qt.Key.Key_Plus, Qt.KeyboardModifier.ControlModifier)
    assert current_theme().text_size == 110
    assert window.page is not None
    page = window.page
    assert isinstance(page, LibraryPage)
    assert page.search_field.width() == round(264 * 1.1)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(window, Qt.Key.Key_Minus, Qt.KeyboardModifier.ControlModifier)
    assert current_theme().text_size == 90
    for _ in range(20):
        window.change_text_size(-10)
    assert current_theme().text_size == 80
    qtbot.waitUntil(lambda: program.saved.get("text_size") == 80)
    window._go_to("settings")
    settings = window.page
    assert isinstance(settings, SettingsPage)
    settings.appearance_chosen.emit("dark")
    assert current_theme().dark
    qtbot.waitUntil(lambda: program.saved.get("appearance") == "dark")


def test_the_window_comes_back_where_it_was(open_story: Open, qtbot: QtBot) -> None:
    program = FakeProgram()
    window = open_story(program)
    window.setGeometry(0, 20, window.width(), 707)
    window.close()
    again = open_story(FakeProgram(), FirstLook("light", 100, program.saved["window"]))
    assert again.height() == 707


def test_settings_are_kept_and_the_name_greets(open_story: Open, qtbot: QtBot) -> None:
    program = FakeProgram()
    window = open_story(program)
    window._go_to("settings")
    page = window.page
    assert isinstance(page, SettingsPage)
    page.name.selectAll()
    qtbot.keyClicks(page.name, "Ada")
    page.name.editingFinished.emit()
    page.record.chosen.emit("ask")
    qtbot.waitUntil(lambda: program.saved.get("name") == "Ada" and "record" in program.saved)
    assert program.saved["record"] is None
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    library = window.page
    assert isinstance(library, LibraryPage)
    assert library.title.text() == "Good evening, Ada"


def test_the_shortcut_sheet_opens_and_closes_by_key(open_story: Open, qtbot: QtBot) -> None:
    window = open_story(FakeProgram())
    qtbot.keyClick(window, "?")
    sheet = window.findChild(ShortcutSheet)
    assert sheet is not None
    assert sheet.hasFocus()
    qtbot.keyClick(sheet, Qt.Key.Key_Escape)
    assert not sheet.isVisible()
    window.show_shortcuts()
    assert sum(sheet.isVisible() for sheet in window.findChildren(ShortcutSheet)) == 1


def test_history_lists_past_calls_and_leads_to_a_card(open_story: Open, qtbot: QtBot) -> None:
    from tests.desktop.story_card import a_card, a_log

    program = FakeProgram()
    program.cards["marta_bread-10"] = (a_card(), a_log())
    window = open_story(program)
    with qtbot.waitSignal(window.page_shown):
        window._go_to("history")
    page = window.page
    assert isinstance(page, HistoryPage)
    model = page.list.model()
    assert model.rowCount() == 6
    last = model.index(5, 0)
    assert last.data() == "Marta Kowalczyk, 12 November, 20:14 · 8:20, Thinks about it, 38"
    with qtbot.waitSignal(window.page_shown):
        page.list.setCurrentIndex(last)
        qtbot.keyClick(page.list, Qt.Key.Key_Return)
    assert window.page is not None
    assert window.page.entry == "history"
    with qtbot.waitSignal(window.page_shown):
        qtbot.keyClick(window, Qt.Key.Key_Escape)
    assert isinstance(window.page, HistoryPage)


def test_every_control_has_a_name(open_story: Open, qtbot: QtBot) -> None:
    window = open_story(FakeProgram())
    nameless = [
        widget
        for widget in window.findChildren(QWidget)
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        and not isinstance(widget, QLabel)
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
        and widget is not window.page
    ]
    assert nameless == []
