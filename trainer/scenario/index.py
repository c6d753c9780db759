"""What the library's files held when they were last read, so that a list of hundreds need not read them again.

A file counts as read as long as its time and size, and those of the files it names, are what they were, and the program
that read it is the same one. The index may be deleted at any time.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from typing import Any

from trainer.files import write_privately
from trainer.scenario.problems import Problem, ScenarioProblems
from trainer.scenario.schema import Listing

Stamp = tuple[int, int] | None
"""When a file was changed (ns) and how long it is (bytes); None where there is none."""


@dataclass(frozen=True, slots=True)
class Read:
    """What a file held: what a list shows of it, None where it can't be used, and what is wrong with it.

    ``stamps``: of the file and of those it names, by path as seen from its folder.
    """

    id: str
    listing: Listing | None
    problems: tuple[Problem, ...]
    stamps: Mapping[str, Stamp]


def read(path: Path) -> Read:
    """A scenario's file, read whole."""
    from trainer.scenario.load import load_source, named_parts, read_source

    stamps = {path.name: stamp(path)}
    name = path.stem
    try:
        source = read_source(path)
        name = source.data.get("id") or name
        stamps |= {part: stamp(path.parent / part) for part in named_parts(source).values() if _stays_inside(part)}
        loaded = load_source(source, path)
    except ScenarioProblems as refused:
        return Read(name if isinstance(name, str) else path.stem, None, refused.problems, stamps)
    return Read(loaded.scenario.id, loaded.scenario, loaded.problems, stamps)


def unchanged(path: Path, known: Read) -> bool:
    return all(stamp(path.parent / name) == then for name, then in known.stamps.items())


def stamp(path: Path) -> Stamp:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size


def _stays_inside(name: str) -> bool:
    """Of a name that leads out of the folder not even the time is looked at."""
    return not name.startswith("/") and not {"..", ""} & set(name.split("/")) and not {*"\\:\0"} & set(name)


def stored(path: Path) -> dict[str, Read]:
    """The index in a file, by the scenarios' paths; nothing where there is none, or another program wrote it."""
    try:
        first, *rows = path.read_text("utf-8").splitlines()
        return dict(map(_from_row, rows)) if json.loads(first) == _reader() else {}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def store(path: Path, index: Mapping[str, Read]) -> None:
    """Write the index in one step; where that is not possible there is none, and files are read again."""
    rows = [json.dumps(_reader()), *(_row(name, known) for name, known in sorted(index.items()))]
    try:
        write_privately(path, "".join(row + "\n" for row in rows).encode())
    except OSError:
        with suppress(OSError):  # an old one is no harm: what changed since is read again
            path.unlink()


def _row(name: str, known: Read) -> str:
    listing = None
    if known.listing is not None:
        wanted = set(Listing.model_fields)
        listing = known.listing.model_dump(mode="json", by_alias=True, exclude_unset=True, include=wanted)
    problems = [asdict(problem) for problem in known.problems]
    return json.dumps({"path": name, "id": known.id, "stamps": known.stamps, "listing": listing, "problems": problems})


def _from_row(row: str) -> tuple[str, Read]:
    found: dict[str, Any] = json.loads(row)
    listing = None if found["listing"] is None else Listing.model_validate(found["listing"])
    problems = tuple(Problem(**problem) for problem in found["problems"])
    stamps = {name: None if then is None else (int(then[0]), int(then[1])) for name, then in found["stamps"].items()}
    return found["path"], Read(found["id"], listing, problems, stamps)


@cache
def _reader() -> Sequence[Sequence[Any]]:
    """The program that reads: names, times and sizes of this package's files."""
    return [[path.name, *(stamp(path) or ())] for path in sorted(Path(__file__).parent.glob("*.py"))]
