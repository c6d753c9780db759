"""Small marks beside words: a tag, and a key of the keyboard."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.desktop.icons import draw_icon
from trainer.desktop.painted import Painted, fill, outline
from trainer.desktop.theme import Theme

TagKind = Literal["plain", "alive", "notice"]
_GROUND_AND_WORDS = {
    "plain": ("well", "ink2"),
    "alive": ("soft", "accent_ink"),
    "notice": ("caution_soft", "caution"),
}
_RETURN = "Return"


def key_width(theme: Theme, key: str) -> float:
    """How wide a key is when drawn, in pixels."""
    if key == _RETURN:
        return float(theme.px(24))
    return max(theme.px(18), QFontMetricsF(theme.font(12, 500)).horizontalAdvance(key) + 2 * theme.px(5))


def draw_key(
    painter: QPainter, theme: Theme, x: float, middle: float, key: str, ground_words: QColor | None = None
) -> None:
    """A key with its left edge at ``x``, centred on the height ``middle``; "Return" is drawn as its sign.

    ``ground_words``: the colour of the words on a filled button, None for a key on the page.
    """
    colour = ground_words or theme.colour("ink2")
    edge = ground_words or theme.colour("control")
    height = theme.px(18)
    rect = QRectF(round(x), round(middle - height / 2), round(key_width(theme, key)), height)
    outline(painter, rect, theme.radius("key"), edge)
    if key == _RETURN:
        side = theme.px(12)
        draw_icon(
            painter, QRectF(rect.center().x() - side / 2, rect.center().y() - side / 2, side, side), "return", colour
        )
        return
    painter.setFont(theme.font(12, 500))
    painter.setPen(colour)
    painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), key)


class Tag(Painted):
    """A word or two on a round ground: ``plain`` well, ``alive`` accent, ``notice`` caution."""

    def __init__(
        self, text: str, kind: TagKind = "plain", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._words, self._kind, self._icon = text, kind, icon

    def set_text(self, text: str) -> None:
        self._words = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        theme = self.theme
        width = QFontMetricsF(theme.font(12, 500)).horizontalAdvance(self._words) + 2 * theme.px(10)
        if self._icon:
            width += theme.px(14) + theme.px(6)
        return QSize(round(width + 0.5), theme.px(24))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        ground, words = (theme.colour(name) for name in _GROUND_AND_WORDS[self._kind])
        fill(painter, QRectF(self.rect()), self.height() / 2, ground)
        x = float(theme.px(10))
        if self._icon:
            side = theme.px(14)
            draw_icon(painter, QRectF(x, (self.height() - side) / 2, side, side), self._icon, words)
            x += side + theme.px(6)
        painter.setFont(theme.font(12, 500))
        painter.setPen(words)
        painter.drawText(QRectF(x, 0, self.width(), self.height()), int(Qt.AlignmentFlag.AlignVCenter), self._words)


class Key(Painted):
    """A key of the keyboard, for lists of shortcuts."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._key = text

    def sizeHint(self) -> QSize:
        return QSize(round(key_width(self.theme, self._key)), self.theme.px(20))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def draw(self, painter: QPainter, theme: Theme) -> None:
        draw_key(painter, theme, 0, self.height() / 2, self._key)
