"""Parts of the scorecard: a mark with its words, a moment of "next time", a table, the orbits."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from trainer.desktop.pages.layout import Rule, column, fixed, row
from trainer.desktop.pages.time_link import TimeLink
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Elided, MarkLine, PlainLabel
from trainer.report.card_view import CardView, Figure, MarkView, Quote
from trainer.transcript import ORBITS

Show = Callable[[int], None]
"""Shows the line of a turn in the transcript."""


def quoted(words: str) -> str:
    return f"“{words}”"


def quote_line(quote: Quote, show: Show, ink: str = "ink2") -> QWidget:
    """Time (leads to the line), what it did, and the words."""
    time = TimeLink(quote.time)
    time.clicked.connect(lambda: show(quote.turn))
    said = PlainLabel(quoted(quote.words), 16, speech=True, ink=ink, wrap=True)
    if quote.why:
        said.setToolTip(quote.why)
    box = row(gap=8)
    box.addWidget(time, 0, Qt.AlignmentFlag.AlignTop)
    if quote.kind:
        kind = PlainLabel(quote.kind, 12, ink="ink2")
        fixed(kind, width=48, height=24)
        box.addWidget(kind, 0, Qt.AlignmentFlag.AlignTop)
    box.addWidget(said, 1)
    line = QWidget()
    line.setLayout(box)
    return line


class Scale(QWidget):
    """The figures over the marks' lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        fixed(self, width=280, height=20)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("ink2"))
        half = theme.px(20)
        for value in (20, 50, 80):
            place = QRectF(self.width() * value / 100 - half, 0, 2 * half, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(value))


def why_head() -> QWidget:
    room = QWidget()
    fixed(room, width=40)
    head = QWidget()
    head.setLayout(row(PlainLabel("Why", 16, weight=600), None, Scale(), room, gap=8))
    return head


class MarkRow(QWidget):
    """A step: its mark on the line of 0 to 100, the openings taken, and the words that moved it most."""

    def __init__(self, mark: MarkView, show: Show, quotes: int = 2, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        value = PlainLabel("–" if mark.value is None else str(mark.value), 16, weight=600)
        fixed(value, width=40)
        value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name = PlainLabel(mark.name, weight=500)
        if mark.value is None:
            none = PlainLabel("Not enough to score", ink="ink2")
            fixed(none, width=280)
            head = row(name, None, none, value, gap=8)
            below: list[QWidget] = [PlainLabel(mark.sentence, ink="ink2", wrap=True)] if mark.sentence else []
        else:
            line = MarkLine(mark.name)
            line.set_mark(mark.value, mark.low, mark.high)
            fixed(line, width=280)
            head = row(name, Elided(mark.sentence, 12, ink="ink2"), None, line, value, gap=8)
            below = [quote_line(quote, show) for quote in mark.quotes[:quotes]]
        self.setLayout(column(head, *below, gap=2))


def next_time(number: int, quote: Quote, show: Show) -> QVBoxLayout:
    """One thing to do another time: what, and the words it is about."""
    title = row(Ring(number), PlainLabel(quote.why, 16, weight=600, wrap=True), gap=8)
    title.setStretch(1, 1)
    return column(title, quote_line(Quote(quote.turn, quote.at, "", quote.words, ""), show), gap=6)


class Ring(QWidget):
    """The numbered ring of a moment of "next time", the same as on the timeline."""

    def __init__(self, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._number = number
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = current_theme().px(24)
        return QSize(side, side)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("ink"), 1.5))
        inset = theme.px(3)
        painter.drawEllipse(QRectF(self.rect()).adjusted(inset, inset, -inset, -inset))
        painter.setFont(theme.font(12, 600))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, str(self._number))


class OrbitLine(QWidget):
    """The eleven orbits as dots: where they came from, where they are, and the goal."""

    def __init__(self, orbits: tuple[str, str, str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._orbits = orbits
        before, after, goal = (orbit.capitalize() for orbit in orbits)
        self.setAccessibleName(f"From {before} to {after}, the goal was {goal}")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(320), current_theme().px(52))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        px = theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, right, middle = px(12), self.width() - px(12), px(14)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(QPointF(left, middle + 0.5), QPointF(right, middle + 0.5))
        _, after, goal = self._orbits
        ends: list[tuple[float, float]] = []
        painter.setFont(theme.font(12))
        for number, orbit in enumerate(ORBITS):
            at = QPointF(left + (right - left) * number / (len(ORBITS) - 1), middle)
            if orbit not in self._orbits:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("control"))
                painter.drawEllipse(at, px(3), px(3))
                continue
            here = orbit == after
            dashed = orbit == goal and not here
            style = Qt.PenStyle.DashLine if dashed else Qt.PenStyle.SolidLine
            painter.setPen(QPen(theme.colour("ink"), 1.5, style))
            painter.setBrush(theme.colour("ink" if here else "paper"))
            painter.drawEllipse(at, px(6), px(6))
            text = orbit.capitalize() + (", the goal" if dashed else "")
            painter.setFont(theme.font(12, 600 if here else 400))
            width = painter.fontMetrics().horizontalAdvance(text) + 4
            x = min(max(0.0, at.x() - width / 2), self.width() - width)
            # Neighbours would run into each other: a name gives way to the right.
            x = max(x, max((end for _, end in ends), default=0.0) + px(8) if ends else x)
            ends.append((x, x + width))
            painter.setPen(theme.colour("ink" if here else "ink2"))
            painter.drawText(QRectF(x, px(28), width, px(20)), Qt.AlignmentFlag.AlignVCenter, text)


def figures_table(figures: tuple[Figure, ...]) -> QVBoxLayout:
    """How it was said, beside the published figure where there is one."""
    box = column(gap=8)
    for title, yours, good, heading in (
        ("How it was said", "You", "Good calls", True),
        *((figure.what, figure.yours, figure.good, False) for figure in figures),
    ):
        name = PlainLabel(title, 16 if heading else 14, weight=600 if heading else 400)
        mine = PlainLabel(
            yours, 12 if heading else 14, weight=400 if heading else 600, ink="ink2" if heading else "ink"
        )
        theirs = PlainLabel(good, 12 if heading else 14, ink="ink2")
        for label in (mine, theirs):
            fixed(label, width=80)
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        box.addLayout(row(name, None, mine, theirs, gap=8))
        box.addWidget(Rule())
    return box


def asked_for(view: CardView, show: Show) -> QVBoxLayout:
    """What the scenario asks for and forbids."""
    box = column(PlainLabel("What this call asked for", 16, weight=600), gap=6)
    for one in view.asked:
        box.addWidget(PlainLabel(one.sentence, ink="ink" if one.met else "ink2", wrap=True))
        if one.quote is not None:
            box.addWidget(quote_line(one.quote, show))
    return box
