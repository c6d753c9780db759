"""Errors that only the whole scenario shows: names of nothing, ids twice, endings and weights that don't add up."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, islice

from trainer.pathway.acts import ACTS
from trainer.scenario import vocabulary
from trainer.scenario.contents import Reference, TopicAt, lines, references, topics
from trainer.scenario.document import Document
from trainer.scenario.problems import MOST, FieldPath, Problem, did_you_mean, nearest, shown
from trainer.scenario.schema import SLOT, Scenario, Weights
from trainer.transcript import ORBITS, STEPS

_ADDRESSED = frozenset({"fact", "wish", "objection", "question", "next_step", "case"})
"""Kinds of topics that a rep's words are read as being about; two of them can't share an id."""

_NO_GOAL = frozenset({"hung_up", "walked_away", "rep_ended", "unfinished"})
_CALLED = {"next_step": "next step"}


def errors(scenario: Scenario, document: Document) -> list[Problem]:
    """At most ``MOST`` of them."""
    found = chain(
        _ids(scenario, document),
        _references(scenario, document),
        _slots(scenario, document),
        _facts(scenario, document),
        _objects(scenario, document),
        _face(scenario, document),
        _goal(scenario, document),
        _weights(scenario, document),
    )
    return list(islice(found, MOST))


def _ids(scenario: Scenario, document: Document) -> Iterator[Problem]:
    taken: dict[str, TopicAt] = {}
    for topic in topics(scenario):
        path = (*topic.path, "id")
        if topic.id in vocabulary.behaviours_and_acts():
            kind = "an act" if topic.id in ACTS else "a behaviour"
            yield document.problem(path, f"“{topic.id}” is the name of {kind} already; call this something else.")
        other = taken.setdefault(f"{topic.kind}:{topic.id}", topic)
        if topic.kind in _ADDRESSED:
            other = taken.setdefault(topic.id, topic) if other is topic else other
        if other is not topic:
            first, second = document.problem((*other.path, "id"), ""), document.problem(path, "")
            where = f"line {first.line}" + (f" of {first.file}" if first.file != second.file else "")
            kind = _CALLED.get(other.kind, other.kind)
            message = f"“{topic.id}” is the id of the {kind} on {where} already; call this something else."
            yield document.problem(path, message)


def _references(scenario: Scenario, document: Document) -> Iterator[Problem]:
    by_kind: dict[str, list[str]] = {"behaviour": list(vocabulary.behaviours())}
    for topic in topics(scenario):
        by_kind.setdefault(topic.kind, []).append(topic.id)
    own = list(dict.fromkeys(chain.from_iterable(ids for kind, ids in by_kind.items() if kind != "behaviour")))
    by_kind["anything"] = [*vocabulary.behaviours_and_acts(), vocabulary.PRICE, *own]
    known = {aim: frozenset(names) for aim, names in by_kind.items()}
    for reference in references(scenario):
        if reference.name not in known.get(reference.aim, frozenset()):
            yield _unknown(reference, by_kind.get(reference.aim, []), document)


def _unknown(reference: Reference, candidates: list[str], document: Document) -> Problem:
    near = nearest(reference.name, candidates)
    if reference.aim != "anything":
        what = f"{reference.aim} of this scenario" if reference.aim != "behaviour" else "behaviour"
    elif near in vocabulary.behaviours():
        what = "behaviour"
    elif near in ACTS:
        what = "act"
    else:
        what = "topic of this scenario" if near else "behaviour, act or topic of this scenario"
    message = f"No {what} is called {shown(reference.name)}.{did_you_mean(near)}"
    return document.problem(reference.path, message, instead=near)


def _slots(scenario: Scenario, document: Document) -> Iterator[Problem]:
    names = dict.fromkeys((*vocabulary.GIVEN_SLOTS, *(name for fact in scenario.facts for name in fact.numbers)))
    for line in lines(scenario):
        asks_back = line.path[:3] == ("person", "stock", "unsure")
        for name in SLOT.findall(line.text):
            if name not in names and not (asks_back and name in vocabulary.READINGS):
                near = nearest(name, [*names, *(vocabulary.READINGS if asks_back else ())])
                hint = did_you_mean(f"{{{near}}}" if near else "")
                message = f"“{{{name}}}” is no number of this scenario's facts.{hint}"
                yield document.problem(line.path, message, instead=near)
        if any(sign in SLOT.sub("", line.text) for sign in "{}"):
            yield document.problem(line.path, "Braces can only hold the name of a number, as {pieces}.")


def _facts(scenario: Scenario, document: Document) -> Iterator[Problem]:
    owner: dict[str, str] = {}
    for i, fact in enumerate(scenario.facts):
        if not (fact.guarded or fact.partial or fact.full):
            yield document.problem(("facts", i), "This fact has no answer; it needs guarded, partial or full.")
        for name in fact.numbers:
            path: FieldPath = ("facts", i, "numbers", name)
            if name in (*vocabulary.GIVEN_SLOTS, *vocabulary.READINGS):
                yield document.problem(path, f"“{name}” stands for something else in lines; choose another name.")
            elif owner.setdefault(name, fact.id) != fact.id:
                yield document.problem(path, f"“{name}” is a number of “{owner[name]}” already; choose another name.")


def _objects(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for i, turning in enumerate(scenario.turns):
        if turning.after_turn is None and not turning.after:
            message = "It never comes up: say when, with after_turn (a number) or after (what the rep does)."
            yield document.problem(("turns", i), message)
    if scenario.opening.starts == "person" and not scenario.opening.says:
        yield document.problem(("opening",), "The person begins, so “says” must hold what they say.")
    if scenario.after and scenario.after.scenario == scenario.id:
        yield document.problem(("after", "scenario"), "A scenario can't follow itself.")


def _face(scenario: Scenario, document: Document) -> Iterator[Problem]:
    face, path = scenario.person.face, ("person", "face")
    people = list(vocabulary.faces())
    if face.like not in people:
        near = nearest(face.like, people)
        hint = did_you_mean(near) or f" There are {', '.join(people)}."
        yield document.problem((*path, "like"), f"Nobody drawn is called {shown(face.like)}.{hint}", instead=near)
    for name, value in face.change.items():
        where: FieldPath = (*path, "change", name)
        if name not in vocabulary.face_parameters():
            near = nearest(name, vocabulary.face_parameters())
            yield document.problem(
                where, f"A face has no {shown(name)}.{did_you_mean(near)}", at_key=True, instead=near
            )
        elif wanted := vocabulary.face_value_wanted(name, value):
            yield document.problem(where, f"This is {shown(value)}; it must be {wanted}.")


def _goal(scenario: Scenario, document: Document) -> Iterator[Problem]:
    in_person = scenario.setting in ("counter", "stand", "their_premises")
    for name in ("yes", "think", "no", "walked_away" if in_person else "hung_up"):
        if name not in scenario.endings:
            yield document.problem(("endings",), f"The ending “{name}” is missing.", at_key=True)
    intended = [name for name, ending in scenario.endings.items() if ending.intended]
    if len(intended) != 1:
        count = "None is" if not intended else f"{len(intended)} are"
        message = f"Exactly one ending must be marked with intended: true. {count}."
        yield document.problem(("endings",), message, at_key=True)
    elif intended[0] in _NO_GOAL:
        yield document.problem(("endings", intended[0]), f"“{intended[0]}” can't be what a good call aims at.")
    goal = ORBITS.index(scenario.orbit.won_at)
    if goal < ORBITS.index(scenario.orbit.start):
        yield document.problem(("orbit", "won_at"), "It lies further out than “from”.")
    leads = [ORBITS.index(step.leads_to) for step in scenario.next_steps if step.leads_to]
    if intended == ["yes"] and max(leads, default=-1) < goal:
        message = f"No next step leads to “{scenario.orbit.won_at}”, so the call can't be won; one needs leads_to."
        yield document.problem(("next_steps",), message, at_key=True)
    if intended == ["not_for_you"]:
        reasons = {reason.fact for reason in scenario.offer.not_for}
        if not reasons & {fact.id for fact in scenario.facts}:
            message = "It can't be found out: none of the offer's not_for names a fact of this scenario."
            yield document.problem(("endings", "not_for_you"), message)


def _weights(scenario: Scenario, document: Document) -> Iterator[Problem]:
    weights, usual = scenario.weights, Weights()
    values = {step: getattr(weights, step) for step in STEPS}
    if sum(values.values()) != 100:
        message = f"The weights must be 100 together; they are {sum(values.values())}."
        yield document.problem(("weights",), message, at_key=True)
    if max(value for step, value in values.items() if step != "empathy") >= weights.empathy:
        yield document.problem(("weights",), "Empathy must weigh most.", at_key=True)
    if values != {step: getattr(usual, step) for step in STEPS} and not weights.why:
        message = "Other weights than 15, 30, 25, 20, 10 need a line that says why."
        yield document.problem(("weights",), message, at_key=True)
