from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class PlainLabel(QLabel):
    def __init__(
        self,
        text: str = "",
        size: int = 14,
        *,
        weight: int = 400,
        ink: str = "ink",
        speech: bool = False,
        code: bool = False,
        wrap: bool = False,
        line: int | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def set_ink(self, ink: str) -> None: ...


class Elided(PlainLabel):
    pass
