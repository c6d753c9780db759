from __future__ import annotations

from PySide6.QtWidgets import QWidget

from trainer.desktop.face.parameters import FaceParameters


class Portrait(QWidget):
    def __init__(self, label: str = "", side: int = 80, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_person(
        self, name: str, parameters: FaceParameters, mood: str = "attentive", room: str | None = None
    ) -> None: ...
