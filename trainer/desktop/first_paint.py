"""Painting that does without Qt's namespace of enumerations.

The first use of anything in ``Qt``, a pen or a brush of one's own among it, makes a hundred Python enumerations and
costs 20 ms; a palette's brushes do not. So what is painted first of all is filled by these.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import QWidget


def fill_path(painter: QPainter, path: QPainterPath, colour: QColor) -> None:
    palette = QPalette()
    palette.setColor(QPalette.ColorRole.Window, colour)
    painter.fillPath(path, palette.window())


def fill_all(widget: QWidget, colour: QColor) -> None:
    path = QPainterPath()
    path.addRect(QRectF(widget.rect()))
    fill_path(QPainter(widget), path, colour)


def write_in(widget: QWidget, colour: QColor) -> None:
    """Painters of this widget begin with a pen of this colour."""
    palette = widget.palette()
    palette.setColor(QPalette.ColorRole.WindowText, colour)
    widget.setPalette(palette)
