"""Outlines of the face as painter paths, written in the tokens as the letters of SVG (M, L, Q, C, Z, absolute)."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

from trainer.desktop.face.parameters import FaceParameters, face_tokens

_PART = re.compile(r"[MLQCZ]|-?\d*\.?\d+")
_NUMBERS = {"M": 2, "L": 2, "Q": 4, "C": 6, "Z": 0}


@cache
def outline(letters: str) -> QPainterPath:
    """The path that these letters draw. A further set of numbers repeats the last letter, as in SVG."""
    path = QPainterPath()
    parts = _PART.findall(letters)
    letter, at = "M", 0
    while at < len(parts):
        if parts[at] in _NUMBERS:
            letter, at = parts[at], at + 1
        count = _NUMBERS[letter]
        numbers = [float(part) for part in parts[at : at + count]]
        at += count
        if letter == "M":
            path.moveTo(*numbers)
        elif letter == "L":
            path.lineTo(*numbers)
        elif letter == "Q":
            path.quadTo(*numbers)
        elif letter == "C":
            path.cubicTo(*numbers)
        else:
            path.closeSubpath()
    return path


def curve(*points: float) -> QPainterPath:
    """An open line: a start, then one, two or three further points for a straight, quadratic or cubic part."""
    path = QPainterPath(QPointF(points[0], points[1]))
    if len(points) == 4:
        path.lineTo(*points[2:])
    elif len(points) == 6:
        path.quadTo(*points[2:])
    else:
        path.cubicTo(*points[2:])
    return path


@cache
def head(person: FaceParameters) -> QPainterPath:
    w, top, chin = person.w, person.top, person.chin
    jaw = (0.34 + 0.42 * person.jaw) * w
    path = QPainterPath(QPointF(0, -top))
    path.cubicTo(0.62 * w, -top, w, -0.66 * top, w, -0.06 * top)
    path.cubicTo(w, 0.52 * chin, jaw, chin, 0, chin)
    path.cubicTo(-jaw, chin, -w, 0.52 * chin, -w, -0.06 * top)
    path.cubicTo(-w, -0.66 * top, -0.62 * w, -top, 0, -top)
    path.closeSubpath()
    return path


@cache
def beard(person: FaceParameters) -> QPainterPath:
    w, chin = person.w, person.chin
    path = QPainterPath(QPointF(-w - 12, 2))
    path.cubicTo(-0.94 * w, 34, -0.7 * w, 42, -36, 43)
    path.cubicTo(-20, 44, -12, 38, 0, 40)
    path.cubicTo(12, 38, 20, 44, 36, 43)
    path.cubicTo(0.7 * w, 42, 0.94 * w, 34, w + 12, 2)
    path.lineTo(w + 20, chin + 20)
    path.lineTo(-w - 20, chin + 20)
    path.closeSubpath()
    return path.intersected(head(person))


@cache
def hair(style: str, layer: str) -> tuple[tuple[QPainterPath, str, float, bool], ...]:
    """The parts of a hair style in one layer: (path, which hair colour, width of its line or 0, stands off)."""
    parts: list[dict[str, Any]] = face_tokens()["hair_paths"].get(style, [])
    found = []
    for part in parts:
        if part["layer"] != layer:
            continue
        if "circle" in part:
            x, y, radius = part["circle"]
            path = QPainterPath()
            path.addEllipse(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        else:
            path = outline(part["path"])
        colour = part.get("fill") or part["stroke"]
        found.append((path, colour, float(part.get("width", 0.0)), "circle" in part))
    return tuple(found)


BODY = (
    "M-158,240 C-158,178 -120,160 -62,146 C-44,141 -36,132 -34,116 L34,116 "
    "C36,132 44,141 62,146 C120,160 158,178 158,240Z"
)
NECK = "M-34,70 L34,70 L34,118 C34,136 20,152 0,152 C-20,152 -34,136 -34,118Z"
MOUSTACHE = "M0,46 C-12,44 -30,50 -36,62 C-22,60 -10,60 0,56 C10,60 22,60 36,62 C30,50 12,44 0,46Z"
ROUND_COLLAR = "M-38,122 C-34,152 -16,164 0,164 C16,164 34,152 38,122"
HEM = (
    "M-37.5,110 L-37.5,122 C-37.5,148 -20.5,168.7 0,168.7 C20.5,168.7 37.5,148 37.5,122 L37.5,110 "
    "L34,116 C34,134 20,150 0,150 C-20,150 -34,134 -34,116Z"
)
APRON = "M-80,152.5 L-63,147.5 L-57,200 L57,200 L63,147.5 L80,152.5 L82,240 L-82,240Z"
COLLARS = {
    "collar": (
        "M-36,114 C-44,120 -50,134 -52,146 L-16,176 L0,156Z",
        "M36,114 C44,120 50,134 52,146 L16,176 L0,156Z",
    ),
    "vee": ("M-36,118 L0,196 L36,118 C34,140 20,152 0,152 C-20,152 -34,140 -36,118Z",),
    "roll": ("M-42,112 C-30,124 30,124 42,112 L46,146 C30,160 -30,160 -46,146Z",),
    "zip": (
        "M-40,110 C-46,122 -50,134 -50,144 L0,170 L50,144 C50,134 46,122 40,110 C30,140 12,152 0,154 "
        "C-12,152 -30,140 -40,110Z",
    ),
}
