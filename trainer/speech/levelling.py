"""How loud a sound is, and bringing speech to one loudness."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from trainer.sound import Samples, Sound

FULL_SCALE = 32768.0
SPEECH_DBFS = -20.0
"""Loudness of every voice: root mean square of its active parts."""
PEAK_DBFS = -1.0
_ACTIVE_BELOW_LOUDEST = 30.0
_SILENT_DBFS = -50.0
_FRAME_SECONDS = 0.02


def dbfs(rms: float) -> float:
    """A root mean square or peak in int16 units as decibels below full scale; -inf for nothing."""
    return 20 * math.log10(rms / FULL_SCALE) if rms > 0 else -math.inf


def peak(samples: Samples) -> float:
    """The largest sample, in int16 units."""
    return float(np.abs(samples.astype(np.int32)).max()) if len(samples) else 0.0


def rms(samples: Samples) -> float:
    """Root mean square, in int16 units."""
    return float(np.sqrt(np.mean(np.square(samples.astype(np.float64))))) if len(samples) else 0.0


def frame_levels(sound: Sound, seconds: float = _FRAME_SECONDS) -> npt.NDArray[np.float64]:
    """Root mean square of each whole frame, in int16 units."""
    size = max(1, int(sound.rate * seconds))
    whole = len(sound.samples) // size * size
    frames = sound.samples[:whole].reshape(-1, size).astype(np.float64)
    return np.asarray(np.sqrt(np.mean(np.square(frames), axis=1)), dtype=np.float64)


def active_rms(sound: Sound) -> float:
    """Root mean square of the parts within 30 dB of the loudest 20 ms; 0 for silence."""
    levels = frame_levels(sound)
    if not len(levels) or levels.max() <= 0:
        return rms(sound.samples)
    active = levels[levels >= levels.max() * 10 ** (-_ACTIVE_BELOW_LOUDEST / 20)]
    return float(np.sqrt(np.mean(np.square(active))))


def levelled(sound: Sound) -> Sound:
    """The same sound with its active parts at -20 dBFS, less where its peak would pass -1 dBFS."""
    loudness, highest = active_rms(sound), peak(sound.samples)
    if loudness <= 0:
        return sound
    gain = min(10 ** (SPEECH_DBFS / 20) * FULL_SCALE / loudness, 10 ** (PEAK_DBFS / 20) * FULL_SCALE / highest)
    return Sound(np.rint(sound.samples * gain).astype(np.int16), sound.rate)


def trimmed(sound: Sound, margin: float = 0.02) -> Sound:
    """Without the silence around it, but for ``margin`` seconds on either side. Silence alone becomes empty."""
    step = max(1, sound.rate // 200)
    whole = len(sound.samples) // step * step
    loud = np.flatnonzero(
        np.abs(sound.samples[:whole].astype(np.int32)).reshape(-1, step).max(axis=1)
        > 10 ** (_SILENT_DBFS / 20) * FULL_SCALE
    )
    if not len(loud):
        return Sound(sound.samples[:0], sound.rate)
    keep = int(margin * sound.rate)
    first = max(0, int(loud[0]) * step - keep)
    last = min(len(sound.samples), (int(loud[-1]) + 1) * step + keep)
    return Sound(sound.samples[first:last], sound.rate)
