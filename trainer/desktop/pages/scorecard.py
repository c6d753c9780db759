"""The scorecard: how did it end, why, and what do I do next time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget

from trainer.desktop.face import FaceParameters
from trainer.desktop.pages.advice import AdviceBlock
from trainer.desktop.pages.attempts import Attempts
from trainer.desktop.pages.layout import Rule, Scroll, clear, column, fill, row, space
from trainer.desktop.pages.page import Page
from trainer.desktop.pages.right_to_ask import RightToAsk
from trainer.desktop.pages.scorecard_parts import (
    MarkRow,
    OrbitLine,
    asked_for,
    figures_table,
    next_time,
    quote_line,
    quoted,
    why_head,
)
from trainer.desktop.pages.transcript import Transcript
from trainer.desktop.pages.transcript_tools import TranscriptTools
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, MarkLine, PlainLabel, Portrait, Timeline
from trainer.report.card_view import CardView
from trainer.report.lines import RATE, clock
from trainer.report.person_words import Words, short
from trainer.scenario.schema import Person

if TYPE_CHECKING:
    from trainer.coaching.advice import Advice
    from trainer.records import LookBack, SessionRow

_ANY_WIDTH = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""
_ENDING_MOOD = {"yes": "hopeful", "think": "doubtful", "hung_up": "closed", "walked_away": "closed", "no": "doubtful"}


class ScorecardPage(Page):
    """``tried``: the rep's own line for a turn; ``rewind_requested``: a turn to hold another way; ``corrected``: what
    was really said in a turn; ``answered``: the two honest questions; ``opened``: another attempt, a session;
    ``compare_requested``: an attempt's id, to stand beside this one."""

    again_requested = Signal()
    tried = Signal(int, str)
    rewind_requested = Signal(int)
    corrected = Signal(int, str)
    answered = Signal(str, str)
    opened = Signal(object)
    compare_requested = Signal(str)
    export_requested = Signal()

    def __init__(
        self, view: CardView, person: Person | None, name: str, words: Words, ending: str, back_to: str,
        parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.entry = back_to
        self._view = view
        self._words = words
        self._tried: Mapping[int, str] = {}
        self.advice: list[AdviceBlock] = []
        self._next = column(gap=20)
        self._right = column()
        self._attempts = column()
        self._pairs: list[QBoxLayout] = []
        self._asides: list[QWidget] = []
        self.transcript = Transcript(short(person.called if person else name))
        self.transcript.set_lines(view.lines)
        self.tools = TranscriptTools(self.transcript, can_rewind=person is not None)
        self.tools.rewind_requested.connect(self.rewind_requested)
        self.tools.corrected.connect(self.corrected)
        back = Button(back_to.capitalize(), "quiet", icon="back")
        back.clicked.connect(self.back)
        self.show_transcript = Button("Transcript", "quiet", icon="lines")
        self.show_transcript.clicked.connect(self._toggle_transcript)
        self.export = Button("Export", "quiet", icon="export")
        self.export.clicked.connect(self.export_requested)
        self.again = Button("Call again", "second", key="Return")
        self.again.clicked.connect(self.again_requested)
        if person is None:
            self.again.hide()
        self._inner = column(
            self._pair(self._how_it_ended(person, name, ending), self._total()),
            self._pair(self._why(), self._next_time()),
            Rule(),
            self._timeline(),
            Rule(),
            self._pair(self._who_led(), self._how_it_was_said()),
            *self._what_it_left(),
            self._right,
            self._attempts,
            None,
            gap=24,
            sides=(48, 12, 48, 40),
        )
        self._top = row(back, None, self.show_transcript, self.export, self.again, gap=8)
        self._aside = QWidget(self)
        close = Button("Close", "quiet", key="Esc")
        close.clicked.connect(self._toggle_transcript)
        self._aside.setLayout(
            column(
                row(PlainLabel("Transcript", 16, weight=600), None, close, sides=(12, 0, 0, 0)),
                self.transcript,
                self.tools,
                gap=8,
                sides=(12, 20, 12, 16),
            )
        )
        self._aside.hide()
        self._scroll = Scroll(column(self._top, self._inner), self)
        self._box = row(self._scroll, self._aside)
        self._box.setStretch(0, 1)
        self.setLayout(self._box)

    def _pair(self, left: QVBoxLayout, right: QVBoxLayout) -> QBoxLayout:
        """Two columns of 592 and 328; one below the other where they don't fit."""
        pair = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        aside = QWidget()
        aside.setLayout(right)
        self._asides.append(aside)
        pair.addLayout(left, 1)
        pair.addWidget(aside)
        self._pairs.append(pair)
        return pair

    def _how_it_ended(self, person: Person | None, name: str, ending: str) -> QVBoxLayout:
        view = self._view
        words = column(
            PlainLabel(f"How it ended, with {name}", 12, weight=500, ink="ink2", wrap=True),
            4,
            PlainLabel(quoted(view.how_it_ended) if view.how_it_ended else "–", 28, speech=True, wrap=True, line=38),
            6,
            PlainLabel(view.why, ink="ink2", wrap=True),
            PlainLabel(view.orbit, ink="ink2", wrap=True),
            None,
        )
        head = row(gap=24)
        if person is not None:
            face = Portrait(person.name, 96)
            parameters = FaceParameters.of(person.face.like, person.face.change)
            face.set_person(person.name, parameters, _ENDING_MOOD.get(ending, "attentive"), person.room)
            head.addWidget(face, 0, Qt.AlignmentFlag.AlignTop)
        head.addLayout(words, 1)
        return column(head)

    def _total(self) -> QVBoxLayout:
        view = self._view
        figure = PlainLabel("–" if view.total is None else str(view.total), 40, weight=600)
        beside = PlainLabel(view.range, ink="ink2", wrap=True)
        figures = row(figure, gap=12)
        figures.addWidget(beside, 1, Qt.AlignmentFlag.AlignBottom)
        line = MarkLine("Total")
        line.set_mark(view.total, view.low, view.high, view.pass_mark)
        return column(PlainLabel(view.when, 12, ink="ink2", wrap=True), figures, line, None, gap=4)

    def _why(self) -> QVBoxLayout:
        return column(
            why_head(),
            *(MarkRow(mark, self.show_line) for mark in self._view.marks),
            None,
            gap=16,
        )

    def _next_time(self) -> QVBoxLayout:
        moments = [next_time(number, quote, self.show_line) for number, quote in enumerate(self._view.next_time, 1)]
        if not moments:
            moments = [column(PlainLabel("Nothing stood out.", ink="ink2", wrap=True))]
        fill(self._next, moments, 20, (0, 0, 0, 0))
        strength = self._view.strength
        strong = [] if strength is None else [
            column(PlainLabel("Strong", 16, weight=600), PlainLabel(strength.why, ink="ink2", wrap=True),
                   quote_line(replace(strength, kind=""), self.show_line, "ink"), gap=6)
        ]  # fmt: skip
        notes = [PlainLabel(note, 12, ink="ink2", wrap=True) for note in self._view.notes]
        return column(PlainLabel("Next time", 16, weight=600), self._next, *strong, *notes, None, gap=20)

    def set_advice(self, advice: Sequence[Advice]) -> None:
        """What would have changed most, in place of what was told so far; nothing changes where there is none."""
        if not advice:
            return
        begun = {line.turn: line.at / RATE for line in reversed(self._view.lines)}
        self.advice = [
            AdviceBlock(number, one, clock(begun.get(one.evidence.turn, 0.0)), self._tried.get(one.turn, ""),
                        self._words)
            for number, one in enumerate(advice, 1)
        ]  # fmt: skip
        for block in self.advice:
            block.tried.connect(self.tried)
            block.rewind_requested.connect(self.rewind_requested)
            block.line_requested.connect(self.show_line)
        clear(self._next)
        fill(self._next, self.advice, 20, (0, 0, 0, 0))
        self._moments = [one.evidence.turn for one in advice]
        places = [(begun.get(one.evidence.turn, 0.0), number) for number, one in enumerate(advice, 1)]
        self.timeline.set_call(
            self._view.seconds, self._view.strips, [quote.at for quote in self._view.fusion_points], places
        )

    def set_look_back(self, look_back: LookBack) -> None:
        """How the rep looks back: lines tried before, and the two honest questions."""
        self._tried = look_back.tried
        ask = self._view.first_ask
        if ask is not None:
            right = RightToAsk(ask, look_back.given_enough or "", look_back.trusts_me or "", self.show_line)
            right.answered.connect(self.answered)
            fill(self._right, [Rule(), right], 24, (0, 0, 0, 0))

    def set_family(self, session: str, family: Sequence[SessionRow]) -> None:
        """The call and the attempts made from it; nothing where there is only this one."""
        if len(family) > 1:
            attempts = Attempts(session, family, {line.turn: line.at / RATE for line in reversed(self._view.lines)})
            attempts.opened.connect(self.opened)
            attempts.compare_requested.connect(self.compare_requested)
            fill(self._attempts, [Rule(), attempts], 24, (0, 0, 0, 0))

    def _timeline(self) -> Timeline:
        view = self._view
        timeline = self.timeline = Timeline()
        timeline.set_call(
            view.seconds,
            view.strips,
            [quote.at for quote in view.fusion_points],
            [(quote.at, number) for number, quote in enumerate(view.next_time, 1)],
        )
        self._moments = [quote.turn for quote in view.next_time]
        timeline.moment_chosen.connect(self._show_moment)
        return timeline

    def _who_led(self) -> QVBoxLayout:
        view = self._view
        return column(
            column(
                PlainLabel("Who led", 16, weight=600),
                PlainLabel(view.led, wrap=True),
                *(quote_line(quote, self.show_line) for quote in view.led_quotes),
                gap=6,
            ),
            column(
                PlainLabel("Who did the work", 16, weight=600), PlainLabel(view.effort, ink="ink2", wrap=True), gap=6
            ),
            column(
                PlainLabel(view.where, 16, weight=600),
                PlainLabel(view.orbit, ink="ink2", wrap=True),
                OrbitLine(view.orbits),
                *(quote_line(quote, self.show_line) for quote in view.jumps),
                gap=6,
            ),
            None,
            gap=24,
        )

    def _what_it_left(self) -> list[QWidget | QVBoxLayout]:
        """Nothing on an old card, which knows nothing of it."""
        view = self._view
        if not view.left:
            return []
        return [
            Rule(),
            column(
                PlainLabel("What it left behind", 16, weight=600),
                *(PlainLabel(line, ink="ink2", wrap=True) for line in view.left),
                8,
                PlainLabel(f"How {view.they} may tell it at home", 12, weight=500, ink="ink2"),
                PlainLabel(quoted(view.told), speech=True, wrap=True),
                gap=6,
            ),
        ]

    def _how_it_was_said(self) -> QVBoxLayout:
        box = column(figures_table(self._view.figures), gap=24)
        if self._view.asked:
            box.addLayout(asked_for(self._view, self.show_line))
        box.addStretch(1)
        return box

    def show_line(self, turn: int) -> None:
        """Open the transcript at a turn's line."""
        self._show_aside(True)
        self.transcript.choose(turn)
        self.transcript.setFocus()

    def _show_moment(self, number: int) -> None:
        if 0 < number <= len(self._moments):
            self.show_line(self._moments[number - 1])

    @property
    def transcript_shown(self) -> bool:
        return not self._aside.isHidden()

    def _toggle_transcript(self) -> None:
        self._show_aside(not self.transcript_shown)

    def _show_aside(self, shown: bool) -> None:
        self._aside.setVisible(shown)
        self.arrange()

    def entered(self) -> None:
        self.setFocus()

    def main_action(self) -> None:
        if any(block.main_action() for block in self.advice) or self.tools.main_action():
            return
        if self.again.isVisible():
            self.again.click()

    def back(self) -> None:
        if self.transcript_shown:
            self._toggle_transcript()
        else:
            self.back_requested.emit()

    def arrange(self) -> None:
        """The transcript stands beside the card, or in its place where there is no room for both."""
        px = current_theme().px
        wide = self.width()
        beside = wide >= px(900)
        room = min(px(480), wide // 2) if beside else wide
        self._aside.setFixedWidth(room)
        self._scroll.setVisible(beside or not self.transcript_shown)
        card = wide - (room if self.transcript_shown else 0)
        direction = QBoxLayout.Direction.LeftToRight if card >= px(1000) else QBoxLayout.Direction.TopToBottom
        for pair in self._pairs:
            pair.setDirection(direction)
            space(pair, 64 if direction == QBoxLayout.Direction.LeftToRight else 24)
        for aside in self._asides:
            aside.setMinimumWidth(px(328) if direction == QBoxLayout.Direction.LeftToRight else 0)
            aside.setMaximumWidth(px(328) if direction == QBoxLayout.Direction.LeftToRight else _ANY_WIDTH)
        side = 48 if card >= px(800) else 24
        space(self._inner, 24, (side, 12, side, 40))
        space(self._top, 8, (side - 12, 20, side, 0))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
