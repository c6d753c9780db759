"""Sound as plain data: mono 16-bit samples and their rate. No audio library is needed to hold one."""

from __future__ import annotations

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


SILENCE = Sound(np.zeros(0, dtype=np.int16))
