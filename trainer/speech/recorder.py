"""The recording of a call: one FLAC file a turn and side, whole whatever happens after the turn.

While a turn is spoken its sound lies in a raw file, which can be read at every moment; a FLAC that is killed while open
can't. At the turn's end the FLAC is written beside it, flushed to the disk and renamed. All of this happens on a thread
of its own: a slow disk must not hold up the answer.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable
from io import BytesIO, FileIO
from pathlib import Path
from queue import SimpleQueue
from threading import Thread

import numpy as np

from trainer.errors import MachineError
from trainer.sound import RATE, Samples

RAW = ".raw.part"
_ENCODING = ".flac.part"
_SHORTEST = RATE // 5
"""Samples; what is shorter is no part of a turn worth recovering."""


class CallRecorder:
    """Keeps both sides of one call in a folder: ``rep-0007.flac``, ``person-0008.flac``.

    ``write``, ``turn_ended`` and ``close`` return at once or raise MachineError: once, when the disk refuses; from then
    on the call goes on unrecorded.
    """

    def __init__(self, folder: Path) -> None:
        """``folder``: the session's, made when the first sound comes."""
        self._folder = folder
        self._open: dict[str, FileIO] = {}
        self._refused: OSError | None = None
        self._told = False
        self._closed = False
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = Thread(target=self._work, name="recorder", daemon=True)
        self._thread.start()

    def write(self, turn: int, side: str, samples: Samples) -> None:
        """More sound of a turn: int16, 16,000 a second."""
        sound = samples.astype("<i2").tobytes()
        self._hand_over(lambda: self._write(_name(turn, side), sound))

    def turn_ended(self, turn: int, side: str) -> None:
        """Close the turn's file and give it its name. Without sound there is no file."""
        self._hand_over(lambda: self._finish(_name(turn, side)))

    def settle(self) -> None:
        """Wait until all that was handed over is on the disk. Raises MachineError like ``write``."""
        if not self._closed:
            done: SimpleQueue[None] = SimpleQueue()
            self._jobs.put(lambda: done.put(None))
            done.get()
        self._tell()

    def close(self) -> None:
        """Finish what is open and end the thread. Further calls do nothing."""
        if self._closed:
            return
        self._closed = True
        self._jobs.put(self._finish_all)
        self._jobs.put(None)
        self._thread.join()
        self._tell()

    def _hand_over(self, job: Callable[[], None]) -> None:
        self._tell()
        if not self._closed and self._refused is None:
            self._jobs.put(job)

    def _tell(self) -> None:
        if self._refused is None or self._told:
            return
        self._told = True
        why = self._refused.strerror or str(self._refused)
        raise MachineError(
            f"The recording could not be written ({why}); the call goes on without it. Make room on the disk."
        ) from self._refused

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except OSError as error:
                if self._refused is None:
                    self._refused = error
                self._let_go()

    def _write(self, name: str, sound: bytes) -> None:
        if self._refused is not None:
            return
        file = self._open.get(name)
        if file is None:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            file = self._open[name] = _open_own(self._folder / (name + RAW))
            _claim(file)
        _write_all(file, sound)

    def _finish(self, name: str) -> None:
        file = self._open.pop(name, None)
        if file is not None:
            raw = self._folder / (name + RAW)
            with file:
                _encode(raw, self._folder / f"{name}.flac")
            raw.unlink()

    def _finish_all(self) -> None:
        for name in list(self._open):
            self._finish(name)

    def _let_go(self) -> None:
        for file in self._open.values():
            with contextlib.suppress(OSError):
                file.close()
        self._open.clear()


class NoRecorder:
    """For a call that nobody wanted recorded."""

    def write(self, turn: int, side: str, samples: Samples) -> None: ...

    def turn_ended(self, turn: int, side: str) -> None: ...

    def settle(self) -> None: ...

    def close(self) -> None: ...


def tidy(recordings: Path) -> list[Path]:
    """Make whole what a killed program left in the sessions' folders; returns the files recovered.

    Sound of a turn that was being spoken becomes its file, as far as it came; less than 0.2 s is removed, and so is a
    half-written FLAC, whose sound lies beside it still. What a running program writes is left alone. Raises
    MachineError when the disk refuses.
    """
    recovered = []
    try:
        for encoding in recordings.glob("*/*" + _ENCODING):
            if not _in_use(encoding.with_name(encoding.name.removesuffix(_ENCODING) + RAW)):
                encoding.unlink()
        for raw in sorted(recordings.glob("*/*" + RAW)):
            if _in_use(raw):
                continue
            target = raw.with_name(raw.name.removesuffix(RAW) + ".flac")
            if target.exists() or raw.stat().st_size < 2 * _SHORTEST:
                raw.unlink()
            else:
                _encode(raw, target)
                raw.unlink()
                recovered.append(target)
    except OSError as error:
        raise MachineError(
            f"Recordings of an interrupted call could not be saved ({error.strerror or error}). Make room on the disk."
        ) from error
    return recovered


def _name(turn: int, side: str) -> str:
    return f"{side}-{turn:04d}"


def _open_own(path: Path) -> FileIO:
    """A new file that only its owner reads, written without a buffer: what was written outlives the process."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return FileIO(os.open(path, flags, 0o600), "wb")


def _write_all(file: FileIO, sound: bytes) -> None:
    """A full disk takes a part before it refuses."""
    rest = memoryview(sound)
    while len(rest):
        rest = rest[file.write(rest) :]


def _encode(raw: Path, target: Path) -> None:
    import soundfile

    samples = np.fromfile(raw, dtype="<i2")
    if len(samples):
        # Encoded in memory: a library's own writing would hide what the disk said.
        flac = BytesIO()
        soundfile.write(flac, samples, RATE, format="FLAC", subtype="PCM_16")
        encoding = target.with_name(target.stem + _ENCODING)
        try:
            with _open_own(encoding) as file:
                _write_all(file, flac.getvalue())
                os.fsync(file.fileno())
            encoding.replace(target)
        finally:
            encoding.unlink(missing_ok=True)
        _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make a rename last through a power cut; Windows does so by itself."""
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _claim(file: FileIO) -> None:
    """Mark the file as being written; on Windows an open file can't be taken away in any case. Raises OSError."""
    if sys.platform != "win32":
        import fcntl

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _in_use(path: Path) -> bool:
    """Whether a running program writes this file."""
    try:
        if sys.platform == "win32":
            path.rename(path)
        else:
            with FileIO(path) as file:
                _claim(file)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False
