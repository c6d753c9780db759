"""A reply being put together: one to three clauses, and the state that each leaves behind."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

from trainer.prospect.facts import seen
from trainer.prospect.lines import Length, Line, Lines, remember_line
from trainer.prospect.moves import evidence
from trainer.prospect.state import State
from trainer.prospect.tables import Tables
from trainer.scenario.schema import Objection, Scenario
from trainer.text import sentences
from trainer.transcript import Event, Heard, Mood, Moved, Read, What

MOST_CLAUSES = 3
_NOTHING: Mapping[str, str] = MappingProxyType({})
_WH = r"(?:how|what|why|who|where|when|which)\b"
_LEADS_IN = r"^(?:(?:so|and|but|well|okay|right),? )*"
_ASKS = re.compile(
    rf"\?|{_LEADS_IN}(?:{_WH}|(?:tell|talk|walk|take|give) me\b|(?:is|are) there\b|(?:do|have|did|are) you\b)", re.I
)
_INVITES = re.compile(
    rf"\b(?:tell|talk|walk|take) me\b|{_LEADS_IN}(?:how|what|why)\b(?! (?:much|many|long|old|far|often|time))", re.I
)


_KINDS = (
    ("no_number", re.compile(r"\bhow (?:many|much|long|often|far|big|old|heavy|high)\b|\bwhat figure\b", re.I)),
    ("no_name", re.compile(r"\b(?:who|whose|whom)\b", re.I)),
    ("no_time", re.compile(r"\b(?:when|what time|which day|how soon|by when)\b", re.I)),
    ("no_place", re.compile(r"\bwhere\b", re.I)),
    ("no_reason", re.compile(r"\b(?:why|how come|what made)\b", re.I)),
    ("cant_know", re.compile(r"\b(?:what|how|which)\b|\b(?:tell|talk|walk|take) me\b", re.I)),
)  # fmt: skip


def kind_of_question(text: str) -> str:
    """Which evasion a question calls for, by its last sentence: a number, a name, a time, …; else a yes or no."""
    asked = [sentence for sentence in sentences(text) if "?" in sentence] or [text]
    return next((kind for kind, words in _KINDS if words.search(asked[-1])), "half_yes")


@dataclass(frozen=True, slots=True)
class Turn:
    """What the rep's turn holds. ``triggers``: all that a file may name (behaviours, acts, the topic addressed)."""

    heard: Heard
    read: Read
    triggers: frozenset[str]

    @classmethod
    def of(cls, heard: Heard, read: Read) -> Turn:
        return cls(heard, read, seen(read))

    @property
    def asks(self) -> bool:
        """Whether the words ask for something. A mark, or how they begin, is enough to be answered, not for a score."""
        read = self.act("open_question") or self.act("closed_question") or self.act("exploration")
        return read or bool(_ASKS.search(self.heard.text))

    @property
    def invites(self) -> bool:
        """Whether they leave the person to say what they like."""
        return self.act("open_question") or self.act("exploration") or bool(_INVITES.search(self.heard.text))

    def act(self, name: str) -> bool:
        return self.read.acts.get(name, 0.0) >= 0.5


class Composition:
    """One to three clauses for one turn of the person's. ``state`` follows each clause; ``mood`` is set by the last."""

    def __init__(
        self, scenario: Scenario, tables: Tables, seed: int, lines: Lines, state: State, turn: int, heard: str = ""
    ) -> None:  # fmt: skip
        """``heard``: the rep's words that are answered."""
        self.scenario = scenario
        self.tables = tables
        self.seed = seed
        self.lines = lines
        self.state = state
        self.turn = turn
        self.heard = heard
        self.moves: list[Event] = []
        """What the answer itself took from the gauges or from patience; belongs to the rep's turn before it."""
        self.said: list[Line] = []
        self.mood: Mood | None = None
        self.asks_back = False
        """They asked what was meant, and nothing else is said."""
        self.unforeseen = False
        """Nothing in the file answers it."""

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.said)

    def objection(self, name: str) -> Objection:
        return next(objection for objection in self.scenario.objections if objection.id == name)

    def say(self, choices: Sequence[Line], length: Length = "any", fill: Mapping[str, str] = _NOTHING) -> bool:
        """Say a form of these, if one is left that may be said now and there is room for it."""
        if len(self.said) >= MOST_CLAUSES:
            return False
        line = self.lines.pick(self.state, self.turn, choices, length, fill)
        if line is None:
            return False
        self.said.append(line)
        self.state = remember_line(self.state, self.turn, line)
        return True

    def stock(self, name: str, **fill: str) -> bool:
        """Say something of the person's own words for an occasion, or of the common ones."""
        return self.say(self.lines.stock(name), fill=fill)

    def steps_towards(self, by: int = 1) -> None:
        """The person did some of the work: a question about the thing, a reason offered, a day."""
        self.state = replace(self.state, steps=self.state.steps + by)

    def loses(self, what: What, by: int, cause: str) -> None:
        """The rep's turn cost so much of a gauge or of patience, as the answer to it shows."""
        before = self.state.get(what)
        after = max(0, before - by)
        if after != before:
            changed: dict[str, Any] = {what: after}
            self.state = replace(self.state, **changed)
            words = evidence(self.turn - 1, self.heard)
            self.moves.append(Moved(what=what, before=before, after=after, cause=cause, evidence=words))
