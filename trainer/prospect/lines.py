"""The lines a person can say, and which of their forms is said now. What is said is chosen elsewhere."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Literal

from trainer.chance import rank
from trainer.prospect.state import State
from trainer.prospect.tables import Tables
from trainer.scenario.contents import HEAD, REST, parted
from trainer.scenario.schema import SLOT, Scenario

_NOTHING: Mapping[str, str] = MappingProxyType({})
Length = Literal["any", "short", "long"]
_WORDS = re.compile(r"[\w'’]+")
SHORT = 3
"""Words up to which a line may be said more than once."""
SHORT_TIMES = 3
SHORT_APART = 12
"""Turns, over both speakers, that lie between two sayings of a short line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One clause in one written-out form. ``id``: where it stands in the file, as "fact.loss.partial.0"."""

    id: str
    text: str
    said_as: str = ""
    """What stands in memory for it: the words where they are few, else a mark of them; slots unfilled."""
    part_of: str = ""
    """The same of the line that it is a part of: whoever has said a part does not say the whole."""


def forms(place: str, texts: Sequence[str] | None) -> tuple[Line, ...]:
    return tuple(Line(f"{place}.{number}", text, _said_as(text)) for number, text in enumerate(texts or ()))


@cache
def _said_as(text: str) -> str:
    """What is the same but for its marks is the same line. Long lines are kept as a mark, to keep a snapshot small."""
    words = _WORDS.findall(text.lower())
    plain = " ".join(words)
    return plain if len(words) <= SHORT else f"#{hashlib.sha256(plain.encode()).hexdigest()[:8]}"


def _is_short(said_as: str) -> bool:
    return not said_as.startswith("#")


def heads(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The short answers in some lines; a line that has none stays whole."""
    found = ((line, parted(line.text)) for line in lines)
    return tuple(
        Line(f"{line.id}.{HEAD}", parts[0], _said_as(parts[0]), line.said_as) if parts else line
        for line, parts in found
    )


def rest_of(line: str, texts: Sequence[str]) -> tuple[Line, ...]:
    """What follows a short answer, by the id of the clause that was said."""
    whole, _, part = line.rpartition(".")
    parts = parted(texts[int(whole.rpartition(".")[2])]) if part == HEAD else None
    return (Line(f"{whole}.{REST}", parts[1], _said_as(parts[1])),) if parts else ()


class Lines:
    """All lines of one scenario, the common stock behind them."""

    def __init__(self, scenario: Scenario, tables: Tables, seed: int, rep: str = "") -> None:
        self._scenario = scenario
        self._tables = tables
        self._seed = seed
        self._slots = slots(scenario) | {"rep": rep}

    def stock(self, name: str) -> tuple[Line, ...]:
        """The person's own words for an occasion first, then the common ones."""
        own = getattr(self._scenario.person.stock, name, None)
        return forms(f"stock.{name}", own) + forms(f"common.{name}", self._tables.stock.get(name))

    def pick(
        self,
        state: State,
        turn: int,
        choices: Sequence[Line],
        length: Length = "any",
        fill: Mapping[str, str] = _NOTHING,
    ) -> Line | None:
        """The form that comes next: the person's own before the common ones, the least said first, the shortest or the
        longest where that is wanted, in an order that is shuffled once a call. None if all are said.

        Forms for a silence get more pressing down the list, so they are taken in its order.
        """
        pool = [line for line in choices if self._may_be_said(state, turn, line)]
        if not pool:
            return None
        line = min(pool, key=lambda line: self._order(state, line, length))
        return replace(line, text=self._filled(line.text, fill))

    def _order(self, state: State, line: Line, length: Length) -> tuple[bool, int, int, bytes]:
        common, in_order = line.id.startswith("common."), ".silence." in line.id
        times = state.count(f"said:{line.said_as}")
        words = {"any": 0, "short": 1, "long": -1}[length] * len(line.text.split())
        return common, times, words, b"" if in_order else rank(self._seed, line.id)

    def _may_be_said(self, state: State, turn: int, line: Line) -> bool:
        used = dict(state.used)
        last = used.get(line.said_as)
        if last is None:
            return line.part_of not in used
        often = state.count(f"said:{line.said_as}") >= SHORT_TIMES
        return _is_short(line.said_as) and turn - last >= SHORT_APART and not often

    def _filled(self, text: str, fill: Mapping[str, str]) -> str:
        values = {**self._slots, **fill}
        return SLOT.sub(lambda match: values.get(match[1], match[0]), text)


def remember_line(state: State, turn: int, line: Line) -> State:
    state = state.with_pair("used", line.said_as, turn)
    if line.part_of:
        state = state.with_pair("used", line.part_of, turn)
    if _is_short(line.said_as):
        state = state.with_pair("counts", f"said:{line.said_as}", state.count(f"said:{line.said_as}") + 1)
    return state


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value == int(value) else f"{value:,.2f}"


def slots(scenario: Scenario) -> dict[str, str]:
    """What ``{…}`` in a line stands for: figures of the facts and four names, nothing else."""
    figures = {name: _figure(value) for fact in scenario.facts for name, value in fact.numbers.items()}
    return figures | {
        "person": scenario.person.called,
        "organisation": scenario.person.organisation,
        "offer": scenario.offer.name,
    }
