"""Who speaks on which channel: what comes over from the other side is not that side's speech.

Each channel is weighed against its own speech, so that a microphone that is set low is not taken for crosstalk.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from trainer.errors import InputError
from trainer.sound import RATE, Samples

STEP = RATE // 50
"""Samples that are weighed together: 20 ms."""
MUCH = 10.0
"""Decibels below the other side, each against its own speech, from which on a channel holds the other's voice: an
open room brings it over 12 dB and more below. Who murmurs under the other's words is lost."""
_ROOM = 15
"""Steps (0.3 s) that a voice may take to come over and die away."""
_EVEN = 5
"""Steps (0.1 s) over which a channel's own level is taken, so that no consonant falls out of a word."""
_SPEECH_PERCENTILE = 90
_SILENT = 10 ** (-55 / 20) * 32768
_SAME = 0.98
"""Correlation from which on two channels hold the same sound."""
_LEAST_SPEECH = RATE // STEP // 5
"""Steps (0.2 s) in which somebody has to be heard at all."""

Levels = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Speech:
    """How loud each side speaks: root mean square of the loud parts of its own speech, in int16 units."""

    rep: float
    person: float


def measured(blocks: Iterable[tuple[Samples, Samples]]) -> Speech:
    """Listens once to the whole call. Raises InputError where a side is silent or both are the same sound."""
    found: tuple[list[Levels], list[Levels]] = ([], [])
    products = np.zeros(3)
    for pair in _even(blocks):
        for levels, samples in zip(found, pair, strict=True):
            levels.append(_levels(samples))
        one, other = (samples.astype(np.float64) for samples in pair)
        products += [np.sum(product) for product in (one * other, one * one, other * other)]
    both, mine, theirs = products
    if mine and theirs and both / np.sqrt(mine * theirs) > _SAME:
        raise InputError("Both channels hold the same sound, so that the two can't be told apart.")
    rep, person = (np.concatenate(levels) if levels else np.zeros(0, dtype=np.float32) for levels in found)
    return Speech(_own(rep, person, "rep"), _own(person, rep, "person"))


def _own(own: Levels, other: Levels, who: str) -> float:
    spoken = own[(own > other) & (own > _SILENT)]
    if len(spoken) < _LEAST_SPEECH:
        raise InputError(f"Nobody is heard on the {who}'s side of this recording.")
    return float(np.percentile(spoken, _SPEECH_PERCENTILE))


def apart(blocks: Iterable[tuple[Samples, Samples]], speech: Speech) -> Iterator[tuple[Samples, Samples]]:
    """The blocks with silence where a side holds no more than the other's voice. Lengths are whole steps."""
    before = np.zeros((2, _ROOM), dtype=np.float32)
    for pair in _even(blocks):
        loud = np.stack([_levels(pair[0]) / speech.rep, _levels(pair[1]) / speech.person])
        known = np.concatenate([before, loud], axis=1)
        before = known[:, -_ROOM:]
        count = loud.shape[1]
        own, other = _highest(known, _EVEN, count), _highest(known, _ROOM, count)[::-1]
        silent = own * 10 ** (MUCH / 20) < other
        muted = [samples.copy() for samples in pair]
        for samples, steps in zip(muted, silent, strict=True):
            samples.reshape(-1, STEP)[steps] = 0
        yield muted[0], muted[1]


def _highest(known: Levels, width: int, count: int) -> Levels:
    """The highest of the last ``width`` values up to each of the last ``count``."""
    windows = np.lib.stride_tricks.sliding_window_view(known, width, axis=1)
    highest: Levels = windows.max(axis=2)[:, -count:] if count else known[:, :0]
    return highest


def _levels(samples: Samples) -> Levels:
    """Root mean square of each step."""
    rows = samples.reshape(-1, STEP).astype(np.float32)
    levels: Levels = np.sqrt(np.mean(rows * rows, axis=1))
    return levels


def _even(blocks: Iterable[tuple[Samples, Samples]]) -> Iterator[tuple[Samples, Samples]]:
    """The same sound in blocks of whole steps; what is left at the end is filled with silence."""
    left = np.zeros((2, 0), dtype=np.int16)
    for pair in blocks:
        left = np.concatenate([left, np.stack(pair)], axis=1)
        whole = left.shape[1] // STEP * STEP
        if whole:
            yield left[0, :whole], left[1, :whole]
            left = left[:, whole:]
    if left.shape[1]:
        filled = np.concatenate([left, np.zeros((2, STEP - left.shape[1]), dtype=np.int16)], axis=1)
        yield filled[0], filled[1]
