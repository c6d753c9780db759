"""A way it could have been said, in this scenario's words: what a prepared rep has at hand, and the person's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.pathway.words import content_of
from trainer.prospect.state import State
from trainer.scenario.schema import Scenario
from trainer.simulate.plan import Plan
from trainer.simulate.wording import given_back, with_small_letter
from trainer.text import sentences

_OWN = (" i ", "i've", "i'd", "i'm", "never", "nobody", "not", "we ")
"""A sentence with one of these tells of themselves."""
_SHORT = 3


def could_say(
    behaviour: str, line: str, heard: Sequence[str], state: State, scenario: Scenario, plan: Plan,
    frames: Mapping[str, str],
) -> str:  # fmt: skip
    """A line that shows the behaviour after the person's ``line``; empty where there is none at hand.

    ``heard``: all that the person had said until then; ``state``: how they were; ``frames``: sentences with {said},
    {tell} and {person}, by behaviour (assets/coaching/coaching.yaml).
    """
    said = own_words(line)
    match behaviour:
        case "names_self" | "asks_leave":
            return plan.opening[0].replace("{rep}", "…")
        case "generosity":
            return plan.packets[0] if plan.packets else ""
        case "answers_straight":
            return _answer(line, plan)
        case "admits_limit":
            return plan.limits[0]
        case "fitting_case":
            return nearest(" ".join(heard), plan.cases)
        case "states_next_step":
            return plan.steps[0]
        case "asks_outcome":
            wishes = [question for wish in scenario.wishes for question in wish.ask]
            return (_asking(wishes) or [""])[0]
        case "asks_impact":
            return _next_question(line, state, scenario) or (plan.questions[0] if plan.questions else "")
    frame = frames.get(behaviour, "")
    if not frame or ("{said}" in frame.lower() and not said):
        return ""
    tell = nearest(" ".join(heard), plan.tells)
    begins = said[:1].upper() + said[1:]
    return frame.format(said=with_small_letter(said), Said=begins, tell=tell, person=scenario.person.called)


def own_words(line: str) -> str:
    """The sentence of a line in which they speak of themselves, given back as "you"; empty where it holds none."""
    told = [one for one in sentences(line) if not one.endswith("?") and len(one.split()) >= _SHORT]
    if not told:
        return ""
    return given_back(max(told, key=lambda one: (any(word in f" {one.lower()}" for word in _OWN), len(one))))


def nearest(words: str, lines: Sequence[str]) -> str:
    """The line that shares most with the words; the first where none does."""
    known = content_of([words])
    return max(lines, key=lambda one: len(content_of([one]) & known), default="")


def _answer(line: str, plan: Plan) -> str:
    """The prepared answer whose words are in the question, else what of all there is to tell shares most with it."""
    lower = line.lower()
    for words, say in plan.answers:
        if any(word.lower() in lower for word in words):
            return say
    return nearest(line, (*plan.limits, *plan.tells, *plan.price))


def _next_question(line: str, state: State, scenario: Scenario) -> str:
    """The scenario's own question for what lies nearest to their words and has not been told to the end."""
    open_ones = [fact for fact in scenario.facts if fact.full is not None and state.depth_of(fact.id) != "full"]
    known = content_of([line])
    order = sorted(open_ones, key=lambda fact: -len(content_of([fact.about, *fact.ask]) & known))
    for fact in order:
        if questions := _asking(fact.ask):
            return questions[0]
    return ""


def _asking(lines: Sequence[str]) -> list[str]:
    """Those that ask and leave it open, first; then those that ask at all."""
    opens = ("how", "what", "why", "who", "when", "where", "tell")
    asking = [line for line in lines if line.endswith("?")]
    return sorted(asking, key=lambda line: not line.lower().startswith(opens))
