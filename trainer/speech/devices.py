"""The machine's sound devices through PortAudio: finding them, opening them, noticing that one went away."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable
from dataclasses import dataclass
from threading import Event, Thread, current_thread
from typing import Any, Literal

from trainer.errors import MachineError, MicrophoneLost, SpeakerLost

Kind = Literal["microphone", "speaker"]

BLOCKS_A_SECOND = 100
"""Blocks of 10 ms: the shortest that a busy machine keeps up with."""
_LOOK_SECONDS = 0.25
_LOOKS_WITHOUT_SOUND = 12
"""3 s: a first block has taken up to 1.7 s."""

_LOST: dict[Kind, type[MachineError]] = {"microphone": MicrophoneLost, "speaker": SpeakerLost}
_INSTEAD: dict[Kind, str] = {
    "microphone": "or type what you say instead",
    "speaker": "or read the answers on the screen",
}
_SIDE: dict[Kind, Literal["input", "output"]] = {"microphone": "input", "speaker": "output"}


@dataclass(frozen=True, slots=True)
class Device:
    """A microphone or speaker. ``rate``: the samples a second at which it works by itself."""

    kind: Kind
    name: str
    index: int
    rate: int
    channels: int
    default: bool


def devices() -> tuple[Device, ...]:
    """The microphones, then the speakers, of when the program started or last looked again.

    Raises MachineError where the sound library is missing.
    """
    library = _library("speaker")
    found: list[Device] = []
    systems = library.query_hostapis()
    # Windows lists each device once for every sound system it ever had; the newest does what is needed here.
    preferred = [number for number, system in enumerate(systems) if system["name"] == "Windows WASAPI"]
    for kind, side in _SIDE.items():
        default = (
            systems[preferred[0]][f"default_{side}_device"] if preferred else library.default.device[side == "output"]
        )
        if default == -1 and systems:
            default = next((one for system in systems if (one := system[f"default_{side}_device"]) >= 0), -1)
        for index, device in enumerate(library.query_devices()):
            channels = int(device[f"max_{side}_channels"])
            if channels and (not preferred or device["hostapi"] in preferred):
                rate = int(device["default_samplerate"])
                found.append(Device(kind, str(device["name"]), index, rate, channels, index == default))
    return tuple(found)


def look_again() -> None:
    """Find devices plugged in since the start. Ends every open stream, so only between calls. Raises MachineError."""
    library = _library("speaker")
    library._terminate()
    library._initialize()


def find(kind: Kind, name: str | None) -> Device:
    """The device of that name, or of which ``name`` is a part; the system's own choice for None.

    Raises MicrophoneLost or SpeakerLost.
    """
    _library(kind)
    there = [device for device in devices() if device.kind == kind]
    if not there:
        raise _LOST[kind](f"No {kind} was found. Plug one in and try again, {_INSTEAD[kind]}.")
    if name is None:
        return next((device for device in there if device.default), there[0])
    exact = [device for device in there if device.name == name]
    for device in exact + [device for device in there if name.lower() in device.name.lower()]:
        return device
    names = ", ".join(device.name for device in there)
    raise _LOST[kind](f"There is no {kind} called {name}. There are: {names}. Choose one of these, {_INSTEAD[kind]}.")


class Stream:
    """One open stream of a device, and a watch over it.

    ``blocks`` is counted up by the callback; when it stands still, or PortAudio ends the stream, ``lost`` is told once.
    """

    def __init__(self, device: Device, lost: Callable[[str], None], complaint: Callable[[], str | None]) -> None:
        """``complaint``: asked four times a second for another reason to give the device up."""
        self.device = device
        self.blocks = 0
        self.rate = device.rate
        self.channels = 1
        self._lost = lost
        self._complaint = complaint
        self._woken = Event()
        self._stopping = False
        self._stream: Any = None
        self._watch = Thread(target=self._look, name=f"{device.kind} watch", daemon=True)

    def open(self, callback: Callable[..., None]) -> None:
        """Open and start: 10 ms blocks of int16, mono, or two channels where the device gives no other.

        Raises MicrophoneLost or SpeakerLost.
        """
        device = self.device
        library = _library(device.kind)
        make = library.RawInputStream if device.kind == "microphone" else library.RawOutputStream
        try:
            for self.rate, self.channels in _ways(device):
                try:
                    self._stream = make(
                        samplerate=self.rate,
                        blocksize=self.rate // BLOCKS_A_SECOND,
                        device=device.index,
                        channels=self.channels,
                        dtype="int16",
                        latency="low",
                        extra_settings=library.WasapiSettings(auto_convert=True) if sys.platform == "win32" else None,
                        callback=callback,
                        finished_callback=self._woken.set,
                    )
                    break
                except library.PortAudioError as error:
                    if _code(error) not in _TRY_ANOTHER_WAY or (self.rate, self.channels) == _ways(device)[-1]:
                        raise
            self._stream.start()
        except (library.PortAudioError, ValueError) as error:
            self.close()
            raise _LOST[device.kind](_sentence(error, device)) from error
        self._watch.start()

    @property
    def latency(self) -> float:
        """Seconds between this program and the device, as PortAudio reckons them."""
        return float(self._stream.latency) if self._stream is not None else 0.0

    def close(self) -> None:
        """Stop and close; nothing is told any more."""
        self._stopping = True
        self._woken.set()
        if self._watch.is_alive() and current_thread() is not self._watch:
            self._watch.join()
        stream, self._stream = self._stream, None
        if stream is not None:
            with contextlib.suppress(Exception):  # whatever a device that is gone still complains of
                stream.abort(ignore_errors=True)
                stream.close(ignore_errors=True)

    def _look(self) -> None:
        seen, without = 0, 0
        why: str | None = None
        while why is None:
            if self._woken.wait(_LOOK_SECONDS):
                if self._stopping:
                    return
                why = "went away"
            elif self.blocks == seen:
                without += 1
                if without >= _LOOKS_WITHOUT_SOUND:
                    why = "stopped working" if seen else "does not start"
            else:
                seen, without = self.blocks, 0
                why = self._complaint()
        kind = self.device.kind
        self._lost(f"The {kind} {self.device.name} {why}. Check its plug, choose another {kind}, {_INSTEAD[kind]}.")


def _library(kind: Kind) -> Any:
    try:
        import sounddevice
    except OSError as error:
        raise _LOST[kind](
            "The sound library PortAudio is missing. Install it with: apt-get install libportaudio2"
        ) from error
    return sounddevice


_TRY_ANOTHER_WAY = (-9997, -9998)
"""PortAudio's codes for a rate and a number of channels that the device refuses."""
_USUAL_RATE = 48_000


def _ways(device: Device) -> list[tuple[int, int]]:
    """Rates and channels to try, the best first.

    Linux doesn't tell a card's own rate: PortAudio says 44,100 of every one, and nearly all work at 48,000. Asking for
    another has the sound server convert it, which costs 10 ms each way.
    """
    rates = [_USUAL_RATE] if sys.platform == "linux" and device.rate != _USUAL_RATE else []
    return [(rate, channels) for channels in (1, 2)[: device.channels] for rate in [*rates, device.rate]]


def _code(error: Exception) -> int | None:
    return error.args[1] if len(error.args) > 1 else None


def _sentence(error: Exception, device: Device) -> str:
    """What PortAudio's error means, and what to do about it."""
    called = f"The {device.kind} {device.name}"
    others = f"choose another {device.kind}, {_INSTEAD[device.kind]}"
    match _code(error):
        case -9997:
            return f"{called} refuses {device.rate} samples a second. Check its settings, {others}."
        case -9985:
            return f"{called} is in use by another program. Close that program, {others}."
        case -9996:
            return f"{called} is not there any more. Plug it in again, {others}."
        case _:
            return f"{called} can't be opened ({error.args[0] if error.args else error}). Check its plug, {others}."
