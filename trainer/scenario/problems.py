"""What is wrong with a scenario file, told so that its author can put it right."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import Any, Literal

from trainer.errors import InputError

FieldPath = tuple[str | int, ...]
"""Where something stands in a file: keys, and numbers of list items from 0."""

MOST = 50
"""Problems told of one file. Nobody reads more, and finding likely words takes time."""

_LONGEST_WORD = 60
_COMPARED = 200
"""Words that are compared letter by letter; of more, those that begin alike and are about as long."""
_SHOWN = 40


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong. ``line`` and ``column`` count from 1; ``field`` reads "objections.people.says".

    ``instead`` is what would probably be right in place of the wrong word, or empty.
    """

    file: str
    line: int
    field: str
    message: str
    severity: Literal["error", "warning"] = "error"
    column: int = 1
    instead: str = ""

    def __str__(self) -> str:
        return f"{self.file}, line {self.line}, {self.field}: {self.message}"


class ScenarioProblems(InputError):
    """A scenario that can't be used. ``problems`` holds at least one error, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = [problem for problem in self.problems if problem.severity == "error"]
        more = f" ({len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{errors[0] if errors else 'The file has problems.'}{more}")


def field_name(path: FieldPath, data: object) -> str:
    """The path as an author reads it: items of a list by their id, or counted from 1."""
    names: list[str] = []
    at: Any = data
    for step in path:
        at = _inside(at, step)
        own_id = at.get("id") if isinstance(step, int) and isinstance(at, dict) else None
        names.append(_short(own_id) if isinstance(own_id, str) and own_id.strip() else _short(step))
    return ".".join(names) or "the file"


def _inside(at: object, step: str | int) -> object:
    if isinstance(at, dict):
        return at.get(step)
    if isinstance(at, list) and isinstance(step, int) and step < len(at):
        return at[step]
    return None


def _short(step: str | int) -> str:
    """A key or an item's number from 1, in one line."""
    return str(step + 1) if isinstance(step, int) else " ".join(step.split())[:_SHOWN] or "“”"


def nearest(word: str, known: Sequence[str]) -> str:
    """The likeliest of ``known`` for a misspelt word, or "" where none is near."""
    asked = word[:_LONGEST_WORD].strip().casefold().replace(" ", "_").replace("-", "_")
    if asked in known:
        return asked
    if len(known) > _COMPARED:
        known = nsmallest(_COMPARED, known, key=lambda one: (one[:1] != asked[:1], abs(len(one) - len(asked))))
    found = difflib.get_close_matches(asked, known, n=1, cutoff=0.6)
    return found[0] if found else ""


def did_you_mean(word: str) -> str:
    """The second sentence of a problem, with a space before it; empty for no word."""
    return f" Did you mean “{word}”?" if word else ""


def shown(value: object) -> str:
    """What an author wrote, short enough for a sentence, in quotes."""
    text = " ".join(str(value).split())
    return f"“{text if len(text) <= _SHOWN else text[: _SHOWN - 1] + '…'}”"


def one_of(words: Sequence[str]) -> str:
    """ "a, b or c"."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"
