"""The right to ask: the two honest questions for the moment of the first ask, and beside the answers what was so."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer.desktop.pages.layout import column, row
from trainer.desktop.pages.scorecard_parts import Show, quote_line
from trainer.desktop.widgets import Choice, PlainLabel, Segmented
from trainer.report.card_view import FirstAskView

_ANSWERS = (Choice("", "–"), Choice("yes", "Yes"), Choice("not_sure", "Not sure"), Choice("no", "No"))


class RightToAsk(QWidget):
    """``answered``: given enough, and do they trust me; "yes", "not_sure", "no" or "" each. What was so is told once
    both are answered: the rep goes first. Never scored."""

    answered = Signal(str, str)

    def __init__(self, ask: FirstAskView, given: str, trusts: str, show: Show, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.given = Segmented(_ANSWERS, "Had you given enough?")
        self.trusts = Segmented(_ANSWERS, "Did they trust you?")
        self.given.choose(given)
        self.trusts.choose(trusts)
        for choice in (self.given, self.trusts):
            choice.chosen.connect(self._chose)
        self.truth = PlainLabel(ask.sentence, wrap=True)
        self._gifts = QWidget()
        self._gifts.setLayout(column(*(quote_line(quote, show) for quote in ask.given), gap=2))
        self.setLayout(
            column(
                PlainLabel("The right to ask", 16, weight=600),
                PlainLabel("Here you asked for something for the first time. It is yours to answer, and not scored.",
                           ink="ink2", wrap=True),
                quote_line(ask.quote, show),
                row(PlainLabel("Had you given enough?"), None, self.given, gap=12),
                row(PlainLabel(f"Did {ask.they} trust you?"), None, self.trusts, gap=12),
                self.truth, self._gifts, gap=8,
            )
        )  # fmt: skip
        self._tell()

    def _chose(self) -> None:
        self._tell()
        self.answered.emit(self.given.value, self.trusts.value)

    def _tell(self) -> None:
        both = bool(self.given.value and self.trusts.value)
        self.truth.setVisible(both)
        self._gifts.setVisible(both)
