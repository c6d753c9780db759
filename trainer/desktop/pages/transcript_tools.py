"""What can be done with the chosen line of a transcript: go back to it, or put right what the ear got wrong."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer.desktop.pages.layout import column, row
from trainer.desktop.pages.transcript import Transcript
from trainer.desktop.widgets import Button, TextField


class TranscriptTools(QWidget):
    """``rewind_requested``: the rep's turn to hold another way; ``corrected``: what was really said in a turn."""

    rewind_requested = Signal(int)
    corrected = Signal(int, str)

    def __init__(self, transcript: Transcript, can_rewind: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._transcript = transcript
        self.rewind = Button("Rewind to here", "second", icon="rewind")
        self.correct = Button("Correct", "second", icon="pencil")
        self.field = TextField("What you really said", "What you really said")
        self.field.setMaxLength(4000)
        self.save = Button("Save", "second", key="Return")
        self.cancel = Button("Cancel", "quiet")
        self._editing = QWidget()
        editing = row(self.field, self.save, self.cancel, gap=8)
        editing.setStretch(0, 1)
        self._editing.setLayout(editing)
        self._editing.hide()
        self.setLayout(column(self._editing, row(self.rewind, self.correct, None, gap=8), gap=8, sides=(12, 0, 12, 0)))
        self.rewind.setHidden(not can_rewind)
        self.rewind.clicked.connect(self._rewind)
        self.correct.clicked.connect(self._edit)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self._editing.hide)
        transcript.selectionModel().currentChanged.connect(self._chose)
        self._chose()

    def main_action(self) -> bool:
        """Return in the field saves. False: the field hasn't the focus."""
        if not self.field.hasFocus():
            return False
        self._save()
        return True

    def _chose(self) -> None:
        line = self._transcript.chosen
        mine = line is not None and line.who == "rep"
        self.rewind.setEnabled(mine)
        self.correct.setEnabled(mine)
        self._editing.hide()

    def _rewind(self) -> None:
        line = self._transcript.chosen
        if line is not None:
            self.rewind_requested.emit(line.turn)

    def _edit(self) -> None:
        line = self._transcript.chosen
        if line is not None:
            self.field.setText(line.text)
            self.field.setCursorPosition(0)
            self._editing.show()
            self.field.setFocus()

    def _save(self) -> None:
        line = self._transcript.chosen
        if line is not None and not self._editing.isHidden():
            self._editing.hide()
            self.corrected.emit(line.turn, self.field.text().strip())
