"""A time that leads to its line of the transcript."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from trainer.desktop.theme import current_theme


class TimeLink(QAbstractButton):
    def __init__(self, time: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(time)
        self.setAccessibleName(f"Show the line at {time}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        words = QFontMetricsF(theme.font(12, 500)).horizontalAdvance(self.text())
        return QSize(max(theme.px(44), round(words) + theme.px(8)), theme.px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        font = theme.font(12, 500)
        font.setUnderline(self.underMouse())
        painter.setFont(font)
        painter.setPen(theme.colour("accent_ink"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
