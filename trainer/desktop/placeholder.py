"""What stands in the library's place while it loads: its outline, so that nothing jumps when it comes."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QWidget

from trainer.desktop.first_paint import fill_path
from trainer.desktop.theme import current_theme


class Placeholder(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Loading")

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        px = theme.px
        painter = QPainter(self)
        left, right = px(48), self.width() - px(48)
        shapes = QPainterPath()
        shapes.addRoundedRect(QRectF(left, px(44), px(256), px(28)), 8, 8)
        shapes.addRoundedRect(QRectF(left, px(144), right - left, px(184)), 16, 16)
        columns = 3 if right - left >= px(900) else 2 if right - left >= px(560) else 1
        step = (right - left + px(24)) / columns
        for number in range(3 * columns):
            across, down = left + (number % columns) * step, px(368) + (number // columns) * px(108)
            shapes.addRoundedRect(QRectF(across, down, px(80), px(80)), 14, 14)
            shapes.addRoundedRect(QRectF(across + px(96), down + px(4), px(120), px(14)), 4, 4)
            shapes.addRoundedRect(QRectF(across + px(96), down + px(28), px(160), px(12)), 4, 4)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill_path(painter, shapes, theme.colour("well"))
