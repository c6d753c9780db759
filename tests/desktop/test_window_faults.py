from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import qWarning
from pytestqt.qtbot import QtBot

from trainer.desktop.faults import fault_of, install_hooks, report
from trainer.errors import MicrophoneLost


def _broken() -> Exception:
    try:
        try:
            dict[str, str]()["what Marta said about Danuta"]
        except KeyError as missing:
            raise ValueError(f"{Path.home()}/secret/call.flac") from missing
    except ValueError as error:
        return error
    raise AssertionError("unreachable")


def test_the_machines_trouble_is_told_in_its_own_sentence() -> None:
    fault = fault_of(MicrophoneLost("The microphone was unplugged."))
    assert (fault.sentence, fault.report) == ("The microphone was unplugged.", "")


def test_a_report_holds_no_words_said_and_no_path_of_the_user() -> None:
    text = report(_broken())
    assert "ValueError" in text
    assert "KeyError" in text
    assert "tests/desktop/test_window_faults.py" in text
    assert "Danuta" not in text
    assert "secret" not in text
    assert str(Path.home()) not in text
    assert str(Path(__file__).parents[2]) not in text


@pytest.fixture
def shown() -> Iterator[list[BaseException]]:
    found: list[BaseException] = []
    undo = install_hooks(found.append)
    yield found
    undo()


def test_errors_of_slots_and_threads_are_shown_and_qts_words_only_logged(
    shown: list[BaseException], qtbot: QtBot, caplog: pytest.LogCaptureFixture
) -> None:
    error = _broken()
    sys.excepthook(type(error), error, error.__traceback__)

    def fail() -> None:
        raise error

    thread = threading.Thread(target=fail)
    thread.start()
    thread.join()
    assert shown == [error, error]
    assert "Danuta" not in caplog.text
    with caplog.at_level(logging.WARNING):
        qWarning("a font is missing")
    assert "Qt: a font is missing" in caplog.text
    assert len(shown) == 2


def test_the_hooks_can_be_taken_back() -> None:
    before = sys.excepthook, threading.excepthook
    install_hooks(lambda error: None)()
    assert (sys.excepthook, threading.excepthook) == before
