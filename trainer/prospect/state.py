"""The person's state: what a snapshot holds, so that a call can go on from any turn."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal

from trainer.errors import InputError
from trainer.prospect.tables import Tables
from trainer.scenario.schema import Scenario
from trainer.transcript import SCHEMA, Orbit, What, plain

ENGINE = "2"
"""Number of the engine. A snapshot of another one can't be gone on from; its card can still be read."""

Depth = Literal["guarded", "partial", "full"]
DEPTHS: tuple[Depth, ...] = ("guarded", "partial", "full")
Stand = Literal["open", "clarified", "answered", "settled", "worse"]


@dataclass(frozen=True, slots=True)
class State:
    """Gauges 0 to 100 in the pathway's order, each limited by the one before it; logic 0 to 100; emotion -50 to 50;
    patience 0 to 100, at 0 they end the call. The rest is what they remember."""

    rapport: int
    empathy: int
    trust: int
    hope: int
    urgency: int
    logic: int
    emotion: int
    patience: int
    orbit: Orbit
    rep_turns: int = 0
    granted: bool = False
    """They know who is calling and have let the rep go on."""
    told: tuple[tuple[str, Depth], ...] = ()
    asked: tuple[str, ...] = ()
    objections: tuple[tuple[str, Stand], ...] = ()
    question: str = ""
    question_age: int = 0
    """Turns of the rep's since their question was put. At 0 whatever explains is meant for it."""
    questions_put: tuple[str, ...] = ()
    turned: tuple[str, ...] = ()
    turn_open: str = ""
    """What came up in the middle and the rep has not taken up yet: keeping to the script costs until then."""
    used: tuple[tuple[str, int], ...] = ()
    """Clauses said, with the turn they were last said in."""
    counts: tuple[tuple[str, int], ...] = ()
    """How often each behaviour or act has counted."""
    slights: tuple[tuple[str, int], ...] = ()
    """What they hold against the rep, with the turn; made good, it is taken out."""
    glow: int = 0
    """Turns for which a fusion point still glows."""
    pushes: int = 0
    steps: int = 0
    own: int = 0
    borrowed: int = 0
    """What their leaning rests on: gains for reasons of their own, and gains by levers."""
    price_asked: bool = False
    disclosed: bool = False
    """Their last line gave away a feeling, a pain, a wish or a fact of some depth."""
    last: str = ""
    """Their last words."""
    left_off: str = ""
    """The short answer they gave last, by its clause id: there is more to it."""
    gave: bool = False
    bridged: bool = False
    needs_found: bool = False
    discounts: int = 0
    asks: int = 0
    said_no: int = 0
    strayed: tuple[int, ...] = ()
    """Turns of the rep's of late that had to do with nothing: not their last words, not this call."""
    stalled: Literal["", "logic", "emotion"] = ""
    stall_left: int = 0
    """Turns in which the missing half may still be left out."""
    stalled_for: int = 0
    agreed: str = ""
    """The next step they said yes to."""
    not_understood: int = 0
    silences: int = 0
    rude: int = 0
    heard: tuple[int, ...] = ()
    """Marks of the rep's last lines: the very same one again is noticed."""
    wrong_ideas: tuple[str, ...] = ()
    """What they hold to be so and is not: it works against the offer until somebody puts it right."""
    idea: str = ""
    """The idea of theirs they spoke of last."""
    voiced: tuple[str, ...] = ()
    """What they know already and have said so."""
    cases: tuple[str, ...] = ()
    """Cases they have been told: the same one again moves nothing."""
    signalled: int = 0
    """Turn of their last sign of wanting it."""
    asked_back: int = 0
    """Turn in which they last asked what was meant."""
    offered: tuple[str, ...] = ()
    """What they have offered as a reading: nobody is asked twice whether that was meant."""
    business: bool = False
    """The rep has come to business, in whatever way."""
    promises: tuple[str, ...] = ()
    """What the rep has promised to do: send, bring, ring, find out."""
    owed: tuple[str, ...] = ()
    """What was promised in an earlier call and has not been spoken of."""
    figures: tuple[float, ...] = ()
    """Figures the rep quoted in an earlier call."""
    beyond: tuple[int, ...] = ()
    """Turns of the rep's that nobody foresaw or that could not be understood."""
    stepped_out: bool = False
    """The program has stepped out of the part and offered what can be done."""
    solid: tuple[int, ...] = ()
    """Gauges, logic, emotion and patience before the first of them."""

    def get(self, what: What) -> int:
        value: int = getattr(self, what)
        return value

    def depth_of(self, fact: str) -> Depth | None:
        return dict(self.told).get(fact)

    def stand_of(self, objection: str) -> Stand | None:
        return dict(self.objections).get(objection)

    def count(self, what: str) -> int:
        return dict(self.counts).get(what, 0)

    @property
    def open_objection(self) -> str:
        """The objection that was raised last and is not settled."""
        return next((name for name, stand in reversed(self.objections) if stand != "settled"), "")

    @property
    def slight(self) -> str:
        return self.slights[-1][0] if self.slights else ""

    @property
    def effort(self) -> int | None:
        """Percentage of the effort that was the rep's: pushes against the person's own steps."""
        done = self.pushes + self.steps
        return round(100 * self.pushes / done) if done else None

    def with_pair(self, field: str, key: str, value: object) -> State:
        """The state with ``key`` set to ``value`` in one of the fields that hold pairs, moved to its end."""
        pairs = tuple(pair for pair in getattr(self, field) if pair[0] != key)
        changed: dict[str, Any] = {field: (*pairs, (key, value))}
        return replace(self, **changed)

    def to_document(self) -> dict[str, Any]:
        body: dict[str, Any] = plain(self)
        return {"schema": SCHEMA, "engine": ENGINE} | body

    @classmethod
    def from_document(cls, document: Mapping[str, Any]) -> State:
        """The state in a snapshot. Raises InputError if another engine made it."""
        if document.get("engine") != ENGINE or document.get("schema") != SCHEMA:
            raise InputError("This call was held with another version of Sparring and can't be gone on from here.")
        values: dict[str, Any] = {}
        for field in fields(cls):
            value = document[field.name]
            if isinstance(value, list):
                value = tuple(tuple(item) if isinstance(item, list) else item for item in value)
            values[field.name] = value
        return cls(**values)


def starting_state(scenario: Scenario, tables: Tables) -> State:
    start = tables.start[scenario.difficulty]
    wrong = tuple(idea.id for idea in scenario.person.knows if idea.right == "wrong")
    return State(**start, orbit=scenario.orbit.start, wrong_ideas=wrong)
