"""What a rep has prepared for one call: from the brief alone, by rule or written out by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml

from trainer.errors import InputError
from trainer.scenario.schema import Scenario
from trainer.simulate.wording import to_them
from trainer.text import sentences

_MONEY = re.compile(r"[£$€]|\b(?:pounds|euros|dollars|a month|a year)\b")
_LIMIT = re.compile(r"\b(?:not|n't|no|never|nothing|only|poor|badly|misses|can't|doesn't|least|slow|wrong)\b")
_CAN = re.compile(r"^(?:You (?:can|are free|could|have|ring|may)|.*\bcan (?:be|have|keep|come))\b")


@dataclass(frozen=True, slots=True)
class Plan:
    """Lines for one call. ``cases``: how each case is told; ``answers``: words of a question, and what is said to it;
    ``not_for``: words in the person's mouth that show it is not for them, and how that is told."""

    opening: tuple[str, ...]
    packets: tuple[str, ...]
    questions: tuple[str, ...]
    tells: tuple[str, ...]
    limits: tuple[str, ...]
    price: tuple[str, ...]
    cases: tuple[str, ...]
    steps: tuple[str, ...]
    confirms: tuple[str, ...]
    happens: tuple[str, ...] = ()
    not_for: tuple[tuple[tuple[str, ...], str], ...] = ()
    answers: tuple[tuple[tuple[str, ...], str], ...] = ()


def load_plan(path: Path) -> Plan:
    """A plan written out by hand. Raises InputError naming what is missing."""
    document = yaml.safe_load(path.read_text("utf-8"))
    values: dict[str, Any] = {}
    for field in fields(Plan):
        given = document.get(field.name)
        if given is None:
            raise InputError(f"{path.name}: {field.name} is missing.")
        if isinstance(given, Mapping):
            given = list(given.values())
        values[field.name] = tuple(_entry(entry) for entry in ([given] if isinstance(given, str) else given))
    return Plan(**values)


def _entry(entry: Any) -> Any:
    if isinstance(entry, Mapping):
        words = entry.get("heard", entry.get("asked"))
        return (tuple(words), entry["say"])
    return entry


def plan_from_brief(scenario: Scenario, questions: Sequence[str]) -> Plan:
    """A plan made by rule from what the rep is served, where nobody has written one; ``questions`` suit everybody."""
    brief, person = scenario.brief, scenario.person
    names = (person.called, *person.name.split())
    bring = sentences(brief.you_bring)
    so_far = [to_them(s, person.pronouns, names) for s in sentences(brief.so_far)]
    last = so_far[0] if so_far else ""
    hello = "Hello" if scenario.opening.starts == "rep" else "Yes, hello"
    money = tuple(s for s in bring if _MONEY.search(s))
    limits = tuple(s for s in bring if _LIMIT.search(s) and s not in money)
    offers = tuple(to_them(s, "they", names) for s in bring if _CAN.match(s))
    tells = tuple(s for s in bring if s not in money and s not in limits and not _CAN.match(s))
    return Plan(
        opening=(f"{hello} {person.called}, it's {{rep}}, about {scenario.offer.name}. {last} Is this a bad moment?",),
        packets=tuple(
            f"One thing first, and it has nothing to do with what we sell. I went and asked about this for you: {hint} "
            "I've written down what I found, and it's yours."
            for hint in brief.homework[:2]
        ),
        questions=tuple(questions),
        tells=tells or (scenario.offer.what,),
        limits=limits or tuple(scenario.offer.limits),
        price=money or (f"It's {scenario.offer.prices[0].amount:g} for {scenario.offer.prices[0].what}.",),
        cases=tuple(brief.cases),
        steps=tuple(f"Then here's what I'd do. {_first_person(s)} Thursday, four o'clock, and I bring it along."
                    for s in offers)
        or (
            "Then I come to you on Thursday at four, we go through it together, and you say what you think of "
            f"{scenario.offer.name}.",
        ),
        confirms=("Thursday at four, then. I bring it, and you don't have to get anything ready.",),
    )  # fmt: skip


_DAY = re.compile(
    r"\bon ((?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day(?: \d+)?)(?: and \d+)?( [A-Z][a-z]+)?( at [a-z]+(?: [a-z]+)?)?"
)


def days_of(brief: str) -> list[str]:
    """Days that a brief names, as "Tuesday 4 November at eleven"."""
    return ["".join(found.groups("")) for found in _DAY.finditer(brief)]


def _first_person(sentence: str) -> str:
    swaps = {"You can": "I can", "You are": "I'm", "You could": "I could", "You have": "I have", "your": "my",
             "You ring": "I ring", "You may": "I may"}  # fmt: skip
    for there, here in swaps.items():
        sentence = sentence.replace(there, here)
    return sentence
