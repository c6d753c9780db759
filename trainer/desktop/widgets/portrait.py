"""A person's picture on a page."""

from __future__ import annotations

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from trainer.desktop.face.parameters import FaceParameters, mood_word
from trainer.desktop.face.portrait import portrait
from trainer.desktop.theme import current_theme


class Portrait(QLabel):
    """The head of a person on their wall, ``side`` px at 100 %. ``label``: its name until someone is set."""

    def __init__(self, label: str = "", side: int = 80, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._side = side
        self._shown: tuple[FaceParameters, str, str | None] | None = None
        self.setAccessibleName(label)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_person(
        self, name: str, parameters: FaceParameters, mood: str = "attentive", room: str | None = None
    ) -> None:
        """``name`` as the person is called; the screen reader says "Marta, doubtful"."""
        self._shown = (parameters, mood, room)
        self.setAccessibleName(f"{name}, {mood_word(mood)}")
        self._redraw()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange:
            self._redraw()

    def _redraw(self) -> None:
        theme = current_theme()
        side = theme.px(self._side)
        self.setFixedSize(side, side)
        if self._shown is not None:
            person, mood, room = self._shown
            self.setPixmap(portrait(person, mood, side, theme, room, self.devicePixelRatioF()))
