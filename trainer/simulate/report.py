"""What many simulated calls say of a scenario: how they end, how people talk in them, what is never said."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.scenario.contents import clauses
from trainer.scenario.schema import Scenario
from trainer.simulate.run import SimulatedCall
from trainer.text import sentences
from trainer.transcript import STEPS, Said, What, of_kind, said_by_the_person

_WORDS = re.compile(r"[\w'’]+")
_FILLERS = frozenset(("um", "uh", "erm", "er", "well", "oh", "yeah", "so", "and", "no", "right", "okay"))
"""What a line may begin with or hold without being another line."""
_SHORT = 3
_RUN = 6
_WITHIN = 20
"""The person's own turns within which no two share a run of six words."""
GAUGES: tuple[What, ...] = (*STEPS, "logic", "emotion", "patience")


@dataclass(frozen=True, slots=True)
class Report:
    """``gauges``: means at the end; ``turns``: of the rep, by call; ``words``: of each of the person's turns;
    ``repeats``: lines said again in one call that should not be; ``untold``: facts nobody came to;
    ``unsaid``: ids of lines that were never said."""

    calls: int
    endings: Counter[str]
    won: int
    gauges: dict[What, float]
    turns: tuple[int, ...]
    words: tuple[int, ...]
    repeats: tuple[str, ...]
    untold: tuple[str, ...]
    unsaid: tuple[str, ...]


def report(scenario: Scenario, calls: Sequence[SimulatedCall]) -> Report:
    said = {clause for call in calls for _, line in of_kind(call.entries, Said) for clause in line.clauses}
    told = {name for call in calls for name, _ in call.state.told}
    return Report(
        calls=len(calls),
        endings=Counter(call.ended.ending for call in calls),
        won=sum(call.ended.won for call in calls),
        gauges={what: sum(call.state.get(what) for call in calls) / max(1, len(calls)) for what in GAUGES},
        turns=tuple(len(call.said) for call in calls),
        words=tuple(len(_WORDS.findall(line)) for call in calls for line in persons_lines(call)),
        repeats=tuple(repeat for call in calls for repeat in repeats(persons_lines(call))),
        untold=tuple(fact.id for fact in scenario.facts if fact.id not in told),
        unsaid=tuple(clause for clause in clauses(scenario) if clause not in said),
    )


def persons_lines(call: SimulatedCall) -> list[str]:
    """All that the person said in a call, turn by turn."""
    return [said.text for _, said in said_by_the_person(call.entries)]


def repeats(turns: Sequence[str]) -> Iterator[str]:
    """What a person says again in one call: a line of four words or more, a run of six within twenty turns, a short
    line a fourth time or within four turns. Marks, fillers and openers aside."""
    lines: dict[str, int] = {}
    runs: dict[tuple[str, ...], int] = {}
    short: dict[str, list[int]] = {}
    for number, turn in enumerate(turns):
        for sentence in sentences(turn):
            words = [word for word in _WORDS.findall(sentence.lower()) if word not in _FILLERS]
            plain = " ".join(words)
            if len(words) > _SHORT:
                if plain in lines and lines[plain] != number:
                    yield sentence
                lines[plain] = number
        whole = _WORDS.findall(turn.lower())
        if 0 < len(whole) <= _SHORT:
            said = short.setdefault(" ".join(whole), [])
            if len(said) >= 3 or (said and number - said[-1] < 4):
                yield turn
            said.append(number)
        spoken = [word for word in whole if word not in _FILLERS]
        for at in range(len(spoken) - _RUN + 1):
            run = tuple(spoken[at : at + _RUN])
            if run in runs and 0 < number - runs[run] <= _WITHIN:
                yield " ".join(run)
                break
            runs[run] = number
