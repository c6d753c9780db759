"""Loudness as it is shown: the meter of the microphone, and the mouth of the person who speaks."""

from __future__ import annotations

import numpy as np

from trainer.sound import Samples, Sound

STEP = 0.03
"""Seconds of sound for one position of the mouth."""
_FULL_SCALE = 32_767
_CLIPPED = 0.99
_QUIETEST = 60.0
"""Decibels below full scale at which the meter shows nothing."""


def shown_level(samples: Samples) -> tuple[float, bool]:
    """How far the meter goes, 0 to 1 over 60 dB, and whether the sound was clipped. ``samples`` must not be empty."""
    values = samples.astype(np.float32) / _FULL_SCALE
    loud = float(np.sqrt(np.mean(values * values)))
    shown = 0.0 if loud <= 0 else max(0.0, min(1.0, 1.0 + 20.0 * float(np.log10(loud)) / _QUIETEST))
    return shown, bool(np.max(np.abs(values)) >= _CLIPPED)


def loudness_of(sound: Sound) -> tuple[float, ...]:
    """Loudness (root mean square, 0 to 1) of each 30 ms of a sound."""
    step = int(STEP * sound.rate)
    values = sound.samples.astype(np.float32) / _FULL_SCALE
    whole = len(values) // step * step
    rows = values[:whole].reshape(-1, step)
    return tuple(round(float(value), 3) for value in np.sqrt(np.mean(rows * rows, axis=1)))
