"""The stage of a call: the person before the wall of their room."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from trainer.desktop.face import FaceParameters, FaceWidget
from trainer.desktop.pages.layout import row
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, Elided
from trainer.report.person_words import words_for
from trainer.scenario.schema import Person


class Stage(QWidget):
    transcript_requested = Signal()

    def __init__(self, person: Person, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._room = person.room
        self.face = FaceWidget(parent=self)
        self.face.set_person(
            words_for(person).called, FaceParameters.of(person.face.like, person.face.change), person.room
        )
        self._head = QWidget(self)
        self._name = Elided(person.name, weight=600)
        self._place = Elided(f"{person.organisation}, {person.place}", ink="room_ink2")
        self.transcript = Button("Transcript", "quiet", icon="lines", key="L", ink="room_ink2")
        self.transcript.clicked.connect(self.transcript_requested)
        self._head.setLayout(row(self._name, self._place, None, self.transcript, gap=8, sides=(32, 16, 16, 8)))
        self._bar: QWidget | None = None

    def show_bar(self, bar: QWidget) -> None:
        """Show a sentence at the stage's foot, in place of one that stands there."""
        self.drop_bar()
        bar.setParent(self.parentWidget() or self)
        self._bar = bar
        self._arrange()
        bar.show()
        bar.raise_()

    def drop_bar(self) -> None:
        if self._bar is not None:
            self._bar.hide()
            self._bar.deleteLater()
            self._bar = None

    @property
    def bar(self) -> QWidget | None:
        return self._bar

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), current_theme().room(self._room))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        px = current_theme().px
        self.face.setGeometry(self.rect())
        parts = (self._name, self._place, self.transcript)
        needed = sum(part.sizeHint().width() for part in parts) + px(32 + 16 + 3 * 8)
        self._place.setVisible(needed <= self.width())  # before the name is cut short, their firm goes
        self._head.setGeometry(0, 0, self.width(), self._head.sizeHint().height())
        if self._bar is not None:
            # It belongs to the stage's foot, but may reach over the panel where the text is large.
            host = self.parentWidget() or self
            width = min(px(640), host.width() - px(48))
            height = max(px(48), self._bar.sizeHint().height(), self._bar.heightForWidth(width))
            foot = self.mapTo(host, QPoint(0, self.height())).y()
            left = max(px(24), (self.width() - width) // 2)
            self._bar.setGeometry(left, foot - height - px(16), width, height)
