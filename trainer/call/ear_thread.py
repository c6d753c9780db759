"""The ear on a thread of its own: takes sound as it comes, tells what it has heard so far, and the text at the end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue
from typing import Final

from trainer.call.ports import Ear, Hearing
from trainer.sound import Samples
from trainer.utterance import Heard16k


class PartialPace:
    """When the next partial is due: 0.4 s after the last began at the earliest, never while one is being worked out,
    and so that all together keep one core busy for no more than half of the time.

    Times are seconds of any one clock, passed in. A partial counts with the time it took: an ear works on one thread.
    """

    LEAST: Final = 0.4
    SHARE: Final = 0.5

    def __init__(self, start: float = 0.0) -> None:
        """``start``: when the turn began; the first is due as long after it as later ones are apart."""
        self._begun: float | None = None
        self._due = start + self.LEAST if start else 0.0

    def due(self, now: float) -> bool:
        """Whether one may begin now."""
        return self._begun is None and now >= self._due

    def began(self, now: float) -> None:
        """Raises RuntimeError if the last one has not ended: two at once would be a fault of ours."""
        if self._begun is not None:
            raise RuntimeError("a partial began before the last one had ended")
        self._begun = now

    def ended(self, now: float) -> None:
        if self._begun is None:
            raise RuntimeError("a partial ended that had not begun")
        self._due = self._begun + max(self.LEAST, (now - self._begun) / self.SHARE)
        self._begun = None


class TurnHearing:
    """One turn on its way to the ear's thread."""

    def __init__(self, post: Callable[[Callable[[], None]], None], worker: _Worker) -> None:
        self._post = post
        self._worker = worker

    def hear(self, samples: Samples) -> None:
        self._post(lambda: self._worker.hear(samples))

    def pause(self) -> None:
        self._post(self._worker.pause)

    def finish(self, done: Callable[[Heard16k | Exception], None]) -> None:
        """``done`` gets the text, or what went wrong, on the ear's thread."""
        self._post(lambda: self._worker.finish(done))

    def drop(self) -> None:
        self._post(self._worker.drop)


class _Worker:
    """What happens on the ear's thread. A fault is kept until the turn's end and told there."""

    def __init__(
        self, ear: Ear, names: Sequence[str], partial: Callable[[str], None], now: Callable[[], float],
        idle: Callable[[], bool],
    ) -> None:  # fmt: skip
        self._ear = ear
        self._names = names
        self._partial = partial
        self._now = now
        self._idle = idle
        self._hearing: Hearing | None = None
        self._fault: Exception | None = None
        self._pace = PartialPace()

    def begin(self) -> None:
        self._fault = None
        self._guarded(self._open)
        self._pace = PartialPace(self._now())

    def _open(self) -> None:
        self._hearing = self._ear.listen(self._names)

    def hear(self, samples: Samples) -> None:
        hearing = self._hearing
        if hearing is None:
            return
        self._guarded(lambda: hearing.hear(samples))
        if self._pace.due(self._now()) and self._idle():
            self._guarded(lambda: self._tell(hearing))

    def _tell(self, hearing: Hearing) -> None:
        self._pace.began(self._now())
        self._partial(hearing.so_far())
        self._pace.ended(self._now())

    def pause(self) -> None:
        hearing = self._hearing
        if hearing is not None:
            self._guarded(hearing.pause)

    def finish(self, done: Callable[[Heard16k | Exception], None]) -> None:
        hearing, self._hearing = self._hearing, None
        if hearing is None or self._fault is not None:
            done(self._fault or RuntimeError("a turn was finished that had not begun"))
            return
        try:
            heard = hearing.finish()
        except Exception as fault:  # whatever an engine throws ends the turn, not the thread
            done(fault)
            return
        done(heard)

    def drop(self) -> None:
        self._hearing = None

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except Exception as fault:  # told at the turn's end
            self._hearing, self._fault = None, fault


class EarThread:
    """Owns the thread. ``partial`` is called on it, with the words so far."""

    def __init__(
        self, ear: Ear, names: Sequence[str], partial: Callable[[str], None], now: Callable[[], float]
    ) -> None:
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._worker = _Worker(ear, names, partial, now, self._jobs.empty)
        self._thread = threading.Thread(target=self._run, name="ear", daemon=True)
        self._thread.start()

    def begin(self) -> TurnHearing:
        self._jobs.put(self._worker.begin)
        return TurnHearing(self._jobs.put, self._worker)

    def stop(self, timeout: float) -> bool:
        self._jobs.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            job()
