"""A mark on its line of 0 to 100."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from trainer.desktop.painted import Painted, dot, fill, rule
from trainer.desktop.theme import Theme

TICKS = (20, 50, 80)
_DOT = 4.5
_RANGE = 10
_NEAR = 6.0


class MarkLine(Painted):
    """A dot for the mark, a bar for its range, ticks at 20, 50, 80, or at the pass mark alone where one is given.

    ``example_asked`` tells which tick was clicked: the page shows what a 20, 50 or 80 looks like.
    """

    example_asked = Signal(int)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._name = name
        self._mark: tuple[float, float, float] | None = None
        self._pass_mark: float | None = None

    def set_mark(self, value: float | None, low: float = 0, high: float = 0, pass_mark: float | None = None) -> None:
        """``value`` between ``low`` and ``high``, all 0 to 100; None where there is not enough to score."""
        self._mark = None if value is None else (value, low, high)
        self._pass_mark = pass_mark
        words = "not enough to score" if value is None else f"{value:.0f}, between {low:.0f} and {high:.0f}"
        if pass_mark is not None:
            words += f", pass mark {pass_mark:.0f}"
        self.setAccessibleName(f"{self._name}: {words}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(240), self.theme.line_height(14))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(120), self.theme.line_height(14))

    def draw(self, painter: QPainter, theme: Theme) -> None:
        if self._mark is None:
            painter.setFont(theme.font(14))
            painter.setPen(theme.colour("ink2"))
            painter.drawText(self.rect(), int(Qt.AlignmentFlag.AlignVCenter), "Not enough to score")
            return
        middle = self.height() // 2 + 0.5
        rule(painter, 0, middle, self.width(), middle, theme.colour("line"))
        value, low, high = (self._x(number) for number in self._mark)
        if self._pass_mark is None:
            for tick in TICKS:
                x = round(self._x(tick)) + 0.5
                rule(painter, x, middle - 4, x, middle + 4, theme.colour("control"))
        span = max(float(_RANGE), high - low)
        fill(painter, QRectF((low + high - span) / 2, middle - _RANGE / 2, span, _RANGE), 5, theme.colour("band"))
        if self._pass_mark is not None:
            x = round(self._x(self._pass_mark))
            rule(painter, x, middle - 8, x, middle + 8, theme.colour("ink"), 2)
        dot(painter, value, middle, _DOT, theme.colour("ink"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for tick in TICKS:
            if self._mark is not None and abs(event.position().x() - self._x(tick)) <= _NEAR:
                self.example_asked.emit(tick)
                return
        super().mousePressEvent(event)

    def _x(self, number: float) -> float:
        return max(0.0, min(100.0, number)) / 100 * self.width()
