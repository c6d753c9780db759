"""What stands at a number now: a gauge, who talks how much, and how loud the microphone is."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QEvent, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QRegion
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from trainer.desktop.painted import fill
from trainer.desktop.theme import Theme, current_theme

BAR = 6
_TICK_BEYOND = 4
"""How far the tick of the talk ratio stands out above and below; every bar leaves that room beneath itself."""
GOOD_SHARE = 43
"""Talk ratio of good calls in per cent (look.md, 03; the figure the panel shows)."""


class _Bar(QProgressBar):
    """A number from 0 to 100 that paints itself; Qt tells the screen reader that it is a bar, and its value."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 100)
        self.setValue(0)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        return QSize(theme.px(200), theme.line_height(14) + theme.px(6) + BAR + _TICK_BEYOND)

    def minimumSizeHint(self) -> QSize:
        return QSize(current_theme().px(120), self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def draw_words(self, painter: QPainter, theme: Theme, left: str, right: str) -> None:
        line = QRectF(0, 0, self.width(), theme.line_height(14))
        painter.setFont(theme.font(14, 500))
        painter.setPen(theme.colour("ink"))
        painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), left)
        if right:
            painter.setFont(theme.font(14))
            painter.setPen(theme.colour("ink2"))
            painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), right)

    def draw_bar(self, painter: QPainter, theme: Theme, share: float) -> QRectF:
        track = QRectF(0, self.height() - BAR - _TICK_BEYOND, self.width(), BAR)
        fill(painter, track, BAR / 2, theme.colour("well"))
        if share > 0:
            width = max(float(BAR), track.width() * min(1.0, share))
            fill(painter, QRectF(track.left(), track.top(), width, BAR), BAR / 2, theme.colour("chart"))
        return track


class Gauge(_Bar):
    """One of the five gauges of the panel, 0 to 100, with what it changed by since the last turn."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._name = name
        self._change: float | None = None
        self._shown = 0.0
        self._moving = True
        self._slide = QVariantAnimation(self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._slid)

    def set_value(self, value: float, change: float | None = None) -> None:
        """``value`` 0 to 100; ``change`` since the last turn, None at the beginning. The bar follows in 400 ms."""
        value = float(max(0.0, min(100.0, value)))  # Qt slides only between two numbers of one kind
        self._change = change
        self.setValue(round(value))
        self.setAccessibleDescription(self._change_words())
        self._slide.stop()
        if not self._moving or not self.isVisible():
            self._slid(value)
            return
        self._slide.setDuration(current_theme().milliseconds("gauge"))
        self._slide.setStartValue(self._shown)
        self._slide.setEndValue(value)
        self._slide.start()

    def set_motion(self, on: bool) -> None:
        self._moving = on

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_words(painter, theme, self._name, "")
        line = QRectF(0, 0, self.width() - theme.px(44), theme.line_height(14))
        right = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight)
        painter.setFont(theme.font(14, 600))
        painter.drawText(line, right, str(self.value()))
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("ink2"))
        painter.drawText(QRectF(0, 0, self.width(), line.height()), right, self._change_words())
        self.draw_bar(painter, theme, self._shown / 100)
        painter.end()

    def _change_words(self) -> str:
        if self._change is None or round(self._change) == 0:
            return ""
        return f"{round(self._change):+d}".replace("-", "−")

    def _slid(self, value: float) -> None:
        self._shown = float(value)
        self.update()


class TalkRatio(_Bar):
    """How the talking is shared, with a tick where good calls lie. ``other`` is the person's first name."""

    def __init__(self, other: str, parent: QWidget | None = None) -> None:
        super().__init__("Talk", parent)
        self._other = other
        self._known = False

    def set_share(self, you: float | None) -> None:
        """``you`` in per cent, 0 to 100; None while nobody has talked."""
        self._known = you is not None
        self.setValue(round(max(0.0, min(100.0, you or 0.0))))
        self.setAccessibleDescription(self._words())
        self.update()

    def set_other(self, other: str) -> None:
        self._other = other
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.draw_words(painter, theme, "Talk", self._words())
        x = round(self.width() * GOOD_SHARE / 100)
        top = self.height() - BAR - 2 * _TICK_BEYOND
        painter.setClipRegion(QRegion(self.rect()) - QRegion(x - 2, 0, 4, self.height()))
        self.draw_bar(painter, theme, self.value() / 100 if self._known else 0.0)
        painter.setClipping(False)
        painter.fillRect(QRectF(x - 1, top, 2, BAR + 2 * _TICK_BEYOND), theme.colour("accent"))
        painter.end()

    def _words(self) -> str:
        return f"You {self.value()}, {self._other} {100 - self.value()}" if self._known else ""


class LevelMeter(_Bar):
    """How loud the microphone is, in bars; a word says when it is too loud or muted."""

    def __init__(self, bars: int = 16, parent: QWidget | None = None) -> None:
        super().__init__("Microphone level", parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._bars = bars
        self._clipped = self._muted = False

    def set_level(self, loudness: float, clipped: bool = False) -> None:
        """``loudness`` 0 to 1 as it should look; ``clipped`` when the sound was cut off at the top."""
        value = round(max(0.0, min(1.0, loudness)) * 100)
        if value != self.value() or clipped != self._clipped:
            self._clipped = clipped
            self.setValue(value)
            self._tell()

    def set_muted(self, muted: bool) -> None:
        self._muted = muted
        self._tell()

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width, height, gap = (theme.px(size) for size in theme.step("size", "level_bar"))
        words = QFontMetricsF(theme.font(14, 500)).horizontalAdvance("Too loud")
        return QSize(round(self._bars * (width + gap) - gap + theme.px(12) + words), max(height, theme.line_height(14)))

    def minimumSizeHint(self) -> QSize:
        return QSize(self._bars_width(), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, height, gap = (theme.px(size) for size in theme.step("size", "level_bar"))
        lit = 0 if self._muted else self._bars if self._clipped else round(self.value() / 100 * self._bars)
        for number in range(self._bars):
            name = "line" if number >= lit else "accent"
            if self._clipped and not self._muted and number >= self._bars - 3:
                name = "danger"
            bar = QRectF(number * (width + gap), (self.height() - height) / 2, width, height)
            fill(painter, bar, width / 2, theme.colour(name))
        word = self._word()
        start = self._bars_width() + theme.px(12)
        if word and self.width() >= start + QFontMetricsF(theme.font(14, 500)).horizontalAdvance(word):
            painter.setFont(theme.font(14, 500))
            painter.setPen(theme.colour("ink3" if self._muted else "danger"))
            painter.drawText(QRectF(start, 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), word)
        painter.end()

    def _bars_width(self) -> int:
        width, _, gap = (current_theme().px(size) for size in current_theme().step("size", "level_bar"))
        return self._bars * (width + gap) - gap

    def _word(self) -> str:
        return "Muted" if self._muted else "Too loud" if self._clipped else ""

    def _tell(self) -> None:
        if self.accessibleDescription() != self._word():
            self.setAccessibleDescription(self._word())
        self.update()
