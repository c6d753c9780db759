"""How long a face takes to draw, on the stage and as a portrait, over all drawn people."""

from __future__ import annotations

import time
from statistics import median
from typing import Any, Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QGuiApplication, QImage, QPainter

from trainer.desktop.face import FaceParameters, draw_face, portrait
from trainer.desktop.theme import Theme, read_tokens, shipped_tokens


def measure(form: Literal["short", "full"] = "short") -> list[dict[str, Any]]:
    """Median processor time of a face on the stage (960 by 524) and of a portrait of 80 px that is not put by."""
    application = QGuiApplication.instance() or QGuiApplication([])
    theme = Theme.load(shipped_tokens(), dark=False, text_size=100)
    people = list(read_tokens(shipped_tokens())["face"]["people"])
    times = 5 if form == "short" else 30
    stage = [_on_stage(FaceParameters.of(who), step / times) for who in people for step in range(times)]
    small = [_portrait(FaceParameters.of(who), 60 + step, theme) for who in people for step in range(times)]
    del application
    return [_row("drawing a face on the stage", stage, 6, form), _row("drawing a portrait", small, 2, form)]


def _on_stage(person: FaceParameters, mouth: float) -> float:
    picture = QImage(960, 524, QImage.Format.Format_ARGB32_Premultiplied)
    painter = QPainter(picture)
    begun = time.process_time()
    draw_face(painter, QRectF(0, 0, 960, 524), person, "hopeful", mouth=mouth, crop="stage")
    spent = time.process_time() - begun
    painter.end()
    return spent


def _portrait(person: FaceParameters, side: int, theme: Theme) -> float:
    begun = time.process_time()
    portrait(person, "warm", side, theme)
    return time.process_time() - begun


def _row(name: str, spent: list[float], most: float, form: str) -> dict[str, Any]:
    value = round(1000 * median(spent), 2)
    return {"name": name, "issue": 3, "value": value, "unit": "ms", "bar": f"≤ {most}", "held": value <= most,
            "form": form, "n": len(spent)}  # fmt: skip
