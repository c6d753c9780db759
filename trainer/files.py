"""Files: the program's own data read, the user's own written."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from trainer.errors import InputError


def write_privately(path: Path, content: bytes | Iterable[bytes]) -> None:
    """In one step: whoever reads, whatever fails, finds the old file or the new one. 0600, as ``mkstemp`` makes it.

    Pieces are written as they are made. Raises OSError, and what making them raises; nothing is left behind then.
    """
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    new = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((content,) if isinstance(content, bytes) else content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except BaseException:
        new.unlink(missing_ok=True)
        raise


def read_yaml(path: Path) -> Any:
    """What stands in one of the program's own data files, loaded safely. Raises InputError."""
    import yaml  # whoever only writes need not wait for it

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text("utf-8"), Loader=loader)  # noqa: S506 (a safe loader either way)
    except (OSError, yaml.YAMLError) as error:
        raise InputError(f"{path.name} can't be read: {error}") from error
