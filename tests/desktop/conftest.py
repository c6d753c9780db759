from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from pytestqt.qtbot import QtBot

from tests.desktop.story import NOW, FakeProgram
from trainer.desktop.window import Window, open_window
from trainer.settings import FirstLook

LIGHT = FirstLook("light", 100, "")


@pytest.fixture
def open_story(qtbot: QtBot) -> Iterator[Callable[..., Window]]:
    """Opens the window on a fake program and waits for its library."""
    opened: list[Window] = []

    def open_it(program: FakeProgram, look: FirstLook = LIGHT) -> Window:
        ticks = itertools.count()
        window = open_window(look, program.services, lambda: NOW, lambda: next(ticks) * 0.01)
        opened.append(window)
        with qtbot.waitSignal(window.page_shown):
            pass
        return window

    yield open_it
    for window in opened:
        window.close()
        window.deleteLater()
