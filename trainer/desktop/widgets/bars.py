from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class ErrorBar(QWidget):
    chosen = Signal(str)

    def __init__(self, sentence: str, actions: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_sentence(self, sentence: str) -> None: ...


class NoticeBar(ErrorBar):
    pass


class EmptyState(QWidget):
    clicked = Signal()

    def __init__(self, title: str, sentence: str, button: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)


class Progress(QWidget):
    cancelled = Signal()

    def __init__(self, sentence: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_progress(self, fraction: float, how_long: str = "") -> None: ...
