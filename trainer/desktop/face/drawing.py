from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from trainer.desktop.face.parameters import FaceParameters

Crop = Literal["portrait", "stage", "card"]


def draw_face(
    painter: QPainter,
    rect: QRectF,
    parameters: FaceParameters,
    mood: str,
    *,
    mouth: float = 0.0,
    attention: float = 1.0,
    blink: float = 0.0,
    breath: float = 0.0,
    crop: Crop = "portrait",
) -> None:
    return
