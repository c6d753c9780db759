"""Warnings about a scenario that can be used: what will never be said, never open, never be settled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice, pairwise

from trainer.scenario.contents import Line, lines
from trainer.scenario.document import Document
from trainer.scenario.problems import MOST, FieldPath, Problem
from trainer.scenario.schema import Answer, Fact, Needs, Scenario
from trainer.text import sentences
from trainer.transcript import STEPS

LONG_LINE = 60
"""Words. Of people's turns on the telephone nine in ten are shorter than 40."""

MOST_LINES = 1_500
"""Lines that are rendered to sound beforehand."""

FEW_CASES = 5
RUN = 6
"""Words in a row that no two lines share: said near each other they sound like one."""
LONG_SENTENCE = 35
"""Words. A rep reads the brief in a minute and a half, and sentences of more than 20 are read twice."""
LONG_SENTENCES = 22
_SHORT = 3
_WORD = re.compile(r"[\w'’{}]+")


def warnings(scenario: Scenario, document: Document) -> list[Problem]:
    """At most ``MOST`` of them."""
    found = chain(
        _gates(scenario, document),
        _shadowed(scenario, document),
        _never_settled(scenario, document),
        _endings(scenario, document),
        _lines(scenario, document),
        _runs(scenario, document),
        _cases(scenario, document),
        _brief(scenario, document),
    )
    return list(islice(found, MOST))


def _warn(document: Document, path: FieldPath, message: str) -> Problem:
    return document.problem(path, message, "warning")


def _deeper(fact: Fact) -> list[Answer]:
    return [answer for answer in (fact.partial, fact.full) if answer]


def _gates(scenario: Scenario, document: Document) -> Iterator[Problem]:
    """Gates wait for facts told in part or in full; where those wait for each other, none opens."""
    reachable: set[str] = set()
    while True:
        opened = {fact.id for fact in scenario.facts if any(reachable.issuperset(a.needs.known) for a in _deeper(fact))}
        if opened <= reachable:
            break
        reachable |= opened
    closed = {fact.id for fact in scenario.facts} - reachable
    for path, needs in _all_needs(scenario):
        for number, name in enumerate(needs.known):
            if name in closed:
                message = f"This gate can't open: nothing of “{name}” beyond its guarded answer can ever be told."
                yield _warn(document, (*path, "known", number), message)


def _all_needs(scenario: Scenario) -> Iterator[tuple[FieldPath, Needs]]:
    for i, fact in enumerate(scenario.facts):
        for depth in ("guarded", "partial", "full"):
            if answer := getattr(fact, depth):
                yield ("facts", i, depth, "needs"), answer.needs
    for i, wish in enumerate(scenario.wishes):
        yield ("wishes", i, "needs"), wish.needs
    for i, question in enumerate(scenario.questions):
        yield ("questions", i, "needs"), question.needs


def _shadowed(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for i, fact in enumerate(scenario.facts):
        answers = [(name, getattr(fact, name)) for name in ("guarded", "partial", "full")]
        there = [(name, answer) for name, answer in answers if answer]
        for (name, answer), (deeper, other) in pairwise(there):
            if fact.touchy and name == "guarded":
                continue
            if _no_harder(other.needs, answer.needs):
                message = f"This answer is never given: whenever its gate is open, that of “{deeper}” is too."
                yield _warn(document, ("facts", i, name), message)


def _no_harder(needs: Needs, than: Needs) -> bool:
    gauges = all(getattr(needs, step) <= getattr(than, step) for step in STEPS)
    said = not needs.said or (than.said and set(than.said) <= set(needs.said))
    return bool(gauges and said and set(needs.known) <= set(than.known))


def _never_settled(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for i, objection in enumerate(scenario.objections):
        path: FieldPath = ("objections", i)
        if not objection.set_off_by:
            yield _warn(document, (*path, "set_off_by"), "Nothing sets this objection off, so it never comes up.")
        if not objection.settled_by:
            yield _warn(document, (*path, "settled_by"), "Nothing settles this objection.")
        for name in sorted(set(objection.settled_by) & set(objection.worse_by)):
            yield _warn(document, (*path, "worse_by"), f"“{name}” both settles this objection and makes it worse.")
    for i, question in enumerate(scenario.questions):
        if not question.answered_by:
            yield _warn(document, ("questions", i), "Nothing counts as an answer to this question; add answered_by.")


def _endings(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for name in ("not_for_you", "rep_ended"):
        if name not in scenario.endings:
            message = f"The ending “{name}” has no lines, so words from the common stock are used."
            yield document.problem(("endings",), message, "warning", at_key=True)


def _lines(scenario: Scenario, document: Document) -> Iterator[Problem]:
    first: dict[str, FieldPath] = {}
    count = 0
    for line in lines(scenario):
        count += 1
        words = _WORD.findall(line.text.casefold())
        if len(words) > LONG_LINE:
            yield _warn(document, line.path, f"This line has {len(words)} words; people rarely say more than 40.")
        other = first.setdefault(" ".join(words), line.path)
        if other != line.path and len(words) > _SHORT:
            stands = document.problem(other, "")
            message = f"This line stands in {stands.field} as well; it is said only once in a call."
            yield _warn(document, line.path, message)
    if count > MOST_LINES:
        yield _warn(document, (), f"The scenario has {count:,} lines; {MOST_LINES:,} can be prepared before a call.")


def _runs(scenario: Scenario, document: Document) -> Iterator[Problem]:
    first: dict[tuple[str, ...], Line] = {}
    whole: set[tuple[str, ...]] = set()
    for line in lines(scenario):
        words = _WORD.findall(line.text.casefold())
        if tuple(words) in whole:
            continue  # told already
        whole.add(tuple(words))
        for at in range(len(words) - RUN + 1):
            other = first.setdefault(tuple(words[at : at + RUN]), line)
            if other.clause.rpartition(".")[0] != line.clause.rpartition(".")[0]:
                run = " ".join(words[at : at + RUN])
                stands = document.problem(other.path, "")
                yield _warn(document, line.path, f"“{run}” stands in {stands.field} as well; nobody says it twice.")
                break


def _brief(scenario: Scenario, document: Document) -> Iterator[Problem]:
    for name in ("who", "so_far", "you_bring", "about"):
        counts = [len(_WORD.findall(sentence)) for sentence in sentences(getattr(scenario.brief, name))]
        if max(counts) > LONG_SENTENCE or sum(counts) / len(counts) > LONG_SENTENCES:
            message = f"These sentences are hard to read in a hurry: one has {max(counts)} words. Split them."
            yield _warn(document, ("brief", name), message)


def _cases(scenario: Scenario, document: Document) -> Iterator[Problem]:
    if len(scenario.offer.cases) < FEW_CASES:
        message = f"An offer needs {FEW_CASES} or six cases, so that choosing the fitting one takes thought."
        yield document.problem(("offer", "cases"), message, "warning", at_key=True)
    for i, care in enumerate(scenario.person.cares_about):
        if not care.words:
            message = "A gift that serves this can't be recognised; add words by which it is."
            yield _warn(document, ("person", "cares_about", i), message)
