from __future__ import annotations

from typing import Literal

from PySide6.QtWidgets import QPushButton, QWidget

Kind = Literal["main", "second", "quiet", "danger"]


class Button(QPushButton):
    def __init__(
        self,
        text: str,
        kind: Kind = "second",
        icon: str | None = None,
        key: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)


class IconButton(QPushButton):
    def __init__(self, icon: str, name: str, key: str | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_icon(self, icon: str, name: str) -> None: ...
