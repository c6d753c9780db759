"""The vosk ear: words as they are heard, when each was said, and how sure it is. It needs a model of its own."""

from __future__ import annotations

import ctypes
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from trainer.errors import EarMissing
from trainer.sound import RATE, Samples
from trainer.speech.loudness import is_silent
from trainer.speech.models import is_model
from trainer.transcript import Word
from trainer.utterance import Heard16k

HOW_TO_GET = "Install one: sparring models install small-en-us-0.15"


class VoskEar:
    """Recognises what the model in ``model_path`` knows: lower case, no punctuation.

    The model is loaded here (0.4 s and up, by its size) and shared by all hearings; each has a recogniser of its own.
    Raises EarMissing if there is no vosk for this machine, or no whole model in the folder.
    """

    gives_words = True

    def __init__(self, model_path: Path, platform: str = sys.platform) -> None:
        self._name = "vosk " + model_path.resolve().name.removeprefix("vosk-model-")
        _check(model_path, platform)
        try:
            import vosk
        except (ImportError, OSError, TypeError) as error:
            raise EarMissing("vosk does not exist for this machine. Take the built-in ear: --ear moonshine") from error
        vosk.SetLogLevel(-1)
        try:
            self._model = vosk.Model(str(model_path))
        except Exception as error:  # vosk raises nothing narrower
            raise EarMissing(f"The vosk model in {model_path} is damaged. {HOW_TO_GET}") from error
        self._recogniser = vosk.KaldiRecognizer

    @property
    def name(self) -> str:
        return self._name

    def listen(self, names: Sequence[str] = ()) -> VoskHearing:
        """Begin a turn (0.1 s). ``names`` are not made a grammar, for a rep speaks freely; they serve repair."""
        _seed_the_dither()
        recogniser = self._recogniser(self._model, RATE)
        recogniser.SetWords(True)
        return VoskHearing(recogniser)


class VoskHearing:
    """One turn. The engine may declare an utterance over by itself: its words are kept, and it goes on."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser
        self._results: list[dict[str, Any]] = []
        self._silent = True

    def hear(self, samples: Samples) -> None:
        """Take more of the turn; costs 0.06 to 0.2 s of computing for a second of sound."""
        self._silent = self._silent and is_silent(samples)
        if self._recogniser.AcceptWaveform(samples.tobytes()):
            self._results.append(json.loads(self._recogniser.Result()))

    def pause(self) -> None:
        """Nothing to do: this engine is fed all the time and never falls behind."""

    def so_far(self) -> str:
        if self._silent:
            return ""
        tentative = json.loads(self._recogniser.PartialResult())["partial"]
        return _joined([*(result["text"] for result in self._results), tentative])

    def finish(self) -> Heard16k:
        """The turn's words, with their times and how sure the engine is of them (60 ms)."""
        if self._silent:
            return Heard16k("", (), 0.0)
        results = [*self._results, json.loads(self._recogniser.FinalResult())]
        words = tuple(_word(entry) for result in results for entry in result.get("result", ()))
        sure = sum(word.confidence for word in words) / len(words) if words else 0.0
        return Heard16k(_joined([result["text"] for result in results]), words, sure)


def _seed_the_dither() -> None:
    """The engine adds a little noise to the sound, drawn by the C library: the same draws for the same turn.

    Where that library can't be had so (Windows), a word may come out otherwise in another run.
    """
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).srand(1)


def _word(entry: dict[str, Any]) -> Word:
    return Word(
        entry["word"],
        round(entry["start"] * RATE),
        round(entry["end"] * RATE),
        min(1.0, max(0.0, entry["conf"])),
    )


def _joined(texts: Sequence[str]) -> str:
    return " ".join(text for text in texts if text)


def _check(model_path: Path, platform: str) -> None:
    if not model_path.is_dir():
        raise EarMissing(f"There is no vosk model in {model_path}. {HOW_TO_GET}")
    if not is_model(model_path):
        raise EarMissing(f"The folder {model_path} holds no whole vosk model. {HOW_TO_GET}")
    if platform == "win32" and not str(model_path).isascii():
        # WORKAROUND https://github.com/alphacep/vosk-api/issues/1072
        raise EarMissing(
            f"On Windows vosk can't read a model from {model_path}, because of the accented letters in its path. "
            "Move the model to a folder like C:\\vosk and name it in SPARRING_VOSK_MODEL, or use --ear moonshine"
        )
