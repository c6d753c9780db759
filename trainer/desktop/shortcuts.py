"""The keys of the window, as the sheet under "?" lists them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QWidget

from trainer.desktop.pages.layout import column, row, space
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import Button, Key, PlainLabel

SHORTCUTS = (
    (
        "Everywhere",
        (
            ("Return", "Main action of the page"),
            ("Esc", "Back"),
            ("/", "Search"),
            ("Ctrl +", "Larger text"),
            ("Ctrl −", "Smaller text"),
            ("Ctrl 0", "Text as it was"),
            ("?", "This sheet"),
        ),
    ),
    (
        "In a call",
        (
            ("Space", "Hold to talk"),
            ("T", "Type"),
            ("R", "Ask them to repeat"),
            ("H", "A hint, in practice"),
            ("M", "Mute"),
            ("P", "Pause, go on"),
            ("L", "Transcript so far"),
        ),
    ),
)


class ShortcutSheet(QWidget):
    """Floats over the whole window; any key or click closes it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._under = parent
        self.setAccessibleName("Shortcuts")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        grid = QGridLayout()
        space(grid, 12)
        line = 0
        for title, keys in SHORTCUTS:
            grid.addWidget(PlainLabel(title, 16, weight=600), line, 0, 1, 2)
            line += 1
            for key, meaning in keys:
                grid.addWidget(Key(key), line, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
                grid.addWidget(PlainLabel(meaning), line, 1)
                line += 1
        close = Button("Close", "second", key="Esc")
        close.clicked.connect(self._close)
        self._card = QWidget(self)
        self._card.setLayout(column(grid, row(None, close), gap=24, sides=(32, 32, 32, 24)))
        parent.installEventFilter(self)
        self._cover()
        self.show()
        self.raise_()
        self.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._under and event.type() == QEvent.Type.Resize:
            self._cover()
        return False

    def _cover(self) -> None:
        area = self._under.rect()
        self.setGeometry(area)
        self._card.resize(self._card.sizeHint())
        self._card.move((area.width() - self._card.width()) // 2, max(0, (area.height() - self._card.height()) // 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        veil = QColor(theme.colour("paper"))
        veil.setAlpha(200)
        painter.fillRect(event.rect(), veil)
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.setBrush(theme.colour("card"))
        card = QRectF(self._card.geometry()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(card, theme.radius("menu"), theme.radius("menu"))

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()  # while the sheet is up, no key reaches the page below
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() not in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Shift):
            self._close()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._close()

    def _close(self) -> None:
        self.hide()
        self.deleteLater()
