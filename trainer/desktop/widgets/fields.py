from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget


class TextField(QLineEdit):
    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_wrong(self, sentence: str | None) -> None: ...


class TextArea(QPlainTextEdit):
    def __init__(self, name: str, placeholder: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_wrong(self, sentence: str | None) -> None: ...


class SearchField(TextField):
    def __init__(self, placeholder: str, key: str | None = "/", parent: QWidget | None = None) -> None:
        super().__init__(placeholder, placeholder, parent)
