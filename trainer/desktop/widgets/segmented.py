from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Choice:
    id: str
    text: str
    icon: str | None = None
    key: str | None = None


class Segmented(QWidget):
    chosen = Signal(str)

    def __init__(self, options: Sequence[str | Choice], name: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)

    @property
    def value(self) -> str:
        return ""

    def choose(self, option: str) -> None: ...
