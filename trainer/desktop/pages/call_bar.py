"""The bar at the foot of a call: time, microphone, how one talks, and what can be asked for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from trainer.desktop.pages.layout import Ground, Rule, column, fixed, row, space
from trainer.desktop.services import Listen
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, Choice, Elided, IconButton, LevelMeter, PlainLabel, Segmented
from trainer.report.lines import clock

_WAYS = (
    Choice("hold", "Hold to talk", key="Space"),
    Choice("open", "Open"),
    Choice("type", "Type", icon="keyboard"),
)


class CallBar(QWidget):
    way_chosen = Signal(str)
    hold_changed = Signal(bool)
    repeat_requested = Signal()
    mute_changed = Signal(bool)
    pause_changed = Signal(bool)
    end_requested = Signal()

    def __init__(self, mode: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mode = "Exam" if mode == "exam" else "Practice"
        self.muted = False
        self.paused = False
        self.time = PlainLabel(clock(0), 20, weight=600)
        self.state = Elided(self._mode, ink="ink2")
        self.meter = LevelMeter()
        self.ways = Segmented(_WAYS, "How you talk")
        self.ways.choose("hold")
        self.ways.chosen.connect(self.way_chosen)
        self._hold = self.ways.findChildren(QAbstractButton)[0]
        self._hold.installEventFilter(self)
        self.repeat = IconButton("repeat", "Ask them to repeat", "R")
        self.mute = IconButton("mic_off", "Mute", "M")
        self.pause = IconButton("pause", "Pause", "P")
        self.go_on = Button("Go on", "second", icon="play", key="P")
        self.go_on.hide()
        self.end = Button("End call", "second")
        self.repeat.clicked.connect(self.repeat_requested)
        self.mute.clicked.connect(lambda: self.set_muted(not self.muted))
        self.pause.clicked.connect(lambda: self.pause_changed.emit(True))
        self.go_on.clicked.connect(lambda: self.pause_changed.emit(False))
        self.end.clicked.connect(self.end_requested)
        for button in (self.repeat, self.mute, self.pause, self.go_on, self.end):
            # A click must not take the focus from the page: Space is for talking.
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._rows = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self._rows, 16, (32, 0, 32, 0))
        self._rows.addLayout(row(self.time, self.state, None, self.meter, gap=16), 1)
        self._rows.addLayout(row(self.ways, None, self.repeat, self.mute, self.pause, self.go_on, self.end, gap=12), 1)
        ground = Ground("paper")
        ground.setLayout(self._rows)
        self.setLayout(column(Rule(), ground))

    def arrange(self, width: int, small: bool) -> None:
        """In one row, or in two where the text is large."""
        px = current_theme().px
        two = width < px(960)
        self._rows.setDirection(QBoxLayout.Direction.TopToBottom if two else QBoxLayout.Direction.LeftToRight)
        side = 24 if small else 32
        space(self._rows, 8 if two else 16, (side, 12 if two else 0, side, 12 if two else 0))
        fixed(self, height=116 if two else 72 if small else 84)

    def show_time(self, seconds: float) -> None:
        self.time.setText(clock(seconds))

    def show_state(self, state: str) -> None:
        """``state``: whose move it is, in words; empty for the mode alone."""
        self.state.setText(f"{self._mode} · {state}" if state else self._mode)

    def show_paused(self, paused: bool) -> None:
        self.paused = paused
        for button in (self.repeat, self.mute, self.pause):
            button.setVisible(not paused)
        self.go_on.setVisible(paused)

    def set_muted(self, muted: bool) -> None:
        self.muted = muted
        self.meter.set_muted(muted)
        self.mute.set_icon("mic" if muted else "mic_off", "Unmute" if muted else "Mute")
        self.mute_changed.emit(muted)

    @property
    def way(self) -> Listen:
        match self.ways.value:
            case "open":
                return "open"
            case "type":
                return "type"
        return "hold"

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Holding the mouse on "Hold to talk" talks, once that way is the chosen one."""
        if watched is self._hold and self.way == "hold" and isinstance(event, QMouseEvent):
            if event.type() == QEvent.Type.MouseButtonPress:
                self.hold_changed.emit(True)
            elif event.type() == QEvent.Type.MouseButtonRelease:
                self.hold_changed.emit(False)
        return False
