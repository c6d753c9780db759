"""Scenario format 1: a scenario, the person in it and the offer, as pydantic models.

Files are written by people who are no programmers. Whatever is wrong must be tellable in one sentence with the line, so
every model refuses unknown keys, and every value that is chosen from a list is an enumeration.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from trainer.scenario.offer import Amount, Case, NotFor, Offer, Price
from trainer.scenario.parts import SLOT, Figure, Gauge, Identifier, Lines, Part, Refs, Text, Words, as_list
from trainer.scenario.person import Care, Face, Feeling, Knowledge, Person, PersonVoice, Room, Stock, Trait
from trainer.transcript import Ending, Orbit, Step

__all__ = [
    "FORMAT", "SLOT", "After", "Answer", "Brief", "Care", "Case", "Cost", "EndingLines", "Face", "Fact", "Feeling",
    "Gauge", "Identifier", "Knowledge", "LikeThem", "Lines", "Listing", "Name", "Needs", "NextStep", "NotFor", "Number",
    "Objection", "Offer", "Opening", "OrbitPath", "Pain", "Part", "Person", "PersonVoice", "Price", "Question",
    "Refs", "Room", "Scenario", "Stock", "Text", "Trait", "Turning", "Weights", "Wish", "Words",
]  # fmt: skip

FORMAT = 1


class Needs(Part):
    """A gate: how far the gauges must stand, and what must have been said (any one of ``said``)."""

    rapport: Gauge = 0
    empathy: Gauge = 0
    trust: Gauge = 0
    hope: Gauge = 0
    urgency: Gauge = 0
    said: Refs = ()
    """Any one of these in the rep's words: behaviours, acts, topics of this file."""
    known: Refs = ()
    """Facts that must have been told first (at least in part)."""


class Answer(Part):
    """What they say at one depth, and what it takes."""

    says: Lines
    needs: Needs = Needs()


class Fact(Part):
    """Something that the person can be asked about, at three depths."""

    id: Identifier
    about: Text
    """What it is about, in a few words; they fit after "do you mean"."""
    ask: Lines
    """Example questions. They teach the reader what the fact is about; nobody has to use them."""
    guarded: Answer | None = None
    """For the asking."""
    partial: Answer | None = None
    full: Answer | None = None
    numbers: dict[Identifier, Figure] = Field(default_factory=dict)
    """Figures that the person owns, by name; lines use them as ``{name}``."""
    touchy: bool = False
    """Asked outright, they shut; only an understanding statement opens it."""


class Cost(Part):
    """What a pain costs them."""

    amount: Amount
    unit: Text
    """Pounds, hours, pieces, …"""
    per: Literal["once", "day", "week", "month", "season", "year"]


class Pain(Part):
    """What hurts now."""

    id: Identifier
    what: Text
    says: Lines
    costs: tuple[Cost, ...] = ()
    behind: Refs = ()
    """Facts in which it shows."""


class Wish(Part):
    """What they would like to be different."""

    id: Identifier
    what: Text
    ask: Lines
    """Example questions that would bring it up."""
    says: Lines
    needs: Needs = Needs()


class Objection(Part):
    """Something they hold against it."""

    id: Identifier
    about: Text
    """What it is about, in a few words."""
    says: Lines
    set_off_by: Refs
    """What brings it up: behaviours, acts, topics of this file."""
    settled_by: Refs
    """What settles it."""
    worse_by: Refs = ()
    """What makes it worse."""
    comes_back: bool = False
    """May come back later in the call."""
    clarified: Lines | None = None
    """What they answer when asked what is behind it."""
    settled: Lines | None = None
    """What they say when it is settled."""
    worse: Lines | None = None
    """What they say when it was made worse."""


class Question(Part):
    """Something the person wants to know."""

    id: Identifier
    says: Lines
    set_off_by: Refs = ()
    """What makes them ask; without it they ask as soon as the gate stands open."""
    needs: Needs = Needs()
    answered_by: Refs = ()
    """What counts as an answer."""
    content: Lines | None = None
    """Once answered, what they say."""


class Turning(Part):
    """What comes up in the middle: the budget is gone, the partner walks in."""

    id: Identifier
    what: Text
    says: Lines
    after_turn: Annotated[int, Field(ge=2, le=200)] | None = None
    """It comes up after this turn, counted over both speakers."""
    after: Refs = ()
    """It comes up after any of these: behaviours, acts, topics of this file."""
    goal_by: Refs
    """Ways that still lead to the goal."""
    script: Refs = ()
    """What counts as keeping to the script."""


class NextStep(Part):
    """A step that they can agree to."""

    id: Identifier
    what: Text
    ask: Lines
    """Example words of a rep who proposes it."""
    costs_them: Text
    gives_them: Text
    from_orbit: Orbit
    """From this orbit on it fits; before, it is too much."""
    leads_to: Orbit | None = None
    """The orbit a yes to it leads to; none where it is only a small courtesy. One step leads to `won_at`."""
    says_yes: Lines
    too_much: Lines | None = None
    """What they answer where it does not fit yet."""


class EndingLines(Part):
    """How a call ends this way."""

    says: Lines
    intended: bool = False
    """This is the ending that a good call reaches. Exactly one is."""


class Name(Part):
    """A name or word that an ear may mishear."""

    name: Text
    like: Words = ()
    """How it may be misheard or misspelt."""
    said: Text | None = None
    """How it is pronounced, spelt as an English reader would say it."""


class After(Part):
    """This call follows another one."""

    scenario: Identifier
    """The scenario of the call before."""
    endings: Annotated[tuple[Ending, ...], BeforeValidator(as_list, json_schema_input_type=Ending | tuple[Ending, ...])]
    """How that call must have ended."""
    time: Text
    """How much time went by since, as "three weeks"."""
    carries: tuple[Literal["facts", "figures", "promises", "slights", "orbit", "rapport", "trust"], ...]
    """What carries over; of rapport and trust a part."""


class Number(Part):
    """A number of the brief, as it is to be shown."""

    value: Text
    label: Text


class Brief(Part):
    """What the rep is served beforehand."""

    numbers: Annotated[tuple[Number, ...], Field(max_length=4)] = ()
    """Up to four."""
    who: Text
    so_far: Text
    """What happened so far."""
    you_bring: Text
    cases: Lines
    """The offer's cases as lines to choose from; which one fits is not said."""
    about: Text
    """About the person."""
    homework: Lines
    """Hints for packets of generosity."""
    known: Refs = ()
    """Facts that the brief tells already: asking for them makes the person do the rep's work."""


class Weights(Part):
    """What the five steps weigh in the total, 100 together. Other than usual needs a reason; empathy weighs most."""

    rapport: Gauge = 15
    empathy: Gauge = 30
    trust: Gauge = 25
    hope: Gauge = 20
    urgency: Gauge = 10
    why: Text | None = None
    """Why they differ from 15, 30, 25, 20, 10."""


class Opening(Part):
    """How the call begins."""

    starts: Literal["rep", "person"] = "rep"
    says: Lines | None = None
    """What they say on picking up, or first."""
    granted: Lines
    """What they say once the rep has said who it is."""


class LikeThem(Part):
    """Which case of the offer is like this person, and in what."""

    case: Identifier
    alike_in: Lines


class OrbitPath(Part):
    """Where they stand as the call begins, and where a good call brings them."""

    start: Annotated[Orbit, Field(alias="from")]
    won_at: Orbit


def _format_is_known(number: int) -> int:
    if number != FORMAT:
        raise ValueError(f"this program reads format {FORMAT}, and the file says {number}")
    return number


class Listing(Part):
    """What a list of scenarios and the brief show: of whom, how long, and what the rep is served beforehand."""

    id: Identifier
    title: Text
    person: Person
    """The person, or the name of a file that holds them, as people/gail_petrie.yaml."""
    orbit: OrbitPath
    difficulty: Literal["gentle", "steady", "hard", "very_hard"]
    minutes: Annotated[int, Field(ge=1, le=90)]
    """How long a good call takes."""
    practise: Step
    """The step of the pathway that this call is good for practising."""
    pass_mark: Gauge = 65
    brief: Brief


class Scenario(Listing):
    """One call that can be practised: with whom, about what, and all that can come up in it."""

    format: Annotated[int, AfterValidator(_format_is_known)]
    """Number of the file format: 1."""
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    """As "en" or "en-GB"."""
    offer: Offer
    """The offer, or the name of a file that holds it, as offers/tallystitch.yaml."""
    setting: Literal["telephone_out", "telephone_in", "counter", "stand", "their_premises"]
    first_contact: Literal["cold", "leaflet", "answered_message", "referred", "walked_in", "met_before", "customer"]
    """How they and the rep came into touch."""
    opening: Opening
    like_them: LikeThem | None = None
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    pains: tuple[Pain, ...] = ()
    wishes: tuple[Wish, ...] = ()
    objections: tuple[Objection, ...] = ()
    questions: tuple[Question, ...] = ()
    """What they want to know."""
    turns: tuple[Turning, ...] = ()
    """What comes up in the middle of the call."""
    next_steps: Annotated[tuple[NextStep, ...], Field(min_length=1)]
    endings: dict[Ending, EndingLines]
    """What they say at each ending; one of them is the intended one."""
    must: Refs = ()
    """Behaviours that a passed call needs."""
    must_not: Refs = ()
    """Behaviours that a passed call is free of."""
    weights: Weights = Weights()
    lexicon: tuple[Name, ...] = ()
    """Names and words that an ear may mishear."""
    after: After | None = None
