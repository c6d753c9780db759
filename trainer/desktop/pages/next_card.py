"""The one person who is offered: their wall, their face, the reason and the main action."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from trainer.desktop.face import FaceParameters, draw_face
from trainer.desktop.models.people import Suggestion
from trainer.desktop.pages.layout import at_least, at_most, column, row, space
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, PlainLabel

_FACE_WIDTH = 200


class NextCard(QWidget):
    brief_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._id = ""
        self._room = "straw"
        self._face = FaceParameters.of("marta")
        self._name = PlainLabel("", 28, speech=True, wrap=True)
        self._role = PlainLabel("", ink="room_ink2", wrap=True)
        self._reason = PlainLabel("", wrap=True)
        self._orbit = PlainLabel("", 12, ink="room_ink2")
        self._summary = PlainLabel("", 12, ink="room_ink2")
        self.button = Button("Read the brief", "main", key="Return")
        self.button.clicked.connect(lambda: self.brief_requested.emit(self._id))
        for label in (self._orbit, self._summary):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
        at_most(self._reason, 520)
        at_most(self._role, 520)
        words = column(
            PlainLabel("Practise next", 12, weight=500, ink="room_ink2"),
            2, self._name, self._role, 12, self._reason, None,
        )  # fmt: skip
        side = column(self._orbit, 2, self._summary, None, row(None, self.button))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self._beside, 24)
        self._beside.addLayout(words, 1)
        self._beside.addLayout(side)
        self.setLayout(row(_FACE_WIDTH, self._beside, gap=24, sides=(0, 24, 24, 24)))
        at_least(self, 184)

    def show_suggestion(self, suggestion: Suggestion) -> None:
        card, person = suggestion.card, suggestion.card.listing.person
        self._id, self._room = card.id, person.room
        self._face = FaceParameters.of(person.face.like, person.face.change)
        self._name.setText(person.name)
        self._role.setText(f"{card.role}. {card.listing.title}.")
        self._reason.setText(suggestion.reason)
        self._orbit.setText(card.orbit)
        self._summary.setText(card.summary)
        self.setAccessibleName(f"Practise next: {person.name}. {suggestion.reason}")
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fits = self.width() >= current_theme().px(720)
        self._beside.setDirection(QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom)
        for label in (self._orbit, self._summary):
            label.setAlignment(Qt.AlignmentFlag.AlignRight if fits else Qt.AlignmentFlag.AlignLeft)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wall = QPainterPath()
        radius = theme.radius("room")
        wall.addRoundedRect(QRectF(self.rect()), radius, radius)
        painter.fillPath(wall, theme.room(self._room))
        painter.setClipPath(wall)
        width = theme.px(_FACE_WIDTH)
        height = min(self.height(), theme.px(184))
        place = QRectF(0, self.height() - height, width, height)
        draw_face(painter, place, self._face, "warm", crop="card")
