"""A call and the attempts made from it, as a tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from trainer.desktop.pages.layout import column, fixed, row
from trainer.desktop.widgets import Button, PlainLabel
from trainer.report.lines import clock

if TYPE_CHECKING:
    from trainer.records import SessionRow

_STEP = 24
"""Indent of an attempt beneath what it was made from."""


class Attempts(QWidget):
    """``opened``: the session of another attempt; ``compare_requested``: its id."""

    opened = Signal(object)
    compare_requested = Signal(str)

    def __init__(
        self, session: str, family: Sequence[SessionRow], begun: Mapping[int, float], parent: QWidget | None = None
    ) -> None:
        """``begun``: when each turn of this call began, in seconds."""
        super().__init__(parent)
        rows = [self._line(session, one, depth(one, family), begun) for one in in_order(family)]
        self.setLayout(column(PlainLabel("Attempts", 16, weight=600), *rows, gap=4))

    def _line(self, session: str, one: SessionRow, deep: int, begun: Mapping[int, float]) -> QWidget:
        here = one.id == session
        if one.parent is None or one.from_turn is None:
            name = "As held"
        else:
            at = begun.get(one.from_turn + 1) or begun.get(one.from_turn)
            name = f"From turn {one.from_turn + 1}" if at is None else f"From {clock(at)}"
        total = PlainLabel("–" if one.total is None else str(one.total), weight=600)
        fixed(total, width=48)
        line = QWidget()
        items: list[QWidget | int | None] = [PlainLabel(name, weight=600 if here else 400), None, total]
        if here:
            items.append(PlainLabel("this one", 12, ink="ink2"))
        else:
            show, compare = Button("Open", "quiet"), Button("Compare", "quiet")
            show.setAccessibleName(f"Open {name}")
            compare.setAccessibleName(f"Compare with {name}")
            show.clicked.connect(lambda: self.opened.emit(one))
            compare.clicked.connect(lambda: self.compare_requested.emit(one.id))
            items += [show, compare]
        line.setLayout(row(*items, gap=8, sides=(deep * _STEP, 0, 0, 0)))
        return line


def depth(one: SessionRow, family: Sequence[SessionRow]) -> int:
    """How many goings back lie between an attempt and the call as it was held."""
    by_id = {row.id: row for row in family}
    deep = 0
    while one.parent in by_id:
        one, deep = by_id[one.parent], deep + 1
    return deep


def in_order(family: Sequence[SessionRow]) -> list[SessionRow]:
    """Each attempt beneath what it was made from, oldest first."""
    known = {row.id for row in family}
    found: list[SessionRow] = []

    def add(parent: SessionRow | None) -> None:
        for one in family:
            if (one.parent if one.parent in known else None) == (None if parent is None else parent.id):
                found.append(one)
                add(one)

    add(None)
    return found
