"""The process in which pyttsx3 runs: ``python -m trainer.speech.voice_worker``.

It has a process of its own because its drivers hang or crash in threads, print to standard output, and can only be
stopped for certain by ending them. Requests come as JSON lines on standard input, each is answered by one JSON line:

    ← {"ready": true} or {"error": …}, once the engine stands
    → {"text", "file", "sex", "accent", "rate", "pitch", "variant"}
    ← {"done": true} or {"error": …}

The end of standard input ends the process at once, whatever the engine is doing: it can't outlive the program.
"""

from __future__ import annotations

import importlib
import sys
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.speech.worker_process import serve

WORDS_A_MINUTE = 165
"""Pace of a voice at rate 1; people talk at 150 to 170 on the telephone."""

_ESPEAK_VARIANTS = {"female": ("f3", "f2", "f5", "f1", "f4"), "male": ("m3", "m1", "m7", "m2", "m8")}
_PLAIN_NAMES = ("Daniel", "Samantha", "Karen", "Moira", "Tessa", "Kate", "Serena", "Oliver", "Alex", "Tom")
"""Voices of macOS that speak plainly: its list is full of bells, whispers and robots."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A voice that the system offers."""

    id: str
    name: str
    language: str
    """As "en-gb"; empty where the driver doesn't say."""
    sex: str
    """female, male or empty."""


def choose(voices: Sequence[Installed], driver: str, sex: str, accent: str, variant: int) -> str | None:
    """Id of the voice that fits best: the language first, then the sex, then the accent; None where none fits.

    Among equals ``variant`` chooses. espeak's voices have no sex of their own, which their variants lend them.
    """
    wanted = accent.lower().replace("_", "-")
    same_language = [voice for voice in voices if voice.language.split("-")[0] == wanted.split("-")[0]]
    if not same_language:
        return None

    def fit(voice: Installed) -> tuple[bool, bool, bool]:
        lends_sex = driver == "espeak"
        return (lends_sex or voice.sex == sex, voice.language == wanted, voice.name.split(" ")[0] in _PLAIN_NAMES)

    best = max(fit(voice) for voice in same_language)
    equals = sorted((voice for voice in same_language if fit(voice) == best), key=lambda voice: voice.id)
    if driver == "espeak":
        lent = _ESPEAK_VARIANTS[sex]
        return f"{equals[0].id}+{lent[variant % len(lent)]}"
    return equals[variant % len(equals)].id


def _installed(engine: Any) -> list[Installed]:
    voices = []
    for voice in engine.getProperty("voices"):
        languages = voice.languages or [""]
        language = str(languages[0] or "").lower().replace("_", "-")
        gender = str(voice.gender or "").lower().removeprefix("voicegender")
        voices.append(
            Installed(str(voice.id), str(voice.name), language, gender if gender in ("female", "male") else "")
        )
    return voices


class _Engine:
    """pyttsx3 with its drivers' habits allowed for."""

    def __init__(self) -> None:
        if sys.platform == "win32":
            # COM must be initialised in the thread that uses it.
            importlib.import_module("pythoncom").CoInitialize()
        self._pyttsx3 = importlib.import_module("pyttsx3")
        self._engine: Any = self._new()
        self._driver = str(self._engine)
        self._settle()
        self._voices = _installed(self._engine)

    def _new(self) -> Any:
        engine = self._pyttsx3.Engine()
        self._finished = threading.Event()
        self._errors: list[str] = []
        engine.connect("finished-utterance", lambda **_: self._finished.set())
        engine.connect("error", lambda exception, **_: self._errors.append(str(exception)))
        return engine

    def _settle(self) -> None:
        """Let all that was set in espeak take effect before anything else is done.

        It sets the rate and the pitch on a thread of its own, but the voice on ours: where they crossed, one line in
        fifteen on a busy machine came out at another pace.
        """
        if self._driver == "espeak":
            self._engine.proxy.setBusy(False)  # until then pyttsx3 only notes what is to be set
            importlib.import_module("pyttsx3.drivers._espeak").Synchronize()

    def render(self, request: Mapping[str, Any]) -> None:
        """Write the line to its file. Raises RuntimeError with what the driver reported."""
        if self._driver == "sapi5":
            # WORKAROUND: pyttsx3 2.99 goes silent after an engine's first line on Windows,
            # https://github.com/nateshmbhat/pyttsx3/issues/419
            self._engine = self._new()
        engine = self._engine
        self._finished.clear()
        self._errors.clear()
        voice = choose(self._voices, self._driver, request["sex"], request["accent"], request["variant"])
        if voice is not None:
            engine.setProperty("voice", voice)
        engine.setProperty("rate", int(WORDS_A_MINUTE * request["rate"]))
        if self._driver == "espeak":
            engine.setProperty("pitch", max(0, min(99, round(50 * request["pitch"]))))
        self._settle()
        engine.save_to_file(request["text"], request["file"])
        engine.runAndWait()
        if self._driver == "espeak":
            # Its synthesis runs on a thread of its own and outlasts runAndWait; the other drivers are done by now,
            # and that of Windows never tells that a file is finished.
            self._finished.wait()
        if self._errors:
            raise RuntimeError("; ".join(self._errors))


def main() -> None:
    serve(lambda: _Engine().render)


if __name__ == "__main__":
    main()
