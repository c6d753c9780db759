"""What the person tells of themselves: asked, given room, or asked what they want."""

from __future__ import annotations

from dataclasses import replace

from trainer.chance import draw
from trainer.prospect.addressed import told_out
from trainer.prospect.composition import Composition, Turn
from trainer.prospect.facts import deeper, deepest, gate_open, near, unasked, understood
from trainer.prospect.lines import Length, forms, heads, rest_of
from trainer.prospect.state import Depth
from trainer.scenario.contents import HEAD
from trainer.scenario.schema import Fact

_SAYING_MORE = 0.5
"""Share of reflections that hit which bring more than a short yes (realism.md: half and half)."""
_AGAIN_COSTS = (3, 6, 8)
"""Patience, for being asked the same again."""
_AT_HEART = 4
"""Facts at the head of a file: what really matters to them."""
_LATELY = 2
"""Facts told last that they may go on with, given room."""
_NEAR = 0.15
"""How likely a fact must be for it to lie near to what was said."""
_ABOUT_THEM = frozenset(("asks_impact", "asks_outcome", "asks_why_now", "exploration", "follows_personal_detail"))


def tell(c: Composition, fact: Fact, turn: Turn, *, plainly: bool = True) -> bool:
    """Answer about a fact, as deep as the state allows. False where there is nothing to say that fits.

    ``plainly``: it is beyond doubt that this fact was asked for. Only then is being asked again noticed, and costs
    patience; where they were left free, or have not told all, they say once that this is all there is.
    """
    depth = deepest(fact, c.state, turn.read, asked=True)
    told = c.state.depth_of(fact.id)
    length: Length = "long" if turn.invites else "short"
    if depth is not None and deeper(depth, told):
        return tell_at(c, fact, depth, length)
    if told is None:
        return False
    if c.state.left_off.startswith(f"fact.{fact.id}.") and go_on(c):
        return True
    first = not c.state.count(f"asked:{fact.id}")
    if first and not told_out(fact, told) and tell_at(c, fact, told, length):  # the same again in other words
        c.state = c.state.with_pair("counts", f"asked:{fact.id}", 1)
        return True
    if not plainly:
        return False
    if first and (turn.invites or not told_out(fact, told)):
        c.state = c.state.with_pair("counts", f"asked:{fact.id}", 1)
        return c.stock("told_all")
    return asked_again(c, fact.id)


def asked_again(c: Composition, what: str) -> bool:
    """They were asked the very same before, say so, and lose patience, more each time."""
    times = c.state.count(f"asked:{what}")
    c.state = c.state.with_pair("counts", f"asked:{what}", times + 1)
    c.loses("patience", _AGAIN_COSTS[min(times, len(_AGAIN_COSTS) - 1)], "was asked the same again")
    return c.stock("repeated")


def tell_at(c: Composition, fact: Fact, depth: Depth, length: Length = "long") -> bool:
    """``length``: whoever is asked what can be answered in a word says less than whoever is left to talk."""
    lines = forms(f"fact.{fact.id}.{depth}", getattr(fact, depth).says)
    if not c.say(heads(lines) if length == "short" else lines, length):
        return False
    said = c.said[-1].id
    c.state = replace(c.state.with_pair("told", fact.id, depth), left_off=said if said.endswith(HEAD) else "")
    if depth != "guarded":
        _has_disclosed(c)
    if depth == "full":
        c.mood = "moved"
    return True


def go_on(c: Composition) -> bool:
    """Given room after a short answer, they add the rest of it."""
    if not c.state.left_off:
        return False
    _, name, depth, *_ = c.state.left_off.split(".")
    fact = next(fact for fact in c.scenario.facts if fact.id == name)
    return c.say(rest_of(c.state.left_off, getattr(fact, depth).says))


def _has_disclosed(c: Composition) -> None:
    c.state = replace(c.state, disclosed=True, needs_found=True)
    c.steps_towards()


def tell_wish(c: Composition, turn: Turn) -> bool:
    """What they want, where they are asked for it."""
    named = [wish for wish in c.scenario.wishes if wish.id == turn.read.intent.id]
    wanted = named or (list(c.scenario.wishes) if "asks_outcome" in turn.triggers else [])
    for wish in wanted:
        if gate_open(wish.needs, c.state, turn.read) and c.say(forms(f"wish.{wish.id}", wish.says)):
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
        if known and c.say(forms(f"pain.{pain.id}", pain.says)):
            _has_disclosed(c)
            return True
    return False


def given_room(c: Composition, turn: Turn) -> bool:
    """Given room, they say more: after a reflection that hits half of the time, after a good silence always."""
    hit = understood(turn.read)
    if not hit and "good_silence" not in turn.triggers:
        return False
    if hit and draw(c.seed, c.turn, "more").random() >= _SAYING_MORE:
        return c.stock("understood")
    return go_on(c) or _more(c, turn) or c.stock("understood")


def answer_openly(c: Composition, turn: Turn) -> bool:
    """Asked openly for nothing they could name, they tell what lies near, or start on what troubles them."""
    if go_on(c) or _more(c, turn):
        return True
    return bool(turn.triggers & _ABOUT_THEM) and _begin_something(c)


def _more(c: Composition, turn: Turn) -> bool:
    """One deeper of what lies near or was told last; what matters most to them only before business is come to."""
    lately = [name for name, _ in c.state.told[-_LATELY:]]
    kept = {*near(turn.read, _NEAR), *lately}
    if not c.state.business:
        kept |= {fact.id for fact in c.scenario.facts[:_AT_HEART]}
    found = ((fact, depth) for fact, depth in unasked(c.scenario, c.state, turn.read) if fact.id in kept)
    return any(tell_at(c, fact, depth) for fact, depth in found)


def _begin_something(c: Composition) -> bool:
    behind = {fact for pain in c.scenario.pains for fact in pain.behind}
    for fact in c.scenario.facts:
        if fact.id in behind and fact.guarded is not None and c.state.depth_of(fact.id) is None:
            return tell_at(c, fact, "guarded")
    return False
