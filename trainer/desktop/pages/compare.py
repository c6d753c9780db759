"""Two attempts at a call side by side: where they parted, what each turn moved, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from trainer.desktop.pages.layout import Rule, Scroll, column, fixed, row, space
from trainer.desktop.pages.page import Page
from trainer.desktop.widgets import Button, PlainLabel
from trainer.scoring.attempts import Pair, Spoken, parted_at
from trainer.transcript import STEPS


class ComparePage(Page):
    entry = "history"

    def __init__(
        self, names: tuple[str, str], cards: tuple[Mapping[str, Any], Mapping[str, Any]], pairs: Sequence[Pair],
        called: str, parent: QWidget | None = None,
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._called = called
        back = Button("Scorecard", "quiet", icon="back", key="Esc")
        back.clicked.connect(self.back)
        parted = parted_at(pairs)
        first = "The two are the same, word for word." if parted is None else (
            f"The same until turn {parted}." if parted > 1 else "They differ from the first turn on."
        )  # fmt: skip
        self.setLayout(
            column(
                row(back, None, sides=(36, 20, 48, 0)),
                Scroll(
                    column(
                        PlainLabel("Two attempts", 20, weight=600),
                        PlainLabel(first, ink="ink2", wrap=True),
                        self._marks(names, cards),
                        Rule(),
                        self._turns(names, [pair for pair in pairs if parted is not None and pair.turn >= parted]),
                        None,
                        gap=16,
                        sides=(48, 12, 48, 40),
                    )
                ),
            )
        )

    def _marks(self, names: tuple[str, str], cards: tuple[Mapping[str, Any], Mapping[str, Any]]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        space(grid, 8)
        grid.setColumnStretch(3, 1)
        for place, name in enumerate(names, start=1):
            grid.addWidget(_figure(name, 500), 0, place)
        for number, step in enumerate((*STEPS, "total"), start=1):
            weight = 600 if step == "total" else 400
            grid.addWidget(PlainLabel(step.capitalize(), weight=weight), number, 0)
            for place, card in enumerate(cards, start=1):
                grid.addWidget(_figure(_value(card, step), 600), number, place)
        return table

    def _turns(self, names: tuple[str, str], pairs: Sequence[Pair]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        space(grid, 12)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        grid.setHorizontalSpacing(32)
        for place, name in enumerate(names):
            grid.addWidget(PlainLabel(name, 16, weight=600), 0, place)
        for number, pair in enumerate(pairs, start=1):
            for place, spoken in enumerate((pair.first, pair.second)):
                grid.addWidget(self._spoken(spoken), number, place, Qt.AlignmentFlag.AlignTop)
        return table

    def _spoken(self, spoken: Spoken | None) -> QWidget:
        cell = QWidget()
        if spoken is not None:
            who = "You" if spoken.side == "rep" else self._called
            moved = ", ".join(f"{step} {by:+d}".replace("-", "−") for step, by in spoken.moved)
            under = [PlainLabel(moved, 12, ink="ink2", wrap=True)] if moved else []
            ink = "ink" if spoken.side == "rep" else "ink2"
            cell.setLayout(
                column(
                    PlainLabel(who, 12, weight=500, ink="ink2"),
                    PlainLabel(spoken.text, 16, speech=True, ink=ink, wrap=True),
                    *under,
                    gap=2,
                )
            )
        return cell


def _figure(text: str, weight: int) -> PlainLabel:
    label = PlainLabel(text, weight=weight)
    fixed(label, width=120)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    return label


def _value(card: Mapping[str, Any], step: str) -> str:
    if step == "total":
        value = card["total"]
    else:
        mark = card["marks"].get(step)
        value = None if mark is None else mark["value"]
    return "–" if value is None else str(value)
