"""Why a reading is as it is, for a person: each act with the words that carried it, each behaviour with its quote.

Which words carried an act is found by leaving each one out and reading again: what the act loses is that word's share.
It is the reading itself that is asked, so the explanation can't tell another story than the reader.
"""

from __future__ import annotations

from dataclasses import dataclass

from trainer.pathway.acts import ACTS
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene
from trainer.transcript import Seen

_NEAR = 0.25
"""From here on an act that is not there is named as near."""
_SHARE = 0.35
"""A word is shown where it carries this share of what the strongest one carries."""
_LONGEST = 60
"""Words of a turn that are left out one by one; of a longer one the rest is taken as it is."""


@dataclass(frozen=True, slots=True)
class ActWhy:
    """``words``: those that carried the act, strongest first, as they were said; empty where none stands out."""

    act: str
    likelihood: float
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """``acts``: those that are there, likeliest first; ``near``: those that nearly are; ``sentiment``: -1 to 1."""

    acts: tuple[ActWhy, ...]
    near: tuple[ActWhy, ...]
    sentiment: float
    behaviours: tuple[Seen, ...]


def explain(reader: PathwayReader, text: str, previous: str = "") -> Explanation:
    """The reading of a text after another's words, with its reasons."""
    read = reader.read(text, Scene(), Moment(previous=previous, person_lines=(previous,) if previous else ()))
    ranked = sorted((act for act in ACTS if act != "sentiment"), key=lambda act: (-read.acts[act], act))
    named = [act for act in ranked if read.acts[act] >= _NEAR]
    words = text.split()
    without = [
        reader.acts(" ".join(words[:place] + words[place + 1 :]), previous)
        for place in range(min(len(words), _LONGEST))
        if len(words) > 1
    ]
    whys = [ActWhy(act, read.acts[act], _carriers(act, read.acts, words, without)) for act in named]
    return Explanation(
        acts=tuple(why for why in whys if why.likelihood >= 0.5),
        near=tuple(why for why in whys if why.likelihood < 0.5),
        sentiment=read.acts["sentiment"],
        behaviours=read.behaviours,
    )


def _carriers(act: str, whole: dict[str, float], words: list[str], without: list[dict[str, float]]) -> tuple[str, ...]:
    losses = [(whole[act] - acts[act], place) for place, acts in enumerate(without)]
    most = max((loss for loss, _ in losses), default=0.0)
    if most < 0.01:
        return tuple(words) if len(words) == 1 else ()
    ranked = sorted((pair for pair in losses if pair[0] >= _SHARE * most), key=lambda pair: (-pair[0], pair[1]))
    return tuple(words[place].strip('.,;:!?…"”“') for _, place in ranked[:5])
