"""Past calls as a plain list, newest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from trainer.desktop.models.people import begun, day
from trainer.desktop.pages.layout import column
from trainer.desktop.pages.page import Page
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import EmptyState, PlainLabel
from trainer.report.lines import RATE, clock

if TYPE_CHECKING:
    from trainer.records import SessionRow

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_CALL_ROLE = Qt.ItemDataRole.UserRole + 1
_ENDINGS = {
    "yes": "Yes",
    "think": "Thinks about it",
    "no": "No",
    "hung_up": "Hung up",
    "walked_away": "Walked away",
    "not_for_you": "Not for them",
    "rep_ended": "You ended it",
    "unfinished": "Unfinished",
}


class _Calls(QAbstractListModel):
    def __init__(self, calls: Sequence[SessionRow], now: datetime) -> None:
        super().__init__()
        self._calls = calls
        self._now = now

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._calls)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        call = self._calls[index.row()]
        if role == _CALL_ROLE:
            return call
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return ", ".join(self.parts(call))
        return None

    def parts(self, call: SessionRow) -> tuple[str, str, str, str]:
        """Who, when and how long, how it ended, and the total."""
        started = begun(call, self._now)
        when = day(started, self._now).removeprefix("on ")
        length = f" · {clock(call.length / RATE)}" if call.length else ""
        total = "not scored" if call.total is None else str(call.total)
        when = f"{when[:1].upper()}{when[1:]}, {started:%H:%M}{length}"
        return call.person_name, when, _ENDINGS[call.ending or "unfinished"], total


class _CallCell(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, current_theme().px(48))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        theme = current_theme()
        px = theme.px
        model = index.model()
        assert isinstance(model, _Calls)
        person, when, ending, total = model.parts(index.data(_CALL_ROLE))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area: QRect = option.rect
        if option.state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("well"))
            painter.drawRoundedRect(area, theme.radius("control"), theme.radius("control"))
        inner = area.adjusted(px(12), 0, -px(12), 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        columns = (
            (person, 0.0, 0.34, 500, "ink"),
            (when, 0.34, 0.66, 400, "ink2"),
            (ending, 0.66, 0.86, 400, "ink2"),
        )
        for text, start, end, weight, ink in columns:
            painter.setFont(theme.font(14, weight))
            painter.setPen(theme.colour(ink))
            left = inner.left() + round(start * inner.width())
            width = round((end - start) * inner.width()) - px(12)
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(
                QRect(left, inner.top(), width, inner.height()), middle | Qt.AlignmentFlag.AlignLeft, shown
            )
        painter.setFont(theme.font(14, 600 if total.isdigit() else 400))
        painter.setPen(theme.colour("ink" if total.isdigit() else "ink2"))
        painter.drawText(inner, middle | Qt.AlignmentFlag.AlignRight, total)
        painter.restore()


class HistoryPage(Page):
    entry = "history"
    card_requested = Signal(object)
    practise_requested = Signal()

    def __init__(self, calls: Sequence[SessionRow], now: Callable[[], datetime], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.list = QListView()
        self._model = _Calls(calls, now())
        self.list.setModel(self._model)
        self.list.setItemDelegate(_CallCell(self.list))
        self.list.setAccessibleName("Past calls")
        self.list.setFrameShape(QListView.Shape.NoFrame)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.viewport().setAutoFillBackground(False)
        self.list.clicked.connect(self._open)
        self.list.activated.connect(self._open)
        empty = EmptyState("No calls yet", "Your first call takes about ten minutes.", "Choose somebody to call")
        empty.clicked.connect(self.practise_requested)
        (empty if calls else self.list).hide()
        box = column(PlainLabel("History", 28, weight=600), empty, self.list, gap=24, sides=(48, 40, 36, 24))
        if calls:
            box.setStretch(2, 1)
        else:
            box.addStretch(1)
        self.setLayout(box)

    def _open(self, index: QModelIndex) -> None:
        call: SessionRow = index.data(_CALL_ROLE)
        self.card_requested.emit(call)

    def entered(self) -> None:
        self.list.setFocus()

    def back(self) -> None:
        self.practise_requested.emit()
