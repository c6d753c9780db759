"""What the coach says, by behaviour: frames, hints and exercises, from assets/coaching/coaching.yaml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from trainer.files import read_yaml
from trainer.places import shipped


@dataclass(frozen=True, slots=True)
class Coaching:
    """``title``: what to do, in a few words; ``frame``: a way to say it where the scenario has none; ``hint``: asks or
    points, during the call; ``exercise``: for one evening. See the file for what may stand in braces."""

    title: str
    frame: str
    hint: str
    exercise: str


@cache
def coaching() -> Mapping[str, Coaching]:
    document = read_yaml(shipped("assets/coaching/coaching.yaml"))
    return {
        name: Coaching(one["title"], one.get("frame", ""), one["hint"], one["exercise"])
        for name, one in document.items()
    }
