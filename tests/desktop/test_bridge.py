from __future__ import annotations

import threading

from pytestqt.qtbot import QtBot

from trainer.desktop.background import Background
from trainer.desktop.bridge import Bridge
from trainer.errors import StoreRefused


def test_what_threads_send_arrives_on_the_main_thread_in_order(qtbot: QtBot) -> None:
    arrived: list[tuple[int, int]] = []
    bridge = Bridge(lambda value: arrived.append((threading.get_ident(), value)))
    thread = threading.Thread(target=lambda: list(map(bridge.send, range(100))))
    thread.start()
    thread.join()
    assert arrived == []
    qtbot.waitUntil(lambda: len(arrived) == 100)
    assert arrived == [(threading.get_ident(), number) for number in range(100)]


def test_a_closed_bridge_delivers_nothing_that_is_under_way(qtbot: QtBot) -> None:
    arrived: list[object] = []
    last: list[object] = []
    bridge, other = Bridge(arrived.append), Bridge(last.append)
    bridge.send("late")
    bridge.close()
    bridge.send("later")
    other.send("behind both")
    qtbot.waitUntil(lambda: bool(last))
    assert arrived == []


def test_success_and_failure_of_a_job_both_land_on_the_main_thread(qtbot: QtBot) -> None:
    landed: list[tuple[str, int, object]] = []
    shown: list[Exception] = []
    worked: list[int] = []
    background = Background("test", shown.append)

    def work() -> int:
        worked.append(threading.get_ident())
        return 7

    def fail() -> None:
        raise StoreRefused("The disk is full.")

    background.run(work, lambda value: landed.append(("done", threading.get_ident(), value)))
    background.run(fail, failed=lambda error: landed.append(("failed", threading.get_ident(), str(error))))
    background.run(fail)
    qtbot.waitUntil(lambda: bool(shown))
    here = threading.get_ident()
    assert landed == [("done", here, 7), ("failed", here, "The disk is full.")]
    assert str(shown[0]) == "The disk is full."
    assert worked != [here]
    assert background.close(5)


def test_closing_finishes_the_jobs_that_wait_and_reports_none(qtbot: QtBot) -> None:
    done: list[int] = []
    reported: list[int] = []
    gate = threading.Event()
    background = Background("test", lambda error: None)
    background.run(gate.wait)
    for number in range(3):
        background.run(lambda number=number: done.append(number), lambda _: reported.append(1))  # type: ignore[misc]
    gate.set()
    assert background.close(5)
    assert done == [0, 1, 2]
    behind: list[object] = []
    last = Bridge(behind.append)
    last.send("behind all that was sent before")
    qtbot.waitUntil(lambda: bool(behind))
    assert reported == []
    background.run(lambda: done.append(9))
    assert done == [0, 1, 2]


def test_closing_says_when_a_job_does_not_end() -> None:
    gate = threading.Event()
    background = Background("test", lambda error: None)
    background.run(gate.wait)
    assert not background.close(0.05)
    gate.set()
    assert background.close(5)
