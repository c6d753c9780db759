"""A voice by pyttsx3, which runs in a process of its own (see ``voice_worker``)."""

from __future__ import annotations

import sys
import unicodedata
import uuid
from collections.abc import Sequence
from pathlib import Path
from threading import Lock

from trainer.errors import InputError, VoiceFailed
from trainer.sound import SILENCE, Sound
from trainer.speech.levelling import levelled, trimmed
from trainer.speech.sound_files import read_sound
from trainer.speech.worker_process import WorkerProcess
from trainer.utterance import VoiceTraits

WORKER = (sys.executable, "-m", "trainer.speech.voice_worker")

_LINE_SECONDS = 4.0
_SECONDS_A_LETTER = 0.02
_DRIVER = {"win32": "sapi5", "darwin": "nsss"}.get(sys.platform, "espeak")
_WHAT_TO_DO = {
    "sapi5": "Check that Windows has a voice under Settings, Time & language, Speech.",
    "nsss": "Check that macOS has a voice under System Settings, Accessibility, Spoken Content.",
    "espeak": "Install it with: apt-get install espeak-ng",
}


def speakable(text: str) -> str:
    """The text without what a driver would take for a command: control characters, markup, macOS's [[…]].

    Empty when there is nothing to say.
    """
    plain = "".join(" " if sign in "<>[]" or unicodedata.category(sign)[0] == "C" else sign for sign in text)
    return " ".join(plain.split()) if any(sign.isalnum() for sign in plain) else ""


class Pyttsx3Voice:
    """The system's own voice: espeak on Linux, SAPI on Windows, the Mac's voices.

    A process stands ready before a line is asked for. espeak's wobble of pitch runs on from line to line, so that the
    same text would sound a little different each time: there each line has a fresh process, the next one started while
    the line plays.
    """

    def __init__(self, temporary: Path, command: Sequence[str] = WORKER, line_seconds: float = _LINE_SECONDS) -> None:
        """Returns at once; the first ``render`` waits for the engine. ``temporary``: a folder of the user's alone."""
        self._temporary = temporary
        self._command = tuple(command)
        self._line_seconds = line_seconds
        self._rendering = Lock()
        self._changing = Lock()
        self._closed = False
        self._process: WorkerProcess | None = None
        self._start()

    @property
    def name(self) -> str:
        return f"pyttsx3 {_DRIVER}"

    @property
    def can(self) -> frozenset[str]:
        return frozenset({"rate", "pitch", "choice"}) if _DRIVER == "espeak" else frozenset({"rate", "choice"})

    def render(self, text: str, traits: VoiceTraits) -> Sound:
        """The line as mono sound at the engine's own rate, -20 dBFS, with 20 ms of silence around it at most.

        Text with nothing to say is silence and never reaches the engine. A process that fails is replaced once. Raises
        VoiceFailed.
        """
        spoken = speakable(text)
        if not spoken:
            return SILENCE
        with self._rendering:
            try:
                return self._rendered(spoken, traits)
            except VoiceFailed:
                self._end()
                self._start()
            try:
                return self._rendered(spoken, traits)
            except VoiceFailed as error:
                if self._closed:
                    raise
                self._end()
                self._start()
                raise VoiceFailed(f"{error} {_WHAT_TO_DO[_DRIVER]}") from error

    def expect(self, texts: Sequence[str], traits: VoiceTraits, *, soon: bool = True) -> None:
        """It is quick enough to have nothing ready."""

    def close(self) -> None:
        """End the process; a line being rendered fails."""
        with self._changing:
            self._closed = True
            if self._process is not None:
                self._process.end()
        with self._rendering:
            self._end()

    def _rendered(self, text: str, traits: VoiceTraits) -> Sound:
        process = self._process
        if process is None:
            raise VoiceFailed("The voice was closed.")
        ending = "aiff" if _DRIVER == "nsss" else "wav"
        path = self._temporary / f"voice-{uuid.uuid4().hex}.{ending}"
        request = {
            "text": text,
            "file": str(path),
            "sex": traits.sex,
            "accent": traits.accent,
            "rate": traits.rate,
            "pitch": traits.pitch,
            "variant": traits.variant,
        }
        try:
            process.render(request, self._line_seconds + _SECONDS_A_LETTER * len(text))
            sound = trimmed(read_sound(path, rate=None))
        except InputError as error:
            raise VoiceFailed("The voice wrote no sound.") from error
        finally:
            path.unlink(missing_ok=True)
        if not len(sound.samples):
            raise VoiceFailed("The voice stayed silent.")
        if _DRIVER == "espeak":
            self._end()
            self._start()
        return levelled(sound)

    def _start(self) -> None:
        with self._changing:
            if not self._closed:
                try:
                    self._process = WorkerProcess(self._command)
                except OSError as error:
                    raise VoiceFailed(f"The voice could not be started ({error}).") from error

    def _end(self) -> None:
        with self._changing:
            process, self._process = self._process, None
        if process is not None:
            process.end()
            process.close_pipes()
