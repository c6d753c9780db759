"""The library as it is shown: people to call, whom to call next, and files that can't be used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from trainer.report.lines import RATE, clock
from trainer.transcript import ORBITS

if TYPE_CHECKING:
    from trainer.records import SessionRow
    from trainer.scenario.library import LibraryEntry
    from trainer.scenario.schema import Listing

DIFFICULTY = {"gentle": "Gentle", "steady": "Steady", "hard": "Hard", "very_hard": "Very hard"}


@dataclass(frozen=True, slots=True)
class PersonCard:
    """One person of the library: a scenario that loaded, with how one's calls in it went."""

    listing: Listing
    last: int | None = None
    best: int | None = None
    calls: int = 0
    stopped: str | None = None
    """Where an unfinished call stands, as " at 4:20" or empty; None: there is none."""

    @property
    def id(self) -> str:
        return self.listing.id

    @property
    def name(self) -> str:
        return self.listing.person.name

    @property
    def role(self) -> str:
        person = self.listing.person
        said_already = person.organisation.casefold() in person.role.casefold()
        return person.role if said_already else f"{person.role}, {person.organisation}"

    @property
    def orbit(self) -> str:
        path = self.listing.orbit
        start, goal = path.start.capitalize(), path.won_at.capitalize()
        return start if start == goal else f"{start} → {goal}"

    @property
    def difficulty(self) -> str:
        return DIFFICULTY[self.listing.difficulty]

    @property
    def summary(self) -> str:
        """Length, difficulty and result in one line."""
        return f"{self.listing.minutes} min · {self.difficulty} · {self.result}"

    @property
    def result(self) -> str:
        if self.stopped is not None:
            return f"Stopped{self.stopped}"
        if not self.calls:
            return "Not called yet"
        if self.last is None:
            return "Not scored"
        return f"Last {self.last}" if self.calls == 1 else f"Last {self.last}, best {self.best}"

    def matches(self, words: str) -> bool:
        """Whether every word stands somewhere in name, role, trade, place or title."""
        person = self.listing.person
        parts = (person.name, person.role, person.trade, person.organisation, person.place, self.listing.title)
        text = " ".join(parts).casefold()
        return all(word in text for word in words.casefold().split())


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Whom to practise with next, and the reason in a sentence."""

    card: PersonCard
    reason: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """All that the library page shows. ``broken``: a sentence for each file that can't be used."""

    people: tuple[PersonCard, ...]
    broken: tuple[str, ...]
    unfinished: tuple[SessionRow, ...]
    past: tuple[SessionRow, ...]
    next: Suggestion | None


def shelf(entries: Sequence[LibraryEntry], past: Sequence[SessionRow], unfinished: Sequence[SessionRow]) -> Shelf:
    """``past`` and ``unfinished`` newest first. Calls with one person stand together, along their orbit."""
    stopped = {call.scenario: stopped_at(call) for call in reversed(unfinished)}
    ended = [call for call in past if call.state == "finished"]
    cards = [
        _card(entry.listing, [call for call in ended if call.scenario == entry.id], stopped.get(entry.id))
        for entry in entries
        if entry.listing is not None
    ]
    names = list(dict.fromkeys(card.name for card in cards))
    people = tuple(sorted(cards, key=lambda card: (names.index(card.name), ORBITS.index(card.listing.orbit.start))))
    broken = tuple(_sentence(entry) for entry in entries if entry.listing is None)
    return Shelf(people, broken, tuple(unfinished), tuple(past), suggestion(people))


def stopped_at(call: SessionRow) -> str:
    """How far a call came, as " at 4:20"; empty where that is not known."""
    return f" at {clock(call.length / RATE)}" if call.length else ""


def begun(call: SessionRow, now: datetime) -> datetime:
    """When a call began, by the clock that ``now`` is told by."""
    return datetime.fromisoformat(call.started_at).astimezone(now.tzinfo)


def _card(listing: Listing, calls: Sequence[SessionRow], stopped: str | None) -> PersonCard:
    totals = [call.total for call in calls if call.total is not None]
    return PersonCard(listing, totals[0] if totals else None, max(totals, default=None), len(calls), stopped)


def _sentence(entry: LibraryEntry) -> str:
    errors = [problem for problem in entry.problems if problem.severity == "error"]
    more = f" {len(errors) - 1} more in this file." if len(errors) > 1 else ""
    first = f"line {errors[0].line}, {errors[0].field}: {errors[0].message}" if errors else "it could not be read."
    return f"{entry.path.name} can’t be used: {first}{more}"


def suggestion(people: Sequence[PersonCard]) -> Suggestion | None:
    """First whoever was never called, then whoever went worst. (Reasons from the history come with Desktop.)"""
    fresh = [card for card in people if not card.calls and card.stopped is None]
    if fresh:
        card = fresh[0]
        return Suggestion(card, f"You have not called {card.listing.person.called} yet.")
    scored = [card for card in people if card.last is not None]
    if scored:
        card = min(scored, key=lambda card: (card.last, card.name))
        return Suggestion(card, f"Your last call here came to {card.last}; {card.listing.pass_mark} passes.")
    return Suggestion(people[0], "") if people else None


def greeting(now: datetime, name: str) -> str:
    """Good evening, Sam. Before five in the morning it is still the evening."""
    part = "evening" if now.hour < 5 or now.hour >= 18 else "morning" if now.hour < 12 else "afternoon"
    return f"Good {part}, {name}" if name else f"Good {part}"


def day(moment: datetime, now: datetime) -> str:
    """Today, Friday, or 12 November; with the year where it is another one."""
    days = (now.date() - moment.date()).days
    if days == 0:
        return "today"
    if days == 1:
        return "yesterday"
    if 1 < days < 7:
        return f"on {moment:%A}"
    return f"on {moment.day} {moment:%B}" + (f" {moment.year}" if moment.year != now.year else "")
