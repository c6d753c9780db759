"""Words on the page. Their texts come from files that anybody may have written, so nothing is ever read as markup."""

from __future__ import annotations

import html
import math

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from trainer.desktop.theme import Theme, current_theme

_UNBOUNDED = 1_000_000.0


def plain_tooltip(text: str) -> str:
    """The text so that Qt's tooltip, which guesses markup, shows it letter by letter."""
    return f"<span>{html.escape(text)}</span>" if text else ""


class PlainLabel(QLabel):
    """Text in one of the look's sizes, on the look's line height.

    ``ink`` is a colour of the tokens; ``speech`` for what a person says; ``line`` a line height other than the size's
    own, in px at 100 %. Without ``wrap`` it is one line for each line of the text.
    """

    def __init__(
        self,
        text: str = "",
        size: int = 14,
        *,
        weight: int = 400,
        ink: str = "ink",
        speech: bool = False,
        code: bool = False,
        wrap: bool = False,
        line: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        self._theme = current_theme()
        super().__init__(parent)
        self._size, self._weight, self._ink = size, weight, ink
        self._speech, self._code, self._line = speech, code, line
        self._broken: tuple[float, list[tuple[QTextLayout, QPointF]]] | None = None
        self._widest = 0.0
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        policy = QSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred if wrap else QSizePolicy.Policy.Fixed
        )
        policy.setHeightForWidth(wrap)
        self.setSizePolicy(policy)
        self._restyle()
        self.setText(text)

    def setText(self, text: str) -> None:
        if text == self.text() and self._broken is not None:
            return
        super().setText(text)
        self._broken = None
        self.updateGeometry()
        self.update()

    def set_ink(self, ink: str) -> None:
        """Another colour of the tokens."""
        self._ink = ink
        self.update()

    def hasHeightForWidth(self) -> bool:
        return self.wordWrap()

    def heightForWidth(self, width: int) -> int:
        return math.ceil(self._line_px() * max(1, len(self._lines(width)))) if self.wordWrap() else -1

    def sizeHint(self) -> QSize:
        lines = self._lines(_UNBOUNDED)
        return QSize(math.ceil(self._widest), self._line_px() * max(1, len(lines)))

    def minimumSizeHint(self) -> QSize:
        if not self.wordWrap():
            return self.sizeHint()
        metrics = QFontMetricsF(self.font())
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0.0)
        return QSize(math.ceil(min(longest, current_theme().px(160))), self._line_px())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setPen(theme.colour(self._ink if self.isEnabled() else "ink3"))
        lines = self._lines(self.width() if self.wordWrap() else _UNBOUNDED)
        spare = self.height() - self._line_px() * len(lines)
        top = spare / 2 if self.alignment() & Qt.AlignmentFlag.AlignVCenter else 0.0
        for layout, at in lines:
            layout.draw(painter, QPointF(self._left(layout), top + at.y()))
        painter.end()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        # Qt also tells a style change of every reparenting; only another theme is one.
        if event.type() == QEvent.Type.StyleChange and current_theme() is not self._theme:
            self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update()

    def _restyle(self) -> None:
        theme = self._theme = current_theme()
        self.setFont(theme.font(self._size, self._weight, speech=self._speech, code=self._code))
        self._broken = None
        self.updateGeometry()

    def _line_px(self) -> int:
        theme: Theme = current_theme()
        if self._line is not None:
            return theme.px(self._line)
        return theme.px(theme.step("type", "code", "line")) if self._code else theme.line_height(self._size)

    def _left(self, layout: QTextLayout) -> float:
        spare = self.width() - layout.lineAt(0).naturalTextWidth()
        if self.alignment() & Qt.AlignmentFlag.AlignRight:
            return spare
        return spare / 2 if self.alignment() & Qt.AlignmentFlag.AlignHCenter else 0.0

    def _lines(self, width: float) -> list[tuple[QTextLayout, QPointF]]:
        """Each line of the text as its own layout, and where it stands."""
        if self._broken is not None and self._broken[0] == width:
            return self._broken[1]
        lines: list[tuple[QTextLayout, QPointF]] = []
        self._widest = 0.0
        metrics = QFontMetricsF(self.font())
        height = self._line_px()
        drop = (height - metrics.height()) / 2
        for paragraph in self.text().split("\n"):
            for piece in self._wrapped(paragraph, width):
                layout = QTextLayout(piece, self.font())
                layout.setCacheEnabled(True)
                layout.beginLayout()
                line = layout.createLine()
                line.setLineWidth(_UNBOUNDED)
                layout.endLayout()
                self._widest = max(self._widest, line.naturalTextWidth())
                lines.append((layout, QPointF(0, len(lines) * height + drop)))
        self._broken = (width, lines)
        return lines

    def _wrapped(self, paragraph: str, width: float) -> list[str]:
        if width >= _UNBOUNDED or not paragraph:
            return [paragraph]
        layout = QTextLayout(paragraph, self.font())
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        pieces: list[str] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(1.0, width))
            start = line.textStart()
            pieces.append(_between(paragraph, start, start + line.textLength()).rstrip(" "))
        layout.endLayout()
        return pieces


def _between(text: str, start: int, end: int) -> str:
    """Part of a text by Qt's count, in which a sign beyond the basic plane is two."""
    if text.isascii():
        return text[start:end]
    return text.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le", "replace")


class Elided(PlainLabel):
    """One line that ends in … where it does not fit; the whole text is in the tooltip then."""

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), current_theme().px(48)), self._line_px())

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        metrics = QFontMetricsF(self.font())
        whole = " ".join(self.text().split("\n"))
        shown = metrics.elidedText(whole, Qt.TextElideMode.ElideRight, self.width())
        self.setToolTip(plain_tooltip(self.text()) if shown != whole else "")
        painter = QPainter(self)
        painter.setPen(theme.colour(self._ink if self.isEnabled() else "ink3"))
        across = self.alignment() & Qt.AlignmentFlag.AlignHorizontal_Mask
        painter.drawText(self.rect(), int(across | Qt.AlignmentFlag.AlignVCenter), shown)
        painter.end()
