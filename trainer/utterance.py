"""Values that pass between a call and its ears and voices."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.transcript import Word


@dataclass(frozen=True, slots=True)
class Heard16k:
    """What an ear heard in one turn. Word times count from the turn's first sample, 16,000 a second.

    ``words`` and ``confidence`` (0 to 1, mean over the words) are None where the ear gives none.
    """

    text: str
    words: tuple[Word, ...] | None = None
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class VoiceTraits:
    """How a person speaks. ``rate``: 1 is the voice's own pace; ``pitch``: 1 is its own height."""

    sex: Literal["female", "male"] = "female"
    accent: str = "en-gb"
    rate: float = 1.0
    pitch: float = 1.0
    variant: int = 0
