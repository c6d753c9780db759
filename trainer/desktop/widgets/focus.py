"""The ring around what has the keyboard's focus: 2 px wide at a gap of 2, and only when a key brought it there."""

from __future__ import annotations

from PySide6.QtCore import QObject, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QFocusFrame,
    QLineEdit,
    QPlainTextEdit,
    QProxyStyle,
    QStyle,
    QStyleOption,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from trainer.desktop.painted import outline
from trainer.desktop.theme import current_theme

_OWN_OUTLINE = (QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)
_MARGINS = (QStyle.PixelMetric.PM_FocusFrameHMargin, QStyle.PixelMetric.PM_FocusFrameVMargin)


class _Margin(QProxyStyle):
    """Keeps the frame as far from its widget as the ring and its gap need."""

    def pixelMetric(
        self, metric: QStyle.PixelMetric, option: QStyleOption | None = None, widget: QWidget | None = None
    ) -> int:
        if metric in _MARGINS:
            theme = current_theme()
            return int(theme.step("line", "focus") + theme.step("line", "focus_gap"))
        return super().pixelMetric(metric, option, widget)


class FocusRing(QObject):
    """Make one for the application: it follows the keyboard's focus from widget to widget.

    What one types into turns its own outline, and lists ring their rows, so these are passed over.
    """

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._frame: _Frame | None = None
        application.focusChanged.connect(self._follow)

    @property
    def around(self) -> QWidget | None:
        """The widget that wears the ring now."""
        return self._frame.widget() if self._frame is not None and isValid(self._frame) else None

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        around = now if _rung(now) else None
        # The frame lives beside the widget it rings and goes with their page; then another one is made.
        if self._frame is None or not isValid(self._frame):
            if around is None:
                return
            self._frame = _Frame()
        self._frame.setWidget(around)  # type: ignore[arg-type]  # Qt takes none for nobody


class _Frame(QFocusFrame):
    def __init__(self) -> None:
        super().__init__()
        self._margin = _Margin("fusion")
        self._margin.setParent(self)
        self.setStyle(self._margin)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        width = int(theme.step("line", "focus"))
        radius = theme.radius("control") + width + int(theme.step("line", "focus_gap"))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline(painter, QRectF(self.rect()), radius, theme.colour("accent"), width)
        painter.end()


def _rung(widget: QWidget | None) -> bool:
    """Whether a key brought the focus here: Qt marks the window so, and unmarks it at the next press of the mouse."""
    if widget is None or isinstance(widget, _OWN_OUTLINE):
        return False
    return widget.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)
