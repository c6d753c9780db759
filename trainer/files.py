"""Files of the user's own."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def write_privately(path: Path, content: bytes) -> None:
    """In one step: whoever reads, whatever fails, finds the old file or the new one. 0600, as ``mkstemp`` makes it.

    Raises OSError; nothing is left behind then.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise
