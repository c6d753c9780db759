"""Which calls are being held right now, by any window or terminal of this user.

A process that holds a call holds a lock on a small file named after it. The system lets go of the lock when the process
ends, however it ends; a process number could have been given to somebody else by then.
"""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class RunningMark:
    """Held from the start of a call to its end."""

    def __init__(self, path: Path, handle: int) -> None:
        self._path = path
        self._handle = handle

    @classmethod
    def take(cls, folder: Path, session_id: str) -> RunningMark | None:
        """The mark of a session, or None if somebody holds it. Raises OSError."""
        folder.mkdir(mode=0o700, exist_ok=True)
        path = folder / session_id
        handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        if not _lock(handle):
            os.close(handle)
            return None
        return cls(path, handle)

    @staticmethod
    def is_held(folder: Path, session_id: str) -> bool:
        """Whether a process, this one included, holds the mark of a session."""
        try:
            handle = os.open(folder / session_id, os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            return not _lock(handle)
        finally:
            os.close(handle)

    def release(self) -> None:
        os.close(self._handle)
        with suppress(OSError):  # on Windows somebody may just be looking at it; a mark left lying means nothing
            self._path.unlink()


def _lock(handle: int) -> bool:
    try:
        if sys.platform == "win32":
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
