"""The person's words as they sound, and below them what is heard of the rep."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.desktop.models.call_view import shown_after
from trainer.desktop.theme import current_theme

_LINES = 2
"""Captions have a fixed place of so many lines; a third pushes the first out."""
_WIDE, _MARGIN = 640, 84


class Captions(QWidget):
    """No word ever moves: a line is laid out whole, and its words show one by one where they will stay."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._line = ""
        self._seconds = 0.0
        self._shown = 0
        self._speech = True
        self._rep = ""
        self._firm = 0
        self._answered = False

    def say(self, text: str, seconds: float, *, speech: bool = True) -> None:
        """Begin a line that sounds for ``seconds``. ``speech``: a person says it, and not the program."""
        self._line, self._seconds, self._speech = text, seconds, speech
        self._answered = self._answered or speech
        self.advance(0.0)

    def advance(self, elapsed: float) -> None:
        """Show the words that are out ``elapsed`` seconds after the line began."""
        shown = shown_after(self._line, self._seconds, elapsed)
        if shown != self._shown:
            self._shown = shown
            self._tell()

    def finish(self) -> None:
        self.advance(self._seconds)
        self._tell()

    def hear(self, text: str, firm: int) -> None:
        """The rep's words so far; the first ``firm`` of them stand, the others are tentative."""
        self._rep, self._firm, self._answered = text, firm, False
        self._tell()

    @property
    def line(self) -> str:
        """The words of the person's that are to be read now."""
        return " ".join(self._line.split()[: self._shown])

    @property
    def rep(self) -> str:
        return self._rep

    def _tell(self) -> None:
        self.setAccessibleName(f"{self.line} You: {self._rep}" if self._rep else self.line)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(400), current_theme().px(192))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        px = theme.px
        painter = QPainter(self)
        painter.fillRect(event.rect(), theme.colour("paper"))
        left = max(px(_MARGIN), (self.width() - px(_WIDE)) // 2)
        width = float(min(px(_WIDE), self.width() - left - px(24)))
        caption = theme.font(28, 400, speech=self._speech)
        _Block(self._line, caption, width).draw(
            painter, QPointF(left, px(28)), px(38), [(self._shown, theme.colour("ink"))]
        )
        if self._rep:
            below = px(28 + 2 * 38 + 16)
            small = theme.font(12, 500)
            painter.setFont(small)
            painter.setPen(theme.colour("ink2"))
            hang = QRectF(0, below, left - px(22), px(24))
            painter.drawText(hang, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "You")
            said = theme.colour("ink2" if self._answered else "ink")
            everything = len(self._rep.split())
            firm = everything if self._answered else self._firm
            _Block(self._rep, theme.font(16, 400, speech=True), width).draw(
                painter, QPointF(left, below), px(24), [(firm, said), (everything, theme.colour("ink3"))]
            )


class _Block:
    """Text broken into lines once; drawn up to a word, the last two lines that hold any of it."""

    def __init__(self, text: str, font: QFont, width: float) -> None:
        self._text = " ".join(text.split())
        self._font = font
        layout = QTextLayout(self._text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        self._lines: list[tuple[int, int]] = []
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            self._lines.append((line.textStart(), line.textStart() + line.textLength()))
        layout.endLayout()

    def draw(self, painter: QPainter, at: QPointF, height: float, parts: list[tuple[int, QColor]]) -> None:
        """``parts``: up to which word, and in which colour."""
        ends = [(self._letters(words), colour) for words, colour in parts]
        out = ends[-1][0]
        begun = [line for line in self._lines if line[0] < out]
        metrics = QFontMetricsF(self._font)
        painter.setFont(self._font)
        for number, (start, end) in enumerate(begun[-_LINES:]):
            x = at.x()
            baseline = at.y() + number * height + (height + metrics.ascent() - metrics.descent()) / 2
            position = start
            for until, colour in ends:
                piece = self._text[position : min(until, end)]
                if piece:
                    painter.setPen(colour)
                    painter.drawText(QPointF(x, baseline), piece)
                    x += metrics.horizontalAdvance(piece)
                    position += len(piece)

    def _letters(self, words: int) -> int:
        return len(" ".join(self._text.split()[:words]))
