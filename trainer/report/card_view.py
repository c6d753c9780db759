"""A stored scorecard and its log as the page shows them: sentences, figures and quotes, nothing left to decide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from trainer.report.lines import RATE, Line, clock, line_of
from trainer.report.person_words import Words
from trainer.transcript import ORBITS, STEPS, Entry

_ENDED = {
    "yes": "A yes.",
    "think": "Not yet.",
    "no": "A no.",
    "hung_up": "{They} hung up.",
    "walked_away": "{They} walked away.",
    "not_for_you": "It is not for {them}, and you said so.",
    "rep_ended": "You ended the call.",
    "unfinished": "The call stopped before its end.",
}
_LED = {
    "professional": "You led as a professional.",
    "order_taker": "You went along as an order taker.",
    "pushy": "You pushed.",
    "unclear": "It is not clear who led.",
}
_LEFT = ("cause", "relationship", "step")
MARKED = ("helped", "hurt", "missed")


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the call that count for something. ``turn`` leads to its line; ``kind``: helped, hurt, missed or ""."""

    turn: int
    at: float
    kind: str
    words: str
    why: str

    @property
    def time(self) -> str:
        return clock(self.at)


@dataclass(frozen=True, slots=True)
class MarkView:
    """One step. ``value`` None: ``sentence`` says why there is none."""

    name: str
    value: int | None
    low: int
    high: int
    sentence: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """How it was said: what, yours, and the published figure, empty where none is published."""

    what: str
    yours: str
    good: str


@dataclass(frozen=True, slots=True)
class Asked:
    """Something the scenario asks for or forbids, and where it was seen."""

    sentence: str
    met: bool | None
    quote: Quote | None


@dataclass(frozen=True, slots=True)
class FirstAskView:
    """Where the rep first asked for something, and how things stood then, in a sentence."""

    quote: Quote
    they: str
    sentence: str
    given: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class CardView:
    how_it_ended: str
    why: str
    orbit: str
    total: int | None
    low: int
    high: int
    pass_mark: int
    when: str
    marks: tuple[MarkView, ...]
    next_time: tuple[Quote, ...]
    strength: Quote | None
    led: str
    led_quotes: tuple[Quote, ...]
    effort: str
    they: str
    where: str
    """Title of the orbits: "Where she is now"."""
    orbits: tuple[str, str, str]
    """From, to, goal."""
    jumps: tuple[Quote, ...]
    left: tuple[str, ...]
    """What the call left behind, in three lines; none on cards made before these were."""
    told: str
    """How the person tells it to somebody of their own; "" likewise."""
    figures: tuple[Figure, ...]
    asked: tuple[Asked, ...]
    seconds: float
    strips: tuple[tuple[str, tuple[tuple[float, float], ...]], ...]
    fusion_points: tuple[Quote, ...]
    lines: tuple[Line, ...]
    first_ask: FirstAskView | None
    notes: tuple[str, ...]
    """What one should know of this card: hints that were asked for, words that were put right."""

    @property
    def range(self) -> str:
        """The total's range and the pass mark in words."""
        if self.total is None:
            return f"Not enough to score. {self.pass_mark} passes."
        return f"between {self.low} and {self.high}, pass mark {self.pass_mark}"


def card_view(card: Mapping[str, Any], log: Sequence[Entry], words: Words, started_at: datetime | None) -> CardView:
    """``card``: a scorecard's stored document; ``log``: the entries of its call."""
    lines = tuple(line for entry in log if (line := line_of(entry)) is not None)
    begun = {line.turn: line.at / RATE for line in reversed(lines)}
    seconds = float(card["seconds"])

    def evidence(found: Mapping[str, Any], kind: str = "", why: str = "") -> Quote:
        return Quote(found["turn"], begun.get(found["turn"], 0.0), kind, found["quote"], why)

    def moment(found: Mapping[str, Any]) -> Quote:
        said = found["evidence"]
        return Quote(said["turn"], found["at"] / RATE, found["kind"], said["quote"], found["why"])

    def mark(step: str) -> MarkView:
        found = card["marks"].get(step)
        name = step.capitalize()
        if found is None:
            return MarkView(name, None, 0, 0, card["not_marked"].get(step, ""), ())
        openings = f"{found['taken']} of {found['openings']} openings taken" if found["openings"] else ""
        return MarkView(
            name,
            found["value"],
            found["low"],
            found["high"],
            openings,
            tuple(moment(one) for one in found["moments"] if one.get("sure", True)),
        )

    def first_ask() -> FirstAskView | None:
        found = card.get("first_ask")
        if found is None:
            return None
        given = tuple(evidence(one) for one in found["given"])
        gave = "You had given this:" if given else f"You had given {words.them} nothing of use yet."
        trust = f"{words.their.capitalize()} trust stood at {found['trust']} of 100 then."
        return FirstAskView(evidence(found["evidence"]), words.they, f"{trust} {gave}", given)

    when = f"{started_at:%A} {started_at.day} {started_at:%B}, {started_at:%H:%M}" if started_at else ""
    return CardView(
        how_it_ended=card["how_it_ended"],
        why=f"{_fitted(_ENDED[card['ending']], words)} {card['why']}".strip(),
        orbit=_orbit(card["orbit_from"], card["orbit_to"], card["orbit_goal"], words),
        total=card["total"],
        low=card["total_low"] or 0,
        high=card["total_high"] or 0,
        pass_mark=card["pass_mark"],
        when=" · ".join(part for part in (when, clock(seconds)) if part),
        marks=tuple(mark(step) for step in STEPS),
        next_time=tuple(moment(one) for one in card["to_change"]),
        strength=moment(card["strength"]) if card["strength"] else None,
        led=_LED[card["verdict"]],
        led_quotes=tuple(evidence(one) for one in card["verdict_evidence"]),
        effort=_effort(card["effort"], words),
        they=words.they,
        where=f"Where {words.they_are} now",
        orbits=(card["orbit_from"], card["orbit_to"], card["orbit_goal"]),
        jumps=tuple(moment(one) for one in card["jumps"]),
        left=tuple((card.get("left_behind") or {}).get(line, "") for line in _LEFT if card.get("left_behind")),
        told=card.get("told", ""),
        figures=(
            Figure("Your share of talk", f"{card['talk_share']} %", "near 43 %"),
            Figure("Questions", str(card["questions"]), "11 to 14"),
            Figure("Longest turn", f"{card['longest_turn_words']} words", ""),
        ),
        asked=tuple(
            Asked(_asked(one), one["met"], evidence(one["evidence"]) if one["evidence"] else None)
            for one in card["requirements"]
        ),
        seconds=seconds,
        strips=_strips(card["course"]),
        fusion_points=tuple(moment(one) for one in card["fusion_points"]),
        lines=lines,
        first_ask=first_ask(),
        notes=_notes(card),
    )


def _notes(card: Mapping[str, Any]) -> tuple[str, ...]:
    hints, corrected = card.get("hints", 0), card.get("corrected") or []
    notes = []
    if hints:
        notes.append("One hint was asked for." if hints == 1 else f"{hints} hints were asked for.")
    if corrected:
        turns = "One turn was" if len(corrected) == 1 else f"{len(corrected)} turns were"
        notes.append(f"{turns} put right by you, because the ear had misheard.")
    return tuple(notes)


def _fitted(sentence: str, words: Words) -> str:
    return sentence.format(They=words.they.capitalize(), them=words.them)


def _orbit(before: str, after: str, goal: str, words: Words) -> str:
    names = [orbit.capitalize() for orbit in (before, after, goal)]
    they = words.they.capitalize()
    if before == after:
        return f"{they} stayed in {names[0]}; your goal was {names[2]}."
    way = "came" if ORBITS.index(after) > ORBITS.index(before) else "went back"
    goal_too = f"; your goal was {names[2]}" if after != goal else ", your goal"
    return f"{they} {way} from {names[0]} to {names[1]}{goal_too}."


def _effort(share: int | None, words: Words) -> str:
    if share is None:
        return "Nobody took a step."
    if share > 49:
        return f"You, {share} %. Above 49 {words.they} need not come towards you."
    if share < 10:
        return f"You, {share} %. Below 10 {words.they} is left to do it alone."
    return f"You, {share} %. Between 10 and 49 {words.they} came towards you too."


def _asked(one: Mapping[str, Any]) -> str:
    name = one["behaviour"].replace("_", " ")
    name = name[:1].upper() + name[1:]
    if one["wanted"]:
        if one["met"] is None:
            return f"{name}: not heard, and the ear may have missed it"
        if one["met"] and one["evidence"] is None:
            return f"{name}: the call gave no occasion"
        return f"{name}: done" if one["met"] else f"{name}: not done"
    return f"{name}: kept from" if one["met"] else f"{name}: done, and it should not be"


def _strips(course: Mapping[str, Any]) -> tuple[tuple[str, tuple[tuple[float, float], ...]], ...]:
    times = [at / RATE for at in course["at"]]
    return tuple(
        (
            step.capitalize(),
            tuple((time, float(gauges[number])) for time, gauges in zip(times, course["gauges"], strict=True)),
        )
        for number, step in enumerate(STEPS)
    )
