"""Next time: what would have changed most, each with a line that is uncovered once the rep has tried one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from trainer.desktop.pages.layout import column, row
from trainer.desktop.pages.scorecard_parts import Ring, quoted
from trainer.desktop.pages.time_link import TimeLink
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, PlainLabel, TextField
from trainer.report.person_words import Words

if TYPE_CHECKING:
    from trainer.coaching.advice import Advice


class AdviceBlock(QWidget):
    """``tried``: the rep's own line for a turn; ``rewind_requested``: to hold the call another way from a turn on."""

    tried = Signal(int, str)
    rewind_requested = Signal(int)
    line_requested = Signal(int)

    def __init__(
        self, number: int, advice: Advice, time: str, mine: str, words: Words, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.advice = advice
        shown = advice.title or advice.why
        title = row(Ring(number), PlainLabel(shown, 16, weight=600, wrap=True), gap=8)
        title.setStretch(1, 1)
        link = TimeLink(time)
        link.clicked.connect(lambda: self.line_requested.emit(advice.evidence.turn))
        said = row(link, PlainLabel(quoted(advice.evidence.quote), 16, speech=True, ink="ink2", wrap=True), gap=8)
        said.setStretch(1, 1)
        self.field = TextField("Your line", "What would you say here?")
        self.field.setMaxLength(1000)
        self.say = Button("Try", "second", key="Return")
        self.say.clicked.connect(self._try)
        self._trying = QWidget()
        trying = row(self.field, self.say, gap=8)
        trying.setStretch(0, 1)
        self._trying.setLayout(trying)
        self.own = PlainLabel("", 16, speech=True, wrap=True)
        self.could = PlainLabel(quoted(advice.could_say), 16, speech=True, wrap=True)
        self._own_box, self._could_box = _Barred("You now", self.own), _Barred("It could have been", self.could)
        self._effect = PlainLabel(effect(advice, words), ink="ink2", wrap=True)
        self.exercise = PlainLabel(f"Exercise: {advice.exercise}", ink="ink2", wrap=True)
        self.rewind = Button("Rewind", "quiet", icon="rewind", leads=True)
        self.rewind.setAccessibleDescription(f"Hold the call another way from {time} on")
        self.rewind.clicked.connect(lambda: self.rewind_requested.emit(advice.turn))
        foot = row(self._effect, self.rewind, gap=8)
        foot.setStretch(0, 1)
        self.setLayout(
            column(
                title, said, PlainLabel(advice.coach, ink="ink2", wrap=True), self._trying, self._own_box,
                self._could_box, foot, self.exercise, gap=6,
            )
        )  # fmt: skip
        self.exercise.setHidden(not advice.exercise)
        self._uncover(mine)

    def main_action(self) -> bool:
        """Return in the field tries the line. False: the field hasn't the focus."""
        if not self.field.hasFocus():
            return False
        self._try()
        return True

    def _try(self) -> None:
        mine = self.field.text().strip()
        if mine:
            self._uncover(mine)
            self.tried.emit(self.advice.turn, mine)
            self.rewind.setFocus()

    def _uncover(self, mine: str) -> None:
        self.own.setText(quoted(mine))
        self._own_box.setVisible(bool(mine))
        self._could_box.setVisible(bool(mine) and bool(self.advice.could_say))
        self._trying.setVisible(not mine)


class _Barred(QWidget):
    """Words that could have been said, with the accent's bar beside them."""

    def __init__(self, whose: str, words: PlainLabel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setLayout(column(PlainLabel(whose, 12, ink="ink2"), words, gap=2, sides=(16, 2, 0, 2)))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        QPainter(self).fillRect(0, 0, max(2, theme.px(2)), self.height(), theme.colour("accent"))


def effect(advice: Advice, words: Words) -> str:
    """What playing it again came to, in a sentence."""
    replayed = advice.replayed
    if replayed.decision == "yes":
        return f"Played again with it, {words.they} would be ready to say yes at the end."
    changes = {what: replayed.instead.get(what, 0) - replayed.was.get(what, 0)
               for what in (*replayed.instead, *replayed.was)}  # fmt: skip
    most = sorted(changes, key=lambda what: -changes[what])[:2]
    told = [f"{what} {_signed(replayed.instead, what)}, not {_signed(replayed.was, what)}"
            for what in most if changes[what] > 0]  # fmt: skip
    return f"Played again, {'; '.join(told)}." if told else ""


def _signed(moved: Mapping[str, int], what: str) -> str:
    by = moved.get(what, 0)
    return f"{by:+d}".replace("-", "−") if by else "±0"
