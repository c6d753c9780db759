"""The brief: left the reading, right the plan."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from trainer.desktop.face import FaceParameters
from trainer.desktop.models.people import PersonCard
from trainer.desktop.pages.layout import Rule, Scroll, at_most, column, fixed, row, unfixed
from trainer.desktop.pages.page import Page
from trainer.desktop.pages.plan import PlanPane
from trainer.desktop.services import Plan
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, PlainLabel, Portrait
from trainer.report.person_words import words_for

_READING = 568
"""Running text is at most so wide; tokens and look.md."""


class BriefPage(Page):
    """``call_requested`` carries the mode. ``ask_recording``: nobody has said yet whether calls are recorded."""

    call_requested = Signal(str)
    recording_answered = Signal(bool)
    plan_left = Signal(object)

    def __init__(
        self,
        card: PersonCard,
        plan: Plan,
        ask_recording: bool,
        ticks: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.card = card
        listing, person = card.listing, card.listing.person
        words = words_for(person)
        back = Button("Practise", "quiet", icon="back")
        back.clicked.connect(self.back)
        face = Portrait(person.name, 104)
        face.set_person(person.name, FaceParameters.of(person.face.like, person.face.change), room=person.room)
        times = {0: "your first call", 1: "your second call", 2: "your third call"}.get(card.calls)
        facts = f"{card.orbit} · about {listing.minutes} min · {card.difficulty}"
        names = column(
            PlainLabel(person.name, 40, speech=True, wrap=True),
            PlainLabel(f"{card.role}, {person.place}", ink="ink2", wrap=True),
            4,
            PlainLabel(f"{facts} · {times or f'call {card.calls + 1}'}", 12, ink="ink2", wrap=True),
        )
        head = row(face, names, gap=24)
        head.setStretch(1, 1)
        reading = column(head, gap=24)
        self._add(reading, f"Who {words.they_are}", listing.brief.who)
        if listing.brief.numbers:
            reading.addLayout(self._numbers())
        self._add(reading, "What happened so far", listing.brief.so_far)
        self._add(reading, "What you bring", listing.brief.you_bring)
        self._add(reading, "Cases to choose from", *listing.brief.cases)
        self._add(reading, "About the person", listing.brief.about)
        self._add(reading, "Homework", *listing.brief.homework)
        reading.addStretch(1)
        inner = QWidget()
        inner.setLayout(reading)
        at_most(inner, _READING)
        self._outer = column(row(back, None, sides=(36, 20, 36, 0)), row(inner, None, sides=(48, 12, 48, 40)), None)
        self._words = words
        self.plan = PlanPane(words, plan, ticks, self)
        self.plan.call_requested.connect(self._call)
        self._ask = ask_recording
        self._scroll = Scroll(self._outer, self)
        self._box = row(self._scroll, self.plan)
        self._box.setStretch(0, 1)
        self.setLayout(self._box)

    def _add(self, box: QVBoxLayout, title: str, *texts: str) -> None:
        box.addLayout(
            column(
                PlainLabel(title, weight=600),
                *(PlainLabel(text, ink="ink2", wrap=True, line=22) for text in texts),
                gap=6,
            )
        )

    def _numbers(self) -> QVBoxLayout:
        cells = row(gap=16, sides=(0, 16, 0, 16))
        for number in self.card.listing.brief.numbers:
            cells.addLayout(
                column(
                    PlainLabel(number.value, 20, weight=600, wrap=True),
                    PlainLabel(number.label, 12, ink="ink2", wrap=True),
                    None,
                ),
                1,
            )
        return column(Rule(), cells, Rule())

    def _call(self, mode: str) -> None:
        if self._ask:
            self._ask_recording(mode)
        else:
            self.call_requested.emit(mode)

    def _ask_recording(self, mode: str) -> None:
        """Asked once, in one sentence, before the first call; both answers go on to the call."""
        self.plan.note.setText(
            "May Sparring keep the sound of your calls on this computer for 90 days, so that you can hear them again?"
        )
        self.plan.note.show()
        self.plan.button.hide()
        yes, no = Button("Yes, keep it", "second"), Button("No, don’t", "second")
        for button, answer in ((yes, True), (no, False)):
            button.clicked.connect(lambda _=False, answer=answer: self._answered(answer, mode))
        self.plan.foot.addLayout(row(yes, no, None, gap=8))
        self.recording_buttons = (yes, no)
        yes.setFocus()

    def back(self) -> None:
        self.plan_left.emit(self.plan.plan)
        super().back()

    def _answered(self, answer: bool, mode: str) -> None:
        self.recording_answered.emit(answer)
        self.call_requested.emit(mode)

    def main_action(self) -> None:
        if self.plan.button.isVisible():
            self.plan.button.click()

    def arrange(self) -> None:
        theme = current_theme()
        beside = self.width() >= theme.px(900)
        if beside:
            self._box.addWidget(self.plan)
            fixed(self.plan, width=400 if self.width() >= theme.px(1080) else 320)
        else:
            # In one column the plan follows the reading, and both scroll as one.
            self._outer.addWidget(self.plan)
            unfixed(self.plan)
        self.plan.show_whole(not beside)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
