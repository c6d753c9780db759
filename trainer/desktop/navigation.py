"""The navigation at the left: 200 wide, or a rail of 64 in a narrow window."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QVBoxLayout, QWidget

from trainer.desktop.icons import icon_pixmap
from trainer.desktop.theme import current_theme

WIDE, RAIL = 200, 64


class NavigationEntry(QAbstractButton):
    """One page of the window: an icon and its name; on the rail the name is in the tooltip."""

    def __init__(self, name: str, icon: str, checkable: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(name)
        self.setAccessibleName(name)
        self.setCheckable(checkable)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self._icon = icon
        self._narrow = False

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
        self.setToolTip(self.text() if narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(current_theme().px(40), current_theme().px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("well"))
            painter.drawRoundedRect(self.rect(), theme.radius("control"), theme.radius("control"))
        ink = theme.colour("ink" if self.isChecked() else "ink2")
        side = theme.px(18)
        left = (self.width() - side) // 2 if self._narrow else theme.px(12)
        top = (self.height() - side) // 2
        painter.drawPixmap(left, top, icon_pixmap(self._icon, ink, side, self.devicePixelRatioF()))
        if not self._narrow:
            painter.setPen(ink)
            painter.setFont(theme.font(14, 500))
            room = self.rect().adjusted(left + side + theme.px(12), 0, -theme.px(8), 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())


class Mark(QWidget):
    """The program's mark and name: two who talk, the smaller one alive."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._narrow = False
        self.setAccessibleName("Sparring")

    def set_narrow(self, narrow: bool) -> None:
        self._narrow = narrow
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
            painter.setPen(theme.colour("ink"))
            painter.setFont(theme.font(16, 600))
            room = self.rect().adjusted(theme.px(44), 0, 0, 0)
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, "Sparring")


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
        QPainter(self).fillRect(event.rect(), current_theme().colour("side"))
