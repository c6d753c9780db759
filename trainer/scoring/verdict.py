"""Who the rep was: order taker, pushy seller or sales professional, with the words that show it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from trainer.pathway.behaviours import Behaviour
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
_LED = 34
"""From this sum on the rep led as a professional: the total, less the percentage of turns in which they pushed, less a
fifth of that in which something hurt, and a fifth of that in which they led. Eighty rated calls: right in 82 of 100.
"""
_FIFTH = 0.2
_LEAST_LED = 10
"""Percentage of turns in which a professional leads, at the least."""
_PUSHED = 8
"""Percentage of pushing turns from which on whoever did not lead pushed; below it they only went along."""
_FEW_TURNS = 3
_SHOWN = 3


def verdict(
    turns: Sequence[RepTurn], behaviours: Mapping[str, Behaviour], standing: int
) -> tuple[Verdict, tuple[Evidence, ...]]:
    """The kind, with up to three of the words that show it. "unclear" where there is too little to go by.

    ``standing``: the total, or what stands for it, 0 to 100.
    """
    if len(turns) < _FEW_TURNS:
        return "unclear", ()
    hurts = frozenset(name for name, behaviour in behaviours.items() if not behaviour.helps)
    pushing = [turn for turn in turns if _has(turn, PUSHES) or _acts(turn)]
    leading = [turn for turn in turns if _has(turn, _LEADS)]
    hurting = [turn for turn in turns if _has(turn, hurts)]
    pushed, led, hurt = (100 * len(some) / len(turns) for some in (pushing, leading, hurting))
    if standing - pushed - _FIFTH * hurt + _FIFTH * led >= _LED and led >= _LEAST_LED:
        comes_to_business = any(_has(turn, _CLOSES) or turn.read.acts.get("next_step", 0.0) >= 0.5 for turn in turns)
        return ("professional", _shown(leading, _LEADS)) if comes_to_business else ("unclear", ())
    if pushed >= _PUSHED:
        return "pushy", _shown(pushing, PUSHES)
    following = [turn for turn in turns if _has(turn, _FOLLOWS)]
    return "order_taker", _shown(following or [t for t in turns if not _asks(t)] or list(turns), _FOLLOWS)


def _has(turn: RepTurn, ids: Collection[str]) -> bool:
    return any(seen.id in ids for seen in turn.read.behaviours)


def _acts(turn: RepTurn) -> bool:
    return any(turn.read.acts.get(act, 0.0) >= 0.5 for act in _PUSHING_ACTS)


def _asks(turn: RepTurn) -> bool:
    return max(turn.read.acts.get("open_question", 0.0), turn.read.acts.get("closed_question", 0.0)) >= 0.5


def _shown(turns: Sequence[RepTurn], ids: Collection[str]) -> tuple[Evidence, ...]:
    found = []
    for turn in turns[:_SHOWN]:
        span = next((seen.span for seen in turn.read.behaviours if seen.id in ids), None)
        words = turn.heard.text if span is None else " ".join(turn.heard.text.split()[span[0] : span[1]])
        found.append(Evidence(turn.turn, span, words))
    return tuple(found)
