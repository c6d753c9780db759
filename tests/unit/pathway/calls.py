"""The labelled calls of calls.yaml as scenes and moments, and how a reading compares with the labels."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

import yaml

from trainer.pathway.acts import PERSONS_ACTS
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene, Topic, TopicKind
from trainer.pathway.words import normal
from trainer.places import shipped
from trainer.prospect.engine import Prospect
from trainer.prospect.tables import load_tables
from trainer.scenario.load import load
from trainer.transcript import Read

FILE = Path(__file__).with_name("calls.yaml")
OWN_FILE = Path(__file__).with_name("own_calls.yaml")


@dataclass(frozen=True)
class Labelled:
    """One turn of a rep's with what should be read in it."""

    where: str
    text: str
    scene: Scene
    moment: Moment
    acts: frozenset[str]
    behaviours: frozenset[str]
    acts_also: frozenset[str]
    """What may be read in it and need not be."""
    behaviours_also: frozenset[str]
    intent: str = ""
    """What of the scenario must be recognised, as "kind:id"; "" says nothing of it."""


def labelled() -> Iterator[Labelled]:
    """The three worked calls."""
    document = yaml.safe_load(FILE.read_text("utf-8"))
    scene = _scene(document["scene"])
    for call in document["calls"]:
        yield from _turns(call, replace(scene, rep=call["rep"]))


def own_calls(*, held_back: bool) -> Iterator[Labelled]:
    """The calls typed with the shipped people in ten voices: those tuned on, or the two that never were."""
    tables = load_tables(shipped("assets/prospect"))
    scenes = {
        name: Prospect(load(shipped("scenarios") / f"{name}.yaml").scenario, tables, 1).scene
        for name in ("gail_petrie", "marta_kowalczyk")
    }
    for call in yaml.safe_load(OWN_FILE.read_text("utf-8"))["calls"]:
        if call["held_back"] is held_back:
            yield from _turns(call, replace(scenes[call["scenario"]], rep=call["rep"]))


def _turns(call: dict[str, Any], scene: Scene) -> Iterator[Labelled]:
    person: list[str] = []
    rep: list[str] = []
    figures: list[float] = []
    for number, turn in enumerate(call["turns"], start=1):
        line = turn.get("person", turn.get("gail", ""))
        if line:
            person.append(line)
        rapport, empathy, trust, hope = turn["gauges"]
        moment = replace(
            Moment(**turn.get("moment", {})),
            rep_turn=number,
            previous=line,
            person_lines=tuple(person),
            rep_lines=tuple(rep),
            figures=tuple(figures),
            rapport=rapport,
            empathy=empathy,
            trust=trust,
            hope=hope,
        )
        yield Labelled(
            f"{call['rep']} {number}",
            turn["rep"],
            scene,
            moment,
            frozenset(turn.get("acts", ())),
            frozenset(turn["behaviours"]),
            frozenset(turn.get("acts_also", ())),
            frozenset((*turn.get("behaviours_also", ()), *turn.get("also", ()))),
            turn.get("intent", ""),
        )
        rep.append(turn["rep"])
        figures.extend(normal(turn["rep"]).numbers)


def _scene(data: dict[str, Any]) -> Scene:
    topics = []
    for name, phrases in data["topics"].items():
        kind, topic = name.split(":")
        topics.append(Topic(cast(TopicKind, kind), topic, tuple(phrases)))
    return Scene(
        person=data["person"],
        person_names=tuple(data["person_names"]),
        organisation=data["organisation"],
        offer=data["offer"],
        topics=tuple(topics),
        cares=tuple((name, tuple(words)) for name, words in data["cares"].items()),
        cases=tuple((name, tuple(words)) for name, words in data["cases"].items()),
        fitting_case=data["fitting_case"],
        brief=data["brief"],
        known=tuple(data["known"]),
        prices=tuple(data["prices"]),
        names=tuple(data["names"]),
    )


@dataclass
class Tally:
    """Found, missed and wrongly found, with where."""

    found: list[str]
    missed: list[str]
    false: list[str]

    @property
    def recall(self) -> float:
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    @property
    def precision(self) -> float:
        return len(self.found) / max(1, len(self.found) + len(self.false))


def read_all(
    reader: PathwayReader, heard: Callable[[str], str] = str, turns: Iterable[Labelled] | None = None
) -> list[tuple[Labelled, Read]]:
    """Every labelled turn with its reading; ``heard`` is what an ear makes of the rep's words."""
    return [
        (
            turn,
            reader.read(
                heard(turn.text),
                turn.scene,
                replace(turn.moment, rep_lines=tuple(heard(line) for line in turn.moment.rep_lines)),
            ),
        )
        for turn in (labelled() if turns is None else turns)
    ]


def tally_behaviours(readings: list[tuple[Labelled, Read]]) -> Tally:
    tally = Tally([], [], [])
    for turn, read in readings:
        seen = {item.id for item in read.behaviours}
        tally.found += [f"{turn.where} {name}" for name in sorted(turn.behaviours & seen)]
        tally.missed += [f"{turn.where} {name}" for name in sorted(turn.behaviours - seen)]
        tally.false += [f"{turn.where} {name}" for name in sorted(seen - turn.behaviours - turn.behaviours_also)]
    return tally


def tally_acts(readings: list[tuple[Labelled, Read]]) -> Tally:
    tally = Tally([], [], [])
    for turn, read in readings:
        seen = {name for name, value in read.acts.items() if value >= 0.5} - PERSONS_ACTS - {"sentiment"}
        tally.found += [f"{turn.where} {name}" for name in sorted(turn.acts & seen)]
        tally.missed += [f"{turn.where} {name}" for name in sorted(turn.acts - seen)]
        tally.false += [f"{turn.where} {name}" for name in sorted(seen - turn.acts - turn.acts_also)]
    return tally
