"""What sits inside the head: eyes, brows, nose, mouth, and what is worn there. Everything in units of the face."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen

from trainer.desktop.face.outline import MOUSTACHE, beard, curve, outline
from trainer.desktop.face.parameters import FaceParameters, Pose

# The colours that everybody shares; look.md and the tokens' shapes give them with the shapes.
_EYE_WHITE = QColor("#FBF6EE")
_PUPIL = QColor("#17100C")
_LIGHT = QColor("#FFFFFF")
_LASH = QColor("#2A1D17")
_MOUTH = QColor("#53211F")
_TEETH = QColor("#FBF4EA")
_TONGUE = QColor("#C06A5E")
_CHEEK = QColor("#D9705A")

_EYE_Y = 2.0
_HALF_EYE = 15.5
_NO_PEN = QPen(Qt.PenStyle.NoPen)


def line(
    painter: QPainter,
    path: QPainterPath,
    colour: QColor,
    width: float,
    cap: Qt.PenCapStyle = Qt.PenCapStyle.RoundCap,
) -> None:
    pen = QPen(colour, width, Qt.PenStyle.SolidLine, cap, Qt.PenJoinStyle.RoundJoin)
    painter.strokePath(path, pen)


def ellipse(painter: QPainter, x: float, y: float, half_width: float, half_height: float, colour: QColor) -> None:
    painter.setPen(_NO_PEN)
    painter.setBrush(colour)
    painter.drawEllipse(QPointF(x, y), half_width, half_height)


def draw_features(painter: QPainter, person: FaceParameters, pose: Pose, small: bool) -> None:
    """Everything from the cheeks to the moustache and the mouth, in the tokens' order. ``small``: below 40 px."""
    shade = QColor(person.shade)
    blush = min(1.0, max(person.blush, pose.blush))
    if blush > 0:
        _cheeks(painter, person, blush)
    if person.beard:
        painter.fillPath(beard(person), QColor(person.beard))
    if not small:
        _eye_lines(painter, person, pose, shade)
    for side in (-1, 1):
        _eye(painter, person, pose, side)
    for side in (-1, 1):
        _brow(painter, person, pose, side)
    if pose.pinch > 4 and not small:
        for side in (-1, 1):
            line(painter, curve(4 * side, -22, 3 * side, -12), shade, 2.6)
    _nose(painter, pose, shade)
    if person.moust:
        painter.fillPath(outline(MOUSTACHE), QColor(person.moust))
    _mouth(painter, person, pose, shade, small)


def _cheeks(painter: QPainter, person: FaceParameters, blush: float) -> None:
    colour = QColor(_CHEEK)
    colour.setAlphaF(0.38 * blush)
    for side in (-1, 1):
        ellipse(painter, side * 0.6 * person.w, 38, 17, 11, colour)


def _eye_lines(painter: QPainter, person: FaceParameters, pose: Pose, shade: QColor) -> None:
    for side in (-1, 1):
        cx = side * 0.415 * person.w
        if pose.lid > 0.25 or person.age > 0:
            up = 11.5 * (1 - pose.lid)
            ends, bow = -5.4 - 0.59 * up, -9.2 - up
            line(painter, curve(cx - 13, ends, cx - 7, bow, cx + 7, bow, cx + 13, ends), shade, 2.4)
        if pose.squint > 0.3:
            line(painter, curve(cx - 11, 11, cx, 16, cx + 11, 11), shade, 2.4)
        if person.age > 0.5:
            line(painter, curve(side * 26, 42, side * 34, 50, side * 38, 58, side * 37, 68), shade, 2.4)


def _eye(painter: QPainter, person: FaceParameters, pose: Pose, side: int) -> None:
    cx, y = side * 0.415 * person.w, _EYE_Y
    up = y - 1.32 * 11.5 * (1 - pose.lid)
    low = y + 1.1 * 8.6 * (1 - pose.squint)
    left, right = cx - _HALF_EYE, cx + _HALF_EYE
    inner_left, inner_right = cx - _HALF_EYE / 2, cx + _HALF_EYE / 2
    upper = curve(left, y, inner_left, up, inner_right, up, right, y)
    if pose.lid < 0.97:
        shape = QPainterPath(upper)
        shape.cubicTo(inner_right, low, inner_left, low, left, y)
        shape.closeSubpath()
        painter.fillPath(shape, _EYE_WHITE)
        painter.save()
        painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
        x, iris_y = cx + 7.5 * pose.gx, 1 + 4.2 * pose.gy
        ellipse(painter, x, iris_y, 8.6, 8.6, QColor(person.iris))
        ellipse(painter, x, iris_y, 4.4, 4.4, _PUPIL)
        ellipse(painter, x + 3, iris_y - 3.4, 2.1, 2.1, _LIGHT)
        painter.restore()
    line(painter, upper, _LASH, 4.4 if person.lash else 3.4)


def _brow(painter: QPainter, person: FaceParameters, pose: Pose, side: int) -> None:
    higher = pose.raise_ + (pose.rasym if side > 0 else -0.25 * pose.rasym)
    y = -27 - higher
    middle = 0.415 * person.w
    peak = y - 9 - 0.25 * max(higher, 0.0) + (3 if pose.tilt < -5 else 0)
    path = curve(
        side * (middle - 18 - 0.9 * pose.pinch),
        y + 1 - 0.95 * pose.tilt,
        side * (middle + 1),
        peak,
        side * (middle + 19),
        y + 4 + 0.35 * pose.tilt,
    )
    line(painter, path, QColor(person.browc or person.hair2), person.brow)


def _nose(painter: QPainter, pose: Pose, shade: QColor) -> None:
    slide = 4 * pose.turn
    path = QPainterPath(QPointF(-1 + 3 * pose.turn, 8))
    path.cubicTo(2 + slide, 20, 11 + slide, 30, 8 + slide, 37)
    path.cubicTo(6 + slide, 41, -5 + slide, 41, -8 + slide, 38)
    line(painter, path, shade, 4)


def _mouth(painter: QPainter, person: FaceParameters, pose: Pose, shade: QColor, small: bool) -> None:
    half = 25 * pose.mw
    c, s, o = 11 * pose.curve, 6 * pose.skew, 25 * pose.open
    left, right = 64 - 0.55 * c + 0.5 * s, 64 - 0.55 * c - s
    lip = QColor(person.lip)
    if o <= 1.2:
        bow = 65 + 0.75 * c
        line(painter, curve(-half, left, -0.4 * half, bow, 0.4 * half, bow, half, right), lip, 5.2 - 1.4 * pose.press)
        if pose.curve > 0.1 and not person.beard and not small:
            line(painter, curve(-9.5, 73 + c, 0, 77 + c, 9.5, 73 + c), shade, 2.4)
        return
    low = 64 + 1.05 * o + 0.5 * c
    shape = QPainterPath(QPointF(-half, left))
    shape.quadTo(0, 64 - 0.3 * o + 0.35 * c, half, right)
    shape.cubicTo(0.72 * half, low, -0.72 * half, low, -half, left)
    shape.closeSubpath()
    painter.fillPath(shape, _MOUTH)
    painter.save()
    painter.setClipPath(shape, Qt.ClipOperation.IntersectClip)
    box = shape.boundingRect()
    ellipse(painter, 0, box.bottom() + 0.12 * o, 15, 0.42 * o, _TONGUE)
    painter.fillRect(QRectF(box.left(), box.top(), box.width(), 64 + 0.21 * o - box.top()), _TEETH)
    painter.restore()
    line(painter, shape, lip, 3.2 + min(1.0, 0.06 * o))


def draw_glasses(painter: QPainter, person: FaceParameters) -> None:
    colour = QColor(person.glasses)
    glass = QColor(_LIGHT)
    glass.setAlphaF(0.14)
    middle = 0.415 * person.w
    for side in (-1, 1):
        lens = QPainterPath()
        lens.addRoundedRect(QRectF(side * middle - 25, -17, 50, 40), 17, 17)
        painter.fillPath(lens, glass)
        line(painter, lens, colour, 4.2)
        line(painter, curve(side * (middle + 25), -3, side * (person.w + 1), -8), colour, 4.2)
    gap = middle - 25
    line(painter, curve(-gap, -2, 0, -8, gap, -2), colour, 4.2)
