"""What the person tells of themselves: asked, given room, or asked what they want."""

from __future__ import annotations

from dataclasses import replace

from trainer.chance import draw
from trainer.prospect.composition import Composition, Turn
from trainer.prospect.facts import deeper, deepest, unasked, understood
from trainer.prospect.lines import forms
from trainer.prospect.state import Depth
from trainer.scenario.schema import Fact, Needs

_SAYING_MORE = 0.5
"""Share of reflections that hit which bring more than a short yes (realism.md: half and half)."""


_ABOUT_THEM = frozenset(("asks_impact", "asks_outcome", "asks_why_now", "exploration", "follows_personal_detail"))


def tell(c: Composition, fact: Fact, turn: Turn) -> bool:
    """Answer about a fact, as deep as the state allows; asked the same again, say so and lose patience."""
    depth = deepest(fact, c.state, turn.read)
    told = c.state.depth_of(fact.id)
    if depth is not None and deeper(depth, told):
        return tell_at(c, fact, depth)
    if told is None:
        return c.stock("cant_know")
    c.loses_patience(3)
    return c.stock("repeated")


def tell_at(c: Composition, fact: Fact, depth: Depth) -> bool:
    answer = getattr(fact, depth)
    if not c.say(forms(f"fact.{fact.id}.{depth}", answer.says), f"fact{depth}"):
        return False
    given = depth != "guarded"
    c.state = c.state.with_pair("told", fact.id, depth)
    if given:
        _has_disclosed(c)
    if depth == "full":
        c.mood = "moved"
    return True


def _has_disclosed(c: Composition) -> None:
    c.state = replace(c.state, disclosed=True, needs_found=True)
    c.steps_towards()


def _allows(c: Composition, needs: Needs) -> bool:
    return c.state.rapport >= needs.rapport and c.state.empathy >= needs.empathy and c.state.trust >= needs.trust


def tell_wish(c: Composition, turn: Turn) -> bool:
    """What they want, where they are asked for it."""
    named = [wish for wish in c.scenario.wishes if wish.id == turn.read.intent.id]
    wanted = named or (list(c.scenario.wishes) if "asks_outcome" in turn.triggers else [])
    for wish in wanted:
        if _allows(c, wish.needs) and c.say(forms(f"wish.{wish.id}", wish.says), "wish"):
            _has_disclosed(c)
            c.mood = "hopeful"
            return True
    return False


def tell_pain(c: Composition, turn: Turn) -> bool:
    """What it does to them, where they are asked and what is behind it has been told."""
    if "asks_impact" not in turn.triggers:
        return False
    for pain in c.scenario.pains:
        known = all(c.state.depth_of(fact) for fact in pain.behind)
        if known and c.say(forms(f"pain.{pain.id}", pain.says), "pain"):
            _has_disclosed(c)
            return True
    return False


def given_room(c: Composition, turn: Turn) -> bool:
    """Given room, they say more: after a reflection half of the time, after an open question nearly always."""
    hit = understood(turn.read)
    asked = turn.act("open_question")
    if not hit and not asked and "good_silence" not in turn.triggers:
        return False
    if hit and not asked and draw(c.seed, c.turn, "more").random() >= _SAYING_MORE:
        return c.stock("understood")
    for fact, depth in unasked(c.scenario, c.state, turn.read):
        if tell_at(c, fact, depth):
            return True
    if asked and turn.triggers & _ABOUT_THEM and _begin_something(c):
        return True
    if asked and not hit:
        return c.stock("cant_know")
    return c.stock("understood")


def _begin_something(c: Composition) -> bool:
    """Asked openly for nothing they could name, they start on what troubles them, guardedly."""
    behind = {fact for pain in c.scenario.pains for fact in pain.behind}
    for fact in c.scenario.facts:
        if fact.id in behind and fact.guarded is not None and c.state.depth_of(fact.id) is None:
            return tell_at(c, fact, "guarded")
    return False
