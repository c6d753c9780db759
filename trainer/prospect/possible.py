"""What the person may say next, so that a voice can have it ready: the next form for each occasion that can arise.

Which form of an occasion comes next is settled by seed and state, so that there is one line for each; how likely an
occasion is was counted in simulated calls (assets/prospect/moves.yaml, ``likely``).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from trainer.prospect import decision
from trainer.prospect.facts import deeper, meets
from trainer.prospect.lines import Line, Lines, forms, heads, rest_of
from trainer.prospect.state import DEPTHS, Depth, State
from trainer.prospect.tables import Tables
from trainer.scenario.schema import Fact, Scenario
from trainer.transcript import Ending

_MOST = 60
"""Clauses; what is less likely than these is rendered when it is needed."""
_EARLY = 8
"""Turns of the rep's in which small talk, names and leave to go on are to be expected."""
_LOW = 25
"""Patience below which an end is near."""


@dataclass(frozen=True, slots=True)
class Possible:
    """A line that can be part of the next turn; ``likelihood``: 0 to 1, all of them together no more than 1."""

    line: Line
    likelihood: float


def possible_next(scenario: Scenario, tables: Tables, lines: Lines, state: State, turn: int) -> tuple[Possible, ...]:
    """The likeliest lines of the person's turn ``turn``, likeliest first."""
    found: dict[str, Possible] = {}
    for occasion, weight, choices in _occasions(scenario, tables, lines, state):
        picked = {lines.pick(state, turn, choices, "long" if occasion == "fact" else "any")}
        if occasion == "fact":
            picked.add(lines.pick(state, turn, heads(choices), "short"))
        picked.discard(None)
        for line in picked:
            if line is not None and line.id not in found:
                found[line.id] = Possible(line, tables.likely.get(occasion, 0.1) * weight / len(picked))
    whole = sum(one.likelihood for one in found.values()) or 1.0
    ranked = sorted(found.values(), key=lambda one: (-one.likelihood, one.line.id))
    return tuple(Possible(one.line, round(one.likelihood / whole, 4)) for one in ranked[:_MOST])


_Occasions = Iterator[tuple[str, float, Sequence[Line]]]


def _occasions(scenario: Scenario, tables: Tables, lines: Lines, state: State) -> _Occasions:
    """Each occasion that can arise, its weight among those of its kind, and the forms for it."""
    if not state.granted:
        yield "granted", 1.0, forms("opening.granted", scenario.opening.granted)
    yield from _told(scenario, state)
    yield from _raised(scenario, state)
    for step in scenario.next_steps:
        fits = decision.answer_to(step, state, tables.limits) != "too_much"
        field, texts = ("says_yes", step.says_yes) if fits else ("too_much", step.too_much)
        yield "next_step", 1.0, forms(f"next_step.{step.id}.{field}", texts)
    near = _endings(state)
    for kind, ending in scenario.endings.items():
        yield "ending", 1.0 if kind in near else 0.02, forms(f"ending.{kind}", ending.says)
    for name in tables.stock:
        if not name.startswith(("afterwards_", "out_of_depth")) and _can_arise(name, state):
            yield name, 1.0, lines.stock(name)


def _told(scenario: Scenario, state: State) -> _Occasions:
    if state.left_off:
        _, name, told, *_ = state.left_off.split(".")
        says = next(getattr(fact, told).says for fact in scenario.facts if fact.id == name)
        yield "content", 1.0, rest_of(state.left_off, says)
    for number, fact in enumerate(scenario.facts):
        depth = _deepest_in_reach(fact, state)
        if deeper(depth, state.depth_of(fact.id)):
            yield "fact", 2.0 if number < 4 else 1.0, forms(f"fact.{fact.id}.{depth}", getattr(fact, str(depth)).says)
    for wish in scenario.wishes:
        if meets(wish.needs, state):
            yield "wish", 1.0, forms(f"wish.{wish.id}", wish.says)
    for pain in scenario.pains:
        if all(state.depth_of(fact) for fact in pain.behind):
            yield "pain", 1.0, forms(f"pain.{pain.id}", pain.says)
    for idea in scenario.person.knows:
        if idea.id not in state.voiced:
            yield "knowledge", 1.0, forms(f"knowledge.{idea.id}", idea.says)
    for care in scenario.person.cares_about:
        yield "thanks", 0.5, forms(f"care.{care.id}.thanks", care.thanks)


def _raised(scenario: Scenario, state: State) -> _Occasions:
    for objection in scenario.objections:
        stand = state.stand_of(objection.id)
        if stand is None:
            yield "objection", 1.0, forms(f"objection.{objection.id}.says", objection.says)
        elif stand != "settled":
            for field in ("clarified", "settled", "worse"):
                yield "objection", 1.0, forms(f"objection.{objection.id}.{field}", getattr(objection, field))
    for question in scenario.questions:
        if question.id not in state.questions_put and meets(question.needs, state):
            yield "question", 1.0, forms(f"question.{question.id}", question.says)
    asked = next((question for question in scenario.questions if question.id == state.question), None)
    if asked is not None:
        yield "content", 1.0, forms(f"question.{asked.id}.content", asked.content)
    for turning in scenario.turns:
        if turning.id not in state.turned:
            yield "turn", 1.0, forms(f"turn.{turning.id}", turning.says)


def _deepest_in_reach(fact: Fact, state: State) -> Depth | None:
    """The deepest answer that the gauges allow, whatever would have to be said for it."""
    allowed = [depth for depth in DEPTHS if (answer := getattr(fact, depth)) and meets(answer.needs, state)]
    return allowed[-1] if allowed else None


def _endings(state: State) -> tuple[Ending, ...]:
    if state.agreed:
        return ("yes",)
    if state.stalled:
        return ("think",)
    return ("no", "hung_up", "walked_away") if state.patience < _LOW else ()


def _can_arise(name: str, state: State) -> bool:
    """Whether the state lets a stock occasion arise at all."""
    early = state.rep_turns < _EARLY
    match name:
        case "who_is_this" | "go_on" | "small_talk":
            return early
        case "signal" | "think" | "not_sure" | "decline":
            return not early
        case "send_something":
            return state.patience < _LOW
        case "what_about":
            return not early and not state.business
        case "bridge":
            return not state.bridged
        case "repeated" | "told_all":
            return bool(state.told)
    if name.startswith("promise_"):
        return name.removeprefix("promise_") in state.owed
    return True
