from __future__ import annotations

from PySide6.QtGui import QPixmap

from trainer.desktop.face.parameters import FaceParameters
from trainer.desktop.theme import Theme


def portrait(person: FaceParameters, mood: str, size: int, theme: Theme, room: str | None = None) -> QPixmap:
    return QPixmap(size, size)
