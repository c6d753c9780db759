"""The window: its frame, what is remembered of it, and the order in which things come.

Shown at once with navigation and placeholder rows. Only after its first paint are the program's services loaded, on a
thread of their own; the pages come when they are there.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QByteArray, QEvent, QPoint, QRect, QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QGuiApplication, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from trainer.desktop.first_paint import fill_all
from trainer.desktop.navigation import Navigation
from trainer.desktop.placeholder import Placeholder
from trainer.desktop.theme import Theme, current_theme, shipped_tokens
from trainer.settings import LARGEST_TEXT, SMALLEST_TEXT, FirstLook

if TYPE_CHECKING:
    from trainer.desktop.background import Background
    from trainer.desktop.bridge import Bridge
    from trainer.desktop.pages.flow import Flow
    from trainer.desktop.pages.page import Page
    from trainer.desktop.services import Services

_log = logging.getLogger(__name__)
NARROW = 1120
"""Below this width, in pixels of the pictures, the navigation is a rail."""
_TEXT_STEP = 10
_JOIN_SECONDS = 5.0


class Window(QWidget):
    """``load`` is called once, off the main thread, after the first paint; ``now`` and ``ticks`` are the clocks."""

    first_painted = Signal()
    services_loaded = Signal()
    page_shown = Signal(object)
    text_size_changed = Signal(int)

    def __init__(
        self,
        look: FirstLook,
        load: Callable[[], Services],
        now: Callable[[], datetime],
        ticks: Callable[[], float],
        tokens: Path,
    ) -> None:
        self._painted = False
        super().__init__()
        self.setWindowTitle("Sparring")
        self.look = look
        self.now, self.ticks = now, ticks
        self._tokens = tokens
        self._load = load
        self._flow: Flow | None = None
        self.services: Services | None = None
        self.errands: Background
        self._errors: Bridge | None = None
        self._navigation = Navigation()
        self._navigation.page_chosen.connect(self._go_to)
        self._stack = QStackedWidget()
        self._stack.addWidget(Placeholder())
        self._told: set[str] = set()
        self._bars = QVBoxLayout()
        self._bars.setSpacing(8)
        content = QVBoxLayout()
        content.setContentsMargins(0, 0, 0, 0)
        content.setSpacing(0)
        content.addWidget(self._stack, 1)
        content.addLayout(self._bars)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        box.addWidget(self._navigation)
        box.addLayout(content, 1)
        self._navigation.choose("practise")

    # Look -------------------------------------------------------------------------------------------------------------

    def set_look(self, look: FirstLook) -> None:
        """Show this appearance and text size from now on, and remember it."""
        before, self.look = self.look, look
        apply_look(look, self._tokens, self._system_is_dark())
        self._fit()
        for name in ("appearance", "text_size"):
            value = getattr(look, name)
            if value != getattr(before, name):
                self.save(name, value)
        self.text_size_changed.emit(look.text_size)

    def change_text_size(self, by: int) -> None:
        """By so many per cent; 0 brings it back to 100."""
        wanted = self.look.text_size + by if by else 100
        self.set_look(replace(self.look, text_size=max(SMALLEST_TEXT, min(LARGEST_TEXT, wanted))))

    def save(self, name: str, value: object) -> None:
        services = self.services
        if services is not None:
            self.errands.run(lambda: services.save(name, value))

    def _follow_system(self) -> None:
        if self.look.appearance == "system":
            apply_look(self.look, self._tokens, self._system_is_dark())

    @staticmethod
    def _system_is_dark() -> bool:
        from PySide6.QtCore import Qt

        return QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark

    def _set_keys(self) -> None:
        from PySide6.QtGui import QKeySequence, QShortcut

        for keys, action in (
            ("Ctrl++", lambda: self.change_text_size(_TEXT_STEP)),
            ("Ctrl+=", lambda: self.change_text_size(_TEXT_STEP)),
            ("Ctrl+-", lambda: self.change_text_size(-_TEXT_STEP)),
            ("Ctrl+0", lambda: self.change_text_size(0)),
            ("Esc", self._back),
            ("/", self._search),
            ("?", self.show_shortcuts),
            ("Return", self._main_action),
            ("Enter", self._main_action),
            ("Ctrl+Return", self._main_action),
        ):
            QShortcut(QKeySequence(keys), self).activated.connect(action)

    # Pages ------------------------------------------------------------------------------------------------------------

    @property
    def page(self) -> Page | None:
        """The page that is shown; None while only placeholders are."""
        shown = self._stack.currentWidget()
        return None if isinstance(shown, Placeholder) else cast("Page", shown)

    @property
    def pages(self) -> QWidget:
        """What a page is made in: Qt styles all of a page anew whenever it gets another parent."""
        return self._stack

    def show_page(self, page: Page, *, keep: bool = False) -> None:
        """Show ``page``. ``keep``: it will be shown again; else it is let go once another one is shown."""
        before = cast(QWidget, self._stack.currentWidget())
        if self._stack.indexOf(page) < 0:
            page.setProperty("kept", keep)
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self._navigation.setVisible(not page.bare)
        self._navigation.choose(page.entry)
        if before is not page and not before.property("kept"):
            self._stack.removeWidget(before)
            before.deleteLater()
        page.arrange()
        page.entered()
        self.page_shown.emit(page)

    def show_shortcuts(self) -> None:
        from trainer.desktop.shortcuts import ShortcutSheet

        if not any(sheet.isVisible() for sheet in self.findChildren(ShortcutSheet)):
            ShortcutSheet(self)

    def _go_to(self, entry: str) -> None:
        if entry == "shortcuts":
            self.show_shortcuts()
        elif self._flow is not None:
            self._flow.go_to(entry)
        page = self.page
        self._navigation.choose(page.entry if page is not None else "practise")

    def _back(self) -> None:
        if (page := self.page) is not None:
            page.back()

    def _search(self) -> None:
        if (page := self.page) is not None:
            page.search()

    def _main_action(self) -> None:
        from trainer.desktop.pages.layout import press_focused

        if not press_focused() and (page := self.page) is not None:
            page.main_action()

    # Errors -----------------------------------------------------------------------------------------------------------

    def report_error(self, error: BaseException) -> None:
        """Show an error; may be called from any thread. Before the first paint there is but the main one."""
        if self._errors is None:
            self.show_error(error)
        else:
            self._errors.send(error)

    def show_error(self, error: BaseException) -> None:
        """One sentence at the window's foot; "Details" copies the report where the mistake is ours."""
        from trainer.desktop.faults import fault_of
        from trainer.desktop.widgets import ErrorBar

        fault = fault_of(error)
        if fault.report:
            _log.error("%s", fault.report)
        if fault.sentence in self._told:
            return
        bar = ErrorBar(fault.sentence, ("Details", "Close") if fault.report else ("Close",), self)
        self._told.add(fault.sentence)

        def chosen(action: str) -> None:
            if action == "Details":
                QApplication.clipboard().setText(fault.report)
            else:
                self._told.discard(fault.sentence)
                self.drop_bar(bar)

        bar.chosen.connect(chosen)
        self.show_bar(bar)

    def show_bar(self, bar: QWidget) -> None:
        """Show a sentence at the window's foot, below the page."""
        self._bars.addWidget(bar)
        self._fit()

    def drop_bar(self, bar: QWidget) -> None:
        self._bars.removeWidget(bar)
        bar.deleteLater()
        self._fit()

    # Coming and going -------------------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        fill_all(self, current_theme().colour("paper"))
        if not self._painted:
            self._painted = True
            QTimer.singleShot(0, self._begin)

    def _begin(self) -> None:
        """All that the first paint does not need; naming anything in ``Qt`` alone costs 20 ms."""
        self.first_painted.emit()
        from trainer.desktop.background import Background
        from trainer.desktop.bridge import Bridge

        self._errors = Bridge(self.show_error, self)
        self.errands = Background("errands", self.show_error, self)
        self._set_keys()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self.errands.run(self._load_all, self._take)

    def _load_all(self) -> tuple[Services, type[Flow]]:
        # The pages' modules are read here, beside the window, and not in the main thread.
        from trainer.desktop.pages.flow import Flow

        return self._load(), Flow

    def _take(self, loaded: tuple[Services, type[Flow]]) -> None:
        from trainer.desktop.widgets import FocusRing

        self._ring = FocusRing(cast(QApplication, QApplication.instance()))
        self.services, flow = loaded
        self._flow = flow(self, self.services)
        self.services_loaded.emit()
        self._flow.go_to("practise")

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if self._painted and event.type() == QEvent.Type.StyleChange:
            self._fit()

    def _fit(self) -> None:
        theme = current_theme()
        self._navigation.set_narrow(self.width() < NARROW or self.width() < theme.px(1000))
        self._bars.setContentsMargins(
            *(theme.px(side) for side in ((24, 8, 24, 16) if self._bars.count() else (0, 0, 0, 0)))
        )

    def closeEvent(self, event: QCloseEvent) -> None:
        """Stop the call, finish the errands, close the store, each with a time limit; what is written stays whole."""
        super().closeEvent(event)
        if self._errors is None:
            return
        self.save("window", bytes(self.saveGeometry().toHex().data()).decode())
        self.hide()
        if self._flow is not None:
            self._flow.close(_JOIN_SECONDS)
        services = self.services
        if services is not None:
            self.errands.run(services.close)
        self._errors.close()
        if not self.errands.close(_JOIN_SECONDS):
            _log.error("An errand did not end within %s s.", _JOIN_SECONDS)


def apply_look(look: FirstLook, tokens: Path, system_is_dark: bool) -> None:
    """Give the application the theme that ``look`` asks for."""
    dark = look.appearance == "dark" or (look.appearance == "system" and system_is_dark)
    Theme.load(tokens, dark, look.text_size).apply(cast(QApplication, QApplication.instance()))


def open_window(
    look: FirstLook,
    load: Callable[[], Services],
    now: Callable[[], datetime],
    ticks: Callable[[], float],
    tokens: Path | None = None,
) -> Window:
    """Make and show the window as it was left. Needs a QApplication; returns at once, with nothing loaded."""
    tokens = tokens or shipped_tokens()
    # The system's own palette follows its colour scheme, and asking for that one would cost 20 ms here.
    apply_look(look, tokens, QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128)
    window = Window(look, load, now, ticks, tokens)
    screen = QGuiApplication.primaryScreen().availableGeometry()
    smallest, usual = (QSize(*current_theme().step("size", name)) for name in ("smallest_window", "window"))
    window.setMinimumSize(smallest.boundedTo(screen.size()))
    if not (look.window and window.restoreGeometry(QByteArray.fromHex(look.window.encode()))):
        wanted = QRect(QPoint(), usual.boundedTo(screen.size()))
        wanted.moveCenter(screen.center())
        window.setGeometry(wanted)
    window.show()
    return window
