"""What makes one drawn person, and what a mood changes in a face; both out of the tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from functools import cache
from typing import Any

from trainer.desktop.theme import read_tokens, shipped_tokens
from trainer.errors import InputError

MOODS = ("attentive", "warm", "curious", "moved", "hopeful", "doubtful", "bored", "irritated", "closed")

MOOD_WORDS = {"warm": "at ease"}
"""How a mood is called in words where its name is not the word itself."""

_COLOUR = re.compile(r"#[0-9A-Fa-f]{6}")
_COLOURS = ("skin", "shade", "lip", "hair", "hair2", "cloth", "cloth2", "iris")
_COLOURS_OR_NONE = ("beard", "moust", "glasses", "earring", "browc")
_BOUNDS = {"w": (70.0, 90.0), "top": (88.0, 104.0), "chin": (90.0, 114.0), "jaw": (0.0, 1.0), "brow": (2.0, 10.0)}
_SHARES = ("lash", "age", "blush")


def face_tokens() -> Mapping[str, Any]:
    tokens: Mapping[str, Any] = read_tokens(shipped_tokens())["face"]
    return tokens


def mood_word(mood: str) -> str:
    """The word of a mood for the screen reader and for captions: "at ease", "doubtful"."""
    return MOOD_WORDS.get(mood, mood)


@dataclass(frozen=True)
class FaceParameters:
    """One drawn person. Colours are ``#RRGGBB``, "" where the person has no such thing; lengths in units of the face
    (a box of 330); ``jaw`` 0 pointed to 1 square; ``age`` over 0 shows lid folds, over a half the lines of age.
    """

    skin: str
    shade: str
    lip: str
    hair: str
    hair2: str
    style: str
    w: float
    top: float
    chin: float
    jaw: float
    cloth: str
    cloth2: str
    neck: str
    room: str
    iris: str
    brow: float
    lash: float = 0.0
    age: float = 0.0
    blush: float = 0.0
    beard: str = ""
    moust: str = ""
    glasses: str = ""
    earring: str = ""
    browc: str = ""

    @classmethod
    def of(cls, person_key: str, changes: Mapping[str, float | str | bool] | None = None) -> FaceParameters:
        """A drawn person of the tokens, with what a scenario changes in them.

        A colour that may be missing is taken away by ``False``. InputError names what is unknown or can't be.
        """
        people = face_tokens()["people"]
        if person_key not in people:
            raise InputError(f"There is no face “{person_key}”. There are: {', '.join(people)}.")
        person = cls(**people[person_key])
        if not changes:
            return person
        known = {field.name for field in fields(cls)}
        for name in changes:
            if name not in known:
                raise InputError(f"A face has no “{name}”. It has: {', '.join(sorted(known))}.")
        return replace(person, **{name: _checked(name, value) for name, value in changes.items()})


def _checked(name: str, value: float | str | bool) -> Any:
    if name in _COLOURS or name in _COLOURS_OR_NONE:
        return _checked_colour(name, value)
    if name in ("style", "neck", "room"):
        choices = _choices(name)
        if value not in choices:
            raise InputError(f"A face's {name} can't be “{value}”. It can be: {', '.join(choices)}.")
        return value
    low, high = _BOUNDS.get(name, (0.0, 1.0))
    if isinstance(value, str) or not low <= float(value) <= high:
        raise InputError(f"A face's {name} is a number from {low:g} to {high:g}, not “{value}”.")
    return float(value)


def _checked_colour(name: str, value: float | str | bool) -> str:
    if name in _COLOURS_OR_NONE and (value is False or value == ""):
        return ""
    if not isinstance(value, str) or not _COLOUR.fullmatch(value):
        raise InputError(f"A face's {name} is a colour like “#6B4128”, not “{value}”.")
    return value


@cache
def _choices(name: str) -> tuple[str, ...]:
    if name == "style":
        return (*face_tokens()["hair_paths"], "bald")
    if name == "neck":
        return (*face_tokens()["shapes"]["collars"], "none")
    return tuple(read_tokens(shipped_tokens())["room"])


@dataclass(frozen=True, slots=True)
class Pose:
    """Every number that a mood moves; what each means stands in look.md under "The face"."""

    raise_: float
    rasym: float
    tilt: float
    pinch: float
    lid: float
    squint: float
    gx: float
    gy: float
    curve: float
    mw: float
    open: float
    skew: float
    roll: float
    turn: float
    nod: float
    blush: float
    lean: float
    press: float

    @classmethod
    @cache
    def of(cls, mood: str) -> Pose:
        """A mood's numbers over those at rest. KeyError for a mood that is not drawn."""
        tokens = face_tokens()
        numbers = {**tokens["rest"], **tokens["moods"][mood]}
        numbers["raise_"] = numbers.pop("raise")
        return cls(**{name: float(value) for name, value in numbers.items()})

    def towards(self, other: Pose, share: float) -> Pose:
        """The pose ``share`` (0 to 1) of the way to the other."""
        if share >= 1.0 or self == other:
            return other
        return Pose(
            *(
                getattr(self, name) + (getattr(other, name) - getattr(self, name)) * share
                for name in Pose.__dataclass_fields__
            )
        )


_ASIDE_GAZE = 0.95
_ASIDE_TURN = 0.55


def looking(pose: Pose, attention: float | None) -> Pose:
    """The pose with the eyes where the attention is: 1 looks at you whatever the mood, 0 aside as when bored.

    None leaves the gaze to the mood.
    """
    if attention is None:
        return pose
    away = 1.0 - max(0.0, min(1.0, attention))
    side = -1.0 if pose.gx < 0 else 1.0
    # What a mood looks aside by itself is taken back first; a glance (moved, doubtful) is part of the mood and stays.
    own = min(1.0, max(0.0, (abs(pose.gx) - 0.25) / (_ASIDE_GAZE - 0.25)))
    gx, turn = pose.gx * (1 - own), pose.turn * (1 - own)
    return replace(
        pose,
        gx=gx + (side * _ASIDE_GAZE - gx) * away,
        turn=turn + (side * _ASIDE_TURN - turn) * away,
    )
