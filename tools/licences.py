"""Holds what Sparring is made of against docs/licences.md (``make check``), and names what is not in order.

Looked at are the packages that pyproject.toml asks for, with those that they ask for in turn; what the program's own
modules import; and every file under assets/. Nothing is fetched: a package's own metadata tells its licence.
"""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.metadata import Distribution, PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "licences.md"
SHIPPED, WORKSHOP, FILES, EXCEPTIONS = "The program", "The workshop", "Files", "Exceptions"
_ONLY_COPYLEFT = re.compile(r"(?<!L)A?GPL|GNU (Affero )?General Public", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Page:
    """docs/licences.md: each heading's table, as the first column's text → the second column's."""

    tables: Mapping[str, Mapping[str, str]]

    @classmethod
    def read(cls, text: str) -> Page:
        tables: dict[str, dict[str, str]] = {}
        rows: dict[str, str] = {}
        for line in text.splitlines():
            if line.startswith("#"):
                rows = tables.setdefault(line.lstrip("# "), {})
            cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
            if line.startswith("|") and len(cells) >= 2 and cells[0] not in ("package", "file", "import"):
                if not set(cells[0]) <= set("-: "):
                    rows[cells[0]] = cells[1]
        return cls(tables)

    def table(self, heading: str) -> Mapping[str, str]:
        return self.tables.get(heading, {})


def main() -> int:
    page = Page.read(PAGE.read_text("utf-8"))
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    shipped = licences(project["dependencies"] + project["optional-dependencies"]["natural"])
    workshop = licences(project["optional-dependencies"]["dev"])
    problems = [
        *unlike(page.table(SHIPPED), shipped, SHIPPED),
        *unlike({**page.table(SHIPPED), **page.table(WORKSHOP)}, workshop, WORKSHOP),
        *copyleft(shipped),
        *strangers(imports(sorted((ROOT / "trainer").rglob("*.py"))), shipped, page.table(EXCEPTIONS)),
        *uncovered((path.relative_to(ROOT).as_posix() for path in files(ROOT / "assets")), page.table(FILES)),
        *unpinned((ROOT / "constraints.txt").read_text("utf-8"), shipped.keys() | workshop.keys()),
    ]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"Licences: {len(shipped)} packages of the program, {len(workshop)} of the workshop, all in order.")
    return 1 if problems else 0


def licences(requirements: Iterable[str]) -> dict[str, str]:
    """Package → licence for these requirements and all that they ask for on this machine."""
    found: dict[str, str] = {}
    to_do = [Requirement(text) for text in requirements]
    while to_do:
        wanted = to_do.pop()
        name = canonical(wanted.name)
        if name in found or (wanted.marker and not wanted.marker.evaluate({"extra": ""})):
            continue
        try:
            package = distribution(name)
        except PackageNotFoundError:
            found[name] = "not installed"
            continue
        found[name] = licence_of(package)
        to_do += [Requirement(text) for text in package.requires or ()]
    return found


def canonical(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def licence_of(package: Distribution) -> str:
    """In the package's own words: its expression, else its line, else its classifiers."""
    told = package.metadata
    for field in ("License-Expression", "License"):
        line = (told[field] or "" if field in told else "").strip().splitlines()
        if line and line[0] != "UNKNOWN":
            return line[0]
    kinds = [kind.split(" :: ")[-1] for kind in told.get_all("Classifier") or () if kind.startswith("License ::")]
    return ", ".join(kinds) or "none named"


def unlike(table: Mapping[str, str], found: Mapping[str, str], heading: str) -> Iterator[str]:
    for name, licence in sorted(found.items()):
        if name not in table:
            yield f"{name} ({licence}) is not in docs/licences.md. May we use it? Then add it under “{heading}”."
        elif table[name] != licence:
            yield f"{name} is under {licence} now; docs/licences.md says {table[name]}. Look, then change the table."


def copyleft(shipped: Mapping[str, str]) -> Iterator[str]:
    """Packages of the program that are under the GPL or AGPL whichever way one chooses."""
    for name, licence in sorted(shipped.items()):
        if all(_ONLY_COPYLEFT.search(choice) for choice in licence.split(" OR ")):
            yield f"{name} is under {licence}: a package of that kind can't be part of the program."


def imports(modules: Sequence[Path]) -> dict[str, set[str]]:
    """Top-level names that these modules import from outside Python's own library → the modules' paths."""
    found: dict[str, set[str]] = {}
    for path in modules:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Import):
                names = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                names = [node.module]
            else:
                continue
            for name in {name.split(".")[0] for name in names} - sys.stdlib_module_names - {"trainer"}:
                found.setdefault(name, set()).add(path.relative_to(ROOT).as_posix())
    return found


def strangers(
    imported: Mapping[str, set[str]], shipped: Mapping[str, str], exceptions: Mapping[str, str]
) -> Iterator[str]:
    """Imports of the program that do not belong to a package it ships, and are not a named exception."""
    owners = packages_distributions()
    for name, modules in sorted(imported.items()):
        if {canonical(owner) for owner in owners.get(name, ())} & shipped.keys():
            continue
        for module in sorted(modules):
            if exceptions.get(name) != module:
                yield f"{module} imports {name}, which is not among the program's packages in pyproject.toml."


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def uncovered(paths: Iterable[str], patterns: Mapping[str, str]) -> Iterator[str]:
    for path in paths:
        if not any(fnmatch(path, pattern) for pattern in patterns):
            yield f"{path} has no licence in docs/licences.md. Say whose it is under “{FILES}”."


def unpinned(constraints: str, found: Iterable[str]) -> Iterator[str]:
    """Packages in use whose version constraints.txt does not settle."""
    pinned = {canonical(match[1]) for match in re.finditer(r"^([\w.-]+)==", constraints, re.MULTILINE)}
    for name in sorted(set(found) - pinned):
        yield f"{name} has no version in constraints.txt."


if __name__ == "__main__":
    sys.exit(main())
