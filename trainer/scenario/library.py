"""The scenarios there are: those that travel with the program, and the user's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from trainer.errors import InputError
from trainer.files import write_privately
from trainer.scenario.problems import Problem, ScenarioProblems, did_you_mean, nearest, shown

if TYPE_CHECKING:
    from trainer.scenario.index import Read
    from trainer.scenario.load import Loaded
    from trainer.scenario.schema import Listing

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class LibraryEntry:
    """A scenario file. ``listing`` is None where it can't be used; ``problems`` say why, or hold warnings."""

    id: str
    path: Path
    own: bool
    listing: Listing | None
    problems: tuple[Problem, ...]
    replaces_shipped: bool = False


@dataclass(frozen=True, slots=True)
class Library:
    """Two folders of scenario files. Every answer is what lies there now, so it can be asked for in any thread.

    ``shipped`` is only read. ``index``: a file in which to remember what the files held; without one each is read anew.
    """

    shipped: Path
    own: Path
    index: Path | None = None

    def entries(self) -> tuple[LibraryEntry, ...]:
        """All files, the user's own first. Of two usable ones with the same id the own one stays and says so."""
        held = self._held()
        own = list(_once_each(_entry(path, held[path], own=True) for path in _files(self.own)))
        shipped = [_entry(path, held[path], own=False) for path in _files(self.shipped)]
        replaced = {entry.id for entry in own if entry.listing} & {entry.id for entry in shipped}
        return (
            *(replace(entry, replaces_shipped=bool(entry.listing) and entry.id in replaced) for entry in own),
            *(entry for entry in shipped if entry.id not in replaced),
        )

    def _held(self) -> dict[Path, Read]:
        """What every file holds: by the index where it is unchanged since."""
        from trainer.scenario import index

        known = {} if self.index is None else index.stored(self.index)
        held = {}
        for path in (*_files(self.own), *_files(self.shipped)):
            then = known.get(str(path))
            held[path] = then if then is not None and index.unchanged(path, then) else index.read(path)
        if self.index is not None and (now := {str(path): read for path, read in held.items()}) != known:
            index.store(self.index, now)
        return held

    def find(self, id_or_path: str | Path) -> Loaded:
        """The scenario with this id, the own one first, or the one in this file.

        Raises InputError that names the nearest id, and ScenarioProblems if the file can't be used.
        """
        from trainer.scenario.load import load

        asked = str(id_or_path)
        if isinstance(id_or_path, Path) or PurePath(asked).suffix in _SUFFIXES or len(PurePath(asked).parts) > 1:
            return load(Path(id_or_path))
        refused: ScenarioProblems | None = None
        for folder in (self.own, self.shipped):
            for path in _with_id(folder, asked):
                try:
                    return load(path)
                except ScenarioProblems as problems:
                    refused = refused or problems
        if refused:
            raise refused
        near = nearest(asked, self.ids())
        raise InputError(f"There is no scenario {shown(asked)}.{did_you_mean(near)}")

    def ids(self) -> tuple[str, ...]:
        """Ids of all files, usable or not, without looking further into them."""
        paths = [path for folder in (self.own, self.shipped) for path in _files(folder)]
        return tuple(sorted({_id_of(path) for path in paths}))

    def copy_for_editing(self, scenario_id: str) -> Path:
        """Copy a shipped scenario with the files of its person and offer into the user's folder; where it now is.

        A person or an offer that the user has in a file of that name already stays as it is and is used. Raises
        InputError if there is no such shipped scenario, or the user has an own one of that id.
        """
        from trainer.scenario.load import named_parts
        from trainer.scenario.source import read

        source = next(_with_id(self.shipped, scenario_id), None)
        if source is None:
            near = nearest(scenario_id, sorted({_id_of(path) for path in _files(self.shipped)}))
            raise InputError(
                f"No scenario that came with the program is called {shown(scenario_id)}.{did_you_mean(near)}"
            )
        target = self.own / source.name
        taken = next(_with_id(self.own, scenario_id), target if target.exists() else None)
        if taken is not None:
            raise InputError(f"You have your own {shown(scenario_id)} already, in {taken.name}.")
        content = source.read_bytes()
        self.own.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name in named_parts(read(content, source.name)).values():
            if not (self.own / name).exists():
                write_privately(self.own / name, (self.shipped / name).read_bytes())
        write_privately(target, content)
        return target


def _files(folder: Path) -> Sequence[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix in _SUFFIXES and path.is_file())
    except OSError:
        return ()


def _entry(path: Path, held: Read, own: bool) -> LibraryEntry:
    return LibraryEntry(held.id, path, own, held.listing, held.problems)


def _once_each(entries: Iterator[LibraryEntry]) -> Iterator[LibraryEntry]:
    """Of several usable files of one folder with the same id, only the first can be used."""
    first: dict[str, str] = {}
    for entry in entries:
        if entry.listing and first.setdefault(entry.id, entry.path.name) != entry.path.name:
            message = f"“{entry.id}” is the id of {first[entry.id]} already; give this one another."
            problem = Problem(entry.path.name, 1, "id", message)
            yield replace(entry, listing=None, problems=(problem, *entry.problems))
        else:
            yield entry


def _id_of(path: Path) -> str:
    """The id that the file gives itself, or its name where none can be read."""
    from trainer.scenario.source import MAX_BYTES, read

    try:
        with path.open("rb") as file:
            found = read(file.read(MAX_BYTES + 1), path.name).data.get("id")
    except (OSError, ScenarioProblems):
        found = None
    return found if isinstance(found, str) and found else path.stem


def _with_id(folder: Path, scenario_id: str) -> Iterator[Path]:
    """Files of that id. Only those that hold the word at all are read."""
    from trainer.scenario.source import MAX_BYTES

    for path in _files(folder):
        try:
            with path.open("rb") as file:
                holds = scenario_id.encode("utf-8", "replace") in file.read(MAX_BYTES)
        except OSError:
            continue
        if (holds or path.stem == scenario_id) and _id_of(path) == scenario_id:
            yield path
