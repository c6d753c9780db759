from __future__ import annotations

from PySide6.QtWidgets import QApplication, QFocusFrame


class FocusRing(QFocusFrame):
    """Make one for the application, and keep it: it follows the keyboard's focus."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
