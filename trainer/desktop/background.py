"""One-off jobs beside the window: they run on one thread, and both success and failure land on the main thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject

from trainer.desktop.bridge import Bridge

T = TypeVar("T")


def _nothing(_: object) -> None:
    pass


@dataclass(frozen=True, slots=True)
class _Job:
    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Callable[[Exception], None]


@dataclass(frozen=True, slots=True)
class _Outcome:
    report: Callable[[Any], None]
    value: Any


class Background(QObject):
    """Runs jobs one after another, so that what they write to the store and the settings is serialised.

    The thread starts with the first job. ``show_error`` gets every failure that a job does not deal with itself.
    """

    def __init__(self, name: str, show_error: Callable[[Exception], None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._show_error = show_error
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._bridge = Bridge(_deliver, self)
        self._thread: threading.Thread | None = None
        self._closed = False

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], None] = _nothing,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do ``work`` on the thread, then ``done`` with its result or ``failed`` with its error on the main thread."""
        if self._closed:
            return
        if self._thread is None:
            self._thread = threading.Thread(target=self._work_off, name=self._name, daemon=True)
            self._thread.start()
        self._jobs.put(_Job(work, done, failed or self._show_error))

    def close(self, timeout: float) -> bool:
        """Finish the jobs that wait, report none, and say whether the thread ended within ``timeout`` seconds."""
        self._closed = True
        self._bridge.close()
        if self._thread is None:
            return True
        self._jobs.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _work_off(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                outcome = _Outcome(job.done, job.work())
            except Exception as error:  # whatever it is, somebody is told
                outcome = _Outcome(job.failed, error)
            self._bridge.send(outcome)


def _deliver(outcome: _Outcome) -> None:
    outcome.report(outcome.value)
