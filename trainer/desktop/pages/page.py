"""What every page of the window is."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from trainer.desktop.pages.layout import rescale
from trainer.desktop.theme import current_theme


class Page(QWidget):
    """``entry``: the navigation entry it belongs to; ``bare``: it takes the whole window, without navigation."""

    entry = "practise"
    bare = False
    back_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        self._theme = current_theme()
        super().__init__(parent)

    def entered(self) -> None:
        """It has just been shown: give the focus to where one would begin."""
        self.setFocus()

    def main_action(self) -> None:
        """Return was pressed, and nothing that has the focus took it."""

    def search(self) -> None:
        """/ was pressed."""

    def back(self) -> None:
        """Esc was pressed, or the way back taken."""
        self.back_requested.emit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt also tells a style change of every reparenting; only another theme is one.
        if event.type() == QEvent.Type.StyleChange and current_theme() is not self._theme:
            self._theme = current_theme()
            rescale(self)
            self.arrange()

    def arrange(self) -> None:
        """Lay the page out for its width and the text size that now holds."""

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), current_theme().colour("paper"))
