"""What a live call needs from outside. Real adapters live in ``trainer.speech`` and ``trainer.records``.

They are protocols: an adapter fits by its shape and imports nothing from here. Each has one contract suite under
``tests/contract`` that runs over every implementation, the fakes of ``tests/fakes.py`` among them.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from trainer.sound import Samples, Sound
from trainer.transcript import Entry
from trainer.utterance import Heard16k, VoiceTraits


class Hearing(Protocol):
    """One turn being heard. Used by one thread at a time."""

    def hear(self, samples: Samples) -> None:
        """Take the next samples of the turn: int16, mono, 16,000 a second."""

    def pause(self) -> None:
        """The rep paused for 200 ms or more here: what came before may be recognised for good."""

    def so_far(self) -> str:
        """The words up to now, the last ones tentative."""

    def finish(self) -> Heard16k:
        """The words of the whole turn. The hearing can't be used afterwards."""


class Ear(Protocol):
    """A recogniser with its model loaded. Hearings of one ear may run in several threads."""

    @property
    def name(self) -> str:
        """What the log calls it: engine and model, as "vosk small-en-us-0.15"."""

    @property
    def gives_words(self) -> bool:
        """Whether it knows when each word was said, and how sure it is."""

    def listen(self, names: Sequence[str] = ()) -> Hearing:
        """Begin a turn. ``names``: names and words of the scenario to expect."""


class VoiceActivity(Protocol):
    """Tells speech from other sound. Keeps state: one for each stream."""

    @property
    def frame(self) -> int:
        """Samples in a frame."""

    @property
    def lag(self) -> int:
        """Samples by which its last frame of speech stands behind the true end of it (median)."""

    def speech(self, frame: Samples) -> float:
        """Probability that the next frame holds speech."""

    def reset(self) -> None: ...


class Voice(Protocol):
    """Turns text into sound. What it can do is asked of it, never assumed."""

    @property
    def name(self) -> str: ...

    @property
    def can(self) -> frozenset[str]:
        """Of "rate", "pitch", "choice": what ``render`` heeds of the traits."""

    def render(self, text: str, traits: VoiceTraits) -> Sound:
        """The line as sound; for the same text and traits always the same samples. Raises VoiceFailed."""

    def expect(self, texts: Sequence[str], traits: VoiceTraits, *, soon: bool = True) -> None:
        """May be said soon, the likeliest first (or, not ``soon``, some time): it may have them ready. Returns at
        once; what comes of it costs or saves time only."""

    def close(self) -> None: ...


class Microphone(Protocol):
    """Open for the whole call. ``start`` hands over each block as it comes, on a thread that must not be held up."""

    @property
    def name(self) -> str: ...

    def start(self, deliver: Callable[[bytes], None], lost: Callable[[str], None]) -> None:
        """Begin. ``lost`` is called once with a plain sentence when the device goes away. Raises MicrophoneLost."""

    def decode(self, block: bytes) -> Samples:
        """A delivered block as int16 samples, 16,000 a second; called in order, outside the audio thread."""

    def stop(self) -> None: ...


class Speaker(Protocol):
    """Open for the whole call; plays one line at a time."""

    @property
    def name(self) -> str: ...

    def start(self, lost: Callable[[str], None]) -> None:
        """Open. Raises SpeakerLost."""

    def play(self, sound: Sound, begun: Callable[[], None], done: Callable[[int], None]) -> None:
        """Play a line. ``begun`` at its first sample, ``done`` with the samples played (at the sound's own rate)."""

    def hush(self) -> None:
        """Fade out what is playing within 5 ms; ``done`` follows."""

    def stop(self) -> None: ...


class Recorder(Protocol):
    """Keeps the sound of a call, one file a turn and side, readable whatever happens afterwards."""

    def write(self, turn: int, side: str, samples: Samples) -> None:
        """More sound of a turn, at 16,000 a second."""

    def turn_ended(self, turn: int, side: str) -> None:
        """Close the turn's file and give it its name."""

    def close(self) -> None: ...


class CallStore(Protocol):
    """Where a call is written as it goes. What was appended is on disk when ``append`` returns."""

    def append(self, entries: Sequence[Entry], snapshot: dict[str, Any] | None) -> None: ...
