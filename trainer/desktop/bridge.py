"""The one way from plain threads into the window.

A call, a job or an error hook runs on a thread of its own. What it has to tell is sent here and arrives on the main
thread, in the order in which it was sent, after whatever the window is doing at that moment.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal, Slot


class Bridge(QObject):
    """Hands values to ``receive`` on the thread that made the bridge. ``send`` may be called from any thread."""

    _sent = Signal(object)

    def __init__(self, receive: Callable[[Any], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._receive: Callable[[Any], None] | None = receive
        # Queued even within the main thread, so that a value never overtakes one that was sent before it.
        self._sent.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def send(self, value: object) -> None:
        if self._receive is not None:
            self._sent.emit(value)

    def close(self) -> None:
        """Deliver nothing more, not even what is under way."""
        self._receive = None

    @Slot(object)
    def _deliver(self, value: object) -> None:
        if self._receive is not None:
            self._receive(value)
