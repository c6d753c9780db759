"""Labelled calls as the program reads them: a scene from the call's head, a moment before each of the rep's turns."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tools.reader.material import LabelledCall, LabelledTurn
from trainer.pathway.following import Line, follow
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene
from trainer.pathway.words import STOP_WORDS, normal
from trainer.transcript import Read


def scene_of(call: LabelledCall) -> Scene:
    """What the head of a call tells: who they are, what is sold at which price, what the rep was told beforehand."""
    head = call.head
    name = re.split(r"[,(;:–-]", head.get("PERSON", ""))[0].strip()
    cares = [part.strip() for part in re.split(r"[;,.]| and ", head.get("CARES", "")) if part.strip()]
    return Scene(
        person=name.split()[0] if name else "",
        person_names=tuple(name.split()),
        organisation=head.get("ORGANISATION", ""),
        offer=head.get("OFFER", "").split(",")[0],
        rep=head.get("REP_NAME", ""),
        cares=tuple((f"care_{number}", _telling(text)) for number, text in enumerate(cares)),
        brief=head.get("BRIEF", ""),
        prices=normal(head.get("PRICES", "")).numbers,
    )


def _telling(text: str) -> tuple[str, ...]:
    return tuple(word for word in normal(text).text.split() if word not in STOP_WORDS and len(word) > 2)


def lines_of(call: LabelledCall) -> list[Line]:
    return [Line(turn.speaker, turn.text) for turn in call.turns]


def read_through(reader: PathwayReader, call: LabelledCall) -> Iterator[tuple[LabelledTurn, Moment, Scene, Read]]:
    """The rep's labelled turns as they are read in the course of the call."""
    scene = scene_of(call)
    for number, moment, read in follow(reader, lines_of(call), scene):
        if call.turns[number].labels:
            yield call.turns[number], moment, scene, read


def followed(reader: PathwayReader, call: LabelledCall) -> Iterator[tuple[LabelledTurn, Moment, Scene]]:
    for turn, moment, scene, _ in read_through(reader, call):
        yield turn, moment, scene
