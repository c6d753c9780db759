from __future__ import annotations

import itertools
import os
from collections.abc import Callable, Iterator
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.desktop.story import NOW, FakeProgram
from trainer.desktop.theme import Theme, shipped_tokens
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


OFFSCREEN_SAYS = "This plugin does not support propagateSizeHints()"


@pytest.fixture(autouse=True)
def quiet_qt(qtlog: Any) -> Iterator[None]:
    """Whatever Qt warns of fails the test, but for what the windowless platform says of itself."""
    yield
    said = [record.message for record in qtlog.records if record.message != OFFSCREEN_SAYS]
    assert not said, f"Qt said: {said}"


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    """The light theme at 100 %, given to the application."""
    light = Theme.load(shipped_tokens(), dark=False, text_size=100)
    light.apply(qapp)
    return light
