"""One story for the window's tests: Sam, whom he can call, and a call with Marta as the notices of a live call."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from trainer.call.notices import Floor, Level, Notice, Partial, Speaking, Trouble
from trainer.coaching.advice import Advice
from trainer.desktop.services import BegunCall, CallWanted, Listen, Services
from trainer.records import LookBack, SessionRow
from trainer.scenario.library import LibraryEntry
from trainer.scenario.problems import Problem
from trainer.scenario.schema import Scenario
from trainer.settings import Settings
from trainer.transcript import (
    Ended,
    Ending,
    Entry,
    Event,
    Evidence,
    Fusion,
    Heard,
    MoodShown,
    Moved,
    OrbitJumped,
    Said,
)

NOW = datetime(2026, 11, 22, 20, 14, tzinfo=UTC)
SECOND = 16_000


def scenario(**changes: Any) -> Scenario:
    """Marta's scenario in its shortest form; ``person`` is merged into hers."""
    person = {
        "id": "marta",
        "name": "Marta Kowalczyk",
        "called": "Marta",
        "pronouns": "she",
        "age": 47,
        "role": "Owner",
        "trade": "bakery",
        "organisation": "Kowalczyk Bakery",
        "place": "Leeds",
        "face": {"like": "marta"},
        "room": "straw",
        "voice": {"sex": "female"},
        "traits": ["warm"],
    } | changes.pop("person", {})
    offer = {
        "id": "morrow",
        "name": "Morrow",
        "what": "Tells each shop every evening how much to bake.",
        "prices": [{"what": "a shop", "amount": 190, "currency": "GBP", "per": "month"}],
        "limits": "It guesses badly for the first three weeks.",
        "how": "From the tills and the weather.",
        "why_us": "We bake.",
        "better_after": "Nothing is left to carry to the bin.",
        "right_for": "Bakeries with two shops and more.",
        "not_for": [],
        "cases": [
            {
                "id": "hartley",
                "who": "Hartley’s in Otley, four shops",
                "why_bought": "bread left over",
                "use": "every evening",
                "before": "13 %",
                "after": "6 %",
                "how": "the rye",
                "went_wrong": "the first weeks",
            }
        ],
    }
    return Scenario.model_validate(
        {
            "format": 1,
            "id": "marta_bread",
            "title": "Bread left over at closing",
            "language": "en-GB",
            "person": person,
            "offer": offer,
            "orbit": {"from": "potential", "won_at": "observation"},
            "setting": "telephone_out",
            "first_contact": "answered_message",
            "difficulty": "hard",
            "minutes": 12,
            "practise": "hope",
            "opening": {"granted": "Go on."},
            "facts": [{"id": "left", "about": "what is left", "ask": "How much is left?"}],
            "next_steps": [
                {
                    "id": "visit",
                    "what": "count together",
                    "ask": "May I come on Thursday?",
                    "costs_them": "an evening",
                    "gives_them": "a number",
                    "from_orbit": "potential",
                    "says_yes": "Come on Thursday.",
                    "leads_to": "observation",
                }
            ],
            "endings": {"think": {"says": "It might work. I need to think about it."}},
            "brief": {
                "numbers": [
                    {"value": "5,200", "label": "pieces a week"},
                    {"value": "14 %", "label": "left over at closing"},
                    {"value": "£27,000", "label": "taken a week"},
                    {"value": "£9,400", "label": "paid for tills in 2024"},
                ],
                "who": "Forty-seven. Took over from her father in 2011 and still starts at ten past three. Twenty-two "
                "people, most of them longer with her than the ovens. Dry, quick, kind to those who don’t waste time.",
                "so_far": "She answered your note and gave you a quarter of an hour on Tuesday, after the lunch bake.",
                "you_bring": "Morrow tells each shop every evening how much to bake. £190 a shop and month. It guesses "
                "badly for the first three weeks.",
                "cases": ["Hartley’s in Otley, four shops: bread left over went from 13 to 6 % in nine weeks."],
                "about": "Her daughter Zosia started at the music college in September, piano. The Saturday rye is her "
                "father’s recipe, and gone by ten.",
                "homework": ["The food bank on Burley Road collects until seven."],
            },
        }
        | changes
    )


def loaded(scenario: Scenario) -> LibraryEntry:
    return LibraryEntry(scenario.id, Path(f"{scenario.id}.yaml"), False, scenario, ())


_OTHERS = (
    ("omar", "Omar Haddad", "Fleet manager", "Northway", "sage", "adaptation", "belief", 10, "hard"),
    ("adaeze", "Adaeze Nwosu", "Practice manager", "Elm Dental", "rose", "installation", "adaptation", 14, "steady"),
    ("piet", "Piet van der Meer", "Buyer", "Veenland Dairy", "dusk", "awareness", "potential", 7, "hard"),
    ("grace", "Grace Tan", "Finance director", "Tan & Hale", "clay", "observation", "acquisition", 12, "hard"),
    ("joe", "Joe Brandt", "Site manager", "St Chad’s School", "dusk", "potential", "potential", 9, "steady"),
    ("ingrid", "Ingrid Solheim", "Homeowner", "a cold house", "sage", "benefit", "observation", 13, "gentle"),
    ("tomas", "Tomás Rivera", "Owner", "two gyms", "oat", "awareness", "potential", 6, "gentle"),
    ("farida", "Farida Rahmani", "Head of IT", "Aire College", "straw", "benefit", "observation", 15, "very_hard"),
    ("priya", "Priya Nair", "Product lead", "Halden", "rose", "refer", "zealot", 8, "gentle"),
)  # fmt: skip


def entries() -> tuple[LibraryEntry, ...]:
    """Ten people and a file that can't be used."""
    marta = scenario()
    found = [loaded(marta)]
    for face, name, role, organisation, room, start, goal, minutes, difficulty in _OTHERS:
        other = scenario(
            id=f"{face}_call",
            title="A call",
            orbit={"from": start, "won_at": goal},
            minutes=minutes,
            difficulty=difficulty,
            person={
                "id": face,
                "name": name,
                "called": name.split()[0],
                "role": role,
                "organisation": organisation,
                "trade": "other",
                "place": "Aire",
                "room": room,
                "face": {"like": face},
            },
        )
        found.append(loaded(other))
    broken = Problem("renewal_risk.yaml", 41, "orbit", "“Benefits” is no orbit. Did you mean “benefit”?")
    found.append(LibraryEntry("renewal_risk", Path("renewal_risk.yaml"), True, None, (broken,)))
    return tuple(found)


def past_call(
    person: str, scenario_id: str, days: int, total: int | None, ending: Ending = "think", seconds: float = 500.0
) -> SessionRow:
    running = ending == "unfinished"
    return SessionRow(
        id=f"{scenario_id}-{days}",
        scenario=scenario_id,
        sha256="",
        title="A call",
        person_name=person,
        seed=1,
        mode="practice",
        ear="fake",
        voice="fake",
        engine="1",
        started_at=(NOW - timedelta(days=days)).isoformat(),
        state="running" if running else "finished",
        seen_by="nobody",
        ended_at=None,
        ending=None if running else ending,
        decision=None,
        won=ending == "yes",
        holds=None,
        length=round(seconds * SECOND),
        total=total,
    )


PAST = (
    past_call("Adaeze Nwosu", "adaeze_call", 3, 70),
    past_call("Piet van der Meer", "piet_call", 4, 40),
    past_call("Grace Tan", "grace_call", 5, 54),
    past_call("Grace Tan", "grace_call", 6, 58),
    past_call("Joe Brandt", "joe_call", 7, 77, "yes"),
    past_call("Marta Kowalczyk", "marta_bread", 10, 38),
)
UNFINISHED = past_call("Omar Haddad", "omar_call", 2, None, "unfinished", 260.0)


def entry(number: int, turn: int, at: float, event: Event) -> Entry:
    return Entry(number, turn, round(at * SECOND), event)


def heard(text: str, start: float, end: float, typed: bool = False) -> Heard:
    return Heard(text=text, start=round(start * SECOND), end=round(end * SECOND), typed=typed)


def said(text: str, start: float, end: float) -> Said:
    stop = round(end * SECOND)
    return Said(by="person", clauses=(), text=text, start=round(start * SECOND), end=stop, spoken_until=stop)


def moved(what: Any, before: int, after: int, turn: int, quote: str) -> Moved:
    return Moved(what=what, before=before, after=after, cause="asked", evidence=Evidence(turn, None, quote))


def a_call() -> list[Notice]:
    """Marta, from four minutes on: she counts the loss in people, and the figure meets the feeling."""
    first = "What happens with it, at closing?"
    answer = "Staff take some. The rest goes in the bin, seven hundred pieces, week in, week out."
    second = "Seven hundred and thirty a week at eighty-five pence. That is about six hundred and twenty pounds."
    last = "Six hundred and twenty. A week. That’s Danuta’s wages."
    quiet = tuple(0.2 + 0.6 * (number % 5 > 1) for number in range(100))
    return [
        Floor("rep"),
        Level(0.3),
        Partial("What happens with"),
        entry(1, 1, 244, heard(first, 240, 244)),
        entry(2, 1, 244, moved("rapport", 58, 60, 1, first)),
        entry(3, 1, 244, moved("empathy", 40, 44, 1, first)),
        entry(4, 1, 244, MoodShown(mood="attentive", attention=1.0)),
        Floor("person"),
        Speaking(answer, 4.0, quiet),
        Speaking(answer, 4.0, None),
        entry(5, 2, 250, said(answer, 246, 250)),
        Floor("rep"),
        Partial("Seven hundred and thirty a"),
        entry(6, 3, 260, heard(second, 252, 260)),
        entry(7, 3, 260, moved("rapport", 60, 62, 3, second)),
        entry(8, 3, 260, moved("empathy", 44, 55, 3, second)),
        entry(9, 3, 260, moved("trust", 32, 40, 3, second)),
        entry(10, 3, 260, moved("hope", 9, 27, 3, second)),
        entry(11, 3, 260, moved("urgency", 2, 8, 3, second)),
        entry(12, 3, 261, Fusion(logic=60, emotion=20, cause="The figure and the feeling rose together.",
                                 evidence=Evidence(3, None, second))),
        entry(13, 3, 261, MoodShown(mood="moved", attention=1.0)),
        entry(14, 4, 263, OrbitJumped(before="potential", after="benefit", cause="put the figure into people",
                                      evidence=Evidence(4, None, last))),
        Floor("person"),
        Speaking(last, 3.0, quiet),
    ]  # fmt: skip


def the_end() -> list[Notice]:
    last = "Six hundred and twenty. A week. That’s Danuta’s wages."
    goodbye = "It might work. I need to think about it."
    return [
        Speaking(last, 3.0, None),
        entry(15, 4, 266, said(last, 263, 266)),
        entry(16, 5, 280, heard("Of course. Shall I call you next week?", 276, 280)),
        entry(17, 6, 285, said(goodbye, 282, 285)),
        entry(18, 6, 285, Ended(ending="think", decision="think", won=False)),
        Floor("over"),
    ]


TROUBLE = Trouble("The microphone was unplugged. Nothing is lost.", "microphone", "device 3 is gone")


@dataclass
class FakeCall:
    """A call that tells what it is told to tell, and keeps what it was asked."""

    notify: Callable[[Notice], None]
    wanted: CallWanted
    asked: list[tuple[Any, ...]] = field(default_factory=list)
    script: Sequence[Notice] = ()

    def start(self) -> None:
        self.asked.append(("start",))
        self.tell(self.script)

    def tell(self, notices: Sequence[Notice]) -> None:
        for notice in notices:
            self.notify(notice)

    def type(self, text: str) -> None:
        self.asked.append(("type", text))

    def hold(self, holding: bool) -> None:
        self.asked.append(("hold", holding))

    def listen(self, way: Listen) -> None:
        self.asked.append(("listen", way))

    def mute(self, on: bool) -> None:
        self.asked.append(("mute", on))

    def pause(self) -> None:
        self.asked.append(("pause",))

    def resume(self) -> None:
        self.asked.append(("resume",))

    def hint(self) -> None:
        self.asked.append(("hint",))

    def repeat(self) -> None:
        self.asked.append(("repeat",))

    def end(self) -> None:
        self.asked.append(("end",))
        self.tell(the_end())

    def stop(self, timeout: float) -> bool:
        self.asked.append(("stop",))
        return True


@dataclass
class FakeProgram:
    """What ``trainer.app`` is to the window."""

    settings: Settings = field(default_factory=lambda: Settings(name="Sam", record=False))
    library: Sequence[LibraryEntry] = field(default_factory=entries)
    past: list[SessionRow] = field(default_factory=lambda: list(PAST))
    unfinished: list[SessionRow] = field(default_factory=lambda: [UNFINISHED])
    script: Sequence[Notice] = field(default_factory=a_call)
    calls: list[FakeCall] = field(default_factory=list)
    cards: dict[str, tuple[dict[str, Any], Sequence[Entry]]] = field(default_factory=dict)
    saved: dict[str, Any] = field(default_factory=dict)
    discarded: list[str] = field(default_factory=list)
    prepared: list[str] = field(default_factory=list)
    scored: list[str] = field(default_factory=list)
    advised: Sequence[Advice] = ()
    corrected: list[tuple[str, int, str | None]] = field(default_factory=list)
    looks_back: dict[str, LookBack] = field(default_factory=dict)
    exported: list[tuple[str, Path, bool]] = field(default_factory=list)
    """Session, file, and whether the GUI thread had to write it."""
    closed: bool = False
    refusal: Exception | None = None

    def services(self) -> Services:
        return Services(
            settings=self.settings,
            library=lambda: self.library,
            sessions=lambda limit: self.past[:limit],
            unfinished=lambda: list(self.unfinished),
            prepare=self.prepared.append,
            begin_call=self._begin,
            scorecard=lambda session: self.cards[session],
            score_as_it_is=self.scored.append,
            discard=self._discard,
            advice=lambda session: self.advised,
            correct=lambda session, turn, text: self.corrected.append((session, turn, text)),
            family=lambda session: [row for row in self.past if session in (row.id, row.parent)],
            look_back=lambda session: self.looks_back.get(session, LookBack()),
            keep_look_back=self.looks_back.__setitem__,
            export=self._export,
            save=self.saved.__setitem__,
            close=self._close,
        )

    def _begin(self, wanted: CallWanted, notify: Callable[[Notice], None]) -> BegunCall:
        if self.refusal is not None:
            raise self.refusal
        call = FakeCall(notify, wanted, script=self.script)
        self.calls.append(call)
        gauges = {"rapport": 58, "empathy": 40, "trust": 32, "hope": 9, "urgency": 2}
        return BegunCall(call, f"session-{len(self.calls)}", (), gauges)

    def _discard(self, session: str) -> None:
        self.discarded.append(session)
        self.unfinished = [call for call in self.unfinished if call.id != session]

    def _export(self, session: str, path: Path) -> None:
        if self.refusal is not None:
            raise self.refusal
        self.exported.append((session, path, threading.current_thread() is threading.main_thread()))

    def _close(self) -> None:
        self.closed = True
