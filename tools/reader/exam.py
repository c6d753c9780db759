"""The reader examined on labelled calls, beside the agreement of those who labelled them.

``python -m tools.reader.exam tune`` while one works on it; the test part is for the bench alone (make bench).
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tools.reader import material
from tools.reader.material import LabelledTurn, Part
from tools.reader.transcripts import read_through
from trainer.pathway.acts import ACTS, PERSONS_ACTS
from trainer.pathway.reader import PathwayReader

ENOUGH_ACTS, ENOUGH_BEHAVIOURS = 40, 25
"""Examples that an act and a behaviour need to be examined."""
ENOUGH_HEARD = 10
"""Examples that an act needs among the turns that went through the ear."""
ENOUGH_KAPPA = 0.6
"""Agreement of the labellers from which on a behaviour is a target for a machine."""


@dataclass(frozen=True, slots=True)
class ActResult:
    """``people``: kappa between the two labellers; ``reader``: mean kappa of the reader with each of them."""

    act: str
    examples: int
    people: float
    reader: float

    @property
    def share(self) -> float:
        return self.reader / self.people if self.people > 0 else 1.0


@dataclass(frozen=True, slots=True)
class BehaviourResult:
    """``examples``: turns in which it is there after settling; ``people``: kappa of the labellers."""

    behaviour: str
    examples: int
    people: float
    hits: int
    false: int
    missed: int

    @property
    def qualifies(self) -> bool:
        return self.examples >= ENOUGH_BEHAVIOURS and self.people >= ENOUGH_KAPPA

    @property
    def f1(self) -> float:
        return 2 * self.hits / (2 * self.hits + self.false + self.missed) if self.hits else 0.0


def kappa(one: Sequence[bool], other: Sequence[bool]) -> float:
    """Cohen's kappa of two judges over the same things; 1 where neither ever says yes."""
    count = len(one)
    if not count:
        return 1.0
    same = sum(a == b for a, b in zip(one, other, strict=True)) / count
    yes, also = sum(one) / count, sum(other) / count
    by_chance = yes * also + (1 - yes) * (1 - also)
    return 1.0 if by_chance == 1 else (same - by_chance) / (1 - by_chance)


def acts(reader: PathwayReader, calls: Iterable[material.LabelledCall]) -> list[ActResult]:
    """Each act over all turns of both speakers; a rep's turn has none of the person's acts."""
    turns = [turn for call in calls for turn in call.turns if len(turn.labels) == 2]
    told = [reader.acts(turn.text, turn.previous) for turn in turns]
    found = []
    for act in ACTS[:-1]:
        rows = [
            (*(act in one.acts for one in turn.labels), acts[act] >= 0.5)
            for turn, acts in zip(turns, told, strict=True)
            if not (turn.speaker == "rep" and act in PERSONS_ACTS)
        ]
        one, other, said = (list(column) for column in zip(*rows, strict=True))
        examples = sum(a or b for a, b in zip(one, other, strict=True))
        found.append(ActResult(act, examples, kappa(one, other), (kappa(one, said) + kappa(other, said)) / 2))
    return found


@dataclass(frozen=True, slots=True)
class Confusion:
    """What an act is mistaken for, in turns on which the labellers agree.

    ``instead``: what is read where the act is there and not read; ``there``: what is there where it is read wrongly;
    both act → turns, most first.
    """

    act: str
    right: int
    missed: int
    false: int
    instead: Mapping[str, int]
    there: Mapping[str, int]


def confusions(reader: PathwayReader, calls: Iterable[material.LabelledCall]) -> list[Confusion]:
    """Each act over all turns of both speakers."""
    counted = {act: (Counter[str](), Counter[str](), Counter[str]()) for act in ACTS[:-1]}
    for call in calls:
        for turn in call.turns:
            if len(turn.labels) != 2:
                continue
            agreed = frozenset.intersection(*(one.acts for one in turn.labels))
            seen = frozenset.union(*(one.acts for one in turn.labels))
            told = reader.acts(turn.text, turn.previous)
            possible = [act for act in ACTS[:-1] if not (turn.speaker == "rep" and act in PERSONS_ACTS)]
            said = frozenset(act for act in possible if told[act] >= 0.5)
            for act in possible:
                total, instead, there = counted[act]
                total.update(
                    {"right": act in agreed & said, "missed": act in agreed - said, "false": act in said - seen}
                )
                instead.update((said - seen or {"nothing"}) if act in agreed - said else ())
                there.update((agreed - said or {"nothing"}) if act in said - seen else ())
    return [
        Confusion(act, total["right"], total["missed"], total["false"], dict(instead.most_common(2)),
                  dict(there.most_common(2)))
        for act, (total, instead, there) in counted.items()
    ]  # fmt: skip


def behaviours(reader: PathwayReader, calls: Iterable[material.LabelledCall]) -> list[BehaviourResult]:
    """Each behaviour over the rep's turns, read in the course of their calls."""
    rows: list[tuple[LabelledTurn, frozenset[str]]] = []
    for call in calls:
        for turn, _, _, read in read_through(reader, call):
            if len(turn.labels) == 2:
                rows.append((turn, frozenset(item.id for item in read.behaviours)))
    return [_behaviour(name, rows) for name in reader.behaviours]


def _behaviour(name: str, rows: Sequence[tuple[LabelledTurn, frozenset[str]]]) -> BehaviourResult:
    there = [turn.has(name) for turn, _ in rows]
    said = [name in seen for _, seen in rows]
    pairs = list(zip(there, said, strict=True))
    one, other = ([name in turn.labels[side].seen for turn, _ in rows] for side in (0, 1))
    return BehaviourResult(
        name, sum(there), kappa(one, other),
        hits=pairs.count((True, True)), false=pairs.count((False, True)), missed=pairs.count((True, False)),
    )  # fmt: skip


def acts_f1(told: Sequence[Mapping[str, float]], turns: Sequence[LabelledTurn]) -> float:
    """Macro-F1 at 0.5 (there and not there) against what most labellers saw, mean over acts with enough examples."""
    found = []
    for act in ACTS[:-1]:
        rows = [
            (turn.share(act) > 0.5, acts[act] >= 0.5)
            for turn, acts in zip(turns, told, strict=True)
            if not (turn.speaker == "rep" and act in PERSONS_ACTS)
        ]
        if sum(there for there, _ in rows) >= ENOUGH_HEARD:
            found.append(macro_f1(rows))
    return sum(found) / len(found) if found else 0.0


def macro_f1(rows: Iterable[tuple[bool, bool]]) -> float:
    """The mean of F1 for "there" and for "not there"; rows of (there, said)."""
    pairs = list(rows)
    found = []
    for value in (True, False):
        hit = pairs.count((value, value))
        wrong = pairs.count((value, not value)) + pairs.count((not value, value))
        found.append(2 * hit / (2 * hit + wrong) if hit or wrong else 1.0)
    return sum(found) / 2


def macro(results: Iterable[BehaviourResult]) -> tuple[int, float]:
    """How many behaviours qualify, and their mean F1."""
    scores = [result.f1 for result in results if result.qualifies]
    return len(scores), sum(scores) / len(scores) if scores else 0.0


def main(arguments: Sequence[str]) -> int:
    part: Part = "tune" if arguments[:1] != ["train"] else "train"
    reader, calls = PathwayReader.shipped(), material.of(part)
    print(f"{reader.version}: {len(calls)} calls of the {part} part")
    print("\n".join([*acts_table(reader, calls), "", *behaviours_table(reader, calls)]))
    return 0


def acts_table(reader: PathwayReader, calls: Sequence[material.LabelledCall]) -> Iterable[str]:
    """Markdown: agreement of each act, and what it is mistaken for."""
    confused = {one.act: one for one in confusions(reader, calls)}
    yield "| act | turns | labellers | reader | share | missed, and read instead | read wrongly, and there was |"
    yield "|---|---|---|---|---|---|---|"
    for one in acts(reader, calls):
        told = confused[one.act]
        instead, there = (
            ", ".join(f"{act} {count}" for act, count in counts.items()) for counts in (told.instead, told.there)
        )
        yield (
            f"| {one.act} | {one.examples} | {one.people:.2f} | {one.reader:.2f} | {one.share:.0%} | "
            f"{told.missed}: {instead} | {told.false}: {there} |"
        )


def behaviours_table(reader: PathwayReader, calls: Sequence[material.LabelledCall]) -> Iterable[str]:
    """Markdown: F1 of each behaviour, best first."""
    found = behaviours(reader, calls)
    yield "| behaviour | turns | labellers | F1 | hits, false, missed |"
    yield "|---|---|---|---|---|"
    for one in sorted(found, key=lambda result: -result.f1):
        yield (
            f"| {one.behaviour} | {one.examples} | {one.people:.2f} | {one.f1:.2f} | "
            f"{one.hits}, {one.false}, {one.missed} |"
        )
    some = [one.f1 for one in found if one.examples >= 5]
    yield f"mean F1 of {len(some)} behaviours with 5 examples: {sum(some) / max(1, len(some)):.2f}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
