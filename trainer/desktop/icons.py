"""Icons, drawn on a grid of 18 with a line of 1.5, in the colour of the words beside them."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache

from trainer.places import shipped


@cache
def _drawing(name: str) -> str:
    file = shipped("assets/icons") / f"{name}.svg"
    if not file.is_file():
        raise KeyError(name)
    return file.read_text(encoding="utf-8")


def draw_icon(painter: QPainter, rect: QRectF, name: str, colour: QColor, second: QColor | None = None) -> None:
    """Draw an icon into ``rect``; ``second`` is the colour of the logo's second bubble (the first's if None)."""
    ratio = painter.device().devicePixelRatio()
    painter.drawPixmap(rect.topLeft(), icon_pixmap(name, colour, round(rect.width()), ratio, second))


def icon_pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0, second: QColor | None = None) -> QPixmap:
    """The icon as a picture ``size`` logical pixels wide (square but for the logo). KeyError for an unknown name."""
    other = second or colour
    key = f"icon:{name}:{colour.name()}:{other.name()}:{size}:{ratio}"
    kept = QPixmap()
    if QPixmapCache.find(key, kept):
        return kept
    from PySide6.QtSvg import QSvgRenderer  # here, since it is not wanted before the first icon

    words = _drawing(name).replace("currentColor", colour.name()).replace('"accent"', f'"{other.name()}"')
    renderer = QSvgRenderer(QByteArray(words.encode()))
    box = renderer.viewBoxF()
    height = size * box.height() / box.width()
    picture = QPixmap(round(size * ratio), round(height * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(QColor(0, 0, 0, 0))  # naming it by Qt’s namespace costs 20 ms of the start
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, height))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


def icon(name: str, colour: QColor, size: int) -> QIcon:
    """The same as a QIcon, for Qt's own widgets and the window."""
    return QIcon(icon_pixmap(name, colour, size))
