"""Good sentences that have to do with nothing: what is said by heart is worth little, however good each sentence is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from trainer.pathway.behaviours import Behaviour
from trainer.pathway.words import content_of
from trainer.scoring.seen import RepTurn
from trainer.transcript import Said

_WHOLE, _NOTHING, _LEAST = 0.78, 0.95, 0.1
"""Up to the first sum gains count whole, from the second on a tenth. Scripted professionals stay below 0.45 and order
takers below 0.77, those who recite examples begin at 0.92."""
_FEW_TURNS = 8
_REMARK = 5
"""Words below which a turn is a remark, and no sentence learnt by heart."""


def worth_of_gains(turns: Sequence[RepTurn], brief: frozenset[str], behaviours: Mapping[str, Behaviour]) -> float:
    """The share of its gains that a call is worth, 0.1 to 1.

    By two signs: turns without a word of what the person had said until then, and words that come up only once in the
    whole call, on either side. More of what was read must be good than bad, for who pushes recites nothing. ``brief``:
    words that belong to the call whatever is said in it. Where it is not known this can't be told: who only talks of
    what they sell looks the same (the worked call of Owen: 1.5).
    """
    known = [behaviours[seen.id].helps for turn in turns for seen in turn.read.behaviours if seen.id in behaviours]
    if len(turns) < _FEW_TURNS or 2 * sum(known) <= len(known):
        return 1.0
    return max(_LEAST, min(1.0, (_NOTHING - strangeness(turns, brief)) / (_NOTHING - _WHOLE)))


def strangeness(turns: Sequence[RepTurn], brief: frozenset[str]) -> float:
    """The sum of both shares, 0 to 2."""
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
        return 0.0
    once = sum(used[word] == 1 for some in mine for word in some - brief)
    return strays / said + once / words
