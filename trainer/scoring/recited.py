"""Good sentences that have to do with nothing: what is said by heart is worth little, however good each sentence is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from trainer.pathway.words import content_of
from trainer.scoring.seen import RepTurn
from trainer.transcript import Said

_WHOLE, _NOTHING, _LEAST = 1.38, 1.5, 0.1
"""Up to the first sum gains count whole, from the second on a tenth. Of 120 rated calls two lie above 1.38; reps who
recite examples come to 1.34 to 1.8."""
_FEW_TURNS = 8
_REMARK = 5
"""Words below which a turn is a remark, and no sentence learnt by heart."""


def worth_of_gains(turns: Sequence[RepTurn]) -> float:
    """The share of its gains that a call is worth, 0.1 to 1.

    By two signs: turns without a word of what the person had said until then, and words that come up only once in the
    whole call, on either side.
    """
    if len(turns) < _FEW_TURNS:
        return 1.0
    strange, said = strangeness(turns)
    if not said:
        return 1.0
    return max(_LEAST, min(1.0, (_NOTHING - strange) / (_NOTHING - _WHOLE)))


def strangeness(turns: Sequence[RepTurn]) -> tuple[float, int]:
    """The sum of both shares, 0 to 2, and of how many turns it is told."""
    heard: frozenset[str] = frozenset()
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
    return strays / said + sum(used[word] == 1 for some in mine for word in some) / words, said
