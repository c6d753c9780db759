"""A call that others held, from its sound: each side's turns found by voice activity and heard by the ear."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

import numpy as np

from trainer.call.ports import Ear, Hearing, VoiceActivity
from trainer.call.turn_end import WAIT, Over, TurnListener
from trainer.sound import RATE, Samples
from trainer.transcript import Side


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one side said without a longer pause. ``start``, ``end``: samples since the recording began;
    ``confidence``: None where the ear gives none."""

    side: Side
    text: str
    start: int
    end: int
    confidence: float | None


class _WhereThereIsSound:
    """Judges nothing but silence to be no speech without being asked: half of a call, for each side."""

    def __init__(self, activity: VoiceActivity) -> None:
        self._activity = activity
        self.frame = activity.frame
        self.lag = activity.lag

    def speech(self, frame: Samples) -> float:
        return self._activity.speech(frame) if frame.any() else 0.0

    def reset(self) -> None:
        self._activity.reset()


class _OneSide:
    def __init__(self, side: Side, ear: Ear, activity: VoiceActivity) -> None:
        self._side = side
        self._ear = ear
        self._hearing: Hearing | None = None
        self._listener = TurnListener(_WhereThereIsSound(activity), self._open)

    def _open(self) -> Hearing:
        self._hearing = self._ear.listen()
        return self._hearing

    def feed(self, samples: Samples) -> list[Spoken]:
        found = []
        for event in self._listener.feed(samples):
            if isinstance(event, Over):
                hearing = self._hearing
                assert hearing is not None, "a turn ended that had not begun"
                heard = hearing.finish()
                if heard.text:
                    found.append(Spoken(self._side, heard.text, event.start, event.end, heard.confidence))
        return found


def hear_both(
    blocks: Iterable[tuple[Samples, Samples]], ear: Ear, activity: Callable[[], VoiceActivity],
    heard: Callable[[int], None],
) -> list[Spoken]:  # fmt: skip
    """Both sides' turns in the order in which they began.

    ``blocks``: the rep's sound and the person's, int16 at 16,000 a second; ``activity`` is made for each side;
    ``heard`` is told now and then how many samples have been heard. Raises EarMissing.
    """
    sides = (_OneSide("rep", ear, activity()), _OneSide("person", ear, activity()))
    silence = np.zeros(WAIT + RATE, dtype=np.int16)
    spoken: list[Spoken] = []
    at = 0
    for pair in chain(blocks, [(silence, silence)]):
        for side, samples in zip(sides, pair, strict=True):
            spoken += side.feed(samples)
        at += len(pair[0])
        heard(at)
    return sorted(spoken, key=lambda one: (one.start, one.side))
