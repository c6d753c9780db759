"""Rendered lines on disk: found again by text, speaker and pace; bounded, oldest out; safe to delete at any time."""

from __future__ import annotations

import hashlib
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock

from trainer.errors import InputError
from trainer.sound import Sound
from trainer.speech.sound_files import read_sound, write_sound

MOST_BYTES = 400_000_000
"""Some nine hours of speech."""
_TIDY_TO = 0.9


class VoiceCache:
    """``folder``: the user's alone. May be used by several threads and programs at once."""

    def __init__(self, folder: Path, most: int = MOST_BYTES) -> None:
        self._folder = folder
        self._most = most
        self._size: int | None = None
        self._counting = Lock()

    def path_of(self, text: str, voice: str) -> Path:
        """``voice``: everything but the text that a line depends on, version included."""
        key = hashlib.sha256(f"{voice} | {text}".encode()).hexdigest()
        return self._folder / f"{key[:32]}.flac"

    def has(self, text: str, voice: str) -> bool:
        return self.path_of(text, voice).exists()

    def get(self, text: str, voice: str) -> Sound | None:
        """The line, if it is there and can be read."""
        path = self.path_of(text, voice)
        try:
            sound = read_sound(path, rate=None)
        except (InputError, OSError):
            return None
        with suppress(OSError):
            os.utime(path)  # used just now, so not the oldest
        return sound

    def put(self, text: str, voice: str, sound: Sound) -> None:
        """Keep a line, written in one step. A full disk keeps nothing and is no fault."""
        path = self.path_of(text, voice)
        half = path.with_name(f"{path.stem}-{os.getpid()}.half")
        try:
            write_sound(half, sound)
            half.replace(path)
        except OSError:
            with suppress(OSError):
                half.unlink(missing_ok=True)
            return
        self._counted(path.stat().st_size)

    def _counted(self, more: int) -> None:
        with self._counting:
            if self._size is None:
                self._size = sum(size for _, size, _ in self._files())
            else:
                self._size += more
            if self._size > self._most:
                self._drop_oldest()

    def _drop_oldest(self) -> None:
        files = sorted(self._files())
        left = sum(size for _, size, _ in files)
        for _, size, path in files:
            if left <= _TIDY_TO * self._most:
                break
            with suppress(OSError):
                path.unlink()
                left -= size
        self._size = left

    def _files(self) -> list[tuple[float, int, Path]]:
        found = []
        for path in self._folder.glob("*.flac"):
            with suppress(OSError):
                known = path.stat()
                found.append((known.st_mtime, known.st_size, path))
        return found
