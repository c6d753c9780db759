"""What stands in the library's place while it loads: its outline, so that nothing jumps when it comes."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from trainer.desktop.theme import current_theme


class Placeholder(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Loading")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(event.rect(), theme.colour("paper"))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("well"))
        px = theme.px
        left, right = px(48), self.width() - px(48)
        for x, y, width, height, radius in (
            (left, px(44), px(256), px(28), 8),
            (left, px(112), right - left, px(184), 16),
        ):
            painter.drawRoundedRect(QRectF(x, y, width, height), radius, radius)
        columns = 3 if right - left >= px(900) else 2 if right - left >= px(560) else 1
        step = (right - left + px(16)) / columns
        for number in range(3 * columns):
            across, down = left + (number % columns) * step, px(368) + (number // columns) * px(108)
            painter.drawRoundedRect(QRectF(across, down, px(80), px(80)), 14, 14)
            painter.drawRoundedRect(QRectF(across + px(96), down + px(4), px(120), px(14)), 4, 4)
            painter.drawRoundedRect(QRectF(across + px(96), down + px(28), px(160), px(12)), 4, 4)
