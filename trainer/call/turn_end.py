"""When the rep begins and when they are done: by voice activity and a fixed silence, counted in samples.

The Conversation issue replaces the fixed wait by one that follows the words; the border stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from trainer.call.ports import VoiceActivity
from trainer.sound import RATE, Samples

WAIT = int(0.65 * RATE)
"""Silence after which a turn is over, true silence in samples. Natural voices pause within sentences for up to 0.45 s
now and then (docs/notes/2026-11-22-turn-end.md); the answer has to start within 0.9 s."""
PAUSE = int(0.26 * RATE)
"""Silence after which what was said so far may be recognised for good: 0.2 s by the judge of voice activity."""
LEAD = int(0.30 * RATE)
"""Sound kept from before the first frame of speech: an onset is found late."""
SPEECH = 0.5
"""Probability from which a frame counts as speech (silero, measured: docs/notes/2026-11-22-turn-end.md)."""
ONSET_FRAMES = 2
"""Frames of speech in a row that begin a turn; one alone is a click."""


class Sink(Protocol):
    """Takes the sound of one turn."""

    def hear(self, samples: Samples) -> None: ...

    def pause(self) -> None: ...


@dataclass(frozen=True, slots=True)
class Began:
    """The rep began to speak at sample ``start``."""

    start: int


@dataclass(frozen=True, slots=True)
class Over:
    """The turn is over: its first and last sample of speech, and the sample at which that was known.

    ``sound_from``: number of the first sample that the sink was given, a little before ``start``.
    """

    start: int
    end: int
    known: int
    sound_from: int


class TurnListener:
    """Cuts a stream of sound into turns. ``open_sink`` is called when one begins; its sound goes there as it comes."""

    def __init__(self, activity: VoiceActivity, open_sink: Callable[[], Sink], at: int = 0) -> None:
        self._activity = activity
        self._open_sink = open_sink
        self._left = np.zeros(0, dtype=np.int16)
        self.restart(at)

    def restart(self, at: int) -> None:
        """Forget what was heard; the next sample is number ``at``."""
        self._activity.reset()
        self._at = at
        self._left = self._left[:0]
        self._lead: list[Samples] = []
        self._sink: Sink | None = None
        self._held = False
        self._start = self._last_speech = self._sound_from = at
        self._run = 0
        self._paused = False

    @property
    def at(self) -> int:
        """Number of the next sample."""
        return self._at + len(self._left)

    @property
    def speaking(self) -> bool:
        return self._sink is not None

    def feed(self, samples: Samples) -> list[Began | Over]:
        found: list[Began | Over] = []
        self._left = np.concatenate([self._left, samples])
        size = self._activity.frame
        whole = len(self._left) // size * size
        for begin in range(0, whole, size):
            found += self._frame(self._left[begin : begin + size])
        self._left = self._left[whole:]
        return found

    def hold(self) -> list[Began | Over]:
        """The talk key went down: the turn begins now and lasts until ``release``."""
        if self._sink is not None:
            self._held = True
            return []
        self._begin(self._at)
        self._held = True
        return [Began(self._start)]

    def release(self) -> list[Began | Over]:
        """The talk key went up: the turn is over."""
        if self._sink is None or not self._held:
            return []
        return [self._over(self._at)]

    def _frame(self, frame: Samples) -> list[Began | Over]:
        speech = self._activity.speech(frame) >= SPEECH
        self._at += len(frame)
        self._run = self._run + 1 if speech else 0
        if self._sink is None:
            return self._waiting(frame)
        self._sink.hear(frame)
        if speech:
            self._last_speech, self._paused = self._at, False
            return []
        silent = self._at - self._last_speech + self._activity.lag
        if silent >= PAUSE and not self._paused:
            self._paused = True
            self._sink.pause()
        if silent >= WAIT and not self._held:
            return [self._over(self._last_speech)]
        return []

    def _waiting(self, frame: Samples) -> list[Began | Over]:
        self._lead.append(frame)
        if self._run >= ONSET_FRAMES:
            self._begin(self._at - self._run * len(frame))
            return [Began(self._start)]
        kept = LEAD // len(frame) + ONSET_FRAMES
        self._lead = self._lead[-kept:]
        return []

    def _begin(self, start: int) -> None:
        self._sink = self._open_sink()
        self._sound_from = self._at - sum(len(frame) for frame in self._lead)
        for frame in self._lead:
            self._sink.hear(frame)
        self._lead = []
        self._start, self._last_speech = start, self._at

    def _over(self, end: int) -> Over:
        self._sink, self._held, self._run = None, False, 0
        true_end = max(self._start, end - self._activity.lag)
        return Over(self._start, true_end, self._at, self._sound_from)
