"""People in a list: a delegate that draws a row of the look for whatever model gives it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from trainer.desktop.face.parameters import FaceParameters
from trainer.desktop.face.portrait import portrait
from trainer.desktop.icons import draw_icon
from trainer.desktop.painted import fill, outline
from trainer.desktop.theme import Theme, current_theme

PERSON_ROLE = Qt.ItemDataRole.UserRole + 1
"""Where a model keeps the PersonRow of an item. Its AccessibleTextRole should hold :meth:`PersonRow.words`."""

BLEED = 12
"""How far the fill under the pointer reaches beyond the content on every side, px at 100 %."""


@dataclass(frozen=True)
class PersonRow:
    """What a cell shows. A model gives it under PERSON_ROLE."""

    face: FaceParameters
    name: str
    role: str = ""
    orbit: str = ""
    info: str = ""
    favourite: bool = False
    mood: str = "attentive"
    room: str | None = None

    def words(self) -> str:
        """The whole cell as a sentence for the screen reader."""
        parts = (self.name, "favourite" if self.favourite else "", self.role, self.orbit, self.info)
        return ", ".join(part for part in parts if part)


class PersonCell(QStyledItemDelegate):
    """Portrait, name with a star, role, orbit and one line of information. ``side``: the portrait's, px at 100 %."""

    def __init__(self, side: int = 80, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._side = side

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        theme = current_theme()
        return QSize(theme.px(self._side + 16 + 160 + 2 * BLEED), theme.px(self._side + 2 * BLEED))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row = index.data(PERSON_ROLE)
        if not isinstance(row, PersonRow):
            return
        theme = current_theme()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        cell = QRectF(option.rect)
        state = option.state
        lively = QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected
        if state & lively:
            fill(painter, cell, theme.radius("card"), theme.colour("well"))
        by_key = QStyle.StateFlag.State_HasFocus | QStyle.StateFlag.State_KeyboardFocusChange
        if state & by_key == by_key:
            outline(painter, cell.adjusted(2, 2, -2, -2), theme.radius("card"), theme.colour("accent"), 2)
        self._draw_person(painter, theme, cell.adjusted(*self._bleed(theme)), row)
        painter.restore()

    def _bleed(self, theme: Theme) -> tuple[int, int, int, int]:
        edge = theme.px(BLEED)
        return edge, edge, -edge, -edge

    def _draw_person(self, painter: QPainter, theme: Theme, content: QRectF, row: PersonRow) -> None:
        side = theme.px(self._side)
        ratio = painter.device().devicePixelRatioF()
        painter.drawPixmap(content.topLeft(), portrait(row.face, row.mood, side, theme, row.room, ratio))
        x = content.left() + side + theme.px(16)
        width = content.right() - x
        lines = [(row.name, 14, 600, "ink"), (row.role, 14, 400, "ink2"), (row.orbit, 12, 400, "ink2")]
        lines.append((row.info, 12, 400, "ink2"))
        lines = [line for line in lines if line[0]]
        y = content.top() + max(0.0, (side - sum(theme.line_height(size) + theme.px(1) for _, size, _, _ in lines)) / 2)
        for words, size, weight, ink in lines:
            height = theme.line_height(size)
            font = theme.font(size, weight)
            metrics = QFontMetricsF(font)
            star = theme.px(14) if row.favourite and weight == 600 else 0
            shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, width - (star + theme.px(6) if star else 0))
            painter.setFont(font)
            painter.setPen(theme.colour(ink))
            painter.drawText(QRectF(x, y, width, height), int(Qt.AlignmentFlag.AlignVCenter), shown)
            if star:
                after = x + metrics.horizontalAdvance(shown) + theme.px(6)
                place = QRectF(after, y + (height - star) / 2, star, star)
                draw_icon(painter, place, "star_filled", theme.colour("accent_ink"))
            y += height + theme.px(1)
