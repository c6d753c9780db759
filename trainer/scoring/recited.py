"""Good sentences that have to do with nothing: what is said by heart is worth little, however good each sentence is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trainer.pathway.words import content_of
from trainer.scoring.seen import RepTurn
from trainer.transcript import Said

_LEAST = 0.1
_STRANGERS, _KNOWN = (1.45, 1.55), (0.9, 1.0)
"""Up to the first sum gains count whole, from the second on a tenth: where nothing is known of the call but its words,
and where its brief is. Of 120 rated calls none comes to more than 1.45, reps who recite examples to 1.34 to 1.8; with a
brief professionals and order takers stay below 0.75, and those who recite begin at 1.0."""
_FEW_TURNS = 8
_REMARK = 5
"""Words below which a turn is a remark, and no sentence learnt by heart."""


def worth_of_gains(turns: Sequence[RepTurn], brief: frozenset[str] | None) -> float:
    """The share of its gains that a call is worth, 0.1 to 1.

    By two signs: turns without a word of what the person had said until then, and words that come up only once in the
    whole call, on either side. ``brief``: words that belong to the call whatever is said in it; None where nothing is
    known of it.
    """
    if len(turns) < _FEW_TURNS:
        return 1.0
    strange, said = strangeness(turns, brief or frozenset())
    whole, nothing = _STRANGERS if brief is None else _KNOWN
    return max(_LEAST, min(1.0, (nothing - strange) / (nothing - whole))) if said else 1.0


def strangeness(turns: Sequence[RepTurn], brief: frozenset[str]) -> tuple[float, int]:
    """The sum of both shares, 0 to 2, and of how many turns it is told."""
    heard = brief
    mine: list[frozenset[str]] = []
    theirs: list[frozenset[str]] = []
    strays = said = 0
    for turn in turns:
        if turn.before is not None and isinstance(turn.before.event, Said):
            theirs.append(content_of([turn.before.event.text]))
            heard |= theirs[-1]
        mine.append(content_of([turn.heard.text]))
        if len(turn.heard.text.split()) >= _REMARK:
            said += 1
            strays += not mine[-1] & heard
    used = Counter(word for words in (*mine, *theirs) for word in words)
    words = sum(map(len, mine))
    if not said or not words:
        return 0.0, 0
    return strays / said + sum(used[word] == 1 for some in mine for word in some - brief) / words, said
