"""What stands in a scenario, walked through once for all who need it: lines, topics, references, with their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from trainer.pathway.words import content_of
from trainer.text import sentences

if TYPE_CHECKING:
    from trainer.scenario.problems import FieldPath
    from trainer.scenario.schema import Needs, Scenario

TopicKind = Literal[
    "fact", "pain", "wish", "objection", "question", "turn", "next_step", "care", "knowledge", "case"
]  # fmt: skip
Aim = Literal["anything", "behaviour", "fact", "case"]
"""What a reference may name; anything is a behaviour, an act or a topic of the file."""


class Line(NamedTuple):
    """A line of the person's, with its clause id ("fact.loss.partial.0"); slots still stand in ``text``."""

    clause: str
    path: FieldPath
    text: str


class TopicAt(NamedTuple):
    kind: TopicKind
    id: str
    path: FieldPath


class Reference(NamedTuple):
    name: str
    aim: Aim
    path: FieldPath


_LISTS: tuple[tuple[TopicKind, FieldPath], ...] = (
    ("fact", ("facts",)),
    ("pain", ("pains",)),
    ("wish", ("wishes",)),
    ("objection", ("objections",)),
    ("question", ("questions",)),
    ("turn", ("turns",)),
    ("next_step", ("next_steps",)),
    ("care", ("person", "cares_about")),
    ("knowledge", ("person", "knows")),
    ("case", ("offer", "cases")),
)


def topics(scenario: Scenario) -> Iterator[TopicAt]:
    """Everything of the file that has an id and can be referred to, in the order of the format."""
    for kind, path in _LISTS:
        at: object = scenario
        for step in path:
            at = getattr(at, str(step))
        assert isinstance(at, tuple)
        for number, item in enumerate(at):
            yield TopicAt(kind, item.id, (*path, number))


def clauses(scenario: Scenario) -> dict[str, str]:
    """Every written-out line of the person's by its clause id, slots still in. The common stock is not among them.

    What is told of a fact can be said in two parts: the short answer to a plain question, and what they add to it.
    """
    found: dict[str, str] = {}
    for line in lines(scenario):
        found[line.clause] = line.text
        if line.clause.startswith("fact.") and (parts := parted(line.text)):
            found |= {f"{line.clause}.{HEAD}": parts[0], f"{line.clause}.{REST}": parts[1]}
    return found


HEAD, REST = "head", "rest"
"""How the two parts of a line are named after its clause id."""
_SHORT, _LONG = 3, 10
"""Words: the least that a short answer has, and the most that a line has which is said whole."""
_HESITATIONS = frozenset(("um", "uh", "well", "oh", "no", "yeah", "yes"))


def parted(text: str) -> tuple[str, str] | None:
    """A line's short answer and what follows it, at the end of a sentence; None where it is said whole."""
    spoken_apart = sentences(text)
    if len(text.split()) <= _LONG:
        return None
    for number in range(1, len(spoken_apart)):
        head, rest = " ".join(spoken_apart[:number]), " ".join(spoken_apart[number:])
        spoken = [word for word in head.lower().replace(",", " ").replace(".", " ").split() if word not in _HESITATIONS]
        if len(spoken) >= _SHORT and len(rest.split()) >= _SHORT:
            return head, rest
    return None


def lines(scenario: Scenario) -> Iterator[Line]:
    yield from _forms("opening.says", ("opening", "says"), scenario.opening.says)
    yield from _forms("opening.granted", ("opening", "granted"), scenario.opening.granted)
    for i, fact in enumerate(scenario.facts):
        for depth in ("guarded", "partial", "full"):
            if answer := getattr(fact, depth):
                yield from _forms(f"fact.{fact.id}.{depth}", ("facts", i, depth, "says"), answer.says)
    for i, pain in enumerate(scenario.pains):
        yield from _forms(f"pain.{pain.id}", ("pains", i, "says"), pain.says)
    for i, wish in enumerate(scenario.wishes):
        yield from _forms(f"wish.{wish.id}", ("wishes", i, "says"), wish.says)
    for i, objection in enumerate(scenario.objections):
        for field in ("says", "clarified", "settled", "worse"):
            forms = getattr(objection, field)
            yield from _forms(f"objection.{objection.id}.{field}", ("objections", i, field), forms)
    for i, question in enumerate(scenario.questions):
        yield from _forms(f"question.{question.id}", ("questions", i, "says"), question.says)
        yield from _forms(f"question.{question.id}.content", ("questions", i, "content"), question.content)
    for i, turning in enumerate(scenario.turns):
        yield from _forms(f"turn.{turning.id}", ("turns", i, "says"), turning.says)
    for i, step in enumerate(scenario.next_steps):
        yield from _forms(f"next_step.{step.id}.says_yes", ("next_steps", i, "says_yes"), step.says_yes)
        yield from _forms(f"next_step.{step.id}.too_much", ("next_steps", i, "too_much"), step.too_much)
    for name, ending in scenario.endings.items():
        yield from _forms(f"ending.{name}", ("endings", name, "says"), ending.says)
    yield from _persons_lines(scenario)


def _persons_lines(scenario: Scenario) -> Iterator[Line]:
    person = scenario.person
    for i, care in enumerate(person.cares_about):
        yield from _forms(f"care.{care.id}.thanks", ("person", "cares_about", i, "thanks"), care.thanks)
    for i, known in enumerate(person.knows):
        yield from _forms(f"knowledge.{known.id}", ("person", "knows", i, "says"), known.says)
    for occasion in type(person.stock).model_fields:
        forms = getattr(person.stock, occasion)
        yield from _forms(f"stock.{occasion}", ("person", "stock", occasion), forms)


def _forms(clause: str, path: FieldPath, texts: Sequence[str] | None) -> Iterator[Line]:
    for number, text in enumerate(texts or ()):
        yield Line(f"{clause}.{number}", (*path, number), text)


def references(scenario: Scenario) -> Iterator[Reference]:
    """Every name in the file that must be the name of something."""
    for i, fact in enumerate(scenario.facts):
        for depth in ("guarded", "partial", "full"):
            if answer := getattr(fact, depth):
                yield from _gate(("facts", i, depth, "needs"), answer.needs)
    for i, pain in enumerate(scenario.pains):
        yield from _named("fact", ("pains", i, "behind"), pain.behind)
    for i, wish in enumerate(scenario.wishes):
        yield from _gate(("wishes", i, "needs"), wish.needs)
    for i, objection in enumerate(scenario.objections):
        for field in ("set_off_by", "settled_by", "worse_by"):
            yield from _named("anything", ("objections", i, field), getattr(objection, field))
    for i, question in enumerate(scenario.questions):
        yield from _gate(("questions", i, "needs"), question.needs)
        for field in ("set_off_by", "answered_by"):
            yield from _named("anything", ("questions", i, field), getattr(question, field))
    for i, turning in enumerate(scenario.turns):
        for field in ("after", "goal_by", "script"):
            yield from _named("anything", ("turns", i, field), getattr(turning, field))
    yield from _named("behaviour", ("must",), scenario.must)
    yield from _named("behaviour", ("must_not",), scenario.must_not)
    yield from _named("fact", ("brief", "known"), scenario.brief.known)
    if scenario.like_them:
        yield Reference(scenario.like_them.case, "case", ("like_them", "case"))


def _gate(path: FieldPath, needs: Needs) -> Iterator[Reference]:
    yield from _named("anything", (*path, "said"), needs.said)
    yield from _named("fact", (*path, "known"), needs.known)


def _named(aim: Aim, path: FieldPath, names: Sequence[str]) -> Iterator[Reference]:
    for number, name in enumerate(names):
        yield Reference(name, aim, (*path, number))


def words_of_the_call(scenario: Scenario) -> frozenset[str]:
    """The words that belong to this call whatever is said in it: its brief, and what is offered."""
    brief, offer = scenario.brief, scenario.offer
    cases = (part for case in offer.cases for part in (case.who, case.use, case.after, *case.words))
    prices = (price.what for price in offer.prices)
    return content_of((brief.who, brief.so_far, brief.about, brief.you_bring, offer.name, *cases, *prices))
