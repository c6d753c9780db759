"""A hint in the middle of a practice call: from their last words and what those call for. It asks or points, and never
says the line."""

from __future__ import annotations

import re

from trainer.coaching.occasion import occasion
from trainer.coaching.words import coaching
from trainer.pathway.words import content_of
from trainer.prospect.state import State
from trainer.prospect.tables import Limits
from trainer.scenario.schema import Person
from trainer.simulate.wording import without_fillers
from trainer.text import sentences
from trainer.transcript import Entry, Said

_WORDS, _FEWEST = 7, 2
_BETWEEN = re.compile(r", |: | (?=(?:and|but|because|when) )")
_PRONOUNS = {"she": ("she", "her", "her"), "he": ("he", "him", "his"), "they": ("they", "them", "their")}


def hint(line: Entry | None, state: State, limits: Limits, person: Person) -> str:
    """One sentence. ``line``: what the person said last (None: nothing yet); ``state``: how they are."""
    known = coaching()
    here = occasion(line, state, limits)
    called_for = [one for one in here.calls_for if one in known]
    turn = state.rep_turns % len(called_for) if here.kind == "lull" else 0  # nobody is told the same all evening
    name = called_for[turn]
    said = line.event.text if line is not None and isinstance(line.event, Said) else ""
    words = few_words(said)
    if "{words}" in known[name].hint and not words:
        name = next((one for one in called_for if "{words}" not in known[one].hint), "asks_outcome")
    they, them, their = _PRONOUNS[person.pronouns]
    text = known[name].hint.format(
        words=words, they=they, them=them, their=their, They=they.capitalize(), person=person.called
    )
    return text[:1].upper() + text[1:]


def few_words(said: str) -> str:
    """The part of a line that holds most, at most seven words of it; empty where none says anything."""
    told = [one for one in sentences(said) if not one.endswith("?")]
    parts = [part.strip(" .!?…") for one in told for part in _BETWEEN.split(without_fillers(one))]
    best = max(parts, key=lambda part: (len(content_of([part])), -len(part.split())), default="")
    words = best.split()
    if len(words) < _FEWEST:
        return ""
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
