from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QStyledItemDelegate

from trainer.desktop.face.parameters import FaceParameters

PERSON_ROLE = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class PersonRow:
    """What a cell shows. A model gives it under PERSON_ROLE."""

    face: FaceParameters
    name: str
    role: str = ""
    orbit: str = ""
    info: str = ""
    favourite: bool = False
    mood: str = "attentive"
    room: str | None = None


class PersonCell(QStyledItemDelegate):
    def __init__(self, side: int = 80, parent: QObject | None = None) -> None:
        super().__init__(parent)
