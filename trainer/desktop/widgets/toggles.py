"""What is on or off, or one of several under each other."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QWidget

from trainer.desktop.icons import draw_icon
from trainer.desktop.painted import dot, fill, outline
from trainer.desktop.theme import Theme, current_theme

_BOX = 18
_SWITCH = (40, 24)


class CheckBox(QCheckBox):
    """On or off, with its words at the right."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)

    def sizeHint(self) -> QSize:
        return _size(self, _BOX, _BOX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(_BOX)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        if self.isChecked():
            fill(painter, box, theme.radius("check"), theme.colour("accent" if self.isEnabled() else "control"))
            inner = theme.px(12)
            place = QRectF(box.center().x() - inner / 2, box.center().y() - inner / 2, inner, inner)
            draw_icon(painter, place, "check", theme.colour("on_accent"))
        else:
            outline(painter, box, theme.radius("check"), theme.colour("control"))
        _words(painter, theme, self, side)
        painter.end()


class RadioButton(QRadioButton):
    """One of several, with its words at the right."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)

    def sizeHint(self) -> QSize:
        return _size(self, _BOX, _BOX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(_BOX)
        box = QRectF(0, (self.height() - side) / 2, side, side)
        if self.isChecked():
            dot(painter, box.center().x(), box.center().y(), side / 2, theme.colour("accent"))
            dot(painter, box.center().x(), box.center().y(), side / 6 + 0.5, theme.colour("paper"))
        else:
            outline(painter, box, side / 2, theme.colour("control"))
        _words(painter, theme, self, side)
        painter.end()


class Switch(QCheckBox):
    """A setting that holds at once."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)

    def sizeHint(self) -> QSize:
        return _size(self, *_SWITCH)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height = (theme.px(size) for size in _SWITCH)
        track = QRectF(0, (self.height() - height) / 2, width, height)
        fill(painter, track, height / 2, theme.colour("accent" if self.isChecked() else "control"))
        knob = QPointF(
            track.right() - height / 2 if self.isChecked() else track.left() + height / 2, track.center().y()
        )
        dot(painter, knob.x(), knob.y(), height / 2 - 3, theme.colour("on_accent" if self.isChecked() else "card"))
        _words(painter, theme, self, width)
        painter.end()


def _size(button: QAbstractButton, width: int, height: int) -> QSize:
    theme = current_theme()
    words = button.text().replace("&&", "&")
    across = theme.px(width)
    if words:
        across += theme.px(10) + round(QFontMetricsF(theme.font(14)).horizontalAdvance(words) + 1)
    return QSize(across, max(theme.px(height), theme.line_height(14)))


def _words(painter: QPainter, theme: Theme, button: QAbstractButton, after: int) -> None:
    painter.setFont(theme.font(14))
    painter.setPen(theme.colour("ink" if button.isEnabled() else "ink3"))
    place = QRectF(after + theme.px(10), 0, button.width(), button.height())
    painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), button.text().replace("&&", "&"))
