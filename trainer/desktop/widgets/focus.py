"""The ring around what has the keyboard's focus: 2 px wide at a gap of 2, and only when a key brought it there."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

from trainer.desktop.painted import outline
from trainer.desktop.theme import current_theme

_OWN_OUTLINE = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)


class FocusRing(QFocusFrame):
    """Make one for the application, and keep it: it follows the keyboard's focus from widget to widget.

    What one types into turns its own outline, and lists ring their rows, so these are passed over.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        application.focusChanged.connect(self._follow)

    def paintEvent(self, event: QPaintEvent) -> None:
        widget: QWidget | None = self.widget()
        if widget is None:
            return
        theme = current_theme()
        width, gap = int(theme.step("line", "focus")), int(theme.step("line", "focus_gap"))
        around = QRectF(widget.rect()).translated(widget.mapTo(widget.window(), widget.rect().topLeft()))
        origin = self.mapTo(self.window(), self.rect().topLeft()) if self.window() is widget.window() else None
        rect = around.translated(-origin.x(), -origin.y()) if origin is not None else QRectF(self.rect())
        rect.adjust(-width - gap, -width - gap, width + gap, width + gap)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline(painter, rect, theme.radius("control") + width + gap, theme.colour("accent"), width)
        painter.end()

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is None or isinstance(now, _OWN_OUTLINE):
            self._ring(None)
            return
        by_key = now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
        self._ring(now if by_key else None)

    def _ring(self, widget: QWidget | None) -> None:
        self.setWidget(widget)  # type: ignore[arg-type]  # Qt takes none for "nobody"; its stub does not say so
