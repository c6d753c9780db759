"""What a reader is given besides the words, as plain data.

The lower layer (acts) needs an utterance and the one before it. The upper layer (behaviours) needs the call: who the
person is, what has been said, what stands open. It knows nothing of the prospect's engine or of the scenario's format.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from trainer.transcript import Read

TopicKind = Literal["fact", "objection", "question", "next_step", "case", "price"]


@dataclass(frozen=True, slots=True)
class Topic:
    """Something of the scenario that an utterance may address, with example phrasings."""

    kind: TopicKind
    id: str
    phrases: tuple[str, ...]
    answers: tuple[str, ...] = ()
    """What the person says when they tell it."""


@dataclass(frozen=True, slots=True)
class Scene:
    """What holds for a whole call."""

    person: str = ""
    """What the person is called ("Gail")."""
    person_names: tuple[str, ...] = ()
    organisation: str = ""
    offer: str = ""
    """Name of what is sold."""
    rep: str = ""
    topics: tuple[Topic, ...] = ()
    cares: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """What they care about (id) and the words by which a gift that serves it is recognised."""
    cases: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """The offer's cases (id) and the words by which the telling of one is recognised."""
    fitting_case: str = ""
    brief: str = ""
    """All that the rep was told beforehand, as running text."""
    known: tuple[str, ...] = ()
    """Facts (ids) that the brief tells."""
    they_know: tuple[str, ...] = ()
    """What the person knows already, as sentences."""
    prices: tuple[float, ...] = ()
    not_a_fit: tuple[str, ...] = ()
    """Facts (ids) that make the offer wrong for this person."""
    names: tuple[str, ...] = ()
    """Names and words an ear may mishear."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Where the call stands when the rep begins to speak."""

    rep_turn: int = 1
    """Number of this turn among the rep's, from 1."""
    previous: str = ""
    """The person's last words."""
    person_lines: tuple[str, ...] = ()
    rep_lines: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    """Facts (ids) told at least in part."""
    asked: tuple[str, ...] = ()
    """Topics the rep has asked for before, oldest first."""
    disclosed: bool = False
    """The person's last line gave away a feeling, a pain or a fact of some depth."""
    objection: str = ""
    """Id of the objection that stands open."""
    objection_fresh: bool = True
    """It was raised in one of the person's last two lines, so that a question is taken to be about it."""
    objection_clarified: bool = False
    question: str = ""
    """Id of the person's own question that stands open."""
    price_asked: bool = False
    limit: str = ""
    """A limit of time the person stated, in their words."""
    gave: bool = False
    """A packet of generosity was given in this call."""
    bridged: bool = False
    """Business was come to by an open offer of service before."""
    discounts: int = 0
    figures: tuple[float, ...] = ()
    """Figures the rep has quoted."""
    slight: str = ""
    """What the person holds against the rep and has not been made good."""
    stalled: Literal["", "logic", "emotion"] = ""
    """They said they would think about it: which half is missing."""
    said_no: int = 0
    """How often they have declined a step."""
    yes_given: bool = False
    asks: int = 0
    """How often the rep has asked for a step."""
    rapport: int = 0
    empathy: int = 0
    trust: int = 0
    hope: int = 0
    needs_found: bool = False
    """A pain or a wish of theirs is on the table."""
    turned: bool = False
    """The person has moved on (a turn of the file); keeping to the script counts from here on."""
    silence_before: float = 0.0
    """Seconds the rep left before speaking, where that is known."""
    interrupts: bool = False
    """The rep came in over the person's words."""
    guessed: bool = False
    """Where the call stands was worked out from its words alone: what seems not to hold may hold all the same."""


class Reader(Protocol):
    """Reads an utterance of the rep's. The same text and context give the same reading, whatever was read before."""

    @property
    def version(self) -> str: ...

    def acts(self, text: str, previous: str = "") -> dict[str, float]:
        """Every act of the vocabulary with its probability, rounded to 4 decimals; sentiment from -1 to 1."""

    def read(self, text: str, scene: Scene, moment: Moment) -> Read:
        """Acts, behaviours with the words that carried them, and what of this scenario is addressed."""
