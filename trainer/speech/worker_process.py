"""A voice's worker process: one JSON line asks, one JSON line answers, and it can be ended at any time."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from queue import SimpleQueue
from threading import Timer
from typing import Any

from trainer.errors import VoiceFailed

_START_SECONDS = 30.0
"""The first start on Windows generates COM's bindings; a large model takes seconds."""


class WorkerProcess:
    """One worker process, and what is asked of it."""

    def __init__(self, command: Sequence[str], low: bool = False) -> None:
        """``low``: on Windows it works only where nobody else wants the processor; elsewhere a worker sees to that."""
        package_folder = str(Path(__file__).parents[2])
        search = os.pathsep.join(part for part in (package_folder, os.environ.get("PYTHONPATH", "")) if part)
        self._process = subprocess.Popen(
            list(command),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | {"PYTHONPATH": search, "PYTHONDONTWRITEBYTECODE": "1"},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0)
            | (getattr(subprocess, "IDLE_PRIORITY_CLASS", 0) if low else 0),
        )
        self._ready = False

    def render(self, request: dict[str, Any], seconds: float) -> None:
        """Raises VoiceFailed when it reports an error, ends, or does not answer within ``seconds``."""
        if not self._ready:
            self._answer(_START_SECONDS)
            self._ready = True
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(json.dumps(request).encode() + b"\n")
            self._process.stdin.flush()
        except OSError as error:
            raise VoiceFailed("The voice ended unexpectedly.") from error
        self._answer(seconds)

    def _answer(self, seconds: float) -> None:
        assert self._process.stdout is not None
        # Killed at the limit, so that reading its answer ends in any case, on every system.
        limit = Timer(seconds, self._process.kill)
        limit.start()
        try:
            line = self._process.stdout.readline()
        finally:
            limit.cancel()
            limit.join()
        if not line.endswith(b"\n"):
            raise VoiceFailed("The voice did not answer.")
        error = json.loads(line).get("error")
        if error:
            raise VoiceFailed(f"The voice could not speak ({error}).")

    def end(self) -> None:
        """End it now. May be called while another thread waits for an answer, which then fails."""
        self._process.kill()
        self._process.wait()

    def close_pipes(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdout.close()
        with contextlib.suppress(OSError):  # it may hold half a request for a process that has ended
            self._process.stdin.close()


def serve(engine: Callable[[], Callable[[Mapping[str, Any]], None]]) -> None:
    """What a worker's ``main`` does: make the engine, then answer each request with {"done"} or {"error"}.

    The end of standard input ends the process at once, whatever the engine is doing: it can't outlive the program.
    """
    os.umask(0o077)
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)  # what an engine prints must not get among the answers

    def answer(**document: Any) -> None:
        answers.write(json.dumps(document) + "\n")
        answers.flush()

    requests = _requests()
    try:
        render = engine()
    except Exception as error:  # whatever a driver raises: the program tells it in its own words
        answer(error=f"{type(error).__name__}: {error}")
        return
    answer(ready=True)
    while True:
        try:
            render(requests.get())
        except Exception as error:  # as above
            answer(error=f"{type(error).__name__}: {error}")
        else:
            answer(done=True)


def _requests() -> SimpleQueue[dict[str, Any]]:
    """Read by a thread of its own, so that the end of the program is noticed in the middle of a line too."""
    queue: SimpleQueue[dict[str, Any]] = SimpleQueue()

    def read() -> None:
        for line in sys.stdin.buffer:
            queue.put(json.loads(line))
        os._exit(0)

    threading.Thread(target=read, name="requests", daemon=True).start()
    return queue
