"""The person of a scenario: who they are, what they care about, what they know, and their own words."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from trainer.scenario.parts import Identifier, Lines, Part, Text, Words

Room = Literal["straw", "sage", "rose", "dusk", "clay", "oat"]
Trait = Literal[
    "warm", "cool", "sceptical", "trusting", "hurried", "patient", "talkative", "quiet", "formal", "informal",
    "analytical",
]  # fmt: skip


def _resolved(value: object) -> object:
    """A file's scalars arrive as they are written; here alone nothing says which kind is wanted."""
    if not isinstance(value, str):
        return value
    if value in ("true", "false"):
        return value == "true"
    try:
        return float(value)
    except ValueError:
        return value


Parameter = Annotated[float | bool | str, BeforeValidator(_resolved, json_schema_input_type=float | bool | str)]


class Care(Part):
    """Something they care about: how it can be known, and what would help. A gift is of use if it serves one."""

    id: Identifier
    what: Text
    """What it is, in a sentence."""
    where: Literal["work", "outside"]
    known_by: Literal["homework", "if_asked", "late"]
    """How the rep can come to know of it: from homework, by asking, or only late in the call."""
    helps: Lines
    """What would be of use to them in it."""
    words: Words = ()
    """Words by which a gift that serves it is recognised."""
    thanks: Lines | None = None
    """What they say when they are given something that serves it."""


class Knowledge(Part):
    """What they know already, rightly or wrongly."""

    id: Identifier
    what: Text
    """What they hold to be so, in a sentence."""
    right: Literal["right", "half", "wrong"]
    source: Text
    """Where they have it from."""
    says: Lines | None = None
    """How they say that they know it."""


class Feeling(Part):
    """A feeling they start the call with, and why."""

    feeling: Text
    why: Text


class Face(Part):
    """A drawn person, as they are or with single parameters changed."""

    like: Identifier
    """One of the drawn people: marta, omar, adaeze, piet, grace, tomas, ingrid, farida, joe, priya."""
    change: dict[Identifier, Parameter] = Field(default_factory=dict)
    """Parameters that differ, by the names of the drawn people's own ("hair", "age", "glasses")."""


class PersonVoice(Part):
    """How they sound, as far as the voice in use can do it."""

    sex: Literal["female", "male"]
    accent: Text = "en-gb"
    """The variety of the language, as "en-gb"."""
    rate: Annotated[float, Field(ge=0.6, le=1.5)] = 1.0
    """Pace: 1 is the voice's own."""
    pitch: Annotated[float, Field(ge=0.6, le=1.5)] = 1.0
    """Height: 1 is the voice's own."""
    variant: Annotated[int, Field(ge=0, le=9)] = 0
    """Tells apart people whom the same voice speaks."""


class Stock(Part):
    """The person's own words for what no scenario foresees. What is missing comes from the common stock."""

    go_on: Lines | None = None
    """Asked whether it is a bad moment, or left to begin."""
    small_talk: Lines | None = None
    not_heard: Lines | None = None
    who_is_this: Lines | None = None
    cant_know: Lines | None = None
    """Asked something they don't know, or wouldn't tell."""
    no_number: Lines | None = None
    """Asked how many or how much, and nothing in the file says: an evasion that says nothing false."""
    no_name: Lines | None = None
    """The same, asked who."""
    no_time: Lines | None = None
    """Asked when."""
    no_place: Lines | None = None
    """Asked where."""
    no_reason: Lines | None = None
    """Asked why."""
    half_yes: Lines | None = None
    """Asked what could be answered by yes or no."""
    how_meant: Lines | None = None
    """They don't see what is meant."""
    told_all: Lines | None = None
    """Asked for more of what they have told."""
    machine: Lines | None = None
    """Asked whether they are a machine: yes, this is practice, shall we go on?"""
    rude: Lines | None = None
    """Answers to rudeness."""
    repeated: Lines | None = None
    """Asked the same again."""
    thanks: Lines | None = None
    """Given something of use."""
    understood: Lines | None = None
    """Somebody said what they meant."""
    pressed: Lines | None = None
    noted: Lines | None = None
    """They take in what was said."""
    cold: Lines | None = None
    """They take in what was said, and don't like it."""
    silence: Lines | None = None
    """The rep has fallen silent."""
    price: Lines | None = None
    """They have heard the price."""
    laugh: Lines | None = None
    bridge: Lines | None = None
    """Asked how one could be of use to them, and willing."""
    unsure: Lines | None = None
    """They ask back, with ``{first}`` and ``{second}`` for the two readings."""
    signal: Lines | None = None
    """They begin to want it."""
    think: Lines | None = None
    """It might work, but they need to think about it: reasons, no feeling."""
    not_sure: Lines | None = None
    """They are not sure it would work for them: the wish, no grounds."""
    decline: Lines | None = None
    """They turn a step down."""
    goodbye: Lines | None = None
    send_something: Lines | None = None
    """They want to be rid of it: just send me something."""
    interrupt: Lines | None = None
    """The rep has talked for too long."""
    contradicted: Lines | None = None
    """The rep's figure was another one before."""
    wrong_name: Lines | None = None
    """Called by somebody else's name."""
    what_about: Lines | None = None
    """It has been pleasant, but what is it about?"""
    not_for_me: Lines | None = None
    """Told that it is not for them, for no reason they can see."""


class Person(Part):
    """Somebody invented, whom a rep can talk with. Several scenarios can share one."""

    id: Identifier
    name: Text
    """First and last name."""
    called: Text
    """What the rep would call them."""
    pronouns: Literal["she", "he", "they"]
    age: Annotated[int, Field(ge=16, le=110)]
    role: Text
    trade: Text
    organisation: Text
    """Where they work; for somebody met at home, what one would call their household."""
    place: Text
    face: Face
    room: Room
    """Colour of the wall behind them."""
    voice: PersonVoice
    traits: Annotated[tuple[Trait, ...], Field(min_length=1)]
    cares_about: tuple[Care, ...] = ()
    """What they care about, at work and outside it."""
    knows: tuple[Knowledge, ...] = ()
    """What they know already about what is offered, rightly or wrongly."""
    other_offers: Words = ()
    """Offers of others that they have open."""
    feelings: tuple[Feeling, ...] = ()
    """What they feel as the call begins."""
    stock: Stock = Stock()
