"""From a scenario file to a scenario, or to what is wrong with it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from trainer.scenario.document import Document
from trainer.scenario.problems import Problem, ScenarioProblems, did_you_mean, nearest, shown
from trainer.scenario.source import MAX_BYTES, Source, read

if TYPE_CHECKING:
    from trainer.scenario.schema import Scenario

PARTS = {"person": "people", "offer": "offers"}
"""Fields that can be the name of a file, with the folder in which such files usually lie."""

_SUFFIXES = (".yaml", ".yml")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A scenario that can be used. ``path`` is None where it came from a text.

    ``text`` is the whole of it with person and offer, as one line of JSON that ``load_text`` reads again: the same
    content gives the same text, however the files were laid out. ``sha256`` is its digest in hexadecimal digits.
    ``problems`` holds warnings only.
    """

    scenario: Scenario
    path: Path | None
    text: str
    sha256: str
    problems: tuple[Problem, ...]


def load(path: Path) -> Loaded:
    """The scenario in a file, with the person and the offer that it names. Raises ScenarioProblems."""
    return load_source(read_source(path), path)


def read_source(path: Path) -> Source:
    """What stands in a scenario's file, unchecked. Raises ScenarioProblems if it can't be read."""
    return read(_content(path, path.name), path.name)


def load_source(main: Source, path: Path) -> Loaded:
    """The scenario in what was read of a file. Raises ScenarioProblems."""
    return _loaded(_with_parts(main, path.parent), path)


def load_text(text: str, name: str = "the text") -> Loaded:
    """A scenario whose person and offer stand in it. ``name`` is what problems call it. Raises ScenarioProblems."""
    return _loaded(_with_parts(read(text.encode("utf-8", "surrogatepass"), name), None), None)


def check(path: Path) -> tuple[Problem, ...]:
    """All that is wrong with a file, errors and warnings; nothing if it is as it should be."""
    try:
        return load(path).problems
    except ScenarioProblems as refused:
        return refused.problems


def named_parts(source: Source) -> dict[str, str]:
    """The files that a scenario names, by "person" and "offer", as they are written."""
    return {field: source.data[field] for field in PARTS if isinstance(source.data.get(field), str)}


def _content(path: Path, name: str) -> bytes:
    try:
        if not path.is_file():
            reason = "This is a folder." if path.is_dir() else "There is no such file."
            raise ScenarioProblems([Problem(name, 1, "the file", reason)])
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "its name can't be used"
        raise ScenarioProblems([Problem(name, 1, "the file", f"The file can't be read: {reason}.")]) from error


def _with_parts(main: Source, folder: Path | None) -> Document:
    document = Document.of(main, {})
    parts: dict[str, Source] = {}
    problems: list[Problem] = []
    for field, name in named_parts(main).items():
        reason, instead = _refused(name, field, folder)
        if reason or folder is None:
            problems.append(document.problem((field,), reason, instead=instead))
            continue
        try:
            parts[field] = read(_content(folder / name, name), name)
        except ScenarioProblems as refused:
            problems.extend(refused.problems)
    if problems:
        raise ScenarioProblems(problems)
    return Document.of(main, parts)


def _refused(name: str, field: str, folder: Path | None) -> tuple[str, str]:
    """Why a file name can't be used, and what would be right; two empty texts if it can."""
    if folder is None:
        return f"The {field} must be written out here; a text has no folder in which {shown(name)} could lie.", ""
    pure = PurePosixPath(name)
    if pure.is_absolute() or ".." in pure.parts or any(sign in name for sign in "\\:"):
        return "The name of the file must be relative to this one's folder, with / and without .. in it.", ""
    try:
        found = (folder / name).resolve()
        inside = found.is_relative_to(folder.resolve())
        there = found.is_file()
    except (OSError, ValueError, RuntimeError):
        return f"{shown(name)} can't be the name of a file.", ""
    if not inside:
        return f"{shown(name)} leads out of this file's folder.", ""
    if there and pure.suffix in _SUFFIXES:
        return "", ""
    near = _nearest_file(name, field, folder)
    return f"There is no file {shown(name)} that holds the {field}.{did_you_mean(near)}", near


def _nearest_file(name: str, field: str, folder: Path) -> str:
    place = PARTS[field]
    files = sorted(path for path in (folder / place).glob("*") if path.suffix in _SUFFIXES)[:200]
    by_stem = {path.stem: f"{place}/{path.name}" for path in files}
    return by_stem.get(nearest(PurePosixPath(name).stem, list(by_stem)), "")


def _loaded(document: Document, path: Path | None) -> Loaded:
    from pydantic import ValidationError

    from trainer.scenario import checks, explain, lint
    from trainer.scenario.schema import Scenario

    try:
        scenario = Scenario.model_validate(document.data)
    except ValidationError as error:
        raise ScenarioProblems(document.in_order(explain.explain(error, document, Scenario))) from None
    warnings = lint.warnings(scenario, document)
    if wrong := checks.errors(scenario, document):
        raise ScenarioProblems(document.in_order([*wrong, *warnings]))
    text = _text(scenario)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Loaded(scenario, path, text, digest, document.in_order(warnings))


def _text(scenario: Scenario) -> str:
    data: dict[str, Any] = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True)
    return json.dumps(data, ensure_ascii=False, sort_keys=True)
