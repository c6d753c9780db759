"""The plan beside the brief: what the rep adds before the call."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from trainer.desktop.pages.layout import Ground, Scroll, column, fixed, row
from trainer.desktop.services import Belief, Plan
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, Choice, PlainLabel, RadioButton, Segmented, TextArea
from trainer.report.lines import clock
from trainer.report.person_words import Words

_MINUTES = 6
"""Suggested for the plan; look.md's brief."""
_BELIEFS: tuple[tuple[Belief, str], ...] = (("yes", "Yes"), ("not_sure", "Not sure"), ("no", "No"))


class TimeLine(QWidget):
    """The suggested time as a thin line; it stops when full and never turns red."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_share(self, share: float) -> None:
        self._share = min(1.0, share)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(40, 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("line"))
        painter.fillRect(QRectF(0, 0, self.width() * self._share, self.height()), theme.colour("accent"))


class PlanPane(Ground):
    """``call_requested`` carries the mode. ``ticks`` gives seconds."""

    call_requested = Signal(str)

    def __init__(self, words: Words, plan: Plan, ticks: Callable[[], float], parent: QWidget | None = None) -> None:
        super().__init__("side", parent)
        self._ticks = ticks
        self._opened = ticks()
        self._spent = PlainLabel("", 12, ink="ink2")
        self._line = TimeLine()
        self._fields: dict[str, TextArea] = {}
        questions = QVBoxLayout()
        form = column(
            self._field("want_for_them", f"What I want for {words.them}", plan.want_for_them),
            self._field("how", "How I mean to get there", plan.how),
            self._field("for_their_work", f"Something for {words.their} work", plan.for_their_work),
            self._field("for_them", f"Something for {words.them}", plan.for_them),
            PlainLabel("Three honest questions", weight=600),
            self._field("shows_them", f"What will show {words.them} that I wish {words.them} well", plan.shows_them),
            self._field("cares_most", f"What {words.they_care} about most, at work and outside", plan.cares_most),
            questions,
            None,
            gap=16,
        )  # fmt: skip
        question = f"Do I believe in this for {words.them}?"
        self._beliefs = {answer: RadioButton(text) for answer, text in _BELIEFS}
        for answer, button in self._beliefs.items():
            button.setAccessibleDescription(question)
            button.setChecked(answer == plan.believe)
        answers = QWidget()
        answers.setLayout(row(*self._beliefs.values(), None, gap=16))
        questions.addLayout(column(PlainLabel(question, weight=500, wrap=True), answers, gap=8))
        self.mode = Segmented((Choice("practice", "Practice"), Choice("exam", "Exam")), "Practice or exam")
        self.mode.choose("practice")
        self.button = Button(f"Call {words.called}", "main", key="Return")
        fixed(self.button, height=44)
        self.button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.button.clicked.connect(lambda: self.call_requested.emit(self.mode.value))
        self._scroll = Scroll(column(form, sides=(32, 16, 32, 16)), self)
        head = row(PlainLabel("Your plan", 16, weight=600), None, self._spent)
        self.note = PlainLabel("", 12, ink="ink2", wrap=True)
        self.note.hide()
        self.foot = column(self.note, self.mode, self.button, gap=12, sides=(32, 12, 32, 32))
        self.setLayout(column(column(head, self._line, gap=12, sides=(32, 34, 32, 0)), self._scroll, self.foot))
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self._show_time)
        self._timer.start()
        self._show_time()

    def _field(self, name: str, title: str, text: str) -> QVBoxLayout:
        area = TextArea(title)
        area.setPlainText(text)
        area.setTabChangesFocus(True)
        fixed(area, height=66)
        label = PlainLabel(title, weight=500, wrap=True)
        label.setBuddy(area)
        self._fields[name] = area
        return column(label, area, gap=6)

    def _show_time(self) -> None:
        spent = self._ticks() - self._opened
        self._line.set_share(spent / (_MINUTES * 60))
        self._spent.setText(f"{clock(spent)} of about {_MINUTES} min")

    def show_whole(self, whole: bool) -> None:
        """As high as all its fields, or scrolling them."""
        self._scroll.setMinimumHeight(self._scroll.content.sizeHint().height() if whole else 0)

    def field(self, name: str) -> TextArea:
        return self._fields[name]

    @property
    def plan(self) -> Plan:
        return Plan(
            **{name: area.toPlainText().strip() for name, area in self._fields.items()},
            believe=next((answer for answer, button in self._beliefs.items() if button.isChecked()), ""),
        )
