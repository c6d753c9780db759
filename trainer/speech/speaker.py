"""The speaker from which the person is heard."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from queue import SimpleQueue
from threading import Lock, Thread, current_thread
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.sound import Samples, Sound
from trainer.speech.devices import Stream, find
from trainer.speech.sound_files import resampled

_FADE_SECONDS = 0.005


class _Line:
    """A line on its way out. Once handed over it belongs to the audio thread; others only set ``hushed``."""

    __slots__ = ("_done", "_sound", "begun", "hushed", "over", "position", "replaced", "samples")

    def __init__(
        self,
        samples: Samples,
        sound: Sound,
        replaced: _Line | None,
        begun: Callable[[], None],
        done: Callable[[int], None],
    ) -> None:
        """``samples``: ``sound`` at the card's rate. ``replaced``: the line before, perhaps not seen yet."""
        self.samples = samples
        self.replaced = replaced
        self.position = 0
        self.hushed = False
        self.over = False
        self.begun = begun
        self._sound = sound
        self._done = done

    def tell_done(self) -> None:
        whole = len(self._sound.samples)
        self._done(round(self.position * whole / len(self.samples)) if len(self.samples) else whole)


class SoundDeviceSpeaker:
    """A speaker open for the whole call, at its own rate. It plays silence between the lines.

    ``begun`` and ``done`` are called on a thread of the speaker's own, in order, once each for every line, whatever
    happens to the device. They mean the moment at which the block is handed over; it sounds ``latency`` later.
    """

    def __init__(self, device: str | None = None) -> None:
        """``device``: its name or a part of it; None: the system's own choice."""
        self._wanted = device
        self._stream: Stream | None = None
        self._line: _Line | None = None
        self._sounding: _Line | None = None
        self._fade: npt.NDArray[np.float32] = np.zeros(0, dtype=np.float32)
        self._underruns = 0
        self._changing = Lock()
        self._told: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._teller: Thread | None = None

    @property
    def name(self) -> str:
        if self._stream is not None:
            return self._stream.device.name
        return self._wanted or "the system's speaker"

    @property
    def underruns(self) -> int:
        """How often a block came too late and a gap was heard."""
        return self._underruns

    @property
    def latency(self) -> float:
        """Seconds from a block's handing over to its sounding, as the device reckons them."""
        return self._stream.latency if self._stream is not None else 0.0

    def start(self, lost: Callable[[str], None]) -> None:
        """Open. ``lost`` is called once, like ``begun``, when the device goes away. Raises SpeakerLost."""
        device = find("speaker", self._wanted)

        def gone(sentence: str) -> None:
            if self._let_go():
                self._told.put(partial(lost, sentence))

        stream = Stream(device, lambda sentence: self._told.put(partial(gone, sentence)), lambda: None)
        self._underruns = 0
        self._line = self._sounding = None

        def block(data: Any, _frames: int, _time: Any, status: Any) -> None:
            stream.blocks += 1
            if status.output_underflow:
                self._underruns += 1
            out = np.frombuffer(data, dtype=np.int16)
            out[:] = 0
            if stream.channels == 1:
                self._fill(out)
            else:
                self._fill(out[::2])
                out[1::2] = out[::2]

        stream.open(block)
        self._fade = np.linspace(1, 0, int(stream.rate * _FADE_SECONDS), endpoint=False, dtype=np.float32)
        self._stream = stream
        self._teller = Thread(target=self._tell, name="speaker reports", daemon=True)
        self._teller.start()

    def play(self, sound: Sound, begun: Callable[[], None], done: Callable[[int], None]) -> None:
        """Play a line; one that still plays fades out. Without an open device ``done(0)`` follows at once."""
        with self._changing:
            stream = self._stream
            if stream is not None:
                self._line = _Line(resampled(sound, stream.rate).samples, sound, self._line, begun, done)
        if stream is None:
            done(0)

    def hush(self) -> None:
        """Fade out what is playing within 5 ms; ``done`` follows. A line that has not begun is done without a sound."""
        line = self._line
        if line is not None:
            line.hushed = True

    def stop(self) -> None:
        """Close. A line that still plays is done."""
        self._let_go()
        teller, self._teller = self._teller, None
        if teller is not None:
            self._told.put(None)
            if current_thread() is not teller:
                teller.join()

    def _let_go(self) -> bool:
        """Close the stream and tell what it left untold; False when that was done before."""
        with self._changing:
            stream, self._stream = self._stream, None
            if stream is None:
                return False
            stream.close()
            self._skip(self._line)
            return True

    def _tell(self) -> None:
        while (report := self._told.get()) is not None:
            report()

    def _fill(self, out: Samples) -> None:
        """The next block, silent yet. On the audio thread: no lock, nothing that waits."""
        line, before = self._line, self._sounding
        if line is not before:
            if before is not None and not before.over:
                self._fade_out(before, out)
                return
            if line is not None:
                self._skip(line.replaced)
                line.replaced = None
            self._sounding = line
        if line is None or line.over:
            return
        if line.hushed:
            self._fade_out(line, out)
            return
        if line.position == 0:
            self._told.put(line.begun)
        part = line.samples[line.position : line.position + len(out)]
        out[: len(part)] = part
        line.position += len(part)
        if line.position >= len(line.samples):
            self._end(line)

    def _fade_out(self, line: _Line, out: Samples) -> None:
        if line.position:
            part = line.samples[line.position : line.position + min(len(self._fade), len(out))]
            out[: len(part)] = part * self._fade[: len(part)]
            line.position += len(part)
        self._end(line)

    def _skip(self, line: _Line | None) -> None:
        """Tell of a line, and first of those that it replaced, that they play no further."""
        skipped = []
        while line is not None:
            skipped.append(line)
            line = line.replaced
        for line in reversed(skipped):
            if not line.over:
                self._end(line)

    def _end(self, line: _Line) -> None:
        line.over = True
        self._told.put(line.tell_done)
