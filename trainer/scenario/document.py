"""A scenario as it lies on disk: its file, and those of its person and offer where they stand in files of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from trainer.scenario.problems import FieldPath, Problem, field_name
from trainer.scenario.source import Source


@dataclass(frozen=True, slots=True)
class Document:
    """``data`` is the whole scenario with person and offer in their places. ``parts``: the files of those that have
    one, by "person" and "offer"."""

    main: Source
    parts: Mapping[str, Source]
    data: Mapping[str, Any]

    @classmethod
    def of(cls, main: Source, parts: Mapping[str, Source]) -> Document:
        return cls(main, parts, main.data | {name: part.data for name, part in parts.items()})

    def problem(
        self,
        path: FieldPath,
        message: str,
        severity: Literal["error", "warning"] = "error",
        *,
        at_key: bool = False,
        instead: str = "",
    ) -> Problem:
        """A problem with what stands at ``path`` of the whole scenario, told with its own file and line."""
        source, inner = self._source(path)
        inner = source.known_path(inner)
        place = source.place(inner, at_key)
        field = field_name(inner, source.data)
        return Problem(source.name, place.line, field, message, severity, place.column, instead)

    def names(self, path: FieldPath) -> bool:
        """Whether the field at ``path`` is named in its file, be it with nothing behind its name."""
        source, inner = self._source(path)
        return inner in source.keys

    def _source(self, path: FieldPath) -> tuple[Source, FieldPath]:
        part = self.parts.get(path[0]) if len(path) > 1 and isinstance(path[0], str) else None
        return (part, path[1:]) if part else (self.main, path)

    def in_order(self, problems: list[Problem]) -> tuple[Problem, ...]:
        """Sorted as an author goes through them: the scenario's own file first, then by line; none twice."""
        files = [self.main.name, *(part.name for part in self.parts.values())]
        return tuple(sorted(dict.fromkeys(problems), key=lambda p: (files.index(p.file), p.line, p.column)))
