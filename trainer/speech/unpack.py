"""Unpacks an archive from outside: nothing of it may land elsewhere, be a link, or be larger than it should."""

from __future__ import annotations

import stat
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import Final

from trainer.errors import InputError

MOST_FILES: Final = 2_000
MOST_GROWTH: Final = 12
"""Times that the unpacked files may exceed the archive; the known models stay below 2."""
SMALL: Final = 10_000_000
"""Bytes that may come out of however small an archive."""
MOST_BYTES: Final = 8_000_000_000
BLOCK: Final = 1 << 20


def unpack(archive: Path, folder: Path) -> None:
    """Unpack a zip into an empty folder. Everything is checked before the first file is written, sizes again as they
    come out. Raises InputError on an archive that is damaged or not to be trusted; OSError if the disk is full.
    """
    room = min(MOST_BYTES, max(SMALL, MOST_GROWTH * archive.stat().st_size))
    try:
        with zipfile.ZipFile(archive) as opened:
            members = opened.infolist()
            _check(archive, members, room)
            for member in members:
                target = folder.joinpath(*PurePosixPath(member.filename).parts)
                if member.is_dir():
                    target.mkdir(parents=True, exist_ok=True)
                    continue
                target.parent.mkdir(parents=True, exist_ok=True)
                room -= _copy(archive, opened, member, target, room)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError) as error:
        raise InputError(f"{archive.name} is damaged, or not a zip that can be read. Fetch it again.") from error


def _copy(archive: Path, opened: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, room: int) -> int:
    written = 0
    with opened.open(member) as source, target.open("xb") as file:
        while block := source.read(BLOCK):
            written += len(block)
            if written > room:
                raise InputError(_too_large(archive))
            file.write(block)
    return written


def _check(archive: Path, members: list[zipfile.ZipInfo], room: int) -> None:
    if len(members) > MOST_FILES:
        raise InputError(f"{archive.name} holds {len(members)} files; a model has at most {MOST_FILES}.")
    if sum(member.file_size for member in members) > room:
        raise InputError(_too_large(archive))
    seen: set[str] = set()
    for member in members:
        mode = member.external_attr >> 16
        if stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
            raise InputError(f"{archive.name} holds a link ({member.filename}), so it is not unpacked.")
        path = PurePosixPath(member.filename)
        outside = path.is_absolute() or ".." in path.parts or not path.parts
        if outside or any(sign in member.filename for sign in '\\:\0<>|"?*'):
            raise InputError(
                f"{archive.name} wants to write outside its folder ({member.filename}), so it is not unpacked."
            )
        same = str(path).casefold()
        if same in seen:
            raise InputError(f"{archive.name} holds {member.filename} twice, so it is not unpacked.")
        seen.add(same)


def _too_large(archive: Path) -> str:
    return f"{archive.name} grows far beyond a model's size when unpacked, so it is not unpacked."
