"""What a live call tells whoever shows it. Entries of the log are told as they are; these come and go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from trainer.transcript import Entry


@dataclass(frozen=True, slots=True)
class Partial:
    """The rep's words so far; tentative, never stored. Empty when the turn is over."""

    text: str


@dataclass(frozen=True, slots=True)
class Level:
    """Loudness of the microphone now, 0 to 1; ``clipped``: it was too loud; ``speech``: somebody speaks."""

    loudness: float
    clipped: bool = False
    speech: bool = False


@dataclass(frozen=True, slots=True)
class Speaking:
    """The person's line begins to sound (``loudness``: one value for each 30 ms of it) or has ended (None)."""

    text: str
    seconds: float
    loudness: tuple[float, ...] | None


@dataclass(frozen=True, slots=True)
class Floor:
    """Whose move it is."""

    state: Literal["rep", "thinking", "person", "paused", "over"]


@dataclass(frozen=True, slots=True)
class Trouble:
    """Something on the machine failed; the call is paused. ``sentence`` is fit to be shown."""

    sentence: str
    part: Literal["microphone", "speaker", "ear", "voice", "store"]
    details: str = ""


@dataclass(frozen=True, slots=True)
class Waited:
    """From the end of the rep's last word to the first sample of the answer, in seconds, and where it went."""

    total: float
    parts: tuple[tuple[str, float], ...]


Notice = Entry | Partial | Level | Speaking | Floor | Trouble | Waited
