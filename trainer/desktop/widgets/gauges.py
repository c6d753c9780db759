from __future__ import annotations

from PySide6.QtWidgets import QWidget


class Gauge(QWidget):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_value(self, value: float, change: float | None = None) -> None: ...

    def set_motion(self, on: bool) -> None: ...


class TalkRatio(QWidget):
    def __init__(self, other: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_share(self, you: float) -> None:
        """``you`` in per cent, 0 to 100."""


class LevelMeter(QWidget):
    def __init__(self, bars: int = 16, parent: QWidget | None = None) -> None:
        super().__init__(parent)

    def set_level(self, loudness: float, clipped: bool = False) -> None: ...

    def set_muted(self, muted: bool) -> None: ...
