"""What one should go back to first: the stretch of a call in which most was lost.

Raters name the same place with each other in nine calls of ten: not the single worst sentence, but where somebody had
given something and what came back made nothing of it. What was lost is therefore summed over three turns running.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from trainer.pathway.behaviours import Behaviour
from trainer.scoring.card import Moment
from trainer.scoring.seen import RepTurn, gave_away, leaned
from trainer.transcript import Step

_LOST, _HURT, _LEFT, _HELPED, _APART = 0.1, 5.0, 4.0, 1.0, 25.0
"""Weights of the points lost in a turn; of each thing that hurt; of what they had just given, where nothing helped; of
each thing that did help; and of the distance from the middle of the call, squared: at the very beginning there is
little to lose, and at the end it has been lost. The best of 300 drawn at random on the rated calls of
the fit (59 of 100 there)."""
_AROUND = 1
"""Turns before and after which belong to a stretch."""


def to_change(
    turns: Sequence[RepTurn], found: Mapping[Step, Sequence[Moment]], behaviours: Mapping[str, Behaviour], most: int
) -> tuple[Moment, ...]:
    """Up to ``most`` moments in which something was lost, the one to rewind to first; no two of one stretch."""
    lost: dict[int, list[Moment]] = {}
    for moments in found.values():
        for moment in moments:
            if moment.points < 0:
                lost.setdefault(moment.evidence.turn, []).append(moment)
    here = [[m for turn in (one.turn, one.turn - 1) for m in lost.get(turn, ())] for one in turns]
    regrets = [_regret(one, place / max(1, len(turns) - 1), some, behaviours)
               for place, (one, some) in enumerate(zip(turns, here, strict=True))]  # fmt: skip
    stretches = [(sum(regrets[max(0, place - _AROUND) : place + _AROUND + 1]), place) for place in range(len(turns))]
    picked: list[Moment] = []
    taken: set[int] = set()
    for _, place in sorted(stretches, key=lambda pair: (-pair[0], pair[1])):
        around = range(max(0, place - _AROUND), min(len(turns), place + _AROUND + 1))
        nearest = sorted(around, key=lambda other: (abs(other - place), other))
        worst = [moment for other in nearest for moment in _worst(here[other])]
        if not worst or taken.intersection(around):
            continue
        taken.update(around)
        picked.append(worst[0])
        if len(picked) == most:
            break
    return tuple(picked)


def _regret(turn: RepTurn, where: float, lost: Sequence[Moment], behaviours: Mapping[str, Behaviour]) -> float:
    known = [behaviours[seen.id] for seen in turn.read.behaviours if seen.id in behaviours]
    helped, hurt = sum(one.helps for one in known), sum(not one.helps for one in known)
    left = not helped and (gave_away(turn.before) or leaned(turn.before))
    points = sum(moment.points for moment in lost)
    return -_LOST * points + _HURT * hurt + _LEFT * left - _HELPED * helped - _APART * (where - 0.5) ** 2


def _worst(moments: Sequence[Moment]) -> list[Moment]:
    """Those that were seen: nobody is told to change what may not have been."""
    return sorted((moment for moment in moments if moment.sure), key=lambda moment: (moment.points, moment.at))
