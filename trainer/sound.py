"""Sound as plain data: mono 16-bit samples and their rate. No audio library is needed to hold one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

RATE = 16_000
"""Samples a second of everything that is heard, and of every time in the event log."""

Samples = npt.NDArray[np.int16]


@dataclass(frozen=True, slots=True, eq=False)
class Sound:
    """Mono sound. ``samples``: int16, shape (n,); ``rate``: samples a second."""

    samples: Samples
    rate: int = RATE

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def length_at_16k(self) -> int:
        """Its length in the log's unit, whole samples at 16,000 a second, rounded up."""
        return -(-len(self.samples) * RATE // self.rate)


_FADE_SECONDS = 0.005


def joined(sounds: Sequence[Sound]) -> Sound:
    """Clauses as one line: each fades in and out over 5 ms, so that nothing clicks where they meet.

    Raises ValueError for sounds of different rates.
    """
    sounds = [sound for sound in sounds if len(sound.samples)]
    if len(sounds) < 2:
        return sounds[0] if sounds else SILENCE
    if len({sound.rate for sound in sounds}) > 1:
        raise ValueError("the clauses of one line have one rate")
    return Sound(np.concatenate([_faded(sound) for sound in sounds]), sounds[0].rate)


def _faded(sound: Sound) -> Samples:
    width = min(len(sound.samples) // 2, int(_FADE_SECONDS * sound.rate))
    values = sound.samples.astype(np.float64)
    ramp = np.arange(width) / max(1, width)
    values[:width] *= ramp
    values[len(values) - width :] *= ramp[::-1]
    return np.rint(values).astype(np.int16)


SILENCE = Sound(np.zeros(0, dtype=np.int16))
