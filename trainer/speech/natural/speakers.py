"""Who can be heard: speakers of both sexes, blended from those that the packages hold.

Kokoro's style vectors can be blended; a little shift of pitch and formants together (played at another rate, the pace
put right) makes two people of one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from trainer.utterance import VoiceTraits

Which = Literal["kokoro", "joe"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """``blend``: styles of Kokoro's and their weights; ``shift``: 1.05 is 5 % higher, pitch and formants together;
    ``pace``: factor on the words a minute."""

    name: str
    engine: Which
    blend: tuple[tuple[str, float], ...] = ()
    shift: float = 1.0
    pace: float = 1.0


def _of(name: str, blend: Mapping[str, float], shift: float = 1.0, pace: float = 1.0) -> Speaker:
    return Speaker(name, "kokoro", tuple(sorted(blend.items())), shift, pace)


FEMALE = (
    _of("gongitsune", {"jf_gongitsune": 1.0}, pace=0.97),
    _of("tebukuro", {"jf_tebukuro": 1.0}, pace=0.88),
    _of("nezumi low", {"jf_nezumi": 1.0}, shift=0.9, pace=0.87),
    _of("fox and glove", {"jf_gongitsune": 0.5, "jf_tebukuro": 0.5}, shift=0.94, pace=0.92),
    _of("nezumi", {"jf_nezumi": 1.0}, pace=0.9),
)
"""At 155 to 175 words a minute: faster, and the built-in ear loses every tenth word. The package's jf_alpha is left
out: the ear mishears it twice as often as the others."""
MALE = (
    _of("kumo", {"jm_kumo": 1.0}, pace=0.87),
    _of("kumo low", {"jm_kumo": 0.85, "jf_tebukuro": 0.15}, shift=0.88, pace=0.85),
    _of("kumo light", {"jm_kumo": 0.9, "jf_gongitsune": 0.1}, shift=1.08, pace=0.9),
)
JOE = Speaker("joe", "joe")
_MOST_SHIFT = 0.08
"""What a persona's own pitch may add to the speaker's."""


def speaker_for(traits: VoiceTraits, joe: bool = True) -> Speaker:
    """The speaker of a persona. ``joe``: whether the American man's voice is there, for American men."""
    if joe and traits.sex == "male" and traits.accent.lower().startswith("en-us") and traits.variant % 2 == 0:
        return JOE
    some = FEMALE if traits.sex == "female" else MALE
    return some[traits.variant % len(some)]


def shift_of(speaker: Speaker, traits: VoiceTraits) -> float:
    """Pitch and formants of a persona with this speaker."""
    own = max(1 - _MOST_SHIFT, min(1 + _MOST_SHIFT, 1 + (traits.pitch - 1) / 2))
    return speaker.shift * own
