"""A recorded call with each side on a channel of its own, block by block: its length costs no memory."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path

import numpy as np

from trainer.errors import InputError
from trainer.sound import RATE, Samples
from trainer.speech.sound_files import KINDS, to_int16

LONGEST = 3 * 60 * 60
"""Seconds of a call that is still heard."""
_BLOCK_SECONDS = 1


@dataclass(frozen=True, slots=True)
class Side:
    """Where one speaker is to be found: a file, and which of its channels, from 0."""

    path: Path
    channel: int


@dataclass(frozen=True, slots=True)
class TwoSides:
    """Both sides of a call. ``seconds``: how long the longer one says it is."""

    rep: Side
    person: Side
    seconds: float

    def blocks(self) -> Iterator[tuple[Samples, Samples]]:
        """The rep's sound and the person's, int16 at 16,000 a second, at the same time and of the same length.

        Raises InputError where a file turns out to be no sound, or longer than it says.
        """
        if self.rep.path == self.person.path:
            yield from ((both[:, self.rep.channel], both[:, self.person.channel]) for both in _sound(self.rep.path))
            return
        left = [np.zeros((0, 1), dtype=np.int16)] * 2
        for pair in zip_longest(_sound(self.rep.path), _sound(self.person.path)):
            left = [old if new is None else np.concatenate([old, new]) for old, new in zip(left, pair, strict=True)]
            one_ended = any(new is None for new in pair)
            ready = (max if one_ended else min)(len(part) for part in left)
            yield _first(left, ready)
            left = [part[ready:] for part in left]
        yield _first(left, max(len(part) for part in left))


def _first(parts: list[Samples], length: int) -> tuple[Samples, Samples]:
    """So many samples of each, filled with silence where one has fewer."""
    rep, person = (np.pad(part[:length, 0], (0, max(0, length - len(part)))) for part in parts)
    return rep, person


def two_sides(paths: list[Path], rep: str | None) -> TwoSides:
    """One file of two channels, ``rep`` telling which of them is the rep's; or two files of one channel, the rep's
    first. Raises InputError, which says what would be right."""
    if len(paths) > 2:
        raise InputError("A recorded call is one stereo file, or two files: the rep's, then the person's.")
    shapes = [_shape(path) for path in paths]
    seconds = max(shape.seconds for shape in shapes)
    if len(paths) == 2:
        for path, shape in zip(paths, shapes, strict=True):
            if shape.channels != 1:
                raise InputError(f"{path.name} has {shape.channels} channels; of two files each holds one speaker.")
        if paths[0].resolve() == paths[1].resolve():
            raise InputError("The two files are the same one. Give the rep's, then the person's.")
        if rep is not None:
            raise InputError("Of two files the first is the rep's. Leave --rep out.")
        return TwoSides(Side(paths[0], 0), Side(paths[1], 0), seconds)
    (path,), (shape,) = paths, shapes
    if shape.channels == 1:
        raise InputError(
            f"{path.name} has one channel, on which the two can't be told apart. Give a stereo file with one speaker "
            "on each channel, or two files: sparring score rep.wav person.wav"
        )
    if shape.channels != 2:
        raise InputError(f"{path.name} has {shape.channels} channels; a call has two, one for each speaker.")
    if rep is None or rep.lower() not in ("left", "right"):
        raise InputError("Say on which channel the rep is: --rep left or --rep right.")
    first = int(rep.lower() == "right")
    return TwoSides(Side(path, first), Side(path, 1 - first), seconds)


@dataclass(frozen=True, slots=True)
class _Shape:
    channels: int
    seconds: float


def _shape(path: Path) -> _Shape:
    import soundfile

    if not path.is_file():
        raise InputError(f"There is no file {path}.")
    try:
        with soundfile.SoundFile(path) as file:
            shape = _Shape(int(file.channels), file.frames / file.samplerate)
    except (soundfile.LibsndfileError, OSError, ValueError) as error:
        raise InputError(f"{path.name} is not a sound file that can be read. Give a {KINDS} file.") from error
    if shape.seconds > LONGEST:
        raise InputError(f"{path.name} is longer than {LONGEST // 3600} hours. Give a part of it.")
    if not shape.seconds:
        raise InputError(f"There is no sound in {path.name}.")
    return shape


def _sound(path: Path) -> Iterator[Samples]:
    """A file's samples at 16,000 a second, shape (n, channels)."""
    import soundfile
    import soxr

    try:
        with soundfile.SoundFile(path) as file:
            rate = int(file.samplerate)
            resampler = soxr.ResampleStream(rate, RATE, file.channels, dtype="float32", quality="HQ")
            most = LONGEST * rate
            while True:
                values = file.read(_BLOCK_SECONDS * rate, dtype="float32", always_2d=True)
                most -= len(values)
                if most < 0:
                    raise InputError(f"{path.name} is longer than {LONGEST // 3600} hours. Give a part of it.")
                clean = np.nan_to_num(values, posinf=1, neginf=-1)
                last = not len(values)
                yield to_int16(resampler.resample_chunk(clean, last=last))
                if last:
                    return
    except (soundfile.LibsndfileError, OSError, ValueError) as error:
        raise InputError(f"{path.name} can't be read to its end: {error}. Is it whole?") from error
