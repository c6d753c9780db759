"""The right to ask: how things stood when the rep asked for something for the first time. Never scored."""

from __future__ import annotations

from collections.abc import Sequence

from trainer.scoring.card import FirstAsk
from trainer.scoring.seen import RepTurn
from trainer.transcript import Entry, Moved, of_kind

_ASKS = ("states_next_step", "small_ask", "asks_hesitantly", "begs", "asks_too_much", "urgency_before_trust")


def first_ask(entries: Sequence[Entry], turns: Sequence[RepTurn], trust: int) -> FirstAsk | None:
    """None where nothing was asked for. ``trust``: where it stood at the beginning."""
    asking = next((turn for turn in turns if turn.acts("next_step") or turn.shows(_ASKS)), None)
    if asking is None:
        return None
    for entry, moved in of_kind(entries, Moved):
        if entry.turn < asking.turn and moved.what == "trust":
            trust = moved.after
    gave = (turn.shows(("generosity",)) for turn in turns if turn.turn <= asking.turn)
    given = tuple(words for words in gave if words is not None)
    return FirstAsk(asking.at, asking.shows(_ASKS) or asking.quoted(None), trust, given)
