"""Distances and sizes that grow with the text.

A layout or widget is given its figures in the pixels of the pictures; they are kept with it, so that the window can set
all of them anew when the text size changes.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from trainer.desktop.theme import Theme, current_theme

_SPACE = "sparring_space"
_SIZE = "sparring_size"
_ANY_WIDTH = 16_777_215
"""Qt's QWIDGETSIZE_MAX."""
Sides = tuple[int, int, int, int]
"""Left, top, right, bottom."""
Item = QWidget | QLayout | int | None
"""What goes into a row or a column: a widget, a layout, a distance, or None for what is left over."""


def row(*items: Item, gap: int = 0, sides: Sides = (0, 0, 0, 0)) -> QHBoxLayout:
    box = QHBoxLayout()
    fill(box, items, gap, sides)
    return box


def column(*items: Item, gap: int = 0, sides: Sides = (0, 0, 0, 0)) -> QVBoxLayout:
    box = QVBoxLayout()
    fill(box, items, gap, sides)
    return box


def fill(box: QBoxLayout, items: Iterable[Item], gap: int, sides: Sides) -> None:
    space(box, gap, sides)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addLayout(_distance(item, box))
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)


def _distance(size: int, box: QBoxLayout) -> QLayout:
    upright = isinstance(box, QVBoxLayout)
    empty: QBoxLayout = QVBoxLayout() if upright else QHBoxLayout()
    space(empty, 0, (0, size, 0, 0) if upright else (size, 0, 0, 0))
    return empty


def space(layout: QLayout, gap: int, sides: Sides = (0, 0, 0, 0)) -> None:
    layout.setProperty(_SPACE, (gap, *sides))
    _set_space(layout, current_theme())


def fixed(widget: QWidget, width: int = 0, height: int = 0) -> None:
    """Fix the width or height (0: leave it)."""
    widget.setProperty(_SIZE, (width, height, 0, 0))
    _set_size(widget, current_theme())


def unfixed(widget: QWidget) -> None:
    """Let the width be whatever there is."""
    widget.setProperty(_SIZE, None)
    widget.setMinimumWidth(0)
    widget.setMaximumWidth(_ANY_WIDTH)


def at_most(widget: QWidget, width: int) -> None:
    widget.setProperty(_SIZE, (0, 0, width, 0))
    _set_size(widget, current_theme())


def at_least(widget: QWidget, height: int) -> None:
    widget.setProperty(_SIZE, (0, 0, 0, height))
    _set_size(widget, current_theme())


def rescale(root: QWidget) -> None:
    """Set every distance and size below ``root`` anew, for the theme that now holds."""
    theme = current_theme()
    for layout in root.findChildren(QLayout):
        _set_space(layout, theme)
    for widget in (root, *root.findChildren(QWidget)):
        _set_size(widget, theme)


def _set_space(layout: QLayout, theme: Theme) -> None:
    figures = layout.property(_SPACE)
    if figures is not None:
        gap, *sides = (theme.px(figure) for figure in figures)
        layout.setSpacing(gap)
        layout.setContentsMargins(*sides)


def _set_size(widget: QWidget, theme: Theme) -> None:
    figures = widget.property(_SIZE)
    if figures is not None:
        width, height, most, least = (theme.px(figure) for figure in figures)
        if width:
            widget.setFixedWidth(width)
        if height:
            widget.setFixedHeight(height)
        if most:
            widget.setMaximumWidth(most)
        if least:
            widget.setMinimumHeight(least)


class Ground(QWidget):
    """A plain area in one colour of the theme."""

    def __init__(self, colour: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._colour = colour

    def paintEvent(self, event: QPaintEvent) -> None:
        QPainter(self).fillRect(event.rect(), current_theme().colour(self._colour))


class Rule(Ground):
    """A line of one pixel between two parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("line", parent)
        self.setFixedHeight(1)


class Scroll(QScrollArea):
    """Scrolls its one widget up and down, never sideways."""

    def __init__(self, layout: QLayout, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        # Filled only once it has its place: Qt styles all that is in a widget anew whenever that one gets a parent.
        self.content = content = QWidget()
        self.setWidget(content)
        content.setLayout(layout)
        content.setAutoFillBackground(False)  # which setWidget turned on
        content.setMinimumWidth(1)  # else the longest word in it would widen it beyond what is seen


def press_focused() -> bool:
    """Return on a button or row that has the keyboard's focus presses that one. False: none has it."""
    focused: QObject | None = QApplication.focusWidget()
    if isinstance(focused, QAbstractButton) and focused.isEnabled():
        focused.click()
        return True
    if isinstance(focused, QAbstractItemView) and focused.currentIndex().isValid():
        focused.activated.emit(focused.currentIndex())
        return True
    return False


def clear(layout: QLayout) -> None:
    """Take everything out of a layout and let it go."""
    while (item := layout.takeAt(0)) is not None:
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
        elif inner is not None:
            clear(inner)
            inner.deleteLater()
