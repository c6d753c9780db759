"""Still pictures of a person, kept by person, mood, size, theme and room."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPixmap, QPixmapCache

from trainer.desktop.face.drawing import draw_face, rounded
from trainer.desktop.face.parameters import FaceParameters
from trainer.desktop.theme import Theme


def portrait(
    person: FaceParameters, mood: str, size: int, theme: Theme, room: str | None = None, ratio: float = 1.0
) -> QPixmap:
    """The person's head on their wall with round corners, ``size`` logical pixels square.

    ``room``: the wall, the person's own if None. ``ratio``: the screen's device pixel ratio.
    """
    wall = room or person.room
    key = f"portrait:{hash(person)}:{mood}:{size}:{ratio}:{theme.dark}:{wall}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    rect = QRectF(0, 0, size, size)
    corners = rounded(rect, theme.portrait_radius(size))
    painter.fillPath(corners, theme.room(wall))
    painter.setClipPath(corners)
    draw_face(painter, rect, person, mood, crop="list")
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture
