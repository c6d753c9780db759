from __future__ import annotations

import random

from PySide6.QtWidgets import QWidget

from trainer.desktop.face.drawing import Crop
from trainer.desktop.face.parameters import FaceParameters


class FaceWidget(QWidget):
    def __init__(
        self, chance: random.Random | None = None, crop: Crop = "stage", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)

    def set_person(self, name: str, parameters: FaceParameters, room: str | None = None) -> None:
        """``name`` is what the person is called ("Marta"): the screen reader says "Marta, doubtful"."""

    def set_mood(self, mood: str, attention: float = 1.0) -> None: ...

    def set_mouth(self, loudness: float) -> None: ...

    def set_motion(self, on: bool) -> None: ...
