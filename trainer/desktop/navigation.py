"""The navigation at the left: 200 wide, or a rail of 64 in a narrow window.

It is painted first of all, so it is painted as ``first_paint`` has it.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Signal
from PySide6.QtGui import QEnterEvent, QFontMetricsF, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from trainer.desktop.first_paint import fill_all, fill_path, write_in
from trainer.desktop.icons import icon_pixmap
from trainer.desktop.theme import current_theme

WIDE, RAIL = 200, 64


def _draw_words(painter: QPainter, words: str, left: float, height: float) -> None:
    """One line from ``left`` on, in the middle of ``height``, in the painter's font."""
    metrics = QFontMetricsF(painter.font())
    painter.drawText(QPointF(left, (height + metrics.ascent() - metrics.descent()) / 2), words)


class NavigationEntry(QAbstractButton):
    """One page of the window: an icon and its name; on the rail the name is in the tooltip."""

    def __init__(self, name: str, icon: str, checkable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(checkable)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._icon = icon
        self._narrow = False
        self.toggled.connect(self._ink)

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.setToolTip(self.text() if narrow else "")
        self._ink()

    def _ink(self) -> None:
        write_in(self, current_theme().colour("ink" if self.isChecked() else "ink2"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(40), current_theme().px(36))

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            filled = QPainterPath()
            filled.addRoundedRect(QRectF(self.rect()), theme.radius("control"), theme.radius("control"))
            fill_path(painter, filled, theme.colour("well"))
        ink = theme.colour("ink" if self.isChecked() else "ink2")
        side = theme.px(18)
        left = (self.width() - side) // 2 if self._narrow else theme.px(12)
        top = (self.height() - side) // 2
        painter.drawPixmap(left, top, icon_pixmap(self._icon, ink, side, self.devicePixelRatioF()))
        if not self._narrow:
            painter.setFont(theme.font(14, 500))
            _draw_words(painter, self.text(), left + side + theme.px(12), self.height())


class Mark(QWidget):
    """The program's mark and name: two who talk, the smaller one alive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setAccessibleName("Sparring")

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        write_in(self, current_theme().colour("ink"))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(40), current_theme().px(24))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        logo = icon_pixmap("logo", theme.colour("ink"), theme.px(22), self.devicePixelRatioF(), theme.colour("accent"))
        size = logo.deviceIndependentSize()
        left = (self.width() - size.width()) / 2 if self._narrow else theme.px(12)
        painter.drawPixmap(QPointF(left, (self.height() - size.height()) / 2), logo)
        if not self._narrow:
            painter.setFont(theme.font(16, 600))
            _draw_words(painter, "Sparring", theme.px(44), self.height())


class Navigation(QWidget):
    """``page_chosen`` carries the page's id; the pages themselves stand above, settings and shortcuts at the foot."""

    page_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = Mark()
        self._group = QButtonGroup(self)
        self._entries = {
            "practise": NavigationEntry("Practise", "person"),
            "history": NavigationEntry("History", "clock"),
            "settings": NavigationEntry("Settings", "sliders"),
            "shortcuts": NavigationEntry("Shortcuts", "question", checkable=False),
        }
        self._box = QVBoxLayout(self)
        self._box.addWidget(self._mark)
        for page, entry in self._entries.items():
            if page == "settings":
                self._box.addStretch(1)
            self._box.addWidget(entry)
            if entry.isCheckable():
                self._group.addButton(entry)
            entry.clicked.connect(lambda _=False, page=page: self.page_chosen.emit(page))
        self.set_narrow(False)

    def set_narrow(self, narrow: bool) -> None:
        """Names beside the icons, or icons alone. The rail stays 64 wide at every text size up to 125 %."""
        theme = current_theme()
        self._mark.set_narrow(narrow)
        for entry in self._entries.values():
            entry.set_narrow(narrow)
        self.setFixedWidth(max(RAIL, theme.px(48)) if narrow else theme.px(WIDE))
        self._box.setContentsMargins(12, theme.px(12), 12, theme.px(20))
        self._box.setSpacing(theme.px(2))
        self._mark.setFixedHeight(theme.px(68))

    def choose(self, page: str) -> None:
        """Show ``page`` as the one that is open."""
        entry = self._entries.get(page)
        if entry is not None:
            entry.setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        fill_all(self, current_theme().colour("side"))
