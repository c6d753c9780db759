"""Out of its depth: what the program does where it can't follow. It says so, and what it heard counts for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from trainer.pathway.words import normal
from trainer.prospect.composition import Composition
from trainer.prospect.lines import Line
from trainer.prospect.moves import evidence
from trainer.prospect.state import State
from trainer.prospect.tables import WHATS
from trainer.transcript import Event, HandRaised, MoodShown, Moved, OutOfDepth

_TIMES = 3
_WITHIN = 16
"""Turns over both speakers: eight of the rep's."""
_KEEP = re.compile(r"\b(?:keep (?:it|this|that)|(?:for|to) (?:my|the) trainer|raise (?:a|my) hand)\b", re.I)
_BACK = re.compile(r"\b(?:go|take me|back) (?:back|before|to before)\b", re.I)
_ON = re.compile(r"^(?:okay |ok |yes |right |well |let'?s )*(?:go on|carry on|continue|keep going)\W*$", re.I)
_OTHER_TONGUES = frozenset((
    "der", "die", "das", "und", "nicht", "ich", "sie", "wir", "ist", "ein", "eine", "mit", "auf", "für", "bitte",
    "danke", "guten", "le", "la", "les", "et", "est", "une", "pas", "je", "vous", "nous", "pour", "avec",
    "bonjour", "merci", "el", "los", "que", "es", "una", "por", "favor", "gracias", "hola", "señora", "het",
    "een", "niet", "ik", "jij", "met", "voor", "dank", "goedemorgen", "jest", "nie", "się", "na", "dzień",
    "dobry", "proszę", "dziękuję", "il", "lo", "sono", "che", "per", "buongiorno", "grazie",
))  # fmt: skip
_FOREIGN_SHARE = 0.4


@dataclass(frozen=True, slots=True)
class GivenUp:
    state: State
    moves: tuple[Event, ...]
    line: Line
    shown: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    composition: Composition
    shown: tuple[Event, ...]


def is_foreign(text: str) -> bool:
    """Whether so many small words are another language's that this is no English."""
    words = [token.text for token in normal(text).tokens]
    if len(words) < 3:
        return False
    return sum(word in _OTHER_TONGUES for word in words) / len(words) >= _FOREIGN_SHARE


def within_reach(state: State, turn: int) -> State:
    """After a turn that could be followed: what lies too long ago is forgotten."""
    lately = tuple(one for one in state.beyond if turn - one < _WITHIN)
    return replace(state, beyond=lately, solid=state.solid if lately else ())


def gives_up(c: Composition, before: State, turn: int) -> GivenUp | None:
    """Count a turn that nobody foresaw; at the third within eight the stretch is taken back and the program says so."""
    state = within_reach(c.state, turn)
    solid = state.solid or tuple(before.get(what) for what in WHATS)
    beyond = (*state.beyond, turn)
    c.state = replace(state, beyond=beyond, solid=solid)
    if len(beyond) < _TIMES:
        return None
    given_back: dict[str, Any] = dict(zip(WHATS, solid, strict=True))
    moves = tuple(
        Moved(
            what=what, before=state.get(what), after=given_back[what], evidence=evidence(turn, ""),
            cause="the program could not follow, and gives back what this stretch took or gave",
        )
        for what in WHATS
        if state.get(what) != given_back[what]
    )  # fmt: skip
    line = c.lines.pick(replace(c.state, used=()), c.turn, c.lines.stock("out_of_depth"))
    assert line is not None, "the common stock has a line for it"
    after = replace(c.state, **given_back, beyond=(), solid=(), not_understood=0, stepped_out=True)
    return GivenUp(after, moves, line, (OutOfDepth(since=beyond[0]), MoodShown(mood="attentive", attention=0.5)))


def takes_choice(c: Composition, text: str) -> Choice | None:
    """What the rep chose of what the program offered; None where they simply went on talking."""
    keeps = bool(_KEEP.search(text))
    if not (keeps or _BACK.search(text) or _ON.match(text)):
        return None
    c.state = replace(c.state, stepped_out=False)
    if not c.stock("go_on"):
        c.stock("not_heard")
    return Choice(c, (HandRaised(note="The program could not follow."),) if keeps else ())
