"""The call: the person, their words as they sound, and how it stands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from trainer.call.notices import Floor, Level, Notice, Partial, Speaking, Trouble
from trainer.desktop.bridge import Bridge
from trainer.desktop.models.call_view import CallView, firm_words
from trainer.desktop.pages.call_bar import CallBar
from trainer.desktop.pages.call_side import CallSide
from trainer.desktop.pages.captions import Captions
from trainer.desktop.pages.layout import column, fixed, row
from trainer.desktop.pages.page import Page
from trainer.desktop.pages.stage import Stage
from trainer.desktop.pages.typing_field import TypingField
from trainer.desktop.services import BegunCall, Listen, LiveCall
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import ErrorBar, NoticeBar
from trainer.report.lines import RATE, line_of
from trainer.report.person_words import words_for
from trainer.scenario.schema import Person
from trainer.transcript import Entry, Heard, Mode, MoodShown, Said

_FRAME_MS = 30
"""One value of a line's loudness holds for so long; also how often the mouth and the captions move on."""


class CallPage(Page):
    """Shows a call from its notices, and asks it for what the rep wants.

    The page is there before the call is: :meth:`attach` gives it the call once ear and voice are loaded. ``ended``
    follows the last words of it; ``left`` is asked for when the rep goes and means to come back.
    """

    bare = True
    ended = Signal()
    left = Signal()

    def __init__(
        self,
        person: Person,
        mode: Mode,
        way: Listen,
        ticks: Callable[[], float],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._ticks = ticks
        self._called = words_for(person).called
        self._call: LiveCall | None = None
        self._bridge = Bridge(self.take, self)
        self.view = CallView()
        self._partial = ""
        self._held = False
        self._over = False
        self._line: Speaking | None = None
        self._line_began = 0.0
        self._way_before_typing: Listen = "hold"
        self._before, self._since = 0.0, None  # type: float, float | None
        self.stage = Stage(person)
        self.captions = Captions()
        self.typing = TypingField(f"Type what you say to {self._called}")
        self.typing.hide()
        self.typing.sent.connect(self._type)
        self.side = CallSide(self._called, mode == "practice")
        self.bar = CallBar(mode)
        self.bar.way_chosen.connect(self._listen)
        self.bar.hold_changed.connect(self._hold)
        self.bar.repeat_requested.connect(self._repeat)
        self.bar.mute_changed.connect(self._mute)
        self.bar.pause_changed.connect(self._pause)
        self.bar.end_requested.connect(self._end)
        self.side.hint_requested.connect(self._hint)
        self.stage.transcript_requested.connect(self._toggle_transcript)
        main = column(self.stage, self.captions, self.typing)
        main.setStretch(0, 1)
        upper = row(main, self.side)
        upper.setStretch(0, 1)
        box = column(upper, self.bar)
        box.setStretch(0, 1)
        self.setLayout(box)
        self.bar.ways.choose(way)
        self._set_keys()
        self._frames = QTimer(self)
        self._frames.setInterval(_FRAME_MS)
        self._frames.setTimerType(Qt.TimerType.PreciseTimer)
        self._frames.timeout.connect(self._next_frame)
        self._seconds = QTimer(self)
        self._seconds.setInterval(250)
        self._seconds.timeout.connect(lambda: self.bar.show_time(self.elapsed))
        self.bar.show_state(f"calling {self._called}")
        self.bar.setEnabled(False)

    def _set_keys(self) -> None:
        for key, action in (
            ("R", self.bar.repeat.click),
            ("M", self.bar.mute.click),
            ("P", lambda: self._pause(not self.bar.paused)),
            ("T", self._choose_typing),
            ("L", self._toggle_transcript),
            ("H", self._hint),
        ):
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(action)

    # What the call tells ----------------------------------------------------------------------------------------------

    @property
    def notify(self) -> Callable[[Notice], None]:
        """Takes the call's notices, on any thread."""
        return self._bridge.send

    def attach(self, begun: BegunCall) -> None:
        """Begin: from the first word, or from where the call stood."""
        call = self._call = begun.call
        self.view.gauges |= begun.gauges
        for entry in begun.log:
            self.view.take(entry)
            if (line := line_of(entry)) is not None:
                self.side.transcript.append(line)
                if line.who == "person":
                    self.captions.say(line.text, 0.0)
        self._before = begun.log[-1].at / RATE if begun.log else 0.0
        self._since = self._ticks()
        self.stage.face.set_mood(self.view.mood, self.view.attention)
        self.side.show_view(self.view)
        self.bar.setEnabled(True)
        self.bar.show_state("")
        self._seconds.start()
        if not begun.hears:
            self.bar.ways.choose("type")
        way = self.bar.way
        call.listen(way)
        self.typing.setVisible(way == "type")
        call.start()
        self.entered()

    def take(self, notice: Notice) -> None:
        match notice:
            case Entry():
                self._take_entry(notice)
            case Partial(text=text):
                self._show_partial(text)
            case Level(loudness=loudness, clipped=clipped):
                self.bar.meter.set_level(loudness, clipped)
            case Speaking():
                self._speak(notice)
            case Floor(state=state):
                self._show_floor(state)
            case Trouble():
                self._show_trouble(notice)

    def _take_entry(self, entry: Entry) -> None:
        self.view.take(entry)
        if (line := line_of(entry)) is not None:
            self.side.transcript.append(line)
        match entry.event:
            case Heard(text=text):
                self._partial = text
                self.captions.hear(text, len(text.split()))
            case Said(text=text, by=by) if self.captions.line != " ".join(text.split()):
                self.captions.say(text, 0.0, speech=by == "person")
            case MoodShown(mood=mood, attention=attention):
                self.stage.face.set_mood(mood, attention)
        self.side.show_view(self.view)

    def _show_partial(self, text: str) -> None:
        if text:
            self.captions.hear(text, firm_words(self._partial, text))
            self._partial = text

    def _speak(self, line: Speaking) -> None:
        if line.loudness is None:
            self._line = None
            self._frames.stop()
            self.stage.face.set_mouth(0.0)
            self.captions.finish()
            return
        self._line, self._line_began = line, self._ticks()
        self.captions.say(line.text, line.seconds)
        self._frames.start()

    def _next_frame(self) -> None:
        line = self._line
        if line is None or line.loudness is None:
            return
        elapsed = self._ticks() - self._line_began
        self.captions.advance(elapsed)
        frame = int(elapsed * 1000 / _FRAME_MS)
        self.stage.face.set_mouth(line.loudness[frame] if frame < len(line.loudness) else 0.0)

    def _show_floor(self, state: Literal["rep", "thinking", "person", "paused", "over"]) -> None:
        words = {
            "rep": "your move",
            "thinking": f"{self._called} thinks",
            "person": f"{self._called} speaks",
            "paused": "paused",
            "over": "over",
        }
        self.bar.show_state(words[state])
        self.bar.show_paused(state == "paused")
        if state in ("paused", "over"):
            self._stop_clock()
        else:
            self._start_clock()
        if state == "over" and not self._over:
            self._finish()

    def _show_trouble(self, trouble: Trouble) -> None:
        """One sentence, and two ways on. Whether the call stands still is told by the floor."""
        self._hold(False)
        bar = ErrorBar(trouble.sentence, ("Details", "Type on", "Go on"))

        def chosen(action: str) -> None:
            if action == "Details":
                QApplication.clipboard().setText(f"{trouble.part}: {trouble.details or trouble.sentence}")
                return
            self.stage.drop_bar()
            if action == "Type on":
                self._choose_typing()
            self._pause(False)

        bar.chosen.connect(chosen)
        self.stage.show_bar(bar)

    def _finish(self) -> None:
        self._over = True
        self.stage.drop_bar()
        self.bar.setEnabled(False)
        self.typing.hide()
        self.ended.emit()

    # The clock of the call --------------------------------------------------------------------------------------------

    @property
    def elapsed(self) -> float:
        """Seconds of the call, pauses left out."""
        return self._before + (0.0 if self._since is None else self._ticks() - self._since)

    def _stop_clock(self) -> None:
        self._before, self._since = self.elapsed, None

    def _start_clock(self) -> None:
        if self._since is None:
            self._since = self._ticks()

    # What the rep wants -----------------------------------------------------------------------------------------------

    def _listen(self, way: str) -> None:
        chosen: Listen = "type" if way == "type" else "open" if way == "open" else "hold"
        if chosen != "type":
            self._way_before_typing = chosen
        self._hold(False)
        self.typing.setVisible(chosen == "type")
        if self._call is not None:
            self._call.listen(chosen)
        (self.typing.field if chosen == "type" else self).setFocus()

    def _choose_typing(self) -> None:
        self.bar.ways.choose("type")
        self._listen("type")

    def _type(self, text: str) -> None:
        if self._call is not None:
            self._call.type(text)

    def _hold(self, holding: bool) -> None:
        if self._call is not None and holding != self._held and (self.bar.way == "hold" or not holding):
            self._held = holding
            self._call.hold(holding)

    def _repeat(self) -> None:
        if self._call is not None:
            self._call.repeat()

    def _hint(self) -> None:
        if self._call is not None and self.side.practice:
            self._call.hint()

    def _mute(self, on: bool) -> None:
        if self._call is not None:
            self._call.mute(on)

    def _pause(self, on: bool) -> None:
        if self._call is None or self._over:
            return
        self._hold(False)
        if on:
            self._call.pause()
        else:
            self.stage.drop_bar()
            self._call.resume()

    def _end(self) -> None:
        if self._call is not None and not self._over:
            self._hold(False)
            self.stage.drop_bar()
            self._call.end()

    def _toggle_transcript(self) -> None:
        shown = not self.side.transcript_shown
        self.side.show_transcript(shown)
        if shown:
            self.side.transcript.scrollToBottom()

    def back(self) -> None:
        """One step out: of typing, of the transcript, then of the call, which is paused and asked about."""
        if self.typing.field.hasFocus():
            self.bar.ways.choose(self._way_before_typing)
            self._listen(self._way_before_typing)
        elif self.side.transcript_shown:
            self._toggle_transcript()
        elif self._call is None:
            self.left.emit()
        elif not self._over:
            self._pause(True)
            bar = NoticeBar("The call is paused. You can leave it and go on another day.", ("Leave", "Go on"))
            bar.chosen.connect(lambda action: self.left.emit() if action == "Leave" else self._pause(False))
            self.stage.show_bar(bar)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._hold(True)
            return
        super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            if not event.isAutoRepeat():
                self._hold(False)
            return
        super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        # The release of the key will go elsewhere.
        self._hold(False)
        super().focusOutEvent(event)

    # The page itself --------------------------------------------------------------------------------------------------

    def main_action(self) -> None:
        if self.typing.isVisible():
            self.typing.send.click()

    def entered(self) -> None:
        (self.typing.field if self.typing.isVisible() else self).setFocus()

    def close_call(self) -> None:
        """Tell nothing more: the call is being stopped."""
        self._bridge.close()
        self._frames.stop()
        self._seconds.stop()

    @property
    def call(self) -> LiveCall | None:
        return self._call

    def arrange(self) -> None:
        px = current_theme().px
        small = self.width() < px(1120) or self.height() < px(720)
        fixed(self.side, width=272 if small else 320)
        self.bar.arrange(self.width(), small)
        fixed(self.captions, height=180 if small else 192)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow():
            self._hold(False)
