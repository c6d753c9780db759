"""Speaks turns of the test part with a natural voice and keeps what the built-in ear hears of them.

``python -m tools.reader.hear`` writes assets/material/heard.jsonl.gz, so that the loss through the ear can be measured
without a voice. Each turn is spoken once by 'joe' and taken as it comes; nothing but the texts is kept. Voice and ear
are those of tools/render_rep.py, which says what packages they need.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import onnxruntime

from tools.reader import material
from tools.reader.pack import write
from tools.reader.transcripts import lines_of
from tools.render_rep import Ear, Joe, finished
from trainer.places import shipped
from trainer.sound import Sound

TURNS, SHORTEST, LONGEST = 440, 3, 45
"""How many turns are spoken, and of how many words."""


def chosen() -> list[tuple[str, int, str]]:
    """Some labelled turns of the test part: call, number and what is said in it."""
    turns = [
        (call.id, turn.number, line.words)
        for call in material.of("test")
        for turn, line in zip(call.turns, lines_of(call), strict=True)
        if len(turn.labels) == 2 and SHORTEST <= len(line.words.split()) <= LONGEST
    ]
    return sorted(random.Random(1).sample(turns, TURNS))


def rows() -> Iterator[dict[str, Any]]:
    onnxruntime.set_seed(1)  # the voice draws its noise inside the graph
    voice, ear = Joe(), Ear()
    for call, number, text in chosen():
        yield {"call": call, "turn": number, "heard": ear.hears(Sound(finished(voice.speak(text, take=0))))}


if __name__ == "__main__":
    write(shipped("assets/material/heard.jsonl.gz"), rows())
