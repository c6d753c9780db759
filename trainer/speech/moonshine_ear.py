"""The built-in ear: moonshine's tiny English model, which travels inside its own package.

It knows no stream: every call recognises a piece of sound from its beginning, and takes more than its share of time and
memory from 8 s on (8 s of sound 0.4 s, 45 s 6.6 s and 900 MB). So a turn is cut into segments, at the pauses the caller
finds, and each closed segment is recognised while the rep speaks on.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any, Final

import numpy as np

from trainer.errors import EarMissing
from trainer.sound import RATE, Samples
from trainer.speech.loudness import FRAME, SILENT, Levels, levels, quietest
from trainer.utterance import Heard16k

LONGEST: Final = 8 * RATE
"""Samples of a segment at most: from there on the engine's time grows out of proportion."""

SHORTEST: Final = 4 * RATE
"""Samples of speech that stand alone as a segment; less is joined with what follows, for want of context.

Errors on 780 words of natural voices: 10.4 % with 1 s, 8.3 % with 2 s, 7.3 % with 4 s; nothing was won beyond. What is
left to recognise at the end of a long turn takes no longer than at the end of a short one.
"""

EARLIEST_CUT: Final = 4 * RATE
"""Where a segment that ran full may be cut at the earliest."""

BELOW_SPEECH: Final = 10 ** (-30 / 20)
"""A frame this far below the loudest of its turn (30 dB) is not speech; consonants lie within 25 dB of vowels."""

ABOVE_ROOM: Final = 2.0
"""How much louder than the room's noise in a pause (6 dB) a frame must be to count as speech in this turn."""

BELOW_LOUDEST: Final = 10 ** (-12 / 20)
"""However loud the room is, frames within 12 dB of the loudest of the turn count as speech."""

FEWEST_FRAMES: Final = 4
"""Frames of speech (80 ms) below which there is no word: a click."""

PAUSE_END: Final = RATE // 10
"""Samples before a told pause of 200 ms or more (the last 100 ms) in which surely nobody speaks."""

LEAD: Final = RATE // 5
TAIL: Final = RATE // 10
"""Samples kept before the first and behind the last frame of speech (200 and 100 ms): soft onsets and endings."""

LEAST_SOUND: Final = RATE // 2
"""Samples the engine is given at least (some ms of sound make it fail); what lacks is silence."""

_HOW_TO_GET = "Take the vosk ear instead: sparring models install small-en-us-0.15"


class MoonshineEar:
    """Recognises English with punctuation, capitals and figures; knows no word times and no confidence.

    The model is loaded here (0.4 s, 240 MB). Raises EarMissing where there is no moonshine for this machine.
    """

    name = "moonshine tiny-en"
    gives_words = False

    def __init__(self) -> None:
        self._transcriber = _load()
        self._one_at_a_time = Lock()

    def listen(self, names: Sequence[str] = ()) -> MoonshineHearing:
        """Begin a turn. This engine takes no words to expect: ``names`` are for those who repair the text."""
        return MoonshineHearing(self)

    def recognise(self, samples: Samples) -> str:
        """The words in at most 8 s of sound. The engine keeps its result until the next call: one at a time."""
        sound = (samples * np.float32(1 / 32768)).tolist()
        sound += [0.0] * (LEAST_SOUND - len(sound))
        with self._one_at_a_time:
            lines = self._transcriber.transcribe_without_streaming(sound).lines
        return " ".join(line.text.strip() for line in lines if line.text.strip())


class MoonshineHearing:
    """One turn: what is recognised for good, and the open segment behind it.

    What a segment's words are depends on its samples and on where the pauses were told, never on when ``so_far`` was
    asked: a guess is kept only for the very same stretch of sound.
    """

    def __init__(self, ear: MoonshineEar) -> None:
        self._ear = ear
        self._fixed: list[str] = []
        self._open = np.empty(LONGEST, dtype=np.int16)
        self._length = 0
        self._loudest = 0.0
        self._room = 0.0
        self._guess: tuple[tuple[int, int], str] = ((0, 0), "")

    def hear(self, samples: Samples) -> None:
        """Take more of the turn. A segment that is full is cut and recognised here, which takes up to 0.4 s."""
        while len(samples) >= LONGEST - self._length:
            room = LONGEST - self._length
            self._open[self._length :] = samples[:room]
            self._length = LONGEST
            samples = samples[room:]
            self._close(quietest(self._open, EARLIEST_CUT, LONGEST))
        self._open[self._length : self._length + len(samples)] = samples
        self._length += len(samples)

    def pause(self) -> None:
        """Close the open segment and recognise it, unless it holds too little speech to stand alone.

        What stands at its end is the room, as loud as it is when nobody speaks.
        """
        self._room = float(levels(self._open[max(0, self._length - PAUSE_END) : self._length]).max(initial=0.0))
        first, last = self._bounds(self._length)
        if last - first >= SHORTEST:
            self._close(self._length)

    def so_far(self) -> str:
        """The fixed text and the open segment's, which may still change."""
        return _joined([*self._fixed, self._open_text(self._length)])

    def finish(self) -> Heard16k:
        """The turn's text; words and confidence are None. Silence since the last ``so_far`` costs nothing."""
        text = _joined([*self._fixed, self._open_text(self._length)])
        self._length = 0
        return Heard16k(text)

    def _close(self, at: int) -> None:
        self._fixed.append(self._open_text(at))
        rest = self._length - at
        self._open[:rest] = self._open[at : self._length].copy()
        self._length = rest
        self._guess = ((0, 0), "")

    def _open_text(self, until: int) -> str:
        bounds = self._bounds(until)
        if bounds != self._guess[0]:
            first, last = bounds
            self._guess = (bounds, self._ear.recognise(self._open[first:last]) if last > first else "")
        return self._guess[1]

    def _bounds(self, until: int) -> tuple[int, int]:
        loudness = levels(self._open[:until])
        self._loudest = max(self._loudest, float(loudness.max(initial=0.0)))
        return speech_bounds(loudness, self._loudest, self._room)


def speech_bounds(loudness: Levels, loudest: float, room: float) -> tuple[int, int]:
    """First and one past the last sample that is worth recognising; (0, 0) where nobody speaks.

    ``loudness``: level of every frame of the segment; ``loudest``: the highest of the turn; ``room``: the level in its
    last pause, 0 if there was none. Where nobody speaks the engine makes words up ("You", whole sentences on a hiss).
    """
    least = max(SILENT, loudest * BELOW_SPEECH, min(room * ABOVE_ROOM, loudest * BELOW_LOUDEST))
    spoken = np.flatnonzero(loudness >= least)
    if len(spoken) < FEWEST_FRAMES:
        return 0, 0
    first = max(0, int(spoken[0]) * FRAME - LEAD)
    return first, min(len(loudness) * FRAME, (int(spoken[-1]) + 1) * FRAME + TAIL)


def _joined(texts: Sequence[str]) -> str:
    return re.sub(r"\s+", " ", " ".join(texts)).strip()


def _load() -> Any:
    try:
        from moonshine_voice import ModelArch
        from moonshine_voice.errors import MoonshineError
        from moonshine_voice.transcriber import Transcriber
        from moonshine_voice.utils import get_model_path
    except (ImportError, OSError) as error:
        raise EarMissing(f"The built-in ear (moonshine) does not exist for this machine. {_HOW_TO_GET}") from error
    options = {"vad_threshold": "0.0", "return_audio_data": "false", "max_tokens_per_second": "13.0"}
    try:
        with _one_thread():
            return Transcriber(str(get_model_path("tiny-en")), ModelArch.TINY, options=options)
    except (MoonshineError, OSError) as error:
        raise EarMissing(
            "The built-in ear's model is damaged or missing. Install it again: "
            "pip install --force-reinstall moonshine-voice==0.0.73"
        ) from error


@contextmanager
def _one_thread() -> Iterator[None]:
    """The engine reads this while it loads. Up to 3 s of sound one thread is as fast as two (88 against 117 ms) for
    a third of the CPU time, leaves the other core to the sound, and words don't depend on how many cores there are."""
    name = "MOONSHINE_ORT_SINGLE_THREAD"
    before = os.environ.get(name)
    os.environ[name] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before
