"""Who the rep was: order taker, pushy seller or sales professional, with the words that show it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from trainer.scoring.card import Verdict
from trainer.scoring.seen import RepTurn
from trainer.transcript import Evidence

PUSHES = frozenset(
    ("fake_scarcity", "discount_unasked", "fear", "repeated_pressure", "begs", "gift_with_string", "interrupts",
     "argues", "guarantees", "urgency_before_trust")
)  # fmt: skip
_PUSHING_ACTS = ("pressure", "scarcity")
_LEADS = frozenset(
    ("asks_why_now", "asks_impact", "asks_outcome", "reflects_feeling", "paraphrases_and_checks", "returns_to_detail",
     "follows_personal_detail", "works_out_value", "clarifies_objection", "generosity", "offers_service", "recommends",
     "states_next_step", "says_not_a_fit", "sums_up_reasons")
)  # fmt: skip
_CLOSES = frozenset(("offers_service", "recommends", "states_next_step", "small_ask", "says_not_a_fit"))
"""Without one of these, or a step proposed in other words, nobody came to business, however well they listened."""
_FOLLOWS = frozenset(("only_answers", "let_me_know", "asks_hesitantly", "asks_what_is_known", "never_bridges"))
_LED, _FOR_EACH_PUSH = 36, 1.5
"""From this sum on the rep led as a professional: the total, less so much for each of 100 turns in which they pushed.
Right in eight of ten rated calls."""
_LEAST_LED = 10
"""Percentage of turns in which a professional leads, at the least."""
_PUSHED = 9
"""Percentage of pushing turns from which on whoever did not lead pushed; below it they only went along."""
_DOUBTFUL = 0.3
"""How likely pushing must be to count for anything."""
_FEW_TURNS = 3
_SHOWN = 3


def verdict(turns: Sequence[RepTurn], standing: int) -> tuple[Verdict, tuple[Evidence, ...]]:
    """The kind, with up to three of the words that show it. "unclear" where there is too little to go by.

    ``standing``: the total, or what stands for it, 0 to 100.
    """
    if len(turns) < _FEW_TURNS:
        return "unclear", ()
    leading = [turn for turn in turns if turn.shows(_LEADS)]
    led = 100 * len(leading) / len(turns)
    pushed = 100 * sum(map(_pushing, turns)) / len(turns)
    if standing - _FOR_EACH_PUSH * pushed >= _LED and led >= _LEAST_LED:
        comes_to_business = any(turn.shows(_CLOSES) or turn.acts("next_step") for turn in turns)
        return ("professional", _shown(leading, _LEADS)) if comes_to_business else ("unclear", ())
    if pushed >= _PUSHED:
        return "pushy", _shown(sorted(turns, key=_pushing, reverse=True), PUSHES)
    following = [turn for turn in turns if turn.shows(_FOLLOWS)]
    return "order_taker", _shown(following or [t for t in turns if not t.is_question] or list(turns), _FOLLOWS)


def _pushing(turn: RepTurn) -> float:
    """How likely it is that something in a turn pushes, 0 to 1."""
    seen = [one.likely or 1.0 for one in (*turn.read.behaviours, *turn.read.maybe) if one.id in PUSHES]
    acts = [likely for act in _PUSHING_ACTS if (likely := turn.read.acts.get(act, 0.0)) >= _DOUBTFUL]
    return 1.0 - math.prod(1.0 - likely for likely in (*seen, *acts))


def _shown(turns: Sequence[RepTurn], ids: Collection[str]) -> tuple[Evidence, ...]:
    return tuple(turn.shows(ids) or turn.quoted(None) for turn in turns[:_SHOWN])
