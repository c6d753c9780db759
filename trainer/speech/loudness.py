"""How loud sound is, in frames, and where in it nobody speaks. Silence is judged by level alone here."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from trainer.sound import RATE, Samples

FRAME: Final = RATE // 50
"""20 ms: long enough for the slowest voice's pitch, short enough for an edge."""

SILENT: Final = 32.768
"""Root mean square below which nothing is there to recognise: −60 dBFS, some 20 dB under a quiet speaker."""

Levels = npt.NDArray[np.float64]


def levels(samples: Samples) -> Levels:
    """Root mean square of every whole frame of 20 ms, shape (len(samples) // 320,); a shorter rest is left out."""
    frames = samples[: len(samples) // FRAME * FRAME].reshape(-1, FRAME).astype(np.float64)
    squares: Levels = np.sqrt(np.mean(frames * frames, axis=1))
    return squares


def is_silent(samples: Samples) -> bool:
    """Whether no sample reaches the level below which nothing is there to recognise."""
    return not len(samples) or max(int(samples.max()), -int(samples.min())) < SILENT


def quietest(samples: Samples, first: int, last: int, width: int = RATE // 20) -> int:
    """Middle of the quietest ``width`` samples (50 ms) of ``samples[first:last]``, to a hundredth of a second."""
    step = RATE // 100
    part = samples[first:last].astype(np.float64)
    steps = (part[: len(part) // step * step].reshape(-1, step) ** 2).sum(axis=1)
    wide = np.convolve(steps, np.ones(width // step), mode="valid")
    return first + int(np.argmin(wide)) * step + width // 2
