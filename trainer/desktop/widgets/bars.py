"""Bars and states that speak in one sentence: an error, a notice, nothing there yet, something under way."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QSizePolicy, QVBoxLayout, QWidget

from trainer.desktop.painted import fill
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets.buttons import Button
from trainer.desktop.widgets.fields import Sign
from trainer.desktop.widgets.labels import PlainLabel


class ErrorBar(QFrame):
    """What went wrong in one sentence, and what one can do. ``chosen`` tells the words of the action."""

    chosen = Signal(str)
    _ground, _ink, _icon = "danger_soft", "danger", "warning"

    def __init__(self, sentence: str, actions: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._label = PlainLabel("", wrap=True)
        self._label.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._row.addWidget(Sign(self._icon, self._ink, 16))
        self._row.addWidget(self._label, 1)
        self._buttons: list[Button] = []
        self._restyle()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.set_sentence(sentence, actions)

    def set_sentence(self, sentence: str, actions: Sequence[str] | None = None) -> None:
        """Another sentence, and other actions unless None."""
        self._label.setText(sentence)
        self.setAccessibleName(sentence)
        if actions is None:
            return
        for button in self._buttons:
            self._row.removeWidget(button)
            button.deleteLater()
        self._buttons = []
        for words in actions:
            button = Button(words, "quiet", ink=self._ink)
            button.clicked.connect(lambda _=False, words=words: self.chosen.emit(words))
            self._row.addWidget(button)
            self._buttons.append(button)

    def _restyle(self) -> None:
        theme = current_theme()
        self._row.setContentsMargins(theme.px(16), theme.px(2), theme.px(6), theme.px(2))
        self._row.setSpacing(theme.px(8))
        self.setMinimumHeight(theme.px(40))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self.layout() is not None:
            self._restyle()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill(painter, QRectF(self.rect()), theme.radius("seg"), theme.colour(self._ground))
        painter.end()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))


class NoticeBar(ErrorBar):
    """Something worth knowing, with a way back: "Deleted the call of 12 November." and "Undo"."""

    _ground, _ink, _icon = "caution_soft", "caution", "info"


class EmptyState(QWidget):
    """Where the content will be: a title, a sentence, one button."""

    clicked = Signal()

    def __init__(self, title: str, sentence: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        self.setAccessibleName(title)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(PlainLabel(title, 16, weight=600))
        column.addWidget(PlainLabel(sentence, ink="ink2", wrap=True))
        column.addSpacing(theme.px(8))
        self._button = Button(button)
        self._button.clicked.connect(lambda: self.clicked.emit())
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)


class Progress(QWidget):
    """Something that takes more than a second: what, how far, how long, Cancel."""

    cancelled = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme = current_theme()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        self._sentence = PlainLabel(sentence, wrap=True)
        self._sentence.setAlignment(Qt.AlignmentFlag.AlignVCenter)
        self._how_far = PlainLabel("", ink="ink2")
        cancel = Button("Cancel", "quiet", row="control_small")
        cancel.clicked.connect(lambda: self.cancelled.emit())
        row.addWidget(self._sentence, 1)
        row.addWidget(self._how_far)
        row.addWidget(cancel)
        column.addLayout(row)
        self._line = _ProgressLine(sentence)
        column.addWidget(self._line)

    def set_sentence(self, sentence: str) -> None:
        self._sentence.setText(sentence)
        self._line.setAccessibleName(sentence)

    def set_progress(self, fraction: float, how_long: str = "") -> None:
        """``fraction`` 0 to 1; ``how_long`` in words ("50 s left")."""
        share = max(0.0, min(1.0, fraction))
        self._line.setValue(round(share * 1000))
        self._how_far.setText(f"{share * 100:.0f} %" + (f", {how_long}" if how_long else ""))


class _ProgressLine(QProgressBar):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setRange(0, 1000)
        self.setValue(0)
        self.setTextVisible(False)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(200, 4)

    def minimumSizeHint(self) -> QSize:
        return QSize(40, 4)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        fill(painter, QRectF(self.rect()), 2, theme.colour("well"))
        done = self.width() * self.value() / self.maximum()
        if done > 0:
            fill(painter, QRectF(0, 0, max(4.0, done), self.height()), 2, theme.colour("accent"))
        painter.end()
