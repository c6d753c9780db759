"""Buttons: the one main action of a page, the others, and icons that stand alone."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QEasingCurve, QEvent, QRectF, QSize, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QEnterEvent, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from trainer.desktop.icons import draw_icon
from trainer.desktop.painted import fill
from trainer.desktop.theme import Theme, current_theme
from trainer.desktop.widgets.labels import plain_tooltip
from trainer.desktop.widgets.tags import draw_key, key_width

Kind = Literal["main", "second", "quiet", "danger"]
RowHeight = Literal["control", "control_small", "main_action"]

_WORDS = {"main": "on_accent", "second": "ink", "quiet": "ink2", "danger": "danger"}


def between(one: QColor, other: QColor, share: float) -> QColor:
    """A colour ``share`` of the way from one to the other."""
    return QColor.fromRgbF(
        one.redF() + (other.redF() - one.redF()) * share,
        one.greenF() + (other.greenF() - one.greenF()) * share,
        one.blueF() + (other.blueF() - one.blueF()) * share,
        one.alphaF() + (other.alphaF() - one.alphaF()) * share,
    )


class HoverButton(QPushButton):
    """A push button that paints itself and knows how far the pointer's colour has come, 0 to 1 (``self.hover``)."""

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.hover = 0.0
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._fade: QVariantAnimation | None = None

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._hover_to(1.0)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover_to(0.0)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self.updateGeometry()

    def _hover_to(self, end: float) -> None:
        if self._fade is None:
            self._fade = QVariantAnimation(self)
            self._fade.setEasingCurve(QEasingCurve.Type.OutCubic)
            self._fade.valueChanged.connect(self._hovered)
        self._fade.stop()
        self._fade.setDuration(current_theme().milliseconds("hover"))
        self._fade.setStartValue(self.hover)
        self._fade.setEndValue(end)
        self._fade.start()

    def _hovered(self, value: float) -> None:
        self.hover = float(value)
        self.update()


class Button(HoverButton):
    """Words that do something. ``key`` is shown beside them ("Return" as a sign); pressing it is the page's business.

    ``leads``: a quiet button that leads on, in the accent. ``row``: its height in the tokens. ``ink`` gives a quiet
    button the colour of the bar it stands in.
    """

    def __init__(
        self,
        text: str,
        kind: Kind = "second",
        icon: str | None = None,
        key: str | None = None,
        parent: QWidget | None = None,
        *,
        leads: bool = False,
        row: RowHeight = "control",
        ink: str | None = None,
    ) -> None:
        super().__init__(text, parent)
        self.kind, self._icon, self._key, self._row = kind, icon, key, row
        self._ink = ink or ("accent_ink" if leads else _WORDS[kind])
        if key:
            self.setAccessibleDescription(key)

    def sizeHint(self) -> QSize:
        theme = current_theme()
        width = QFontMetricsF(theme.font(14, 500)).horizontalAdvance(self._words()) + 2 * self._side(theme)
        if self._icon:
            width += theme.px(16) + theme.px(8)
        if self._key:
            width += theme.px(8) + key_width(theme, self._key)
        return QSize(round(width + 0.5), theme.px(theme.step("space", "row", self._row)))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._ground(theme)
        if ground is not None:
            fill(painter, QRectF(self.rect()), theme.radius("control"), ground)
        words = theme.colour(self._ink if self.isEnabled() else "ink3")
        if self.kind == "quiet" and self._ink == "ink2" and self.isEnabled():
            words = between(words, theme.colour("ink"), self.hover)
        self._draw_words(painter, theme, words)
        painter.end()

    def _words(self) -> str:
        return self.text().replace("&&", "&")

    def _side(self, theme: Theme) -> int:
        return theme.px(8 if self.kind == "quiet" else 20 if self._row == "main_action" else 16)

    def _ground(self, theme: Theme) -> QColor | None:
        pressed = self.isDown() or self.isChecked()
        if self.kind == "quiet":
            if self._ink not in ("ink2", "accent_ink", "ink"):
                return None
            clear = QColor(theme.colour("well"))
            clear.setAlpha(0)
            return theme.colour("well") if pressed else between(clear, theme.colour("well"), self.hover)
        if not self.isEnabled():
            return theme.colour("well")
        name = "accent" if self.kind == "main" else "well"
        return between(theme.colour(name), theme.hovered(name), 1.0 if pressed else self.hover)

    def _draw_words(self, painter: QPainter, theme: Theme, colour: QColor) -> None:
        font = theme.font(14, 500)
        metrics = QFontMetricsF(font)
        spare = (self.width() - self.sizeHint().width()) / 2
        x = spare + self._side(theme)
        height = self.height()
        if self._icon:
            side = theme.px(16)
            draw_icon(painter, QRectF(x, (height - side) / 2, side, side), self._icon, colour)
            x += side + theme.px(8)
        painter.setFont(font)
        painter.setPen(colour)
        words = self._words()
        advance = metrics.horizontalAdvance(words)
        painter.drawText(QRectF(x, 0, advance + 4, height), int(Qt.AlignmentFlag.AlignVCenter), words)
        if self._key:
            draw_key(painter, theme, x + advance + theme.px(8), height / 2, self._key, colour)


class IconButton(HoverButton):
    """An icon without words (repeat, mute, pause); its name and key stand in the tooltip."""

    def __init__(self, icon: str, name: str, key: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self._key = key
        self._icon = icon
        self.set_icon(icon, name)

    def set_icon(self, icon: str, name: str) -> None:
        """Another icon and name, as when what it does has turned round."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(plain_tooltip(f"{name}  {self._key}" if self._key else name))
        self.update()

    def sizeHint(self) -> QSize:
        side = current_theme().px(current_theme().step("space", "row", "control"))
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = QColor(theme.colour("well"))
        ground.setAlphaF(1.0 if self.isDown() or self.isChecked() else self.hover)
        fill(painter, QRectF(self.rect()), theme.radius("control"), ground)
        colour = theme.colour("ink3" if not self.isEnabled() else "ink" if self.isChecked() else "ink2")
        side = theme.px(16)
        draw_icon(
            painter, QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side), self._icon, colour
        )
        painter.end()
