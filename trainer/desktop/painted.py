"""What every painted widget shares: a graphic for the screen reader, sizes that follow the theme, a few strokes."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from trainer.desktop.theme import Theme, current_theme


class Painted(QLabel):
    """A widget that draws itself in :meth:`draw`. It is a label so that a screen reader takes it for a graphic and
    reads its accessible name.
    """

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        empty = QPixmap(1, 1)
        empty.fill(Qt.GlobalColor.transparent)
        self.setPixmap(empty)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    @property
    def theme(self) -> Theme:
        return current_theme()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        raise NotImplementedError

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw(painter, self.theme)
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()
            self.update()


def fill(painter: QPainter, rect: QRectF, radius: float, colour: QColor) -> None:
    """A filled rectangle with round corners and no outline."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    radius = min(radius, rect.width() / 2, rect.height() / 2)
    painter.drawRoundedRect(rect, radius, radius)


def outline(painter: QPainter, rect: QRectF, radius: float, colour: QColor, width: float = 1) -> None:
    """An outline of ``width`` that lies wholly inside ``rect``."""
    inset = width / 2
    painter.setPen(QPen(colour, width))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def rule(painter: QPainter, x1: float, y1: float, x2: float, y2: float, colour: QColor, width: float = 1) -> None:
    """A straight line with flat ends."""
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(x1, y1), QPointF(x2, y2))


def dot(painter: QPainter, x: float, y: float, radius: float, colour: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(x, y), radius, radius)


def diamond(painter: QPainter, x: float, y: float, radius: float, colour: QColor) -> None:
    """The sign of a fusion point."""
    path = QPainterPath(QPointF(x, y - radius))
    for dx, dy in ((radius, 0.0), (0.0, radius), (-radius, 0.0)):
        path.lineTo(x + dx, y + dy)
    path.closeSubpath()
    painter.fillPath(path, colour)
