from __future__ import annotations

from PySide6.QtWidgets import QWidget


class MarkLine(QWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_mark(
        self, value: float | None, low: float = 0, high: float = 0, pass_mark: float | None = None
    ) -> None: ...
