"""Icons, drawn on a grid of 18 with a line of 1.5, in the colour of the words beside them."""

from __future__ import annotations

from PySide6.QtGui import QColor, QIcon, QPixmap


def icon_pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """The icon as a square picture of ``size`` logical pixels. KeyError for a name that is not drawn."""
    return QPixmap(size, size)


def icon(name: str, colour: QColor, size: int) -> QIcon:
    """The same as a QIcon, for Qt's own widgets and the window."""
    return QIcon(icon_pixmap(name, colour, size))
