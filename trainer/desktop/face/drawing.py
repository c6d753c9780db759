"""The face from the wall to the front hair, after the order that the tokens give."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath

from trainer.desktop.face.features import draw_features, draw_glasses, ellipse, line
from trainer.desktop.face.outline import APRON, BODY, COLLARS, HEM, NECK, ROUND_COLLAR, curve, hair, head, outline
from trainer.desktop.face.parameters import FaceParameters, Pose, looking

Crop = Literal["portrait", "stage", "card", "list"]

SMALL = 40
"""Below this many pixels a face leaves out lid folds, ear lines and age lines."""

_PIVOT_Y = 110.0
_BREATH_PX = 1.5
_SHUT = 1.2
"""A lid that is shut in a blink hangs a little below the middle of the eye."""
_BOXES = {
    "portrait": QRectF(-165, -165, 330, 330),
    "card": QRectF(-165, -165, 330, 330),
    "list": QRectF(-132, -156, 264, 264),
    "stage": QRectF(-170, -168, 340, 340),
}


def draw_face(
    painter: QPainter,
    rect: QRectF,
    parameters: FaceParameters,
    mood: str,
    *,
    mouth: float = 0.0,
    attention: float | None = None,
    blink: float = 0.0,
    breath: float = 0.0,
    crop: Crop = "portrait",
) -> None:
    """Draw a person into ``rect``; the wall behind is the caller's.

    ``mouth``: opening by sound, 0 to 1. ``attention``: 1 looks at you, 0 aside, None as the mood has it. ``blink``:
    0 open to 1 shut. ``breath``: −1 to 1. ``crop``: portrait shows head and collar, list the head alone, card and
    stage stand on the lower edge. KeyError for a mood that is not drawn.
    """
    pose = looking(Pose.of(mood), attention)
    draw_pose(painter, rect, parameters, pose, mouth=mouth, blink=blink, breath=breath, crop=crop)


def draw_pose(
    painter: QPainter,
    rect: QRectF,
    person: FaceParameters,
    pose: Pose,
    *,
    mouth: float = 0.0,
    blink: float = 0.0,
    breath: float = 0.0,
    crop: Crop = "portrait",
) -> None:
    """As :func:`draw_face`, for the numbers between two moods."""
    pose = _sounding(pose, mouth, blink)
    small = min(rect.width(), rect.height()) < SMALL
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
    _place(painter, rect, crop, breath)
    _draw_hair(painter, person, pose, "behind")
    _draw_body(painter, person, pose)
    painter.save()
    _move_head(painter, pose)
    _draw_ears(painter, person, pose, small)
    outline_of_head = head(person)
    painter.fillPath(outline_of_head, QColor(person.skin))
    painter.save()
    painter.setClipPath(outline_of_head, Qt.ClipOperation.IntersectClip)
    painter.translate(11.25 * pose.turn, 6 * pose.nod)
    draw_features(painter, person, pose, small)
    if person.glasses:
        draw_glasses(painter, person)
    painter.restore()
    painter.restore()
    _draw_hair(painter, person, pose, "front")
    painter.restore()


def _sounding(pose: Pose, mouth: float, blink: float) -> Pose:
    """Sound opens the mouth, a blink shuts the lids; brows and everything else keep the mood."""
    if mouth <= 0 and blink <= 0:
        return pose
    sound = min(1.0, max(0.0, mouth))
    return replace(
        pose,
        open=max(pose.open, sound),
        mw=pose.mw * (1 - 0.14 * sound),
        lid=pose.lid + (_SHUT - pose.lid) * min(1.0, max(0.0, blink)),
    )


def _place(painter: QPainter, rect: QRectF, crop: Crop, breath: float) -> None:
    box = _BOXES[crop]
    if crop == "stage":
        # A taller stage leaves air above the head (pictures 03 and 14: 500 px of 524, all of 388); a narrow one
        # keeps both shoulders' beginnings in sight.
        side = min(rect.height(), 0.5 * rect.height() + 238, rect.width() * 340 / 240)
    else:
        side = min(rect.width(), rect.height())
    scale = side / box.height()
    painter.translate(rect.center().x(), rect.bottom() - box.bottom() * scale - breath * _BREATH_PX)
    painter.translate(-(box.center().x()) * scale, 0)
    painter.scale(scale, scale)


def _move_head(painter: QPainter, pose: Pose) -> None:
    painter.translate(4.5 * pose.turn, 7 * pose.nod)
    painter.translate(0, _PIVOT_Y)
    painter.rotate(pose.roll)
    painter.translate(0, -_PIVOT_Y)
    grown = 1 + 0.035 * pose.lean
    painter.scale(grown, grown)


def _draw_hair(painter: QPainter, person: FaceParameters, pose: Pose, layer: str) -> None:
    parts = hair(person.style, layer)
    if not parts:
        return
    painter.save()
    if layer != "drape":
        _move_head(painter, pose)
    if layer == "front":
        painter.translate(0.35 * 11.25 * pose.turn, 0.4 * 6 * pose.nod)
    colours = {"hair": QColor(person.hair), "hair2": QColor(person.hair2)}
    for path, colour, width, free in parts:
        if width:
            line(painter, path, colours[colour], width)
        elif free:
            # What stands off the head, a bun or curls, goes the other way when the head turns.
            painter.fillPath(path.translated(-8.1 * pose.turn, 0), colours[colour])
        else:
            painter.fillPath(path, colours[colour])
    painter.restore()


def _draw_body(painter: QPainter, person: FaceParameters, pose: Pose) -> None:
    cloth, cloth2 = QColor(person.cloth), QColor(person.cloth2)
    painter.fillPath(outline(BODY), cloth2 if person.neck == "apron" else cloth)
    if person.neck == "apron":
        painter.fillPath(outline(APRON), cloth)
    neck = outline(NECK)
    painter.fillPath(neck, QColor(person.skin))
    painter.save()
    painter.setClipPath(neck, Qt.ClipOperation.IntersectClip)
    ellipse(painter, 4.5 * pose.turn, 84 + 7 * pose.nod, 0.72 * person.w, 38, QColor(person.shade))
    painter.restore()
    if person.neck == "apron":
        painter.save()
        painter.setClipPath(outline(BODY), Qt.ClipOperation.IntersectClip)
        painter.fillPath(outline(HEM), cloth2.darker(119))  # the cloth in the neck's shadow
        painter.restore()
    elif person.neck == "round":
        line(painter, outline(ROUND_COLLAR), cloth2, 9, Qt.PenCapStyle.FlatCap)
    for part in COLLARS.get(person.neck, ()):
        painter.fillPath(outline(part), cloth2)
    _draw_hair(painter, person, pose, "drape")


def _draw_ears(painter: QPainter, person: FaceParameters, pose: Pose, small: bool) -> None:
    painter.save()
    painter.translate(-8.1 * pose.turn, 0)
    skin, shade = QColor(person.skin), QColor(person.shade)
    for side in (-1, 1):
        x = side * (person.w - 1)
        ellipse(painter, x, 14, 13, 19, skin)
        if not small:
            line(painter, curve(x, 5, x + side * 7, 5, x + side * 7, 22, x, 22), shade, 3.2)
        if person.earring:
            ellipse(painter, x, 39.4, 6.2, 6.2, QColor(person.earring))
    painter.restore()


def rounded(rect: QRectF, radius: float) -> QPainterPath:
    path = QPainterPath()
    path.addRoundedRect(rect, radius, radius)
    return path
