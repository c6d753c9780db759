"""Sound from files and into files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.errors import InputError, MachineError
from trainer.sound import RATE, Samples, Sound

LARGEST = 200 * 1024 * 1024
"""Bytes of a sound file that is still opened."""
LONGEST = 2 * 60 * 60
"""Seconds of a sound file that is still read."""
KINDS = "WAV, FLAC, OGG or AIFF"


def to_int16(values: npt.NDArray[np.floating[Any]]) -> Samples:
    """Samples from -1 to 1 as int16, rounded and held within its range."""
    whole: Samples = np.clip(np.rint(np.clip(values, -1, 1) * 32768), -32768, 32767).astype(np.int16)
    return whole


def resampled(sound: Sound, rate: int) -> Sound:
    """The same sound at another rate."""
    if sound.rate == rate or not len(sound.samples):
        return Sound(sound.samples, rate)
    import soxr

    samples: Samples = soxr.resample(sound.samples, sound.rate, rate, quality="HQ")
    return Sound(samples, rate)


def read_sound(path: Path, rate: int | None = RATE) -> Sound:
    """A file as mono sound at ``rate`` (None: its own). Raises InputError, which says what is wrong."""
    import soundfile

    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(f"{path}: can't be opened: {error.strerror or error}.") from error
    if not path.is_file():
        raise InputError(f"{path}: is not a file. Give a sound file ({KINDS}).")
    if size > LARGEST:
        raise InputError(f"{path}: is larger than {LARGEST // 2**20} MB. Give a shorter recording.")
    try:
        with soundfile.SoundFile(path) as file:
            if file.frames > LONGEST * file.samplerate:
                raise InputError(f"{path}: is longer than {LONGEST // 3600} hours. Give a shorter recording.")
            values = file.read(dtype="float32", always_2d=True)
            own_rate = int(file.samplerate)
    except (soundfile.LibsndfileError, OSError, ValueError, MemoryError) as error:
        raise InputError(f"{path}: is not a sound file that can be read. Give a {KINDS} file.") from error
    clean = np.nan_to_num(values, posinf=1, neginf=-1)
    sound = Sound(to_int16(clean.mean(axis=1)), own_rate)
    return sound if rate is None else resampled(sound, rate)


class FileMicrophone:
    """Recorded turns of the rep in order, 16,000 a second, for a call without a device: one file is one turn."""

    def __init__(self, paths: Sequence[Path]) -> None:
        self._paths = tuple(paths)

    @property
    def name(self) -> str:
        return f"{len(self._paths)} sound file{'' if len(self._paths) == 1 else 's'}"

    def __len__(self) -> int:
        return len(self._paths)

    def __iter__(self) -> Iterator[Sound]:
        """The turns, each read when it is due. Raises InputError."""
        return (read_sound(path) for path in self._paths)


class FileSpeaker:
    """Writes what the person says into one file on the call's time line, 16,000 a second; its ending names the kind."""

    def __init__(self, path: Path) -> None:
        """Raises InputError for another ending, MachineError where the file can't be written."""
        import soundfile

        kind = {".wav": "WAV", ".flac": "FLAC"}.get(path.suffix.lower())
        if kind is None:
            raise InputError(f"{path}: sound is written as .wav or .flac. Give a name with one of these endings.")
        self._path = path
        self._position = 0
        try:
            self._file = soundfile.SoundFile(path, "w", samplerate=RATE, channels=1, subtype="PCM_16", format=kind)
        except (soundfile.LibsndfileError, OSError) as error:
            raise MachineError(f"{path} can't be written: {error}. Choose another place for the sound.") from error

    @property
    def name(self) -> str:
        return str(self._path)

    def place(self, sound: Sound, start: int) -> None:
        """Write ``sound`` at ``start`` samples from the call's beginning, or at once where that has gone by.

        Raises MachineError when the disk is full.
        """
        import soundfile

        samples = resampled(sound, RATE).samples
        gap = max(0, start - self._position)
        try:
            if gap:
                self._file.write(np.zeros(gap, dtype=np.int16))
            self._file.write(samples)
        except (soundfile.LibsndfileError, OSError) as error:
            raise MachineError(f"{self._path} can't be written: {error}. Is the disk full?") from error
        self._position += gap + len(samples)

    def close(self) -> None:
        """Raises MachineError when what is left can't be written."""
        import soundfile

        try:
            self._file.close()
        except (soundfile.LibsndfileError, OSError) as error:
            raise MachineError(f"{self._path} can't be written: {error}. Is the disk full?") from error


def write_sound(path: Path, sound: Sound) -> None:
    """Write a whole sound at its own rate as FLAC, whatever the file is called. Raises OSError."""
    import soundfile

    try:
        soundfile.write(path, sound.samples, sound.rate, subtype="PCM_16", format="FLAC")
    except soundfile.SoundFileError as error:
        raise OSError(str(error)) from error
