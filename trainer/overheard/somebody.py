"""The person of a call that others held: nobody is known, and how they stand is inferred from both sides' words."""

from __future__ import annotations

from functools import cache

from trainer.places import shipped
from trainer.prospect.state import ENGINE
from trainer.scenario.load import Loaded, load
from trainer.scenario.schema import Scenario
from trainer.transcript import OVERHEARD, CallStarted, Versions


@cache
def _loaded() -> Loaded:
    return load(shipped("assets/scoring/anybody.yaml"))


def anybody() -> Scenario:
    return _loaded().scenario


def started(reader: str, rubric: str = "") -> CallStarted:
    """The first event of such a call's log. ``reader``, ``rubric``: their versions."""
    loaded = _loaded()
    return CallStarted(
        scenario=loaded.scenario.id, sha256=loaded.sha256, text=loaded.text, seed=1, mode="practice", ear=OVERHEARD,
        voice="none", versions=Versions(engine=ENGINE, reader=reader, rubric=rubric),
    )  # fmt: skip
