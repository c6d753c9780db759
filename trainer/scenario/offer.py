"""The offer of a scenario: what it is, for the head and for the heart, whom it fits, and who has it already."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from trainer.scenario.parts import Identifier, Lines, Part, Text, Thousands, Words, without_thousands

Amount = Annotated[float, Field(ge=0), BeforeValidator(without_thousands, json_schema_input_type=float | Thousands)]


class Price(Part):
    """One of the prices."""

    what: Text
    """What is paid for."""
    amount: Amount
    currency: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    """Three letters, as GBP or EUR."""
    per: Literal["once", "piece", "hour", "day", "week", "month", "year", "head"]


class NotFor(Part):
    """For whom the offer is not right, in observable terms."""

    when: Text
    fact: Identifier | None = None
    """The fact of a scenario that shows it. A scenario in which this holds has a fact of that id."""


class Case(Part):
    """Somebody who bought it, why, what for, and what came of it."""

    id: Identifier
    who: Text
    why_bought: Text
    use: Text
    """What they use it for."""
    before: Text
    """Figures before."""
    after: Text
    """Figures after."""
    how: Text
    """How that came about."""
    went_wrong: Text
    """What went wrong at first."""
    words: Words = ()
    """Words by which the rep's telling of it is recognised: a name, a place."""


class Offer(Part):
    """What the rep sells. Several scenarios can share one."""

    id: Identifier
    name: Text
    what: Text
    prices: tuple[Price, ...]
    limits: Lines
    """What it can't do."""
    how: Text
    """How it works: for the head."""
    why_us: Text
    """Why from this supplier: for the head."""
    better_after: Text
    """What is better afterwards, as the happiest customer tells it: for the heart."""
    right_for: Lines
    not_for: tuple[NotFor, ...]
    """Whom it is not right for."""
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]
    """Five or six, of which at most one is like the person of a scenario."""
