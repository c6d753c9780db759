"""The lines a person can say, and which of their forms is said now. What is said is chosen elsewhere."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.chance import draw
from trainer.prospect.state import State
from trainer.prospect.tables import Tables
from trainer.scenario.schema import SLOT, Scenario

_WORDS = re.compile(r"[\w'’]+")
SHORT = 3
"""Words up to which a line may be said more than once."""
SHORT_TIMES = 3
SHORT_APART = 8
"""Turns, over both speakers, that lie between two sayings of a short line."""


@dataclass(frozen=True, slots=True)
class Line:
    """One clause in one written-out form. ``id``: where it stands in the file, as "fact.loss.partial.0"."""

    id: str
    text: str


def forms(place: str, texts: Sequence[str] | None) -> tuple[Line, ...]:
    return tuple(Line(f"{place}.{number}", text) for number, text in enumerate(texts or ()))


def _spoken(text: str) -> tuple[str, ...]:
    return tuple(_WORDS.findall(text.lower()))


class Lines:
    """All lines of one scenario, the common stock behind them."""

    def __init__(self, scenario: Scenario, tables: Tables, seed: int) -> None:
        self._scenario = scenario
        self._tables = tables
        self._seed = seed
        self._slots = slots(scenario)

    def stock(self, name: str) -> tuple[Line, ...]:
        """The person's own words for an occasion first, then the common ones."""
        own = getattr(self._scenario.person.stock, name, None)
        return forms(f"stock.{name}", own) + forms(f"common.{name}", self._tables.stock.get(name))

    def pick(self, state: State, turn: int, choices: Sequence[Line], purpose: str, **fill: str) -> Line | None:
        """A form that may be said now, by seed and turn; the person's own before the common. None if all are said.

        Forms for a silence get more pressing down the list, so they are taken in its order.
        """
        fresh = [line for line in choices if self._may_be_said(state, turn, line)]
        own = [line for line in fresh if not line.id.startswith("common.")]
        pool = own or fresh
        if not pool:
            return None
        line = pool[0] if purpose.startswith("silence") else draw(self._seed, turn, purpose).choice(pool)
        return Line(line.id, self._filled(line.text, fill))

    def _may_be_said(self, state: State, turn: int, line: Line) -> bool:
        said = dict(state.used)
        spoken = " ".join(_spoken(line.text))
        if spoken not in said:
            return True
        if len(spoken.split()) > SHORT:
            return False
        return turn - said[spoken] >= SHORT_APART and state.count(f"said:{spoken}") < SHORT_TIMES

    def _filled(self, text: str, fill: Mapping[str, str]) -> str:
        values = {**self._slots, **fill}
        return SLOT.sub(lambda match: values.get(match[1], match[0]), text)


def remember_line(state: State, turn: int, line: Line) -> State:
    spoken = " ".join(_spoken(line.text))
    state = state.with_pair("used", spoken, turn)
    if len(spoken.split()) <= SHORT:
        state = state.with_pair("counts", f"said:{spoken}", state.count(f"said:{spoken}") + 1)
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
