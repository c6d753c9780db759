"""Where one types what one would say. Return sends it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer.desktop.pages.layout import Ground, column, row
from trainer.desktop.widgets import Button, TextField


class TypingField(Ground):
    sent = Signal(str)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__("paper", parent)
        self.field = TextField(name, name)
        self.field.setMaxLength(4000)
        self.send = Button("Say it", "second", key="Return")
        self.send.clicked.connect(self._send)
        line = row(self.field, self.send, gap=8, sides=(84, 0, 24, 16))
        self.setLayout(column(line))

    def _send(self) -> None:
        text = self.field.text().strip()
        if text:
            self.field.clear()
            self.sent.emit(text)
        self.field.setFocus()
