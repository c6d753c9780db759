"""Scenario format 1: a scenario, the person in it and the offer, as pydantic models.

Files are written by people who are no programmers. Whatever is wrong must be tellable in one sentence with the line, so
every model refuses unknown keys, and every value that is chosen from a list is an enumeration.
"""

from __future__ import annotations

import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from trainer.transcript import Ending, Orbit, Step

FORMAT = 1


class Part(BaseModel):
    """Any mapping of a scenario file: frozen, and without keys that nobody defined."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


def _as_list(value: object) -> object:
    return [value] if isinstance(value, str) else value


Identifier = Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
Text = Annotated[str, Field(min_length=1, max_length=4000)]
Lines = Annotated[tuple[Text, ...], BeforeValidator(_as_list), Field(min_length=1)]
"""One line, or a list of forms of which the call uses one at a time and none twice."""
Refs = Annotated[tuple[Identifier, ...], BeforeValidator(_as_list)]
"""Names of behaviours, acts or topics of the same file."""
Gauge = Annotated[int, Field(ge=0, le=100)]


class Needs(Part):
    """A gate: how far the gauges must stand, and what must have been said (any one of ``said``)."""

    rapport: Gauge = 0
    empathy: Gauge = 0
    trust: Gauge = 0
    hope: Gauge = 0
    urgency: Gauge = 0
    said: Refs = ()
    known: Refs = ()
    """Facts that must have been told first (at least in part)."""


class Answer(Part):
    says: Lines
    needs: Needs = Needs()


class Fact(Part):
    """Something that the person can be asked about, at three depths."""

    id: Identifier
    about: Text
    ask: Lines
    """Example questions. They teach the reader what the fact is about; nobody has to use them."""
    guarded: Answer | None = None
    partial: Answer | None = None
    full: Answer | None = None
    numbers: dict[Identifier, float] = {}
    """Figures that the person owns, by name; lines use them as ``{name}``."""
    touchy: bool = False
    """Asked outright, they shut; only an understanding statement opens it."""


class Cost(Part):
    amount: float
    unit: Text
    per: Literal["once", "day", "week", "month", "season", "year"]


class Pain(Part):
    id: Identifier
    what: Text
    says: Lines
    costs: tuple[Cost, ...] = ()
    behind: Refs = ()
    """Facts in which it shows."""


class Wish(Part):
    id: Identifier
    what: Text
    ask: Lines
    says: Lines
    needs: Needs = Needs()


class Objection(Part):
    id: Identifier
    about: Text
    says: Lines
    set_off_by: Refs
    settled_by: Refs
    worse_by: Refs = ()
    comes_back: bool = False
    clarified: Lines | None = None
    """What they answer when asked what is behind it."""
    settled: Lines | None = None
    worse: Lines | None = None


class Question(Part):
    """Something the person wants to know."""

    id: Identifier
    says: Lines
    set_off_by: Refs = ()
    needs: Needs = Needs()
    answered_by: Refs = ()
    content: Lines | None = None
    """Once answered, what they say."""


class Turning(Part):
    """What comes up in the middle: the budget is gone, the partner walks in."""

    id: Identifier
    what: Text
    says: Lines
    after_turn: Annotated[int, Field(ge=2, le=200)] | None = None
    after: Refs = ()
    goal_by: Refs
    """Ways that still lead to the goal."""
    script: Refs = ()
    """What counts as keeping to the script."""


class NextStep(Part):
    id: Identifier
    what: Text
    ask: Lines
    costs_them: Text
    gives_them: Text
    from_orbit: Orbit
    leads_to: Orbit | None = None
    """The orbit a yes to it leads to; nothing where it is only small."""
    says_yes: Lines
    too_much: Lines | None = None


class EndingLines(Part):
    says: Lines
    intended: bool = False


class Name(Part):
    """A name or word that an ear may mishear."""

    name: Text
    like: Annotated[tuple[Text, ...], BeforeValidator(_as_list)] = ()
    said: Text | None = None


class After(Part):
    """This call follows another one."""

    scenario: Identifier
    endings: tuple[Ending, ...]
    time: Text
    carries: tuple[Literal["facts", "figures", "promises", "slights", "orbit", "rapport", "trust"], ...]


class Number(Part):
    value: Text
    label: Text


class Brief(Part):
    """What the rep is served beforehand."""

    numbers: Annotated[tuple[Number, ...], Field(max_length=4)] = ()
    who: Text
    so_far: Text
    you_bring: Text
    cases: Lines
    """The offer's cases as lines to choose from; which one fits is not said."""
    about: Text
    homework: Lines
    known: Refs = ()
    """Facts that the brief tells already: asking for them makes the person do the rep's work."""


class Weights(Part):
    rapport: Gauge = 15
    empathy: Gauge = 30
    trust: Gauge = 25
    hope: Gauge = 20
    urgency: Gauge = 10
    why: Text | None = None


class Opening(Part):
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
    start: Annotated[Orbit, Field(alias="from")]
    won_at: Orbit

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True, populate_by_name=True)


class Care(Part):
    """Something they care about: how it can be known, and what would help."""

    id: Identifier
    what: Text
    where: Literal["work", "outside"]
    known_by: Literal["homework", "if_asked", "late"]
    helps: Lines
    words: Refs = ()
    """Words by which a gift that serves it is recognised."""
    thanks: Lines | None = None


class Knowledge(Part):
    """What they know already, rightly or wrongly."""

    id: Identifier
    what: Text
    right: Literal["right", "half", "wrong"]
    source: Text
    says: Lines | None = None


class Feeling(Part):
    feeling: Text
    why: Text


class Face(Part):
    """A drawn person of the tokens by ``like``, or own parameters in the style of the tokens."""

    like: Identifier
    change: dict[Identifier, float | str | bool] = {}


class PersonVoice(Part):
    sex: Literal["female", "male"]
    accent: Text = "en-gb"
    rate: Annotated[float, Field(ge=0.6, le=1.5)] = 1.0
    pitch: Annotated[float, Field(ge=0.6, le=1.5)] = 1.0
    variant: Annotated[int, Field(ge=0, le=9)] = 0


Trait = Literal[
    "warm", "cool", "sceptical", "trusting", "hurried", "patient", "talkative", "quiet", "formal", "informal",
    "analytical",
]  # fmt: skip


class Stock(Part):
    """The person's own words for what no scenario foresees. What is missing comes from the common stock."""

    go_on: Lines | None = None
    small_talk: Lines | None = None
    not_heard: Lines | None = None
    who_is_this: Lines | None = None
    cant_know: Lines | None = None
    machine: Lines | None = None
    rude: Lines | None = None
    repeated: Lines | None = None
    thanks: Lines | None = None
    understood: Lines | None = None
    pressed: Lines | None = None
    noted: Lines | None = None
    silence: Lines | None = None
    price: Lines | None = None
    laugh: Lines | None = None
    bridge: Lines | None = None
    unsure: Lines | None = None
    goodbye: Lines | None = None


class Person(Part):
    id: Identifier
    name: Text
    called: Text
    """What the rep would call them."""
    pronouns: Literal["she", "he", "they"]
    age: Annotated[int, Field(ge=16, le=110)]
    role: Text
    trade: Text
    organisation: Text
    place: Text
    face: Face
    room: Literal["straw", "sage", "rose", "dusk", "clay", "oat"]
    voice: PersonVoice
    traits: Annotated[tuple[Trait, ...], Field(min_length=1)]
    cares_about: tuple[Care, ...] = ()
    knows: tuple[Knowledge, ...] = ()
    other_offers: tuple[Text, ...] = ()
    feelings: tuple[Feeling, ...] = ()
    stock: Stock = Stock()


class Price(Part):
    what: Text
    amount: float
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    per: Literal["once", "piece", "hour", "day", "week", "month", "year", "head"]


class NotFor(Part):
    """For whom the offer is not right, in observable terms."""

    when: Text
    fact: Identifier | None = None


class Case(Part):
    id: Identifier
    who: Text
    why_bought: Text
    use: Text
    before: Text
    after: Text
    how: Text
    went_wrong: Text
    words: Refs = ()
    """Words by which the rep's telling of it is recognised: a name, a place."""


class Offer(Part):
    id: Identifier
    name: Text
    what: Text
    prices: tuple[Price, ...]
    limits: Lines
    how: Text
    why_us: Text
    better_after: Text
    right_for: Lines
    not_for: tuple[NotFor, ...]
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]


def _format_is_known(number: int) -> int:
    if number != FORMAT:
        raise ValueError(f"this program reads format {FORMAT}")
    return number


class Scenario(Part):
    format: Annotated[int, AfterValidator(_format_is_known)]
    id: Identifier
    title: Text
    language: Annotated[str, Field(pattern=r"^[a-z]{2}(-[A-Z]{2})?$")]
    person: Person
    offer: Offer
    orbit: OrbitPath
    setting: Literal["telephone_out", "telephone_in", "counter", "stand", "their_premises"]
    first_contact: Literal["cold", "leaflet", "answered_message", "referred", "walked_in", "met_before", "customer"]
    difficulty: Literal["gentle", "steady", "hard", "very_hard"]
    minutes: Annotated[int, Field(ge=1, le=90)]
    practise: Step
    opening: Opening
    like_them: LikeThem | None = None
    facts: Annotated[tuple[Fact, ...], Field(min_length=1)]
    pains: tuple[Pain, ...] = ()
    wishes: tuple[Wish, ...] = ()
    objections: tuple[Objection, ...] = ()
    questions: tuple[Question, ...] = ()
    turns: tuple[Turning, ...] = ()
    next_steps: Annotated[tuple[NextStep, ...], Field(min_length=1)]
    endings: dict[Ending, EndingLines]
    must: Refs = ()
    must_not: Refs = ()
    weights: Weights = Weights()
    pass_mark: Gauge = 65
    lexicon: tuple[Name, ...] = ()
    after: After | None = None
    brief: Brief


SLOT = re.compile(r"\{([a-z][a-z0-9_]*)\}")
"""A figure or a name of the file in a line: ``{pieces}``. Nothing else in a line is ever replaced or run."""
