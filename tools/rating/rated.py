"""The rated calls as the program sees them: each overheard, with what three raters made of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean
from typing import Any, Literal

from tools.reader import material
from tools.reader.transcripts import scene_of
from trainer.overheard.call import overhear
from trainer.overheard.lines import Printed
from trainer.overheard.somebody import anybody, started
from trainer.pathway.reader import PathwayReader
from trainer.places import shipped
from trainer.prospect.engine import Prospect
from trainer.prospect.tables import load_tables
from trainer.transcript import STEPS, Entry

Part = Literal["fit", "kept"]
REP, PERSON = "rep", "person"


@dataclass(frozen=True)
class Rated:
    """A call's log and its raters' sheets. ``part``: "kept" calls are those of the test, for examining alone."""

    id: str
    part: Part
    entries: tuple[Entry, ...]
    sheets: Sequence[Mapping[str, Any]]

    def mark(self, step: str) -> float | None:
        """The raters' mean for a step or "overall"; None where one of them saw no occasion."""
        given = [sheet["marks"].get(step) for sheet in self.sheets]
        return mean(given) if all(isinstance(one, (int, float)) for one in given) else None


def rated(reader: PathwayReader) -> Iterator[Rated]:
    """All rated calls, overheard without anything known of who they are."""
    sheets: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for sheet in material.lines("ratings"):
        sheets[sheet["call"]].append(sheet)
    for call in material.calls():
        if call.id in sheets:
            part: Part = "kept" if call.part == "test" else "fit"
            yield Rated(call.id, part, rated_as(call, reader), sheets[call.id])


def rated_as(call: material.LabelledCall, reader: PathwayReader) -> tuple[Entry, ...]:
    """The log of a practice call, overheard without anything known of who they are."""
    prospect = Prospect(anybody(), load_tables(shipped("assets/prospect")), 1)
    rep, person = call.head.get("REP_NAME") or REP, scene_of(call).person or PERSON
    lines = [Printed(turn.number, rep if turn.speaker == "rep" else person, turn.text) for turn in call.turns]
    return overhear(lines, rep, prospect, reader, started(reader.version), stranger=True)[0]


WEIGHTS = dict(zip(STEPS, (0.15, 0.30, 0.25, 0.20, 0.10), strict=True))
