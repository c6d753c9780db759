"""The rep's microphone."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from typing import Any

import numpy as np
import numpy.typing as npt

from trainer.errors import MicrophoneLost
from trainer.sound import RATE, Samples
from trainer.speech.devices import BLOCKS_A_SECOND, Stream, find
from trainer.speech.levelling import dbfs, peak, rms

_ZEROS_MEAN_REFUSED = sys.platform in ("darwin", "win32")
"""Both give a program without permission silence in place of an error. On Linux a silent source may be just that."""
_SILENT_BLOCKS = 3 * BLOCKS_A_SECOND


class SoundDeviceMicrophone:
    """A microphone open for the whole call, at its own rate: having the system convert it costs 10 ms."""

    def __init__(self, device: str | None = None) -> None:
        """``device``: its name or a part of it; None: the system's own choice."""
        self._wanted = device
        self._stream: Stream | None = None
        self._to_16k: _To16k | None = None
        self._sounds = False
        self._overruns = 0

    @property
    def name(self) -> str:
        if self._stream is not None:
            return self._stream.device.name
        return self._wanted or "the system's microphone"

    @property
    def overruns(self) -> int:
        """How often sound was lost because a block was not taken in time."""
        return self._overruns

    def start(self, deliver: Callable[[bytes], None], lost: Callable[[str], None]) -> None:
        """Open. ``deliver`` is called on the audio thread with each block of 10 ms; it must only put it away.

        ``lost`` is called once, on a thread of its own: when no block came for 3 s, the device went away, or it gives
        nothing but zeros (permission refused). Raises MicrophoneLost.
        """
        device = find("microphone", self._wanted)
        self._stream = stream = Stream(device, lost, self._complaint)
        self._sounds = False
        self._overruns = 0
        self._to_16k = None

        def block(data: Any, _frames: int, _time: Any, status: Any) -> None:
            stream.blocks += 1
            if status.input_overflow:
                self._overruns += 1
            deliver(bytes(data))

        stream.open(block)

    def decode(self, block: bytes) -> Samples:
        """A block as int16 samples, 16,000 a second. Keeps state: each block once, in order, off the audio thread."""
        samples: Samples = np.frombuffer(block, dtype=np.int16)
        stream = self._stream
        if stream is None:
            return samples[:0]
        if stream.channels == 2:
            samples = samples[::2]
        if not self._sounds:
            self._sounds = bool(samples.any())
        if stream.rate == RATE:
            return samples
        if self._to_16k is None:
            self._to_16k = _To16k(stream.rate)
        return self._to_16k(samples)

    def stop(self) -> None:
        """Close. Blocks that were delivered before can still be decoded."""
        if self._stream is not None:
            self._stream.close()

    def _complaint(self) -> str | None:
        stream = self._stream
        if _ZEROS_MEAN_REFUSED and not self._sounds and stream is not None and stream.blocks > _SILENT_BLOCKS:
            return "gives only silence: it is muted, or this program may not use it (see the system's privacy settings)"
        return None


class _To16k:
    """Resamples a stream without holding it up: each block of 10 ms gives its 160 samples at once.

    A low-pass filter of our own (Kaiser window, 63 taps: 0.7 ms at 48 kHz, -60 dB above 8.7 kHz), then soxr's quickest
    interpolation. That alone folds everything above 8 kHz back into speech; its better ones wait for up to 20 ms.
    """

    _TAPS = 63
    _CUT_OFF = 7_400

    def __init__(self, rate: int) -> None:
        import soxr

        self._interpolate = soxr.ResampleStream(rate, RATE, 1, dtype="float32", quality="QQ")
        self._filter: npt.NDArray[np.float32] | None = None
        if rate > RATE:
            offsets = np.arange(self._TAPS) - self._TAPS // 2
            taps = np.sinc(2 * self._CUT_OFF / rate * offsets) * np.kaiser(self._TAPS, 5.65)
            self._filter = (taps / taps.sum()).astype(np.float32)
        self._before = np.zeros(self._TAPS - 1, dtype=np.float32)

    def __call__(self, samples: Samples) -> Samples:
        values = samples.astype(np.float32)
        if self._filter is not None:
            joined = np.concatenate([self._before, values])
            self._before = joined[len(joined) - self._TAPS + 1 :]
            values = np.convolve(joined, self._filter, mode="valid")
        heard = self._interpolate.resample_chunk(values)
        whole: Samples = np.clip(np.rint(heard), -32768, 32767).astype(np.int16)
        return whole


@dataclass(frozen=True, slots=True)
class InputLevel:
    """How loud a microphone was, in decibels below full scale; -inf for digital silence."""

    device: str
    peak: float
    rms: float


def level_of(seconds: float, device: str | None = None) -> InputLevel:
    """Listen for that long. Raises MicrophoneLost."""
    blocks: SimpleQueue[bytes | str] = SimpleQueue()
    microphone = SoundDeviceMicrophone(device)
    microphone.start(blocks.put, blocks.put)
    try:
        name = microphone.name
        heard = [np.zeros(0, dtype=np.int16)]
        while sum(len(part) for part in heard) < seconds * RATE:
            block = blocks.get(timeout=10)
            if isinstance(block, str):
                raise MicrophoneLost(block)
            heard.append(microphone.decode(block))
    except Empty:
        raise MicrophoneLost(f"The microphone {name} gives no sound. Check its plug, or choose another one.") from None
    finally:
        microphone.stop()
    samples = np.concatenate(heard)
    return InputLevel(name, dbfs(peak(samples)), dbfs(rms(samples)))
