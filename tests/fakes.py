"""Stand-ins for what a call needs from outside. The contract suites run over them and over the real adapters."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from trainer.errors import StoreRefused
from trainer.records import SNAPSHOT_LIMIT, SnapshotTooLarge
from trainer.sound import RATE, SILENCE, Samples, Sound
from trainer.transcript import Entry, Word, dumps, from_document, to_document
from trainer.utterance import Heard16k, VoiceTraits


class FakeVoice:
    """A tone for each word, as long as a word takes; heeds rate, pitch and sex."""

    name = "fake voice"
    can = frozenset({"rate", "pitch", "choice"})

    def __init__(self) -> None:
        self.rendered: list[tuple[str, VoiceTraits]] = []
        self.expected: list[tuple[tuple[str, ...], bool]] = []
        self.closed = False

    def render(self, text: str, traits: VoiceTraits) -> Sound:
        words = text.split()
        if not words:
            return SILENCE
        self.rendered.append((text, traits))
        a_word, pause = int(0.3 * RATE / traits.rate), int(0.05 * RATE / traits.rate)
        height = (200 if traits.sex == "female" else 110) * traits.pitch
        tone = 4600 * np.sin(2 * np.pi * height * np.arange(a_word) / RATE)
        word = np.concatenate([tone, np.zeros(pause)]).astype(np.int16)
        return Sound(np.tile(word, len(words)))

    def expect(self, texts: Sequence[str], traits: VoiceTraits, *, soon: bool = True) -> None:
        self.expected.append((tuple(texts), soon))

    def close(self) -> None:
        self.closed = True


class FakeMicrophone:
    """A microphone into which a test speaks, 10 ms a block."""

    name = "fake microphone"

    def __init__(self) -> None:
        self._deliver: Callable[[bytes], None] | None = None
        self._lost: Callable[[str], None] | None = None

    def start(self, deliver: Callable[[bytes], None], lost: Callable[[str], None]) -> None:
        self._deliver, self._lost = deliver, lost

    def decode(self, block: bytes) -> Samples:
        return np.frombuffer(block, dtype=np.int16)

    def stop(self) -> None:
        self._deliver = self._lost = None

    def speak(self, samples: Samples) -> None:
        for start in range(0, len(samples), RATE // 100):
            if self._deliver is not None:
                self._deliver(samples[start : start + RATE // 100].tobytes())

    def lose(self, sentence: str) -> None:
        """The device goes away; told once."""
        lost, self._lost = self._lost, None
        if lost is not None:
            lost(sentence)


class FakeSpeaker:
    """A speaker that plays when it is told: ``begin`` the line, ``finish`` it.

    With ``at_once`` every line is begun and finished inside ``play``.
    """

    name = "fake speaker"

    def __init__(self, at_once: bool = False) -> None:
        self.at_once = at_once
        self.played: list[Sound] = []
        self.position = 0
        self._lost: Callable[[str], None] | None = None
        self._line: tuple[Sound, Callable[[], None], Callable[[int], None]] | None = None
        self._begun = False

    def start(self, lost: Callable[[str], None]) -> None:
        self._lost = lost

    def play(self, sound: Sound, begun: Callable[[], None], done: Callable[[int], None]) -> None:
        self.hush()
        self.played.append(sound)
        self._line, self._begun, self.position = (sound, begun, done), False, 0
        if self.at_once:
            self.finish()

    def begin(self, samples: int = 0) -> None:
        """The line sounds, up to ``samples`` of it."""
        if self._line is not None and not self._begun:
            self._begun = True
            self._line[1]()
        self.position = samples

    def finish(self) -> None:
        if self._line is not None:
            self.begin(len(self._line[0].samples))
            self.hush()

    def hush(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line[2](self.position)

    def stop(self) -> None:
        self.hush()
        self._lost = None

    def lose(self, sentence: str) -> None:
        """The device goes away; told once."""
        lost, self._lost = self._lost, None
        self.hush()
        if lost is not None:
            lost(sentence)


class FakeRecorder:
    """Keeps a call's sound in ``turns``; ``ended`` has the turns that were closed."""

    def __init__(self) -> None:
        self.turns: dict[tuple[int, str], Samples] = {}
        self.ended: list[tuple[int, str]] = []
        self.closed = False

    def write(self, turn: int, side: str, samples: Samples) -> None:
        before = self.turns.get((turn, side), np.zeros(0, dtype=np.int16))
        self.turns[turn, side] = np.concatenate([before, samples])

    def turn_ended(self, turn: int, side: str) -> None:
        if (turn, side) in self.turns:
            self.ended.append((turn, side))

    def settle(self) -> None: ...

    def close(self) -> None:
        self.closed = True


class FakeStore:
    """Keeps a call in memory under the rules of a real store. With a sentence in ``refuses`` it takes nothing."""

    def __init__(self) -> None:
        self.entries: tuple[Entry, ...] = ()
        self.snapshots: dict[int, dict[str, Any]] = {}
        self.refuses: str | None = None

    def append(self, entries: Sequence[Entry], snapshot: dict[str, Any] | None) -> None:
        if self.refuses is not None:
            raise StoreRefused(self.refuses)
        if not entries and snapshot is not None:
            raise ValueError("a snapshot belongs to the turn of an entry")
        if [entry.seq for entry in entries] != [*range(len(self.entries) + 1, len(self.entries) + len(entries) + 1)]:
            raise ValueError("the entries don't go on where the log ends")
        read_back = tuple(from_document(json.loads(dumps(to_document(entry)))) for entry in entries)
        if snapshot is not None:
            text = dumps(snapshot)
            if len(text.encode()) > SNAPSHOT_LIMIT:
                raise SnapshotTooLarge(f"{len(text.encode())} bytes")
            self.snapshots[entries[-1].turn] = json.loads(text)
        self.entries += read_back


class FakeHearing:
    """Hears the next text of the script as soon as there is sound, a word each 0.3 s of it; the rest at the end."""

    def __init__(self, ear: FakeEar) -> None:
        self._ear = ear
        self._words: list[str] | None = None
        self._heard = 0
        self._first = 0

    def hear(self, samples: Samples) -> None:
        if self._words is None and np.abs(samples.astype(np.int32)).max(initial=0) >= 33:
            self._words = self._ear.next_text().split()
            self._first = self._heard
        self._heard += len(samples)

    def pause(self) -> None: ...

    def so_far(self) -> str:
        return " ".join((self._words or [])[: (self._heard - self._first) * 10 // (3 * RATE)])

    def finish(self) -> Heard16k:
        texts = self._words or []
        if not self._ear.gives_words:
            return Heard16k(" ".join(texts))
        each = (self._heard - self._first) // max(1, len(texts))
        starts = [self._first + number * each for number in range(len(texts))]
        words = tuple(Word(text, start, start + each, 0.9) for text, start in zip(texts, starts, strict=True))
        return Heard16k(" ".join(texts), words, 0.9 if words else 0.0)


class FakeEar:
    """Hears a script: one text a turn, and nothing when it is through. ``names``: what each turn was told to expect."""

    name = "fake ear"

    def __init__(self, texts: Sequence[str], gives_words: bool = True) -> None:
        self._texts = list(texts)
        self.gives_words = gives_words
        self.names: list[tuple[str, ...]] = []

    def listen(self, names: Sequence[str] = ()) -> FakeHearing:
        self.names.append(tuple(names))
        return FakeHearing(self)

    def next_text(self) -> str:
        return self._texts.pop(0) if self._texts else ""


class FakeVoiceActivity:
    """Whatever is louder than −40 dBFS is speech; it ends where the sound ends."""

    frame = 512
    lag = 0

    def speech(self, frame: Samples) -> float:
        if len(frame) != self.frame:
            raise ValueError(f"a frame has {self.frame} samples, not {len(frame)}")
        return float(np.sqrt(np.mean(frame.astype(np.float64) ** 2)) >= 327.68)

    def reset(self) -> None: ...
