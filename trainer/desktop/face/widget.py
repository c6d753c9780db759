"""The person in the call: the drawn face on its wall, moving."""

from __future__ import annotations

import random

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from trainer.desktop.face.drawing import Crop, draw_pose
from trainer.desktop.face.motion import FaceMotion
from trainer.desktop.face.parameters import FaceParameters, mood_word
from trainer.desktop.painted import Painted
from trainer.desktop.theme import Theme

_FRAME_MS = 16
_BREATH_FRAME_MS = 66


class FaceWidget(Painted):
    """One person, filling its place with their wall. ``chance`` decides when they blink.

    Pictures are drawn sixty times a second while something moves, fifteen while only breath does, and not at all
    while the widget is hidden or motion is off.
    """

    def __init__(
        self, chance: random.Random | None = None, crop: Crop = "stage", parent: QWidget | None = None
    ) -> None:
        super().__init__("", parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self._crop: Crop = crop
        self._name = ""
        self._person: FaceParameters | None = None
        self._room: str | None = None
        self._motion = FaceMotion(chance or random.Random(1))
        self._clock = QElapsedTimer()
        self._clock.start()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._tick)

    def sizeHint(self) -> QSize:
        return QSize(self.theme.px(264), self.theme.px(264))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.theme.px(80), self.theme.px(80))

    def set_person(self, name: str, parameters: FaceParameters, room: str | None = None) -> None:
        """``name`` is what the person is called ("Marta"): the screen reader says "Marta, doubtful".

        ``room`` is their wall, the parameters' own if None. They come on attentive.
        """
        self._name, self._person, self._room = name, parameters, room or parameters.room
        self._motion.jump("attentive", self._now())
        self._say_mood()
        self._tick()

    def set_mood(self, mood: str, attention: float = 1.0) -> None:
        """One of the nine moods, reached in 240 ms and held for 1.2 s at least; later ones wait, the last of them wins.

        ``attention`` 0 to 1; where it rises the eyes come back within 180 ms. KeyError for a mood that is not drawn.
        """
        if self._motion.set_mood(mood, attention, self._now()):
            self._say_mood()
        self._tick()

    def set_mouth(self, loudness: float) -> None:
        """How loud the voice is now, 0 to 1; the mouth follows within some 30 ms, also with motion off."""
        self._motion.set_mouth(loudness, self._now())
        self._tick()

    def set_motion(self, on: bool) -> None:
        """Off: moods are there at once, no breath, no blinks."""
        self._motion.moving = on
        self._tick()

    @property
    def mood(self) -> str:
        return self._motion.mood

    def draw(self, painter: QPainter, theme: Theme) -> None:
        if self._person is None or self._room is None:
            painter.fillRect(self.rect(), theme.colour("well"))
            return
        painter.fillRect(self.rect(), theme.room(self._room))
        frame = self._motion.frame(self._now())
        draw_pose(
            painter,
            QRectF(self.rect()),
            self._person,
            frame.pose,
            mouth=frame.mouth,
            blink=frame.blink,
            breath=frame.breath,
            crop=self._crop,
        )

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._tick()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    def _now(self) -> float:
        return self._clock.nsecsElapsed() / 1e6

    def _say_mood(self) -> None:
        self.setAccessibleName(f"{self._name}, {mood_word(self._motion.mood)}")

    def _tick(self) -> None:
        now = self._now()
        if self._motion.due(now):
            self._say_mood()
        self.update()
        if not self.isVisible():
            return
        if self._motion.restless(now):
            self._timer.start(_FRAME_MS)
            return
        waits = self._motion.wakes_in(now)
        if self._motion.moving:
            self._timer.start(min(_BREATH_FRAME_MS, round(waits or 0.0) + 1))
        elif waits is not None:
            self._timer.start(round(waits) + 1)
