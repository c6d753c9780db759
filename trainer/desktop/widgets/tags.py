from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QWidget

TagKind = Literal["plain", "alive", "notice"]


class Tag(QWidget):
    def __init__(
        self, text: str, kind: TagKind = "plain", icon: str | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)


class Key(QWidget):
    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
