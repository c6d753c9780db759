"""One of a few, side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from trainer.desktop.icons import draw_icon
from trainer.desktop.painted import fill, outline
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets.tags import draw_key, key_width

_EDGE = 3


@dataclass(frozen=True)
class Choice:
    """One segment: what ``chosen`` says, its words, and an icon or key shown beside them."""

    id: str
    text: str
    icon: str | None = None
    key: str | None = None


class Segmented(QWidget):
    """One of a few. A plain string is a choice whose id is its words; the first is chosen to begin with.

    ``chosen`` tells the id when the user chooses, not when :meth:`choose` is called.
    """

    chosen = Signal(str)

    def __init__(self, options: Sequence[str | Choice], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        row = QHBoxLayout(self)
        row.setContentsMargins(_EDGE, _EDGE, _EDGE, _EDGE)
        row.setSpacing(0)
        self._group = QButtonGroup(self)
        self._segments: dict[str, _Segment] = {}
        for option in options:
            choice = Choice(option, option) if isinstance(option, str) else option
            segment = _Segment(choice, self)
            self._segments[choice.id] = segment
            self._group.addButton(segment)
            row.addWidget(segment)
            segment.clicked.connect(self._clicked)
        if self._segments:
            next(iter(self._segments.values())).setChecked(True)

    @property
    def value(self) -> str:
        """The id of what is chosen, "" when there is nothing to choose."""
        return next((name for name, segment in self._segments.items() if segment.isChecked()), "")

    def choose(self, option: str) -> None:
        """Choose by id, silently. KeyError for an id that is not there."""
        self._segments[option].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill(painter, QRectF(self.rect()), theme.radius("seg"), theme.colour("well"))
        painter.end()

    def _clicked(self) -> None:
        self.chosen.emit(self.value)


class _Segment(QRadioButton):
    def __init__(self, choice: Choice, parent: QWidget) -> None:
        super().__init__(choice.text.replace("&", "&&"), parent)
        self._choice = choice
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(theme.font(14, 500)).horizontalAdvance(self._choice.text) + 2 * theme.px(14)
        if self._choice.icon:
            width += theme.px(16) + theme.px(8)
        if self._choice.key:
            width += key_width(theme, self._choice.key) + theme.px(8)
        return QSize(round(width + 0.5), theme.px(theme.step("space", "row", "control")) - 2 * _EDGE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, at: QPoint) -> bool:
        return self.rect().contains(at)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.isChecked():
            # On a dark well the dark card would sink: what is chosen rises in either theme.
            fill(painter, rect, theme.radius("seg_inner"), theme.colour("band" if theme.dark else "card"))
            if not theme.dark:
                outline(painter, rect, theme.radius("seg_inner"), theme.colour("line"))
        lively = self.isChecked() or self.underMouse()
        colour = theme.colour("ink3" if not self.isEnabled() else "ink" if lively else "ink2")
        x = float(theme.px(14))
        if self._choice.icon:
            side = theme.px(16)
            draw_icon(painter, QRectF(x, (self.height() - side) / 2, side, side), self._choice.icon, colour)
            x += side + theme.px(8)
        font = theme.font(14, 500)
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(rect.adjusted(x, 0, 4, 0), int(Qt.AlignmentFlag.AlignVCenter), self._choice.text)
        if self._choice.key:
            x += QFontMetricsF(font).horizontalAdvance(self._choice.text) + theme.px(8)
            draw_key(painter, theme, x, self.height() / 2, self._choice.key)
        painter.end()
