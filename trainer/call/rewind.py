"""Going back into a call that is over, to hold the rest of it another way."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from trainer.errors import InputError
from trainer.transcript import Entry, HandRaised, Heard, Hint, Interrupted, Paused, Resumed, Silence

_WAITING = (Silence, Paused, Resumed, HandRaised, Hint, Interrupted)
"""What belongs to the wait before the rep's words, not to the person's."""


def before_turn(entries: Sequence[Entry], turn: int) -> tuple[Entry, ...]:
    """All that had happened when the rep's turn ``turn`` was due. Raises InputError if that is no turn of the rep's."""
    if not any(isinstance(entry.event, Heard) and entry.turn == turn for entry in entries):
        turns = ", ".join(str(entry.turn) for entry in entries if isinstance(entry.event, Heard))
        raise InputError(f"Turn {turn} is not one of yours. Yours are: {turns or 'none'}.")
    before = tuple(takewhile(lambda entry: entry.turn < turn, entries))
    while before and isinstance(before[-1].event, _WAITING):
        before = before[:-1]
    return before
