"""Before the marks: the rep looks back first. One question, and a key that skips it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer.desktop.pages.layout import Rule, at_most, column, row
from trainer.desktop.pages.page import Page
from trainer.desktop.pages.transcript import Transcript
from trainer.desktop.widgets import Button, PlainLabel, TextField
from trainer.report.lines import Line


class LookBackPage(Page):
    """``done`` carries the turn that the rep would take back (0: none of them, -1: skipped) and what they would say
    instead, which may be empty."""

    done = Signal(int, str)

    def __init__(self, lines: Sequence[Line], called: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mine = [line for line in lines if line.who == "rep"]
        self._turn = 0
        self.transcript = Transcript(called)
        self.transcript.set_lines(lines)
        self.transcript.setAccessibleName("Your call")
        self.transcript.selectionModel().currentChanged.connect(self._chose)
        self.transcript.activated.connect(lambda: self.main_action())
        self.instead = TextField("What you would say now", "What would you say now? You may leave this empty.")
        self.instead.setMaxLength(1000)
        self._words = PlainLabel("Choose a line of yours.", ink="ink2", wrap=True)
        self.take = Button("That one", "main", key="Return", row="main_action")
        self.take.clicked.connect(self.main_action)
        self.take.setEnabled(False)
        self.none = Button("None of them", "second")
        self.none.clicked.connect(lambda: self.done.emit(0, ""))
        self.skip = Button("Skip", "quiet", key="Esc")
        self.skip.clicked.connect(self.back)
        inner = QWidget()
        box = column(
            PlainLabel("Before you see the card: which moment would you take back?", 20, weight=600, wrap=True),
            PlainLabel("Only you see this, and it is never scored.", ink="ink2", wrap=True),
            8, self.transcript, Rule(), self._words, self.instead,
            row(self.take, self.none, None, self.skip, gap=8), gap=12, sides=(48, 32, 48, 32),
        )  # fmt: skip
        box.setStretchFactor(self.transcript, 1)
        inner.setLayout(box)
        at_most(inner, 880)
        line = row(inner)
        line.setStretch(0, 1)
        self.setLayout(line)

    def _chose(self) -> None:
        line = self.transcript.chosen
        mine = line is not None and line.who == "rep"
        self._turn = line.turn if line is not None and mine else 0
        self.take.setEnabled(mine)
        self._words.setVisible(not mine)

    def entered(self) -> None:
        self.transcript.setFocus()

    def main_action(self) -> None:
        """The first Return takes the line and asks for other words, the second goes on."""
        if self._turn and not self.instead.hasFocus():
            self.instead.setFocus()
        elif self._turn:
            self.done.emit(self._turn, self.instead.text().strip())

    def back(self) -> None:
        self.done.emit(-1, "")
