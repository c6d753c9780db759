"""Intent examined: questions written from a fact's name and answer alone, and questions that no fact answers.

assets/material/asked.tsv: scenario, fact (empty where no file answers) and question. Whoever wrote them had not seen
the scenarios' example questions; they are for measuring alone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene
from trainer.places import shipped
from trainer.prospect.engine import Prospect
from trainer.prospect.tables import load_tables
from trainer.scenario.load import load

LINE = "Mm."
"""What the person said before each question: nothing that helps."""


@dataclass(frozen=True, slots=True)
class Asked:
    """``fact``: what is asked for, empty where nothing of the scenario is."""

    scenario: str
    fact: str
    question: str


@dataclass(frozen=True, slots=True)
class Result:
    """Shares: of questions for a fact ``first`` and ``among_two`` ranked, taken for another without asking
    (``wrong``); of the others found to be answered by no file (``none``).
    """

    first: float
    among_two: float
    wrong: float
    none: float
    asked: int
    unanswered: int


def asked() -> Iterator[Asked]:
    with shipped("assets/material/asked.tsv").open(encoding="utf-8", newline="") as file:
        for scenario, fact, question in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield Asked(scenario, fact, question)


@cache
def scene(scenario: str) -> Scene:
    """A shipped scenario as the reader is given it."""
    loaded = load(shipped(f"scenarios/{scenario}.yaml"))
    return Prospect(loaded.scenario, load_tables(shipped("assets/prospect")), 1).scene


def examine(reader: PathwayReader) -> Result:
    """All questions, each after the same line of the person's."""
    moment = Moment(rep_turn=4, previous=LINE, person_lines=("Hello?", "Go on.", LINE))
    counted = dict.fromkeys(("first", "two", "wrong", "none", "asked", "unanswered"), 0)
    for one in asked():
        here = scene(one.scenario)
        intent = reader.read(one.question, here, moment).intent
        if not one.fact:
            counted["unanswered"] += 1
            counted["none"] += intent.kind in ("none", "small_talk")
            continue
        ranked = [topic.id for _, topic in reader.likeness(one.question, here, moment) if topic.kind == "fact"]
        counted["asked"] += 1
        counted["first"] += ranked[0] == one.fact
        counted["two"] += one.fact in ranked[:2]
        counted["wrong"] += intent.kind not in ("none", "small_talk", "unsure") and intent.id != one.fact
    return Result(
        counted["first"] / counted["asked"],
        counted["two"] / counted["asked"],
        counted["wrong"] / counted["asked"],
        counted["none"] / counted["unanswered"],
        counted["asked"],
        counted["unanswered"],
    )
