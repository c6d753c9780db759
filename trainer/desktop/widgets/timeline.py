"""The call in one picture: the person's own state in strips, fusion points through all of them, moments as rings."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from trainer.desktop.painted import Painted, diamond, rule
from trainer.desktop.theme import Theme

_RING = 8.0
_LABELS, _FIGURES, _HEAD, _STRIP, _LINE_UP, _AXIS = 80, 32, 24, 30, 24, 22
_TICK_EVERY = (15, 30, 60, 120, 300, 600, 1200)


def clock(seconds: float) -> str:
    """Minutes and seconds as the look writes them: 4:21."""
    return f"{int(seconds) // 60}:{int(seconds) % 60:02d}"


class Timeline(Painted):
    """Strips of gauges over the length of a call. ``moment_chosen`` tells the number of a ring that was clicked, or
    chosen by the arrow keys and Return.
    """

    moment_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Timeline", parent)
        self._length = 1.0
        self._strips: list[tuple[str, list[tuple[float, float]]]] = []
        self._fusion: list[float] = []
        self._moments: list[tuple[float, int]] = []
        self._at = -1

    def set_call(
        self,
        length: float,
        strips: Sequence[tuple[str, Sequence[tuple[float, float]]]],
        fusion_points: Sequence[float] = (),
        moments: Sequence[tuple[float, int]] = (),
    ) -> None:
        """Times in seconds since the call began, values 0 to 100; each strip is (name, [(time, value), …]), a value
        holds until the next. ``moments``: (time, number in its ring).
        """
        self._length = max(1.0, length)
        self._strips = [(name, sorted(points)) for name, points in strips]
        self._fusion = sorted(fusion_points)
        self._moments = sorted(moments)
        self._at = -1
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if self._moments else Qt.FocusPolicy.NoFocus)
        self.setAccessibleDescription(self._words())
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        return QSize(theme.px(600), theme.px(_HEAD + _STRIP * max(1, len(self._strips)) + _AXIS))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(320), self.sizeHint().height())

    def draw(self, painter: QPainter, theme: Theme) -> None:
        for number, (name, points) in enumerate(self._strips):
            self._draw_strip(painter, theme, number, name, points)
        bottom = self._base(len(self._strips) - 1)
        self._draw_fusion(painter, theme, bottom)
        self._draw_moments(painter, theme, bottom)
        self._draw_axis(painter, theme, bottom)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for time, number in self._moments:
            if (event.position() - QPointF(self._x(time), self._ring_y())).manhattanLength() <= 1.5 * self._ring():
                self.moment_chosen.emit(number)
                return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self._at = max(0, min(len(self._moments) - 1, self._at + step))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and 0 <= self._at < len(self._moments):
            self.moment_chosen.emit(self._moments[self._at][1])
        else:
            super().keyPressEvent(event)

    def _left(self) -> int:
        return self.theme.px(_LABELS)

    def _x(self, time: float) -> float:
        across = self.width() - self._left() - self.theme.px(_FIGURES)
        return self._left() + across * max(0.0, min(1.0, time / self._length))

    def _base(self, number: int) -> float:
        """The base line of a strip."""
        return self.theme.px(_HEAD) + self.theme.px(_STRIP) * (number + 1) - 0.5

    def _ring(self) -> float:
        """The radius of a ring: it holds a number, so it grows with the text."""
        return self.theme.px(_RING)

    def _ring_y(self) -> float:
        return self._ring() + 2.0

    def _draw_strip(
        self, painter: QPainter, theme: Theme, number: int, name: str, points: list[tuple[float, float]]
    ) -> None:
        base, up = self._base(number), theme.px(_LINE_UP)
        words = QRectF(0, base - theme.line_height(12), self._left(), theme.line_height(12))
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(words, int(Qt.AlignmentFlag.AlignVCenter), name)
        if not points:
            return
        line = QPainterPath(QPointF(self._x(points[0][0]), base - up * points[0][1] / 100))
        for time, value in points[1:]:
            line.lineTo(self._x(time), line.currentPosition().y())
            line.lineTo(self._x(time), base - up * value / 100)
        line.lineTo(self._x(self._length), line.currentPosition().y())
        area = QPainterPath(line)
        area.lineTo(self._x(self._length), base)
        area.lineTo(self._x(points[0][0]), base)
        area.closeSubpath()
        ground = QColor(theme.colour("band"))
        ground.setAlphaF(0.55)  # the strip's own fill is the band laid thin, as picture 05 has it
        painter.fillPath(area, ground)
        rule(painter, self._left(), base, self._x(self._length), base, theme.colour("line"))
        painter.setPen(QPen(theme.colour("chart"), theme.step("line", "chart")))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line)
        painter.setFont(theme.font(12, 600))
        painter.setPen(theme.colour("ink"))
        figure = QRectF(0, words.top(), self.width(), words.height())
        painter.drawText(
            figure, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{points[-1][1]:.0f}"
        )

    def _draw_fusion(self, painter: QPainter, theme: Theme, bottom: float) -> None:
        accent, y = theme.colour("accent"), self._ring_y()
        metrics = QFontMetricsF(theme.font(12, 500))
        near = theme.px(12)
        taken = [(self._x(time) - near, self._x(time) + near) for time, _ in self._moments]
        taken += [(self._x(time) - near / 2, self._x(time) + near / 2) for time in self._fusion]
        for time in self._fusion:
            x = self._x(time)
            rule(painter, x, y, x, bottom, accent, 1.5)
            diamond(painter, x, y, theme.px(6), accent)
            words = f"Fusion {clock(time)}"
            width = metrics.horizontalAdvance(words)
            for start in (x + near - 1, x - near + 1 - width):
                free = all(end < start or begin > start + width for begin, end in taken)
                if free and start >= self._left() and start + width <= self.width():
                    taken.append((start, start + width))
                    painter.setFont(theme.font(12, 500))
                    painter.setPen(theme.colour("accent_ink"))
                    painter.drawText(
                        QRectF(start, y - near, width + 4, 2 * near), int(Qt.AlignmentFlag.AlignVCenter), words
                    )
                    break

    def _draw_moments(self, painter: QPainter, theme: Theme, bottom: float) -> None:
        y = self._ring_y()
        for place, (time, number) in enumerate(self._moments):
            x = round(self._x(time)) + 0.5
            pen = QPen(theme.colour("ink"), 1)
            pen.setDashPattern([2, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(x, y + self._ring()), QPointF(x, bottom))
            chosen = self.hasFocus() and place == self._at
            painter.setPen(QPen(theme.colour("accent" if chosen else "ink"), 2 if chosen else 1.2))
            painter.setBrush(theme.colour("paper"))
            painter.drawEllipse(QPointF(x, y), self._ring(), self._ring())
            painter.setFont(theme.font(12, 500))
            painter.setPen(theme.colour("ink"))
            painter.drawText(
                QRectF(x - 2 * self._ring(), y - 2 * self._ring(), 4 * self._ring(), 4 * self._ring()),
                int(Qt.AlignmentFlag.AlignCenter),
                str(number),
            )

    def _draw_axis(self, painter: QPainter, theme: Theme, bottom: float) -> None:
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("ink2"))
        metrics = QFontMetricsF(theme.font(12))
        y, height = bottom + theme.px(5), theme.line_height(12)
        last = metrics.horizontalAdvance(clock(self._length))
        end = self._x(self._length)
        painter.drawText(QRectF(end - last, y, last + 4, height), 0, clock(self._length))
        most = max(1.0, (end - self._left()) / theme.px(72))
        step = next((tick for tick in _TICK_EVERY if self._length / tick <= most), _TICK_EVERY[-1])
        for time in range(0, int(self._length) + 1, step):
            words = clock(time)
            width = metrics.horizontalAdvance(words)
            x = self._x(time) - (0 if time == 0 else width / 2)
            if x + width + theme.px(8) <= end - last:
                painter.drawText(QRectF(x, y, width + 4, height), 0, words)

    def _words(self) -> str:
        parts = [f"{name} ends at {points[-1][1]:.0f}" for name, points in self._strips if points]
        parts += [f"fusion at {clock(time)}" for time in self._fusion]
        parts += [f"moment {number} at {clock(time)}" for time, number in self._moments]
        return "; ".join(parts)
