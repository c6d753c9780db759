"""From page to page: whom to call, the brief, the call, its scorecard, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from trainer.desktop.models.call_view import clock
from trainer.desktop.models.people import Shelf, shelf
from trainer.desktop.pages.library import LibraryPage
from trainer.desktop.services import Services

if TYPE_CHECKING:
    from trainer.desktop.window import Window

_SESSIONS = 500
"""So many past calls are looked at for last and best results; the whole history comes with the Desktop issue."""


class Flow(QObject):
    def __init__(self, window: Window, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._shelf = Shelf((), (), (), (), None)
        self._library = LibraryPage(window.now, services.settings.name)

    def go_to(self, entry: str) -> None:
        self.show_library()

    def show_library(self) -> None:
        self._window.errands.run(self._read_shelf, self._show_shelf)

    def _read_shelf(self) -> Shelf:
        services = self._services
        unfinished = services.unfinished()
        stopped = {call.scenario: clock(call.seconds) for call in reversed(unfinished)}
        return shelf(services.library(), services.sessions(_SESSIONS), unfinished, stopped)

    def _show_shelf(self, found: Shelf) -> None:
        self._shelf = found
        self._library.show_shelf(found)
        self._window.show_page(self._library, keep=True)

    def close(self, timeout: float) -> None:
        pass
