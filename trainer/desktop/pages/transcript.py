"""A transcript: when, who, and the words. The chosen line is filled; what leads to a line chooses it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from trainer.desktop.theme import current_theme
from trainer.report.lines import RATE, Line, clock

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_LINE_ROLE = Qt.ItemDataRole.UserRole + 1


class _Lines(QAbstractListModel):
    def __init__(self, called: str) -> None:
        super().__init__()
        self.names = {"rep": "You", "person": called, "program": "Sparring"}
        self._lines: list[Line] = []

    def set_lines(self, lines: Sequence[Line]) -> None:
        self.beginResetModel()
        self._lines = list(lines)
        self.endResetModel()

    def append(self, line: Line) -> None:
        count = len(self._lines)
        self.beginInsertRows(QModelIndex(), count, count)
        self._lines.append(line)
        self.endInsertRows()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        line = self._lines[index.row()]
        if role == _LINE_ROLE:
            return line
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{clock(line.at / RATE)}, {self.names[line.who]}: {line.text}"
        return None

    def row_of(self, turn: int) -> int:
        """The row of a turn's line, or -1."""
        return next((number for number, line in enumerate(self._lines) if line.turn == turn), -1)


class _LineCell(QStyledItemDelegate):
    def __init__(self, view: QListView, names: dict[str, str]) -> None:
        super().__init__(view)
        self._view = view
        self._names = names

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        theme = current_theme()
        width = self._view.viewport().width()
        lines = len(_broken(index.data(_LINE_ROLE), self._room(width).width()))
        return QSize(width, lines * theme.px(24) + theme.px(10))

    @staticmethod
    def _room(width: int) -> QRect:
        px = current_theme().px
        left = px(12 + 44 + 52)
        return QRect(left, 0, max(px(80), width - left - px(12)), 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        line: Line = index.data(_LINE_ROLE)
        area: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("soft"))
            painter.drawRoundedRect(area, theme.radius("control"), theme.radius("control"))
        px = theme.px
        first = QRectF(area.left() + px(12), area.top() + px(5), px(44), px(24))
        painter.setFont(theme.font(12))
        painter.setPen(theme.colour("ink3"))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        painter.drawText(first, middle, clock(line.at / RATE))
        painter.setFont(theme.font(12, 500))
        painter.setPen(theme.colour("ink2"))
        who = QRectF(first.right(), first.top(), px(48), first.height())
        name = painter.fontMetrics().elidedText(self._names[line.who], Qt.TextElideMode.ElideRight, int(who.width()))
        painter.drawText(who, middle, name)
        font = theme.font(16, 400, speech=line.who != "program")
        painter.setFont(font)
        painter.setPen(theme.colour("ink"))
        room = self._room(area.width())
        for number, text in enumerate(_broken(line, room.width())):
            place = QRectF(area.left() + room.left(), first.top() + number * px(24), room.width(), px(24))
            painter.drawText(place, middle | Qt.TextFlag.TextSingleLine, text)
        painter.restore()


def _broken(line: Line, width: int) -> list[str]:
    layout = QTextLayout(line.text, current_theme().font(16, 400, speech=line.who != "program"))
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    layout.beginLayout()
    texts = []
    while (piece := layout.createLine()).isValid():
        piece.setLineWidth(width)
        texts.append(line.text[piece.textStart() : piece.textStart() + piece.textLength()].rstrip())
    layout.endLayout()
    return texts or [""]


class Transcript(QListView):
    def __init__(self, called: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = _Lines(called)
        self.setModel(self._lines)
        self.setItemDelegate(_LineCell(self, self._lines.names))
        self.setAccessibleName("Transcript")
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)

    def set_lines(self, lines: Sequence[Line]) -> None:
        self._lines.set_lines(lines)

    def append(self, line: Line) -> None:
        """Add a line; follow it if the end was in sight."""
        bar = self.verticalScrollBar()
        follows = bar.value() >= bar.maximum() - bar.pageStep() // 2
        self._lines.append(line)
        if follows:
            self.scrollToBottom()

    def choose(self, turn: int) -> bool:
        """Choose the line of a turn and bring it into sight. False: there is none."""
        number = self._lines.row_of(turn)
        if number < 0:
            return False
        index = self._lines.index(number)
        self.setCurrentIndex(index)
        self.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    @property
    def chosen(self) -> Line | None:
        """The line that is chosen."""
        line = self.currentIndex().data(_LINE_ROLE)
        return line if isinstance(line, Line) else None

    def wanted_height(self) -> int:
        """The height of all lines together at the width that it has."""
        return sum(self.sizeHintForRow(number) for number in range(self._lines.rowCount()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
