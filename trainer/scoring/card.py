"""The scorecard as plain data: what pages show, the store keeps and commands print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from trainer.transcript import SCHEMA, Decision, Ending, Evidence, Orbit, Step, plain

Verdict = Literal["professional", "order_taker", "pushy", "unclear"]


Kind = Literal["helped", "hurt", "missed"]


@dataclass(frozen=True, slots=True)
class Moment:
    """A place in the call that counted for a step. ``at``: samples since the call began; ``points`` may be negative.

    ``sure``: it was seen; else it may only have been there, counts by its likelihood, and nobody is told of it.
    """

    kind: Kind
    at: int
    evidence: Evidence
    why: str
    points: float
    sure: bool = True

    @property
    def rep_turn(self) -> int:
        """The rep's turn that it is about: what was missed stands in the person's line before it."""
        return self.evidence.turn + (self.kind == "missed")


@dataclass(frozen=True, slots=True)
class Mark:
    """0 to 100 with its range; ``taken`` of the ``openings`` the person gave; the moments that moved it, most first."""

    value: int
    low: int
    high: int
    taken: int
    openings: int
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Requirement:
    """A ``must`` or ``must_not`` of the scenario, with where it was seen (None: nowhere).

    ``met`` is None where a must was not heard and the ear may have missed it: that costs nothing.
    """

    behaviour: str
    wanted: bool
    met: bool | None
    evidence: Evidence | None


@dataclass(frozen=True, slots=True)
class LeftBehind:
    """What the call left with them, a line each: what they have now that they had not, how they stand to the rep, and
    the step that was agreed."""

    cause: str
    relationship: str
    step: str


@dataclass(frozen=True, slots=True)
class FirstAsk:
    """The first time the rep asked for something: where their trust stood then (0 to 100), and what had been given to
    them by then. Stands beside what the rep believes of it; never scored."""

    at: int
    evidence: Evidence
    trust: int
    given: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Course:
    """The person's state through the call, for the timeline: at each time, the five gauges."""

    at: tuple[int, ...]
    gauges: tuple[tuple[int, int, int, int, int], ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """What a call is worth, and why. A mark is None where the person gave no occasion."""

    rubric: str
    marks: dict[Step, Mark | None]
    not_marked: dict[Step, str]
    """For each step without a mark, the sentence that says why."""
    total: int | None
    total_low: int | None
    total_high: int | None
    pass_mark: int
    verdict: Verdict
    verdict_evidence: tuple[Evidence, ...]
    ending: Ending
    decision: Decision
    won: bool
    holds: bool | None
    own: int
    borrowed: int
    """What their leaning rests on: gains in logic, hope and urgency by reasons of theirs, and by levers."""
    how_it_ended: str
    """The person's words at the end."""
    why: str
    """One or two sentences: what was there, what was missing."""
    left_behind: LeftBehind
    told: str
    """How the person tells the call to somebody of their own."""
    orbit_from: Orbit
    orbit_to: Orbit
    orbit_goal: Orbit
    jumps: tuple[Moment, ...]
    fusion_points: tuple[Moment, ...]
    effort: int | None
    """Percentage of the effort that was the rep's; 10 to 49 is good. None where nobody did any."""
    requirements: tuple[Requirement, ...]
    to_change: tuple[Moment, ...]
    """One to three moments, the first to rewind to first."""
    strength: Moment | None
    talk_share: int
    """Percentage of the words that were the rep's."""
    questions: int
    longest_turn_words: int
    course: Course
    seconds: float
    first_ask: FirstAsk | None
    corrected: tuple[int, ...]
    """Turns whose words the rep has put right, because the ear had misheard them."""
    hints: int
    """How many hints were asked for."""

    def to_document(self) -> dict[str, Any]:
        """The stored form, with ``schema``."""
        document: dict[str, Any] = plain(self)
        return {"schema": SCHEMA} | document
