from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget


class Timeline(QWidget):
    moment_chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_call(
        self,
        length: float,
        strips: Sequence[tuple[str, Sequence[tuple[float, float]]]],
        fusion_points: Sequence[float] = (),
        moments: Sequence[tuple[float, int]] = (),
    ) -> None:
        """Times in seconds since the call began, values 0 to 100; each strip is (name, [(time, value), …])."""
