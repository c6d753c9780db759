"""PortAudio's Python module as far as our adapters use it: devices as a test wishes them, callbacks when it says so."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any


class PortAudioError(Exception):
    pass


class FakePortAudio:
    """Put it into ``sys.modules["sounddevice"]``. ``refuse``: the error that opening with these arguments raises."""

    PortAudioError = PortAudioError

    def __init__(self, *names: str, rate: int = 48_000, channels: int = 2, system: str = "Core Audio") -> None:
        self.devices = [
            {
                "name": name,
                "hostapi": 0,
                "max_input_channels": channels,
                "max_output_channels": channels,
                "default_samplerate": float(rate),
            }
            for name in names
        ]
        default = 0 if names else -1
        self.systems = [{"name": system, "default_input_device": default, "default_output_device": default}]
        self.default = SimpleNamespace(device=[default, default])
        self.refuse: dict[tuple[int, int], Exception] = {}
        self.streams: list[FakeStream] = []
        self.looked_again = 0

    def query_hostapis(self) -> list[dict[str, Any]]:
        return self.systems

    def query_devices(self) -> list[dict[str, Any]]:
        return self.devices

    def RawInputStream(self, **arguments: Any) -> FakeStream:
        return self._open(arguments)

    RawOutputStream = RawInputStream

    def _open(self, arguments: dict[str, Any]) -> FakeStream:
        error = self.refuse.get((arguments["samplerate"], arguments["channels"]))
        if error is not None:
            raise error
        stream = FakeStream(arguments)
        self.streams.append(stream)
        return stream

    def _terminate(self) -> None:
        self.looked_again += 1

    def _initialize(self) -> None: ...


class FakeStream:
    latency = 0.02

    def __init__(self, arguments: dict[str, Any]) -> None:
        self.arguments = arguments
        self.started = self.closed = False

    def start(self) -> None:
        self.started = True

    def abort(self, ignore_errors: bool = True) -> None: ...

    def close(self, ignore_errors: bool = True) -> None:
        self.closed = True

    def give(self, data: Any, trouble: bool = False) -> None:
        """One block: of the microphone's sound, or to be filled by the speaker."""
        status = SimpleNamespace(input_overflow=trouble, output_underflow=trouble)
        self.arguments["callback"](data, self.arguments["blocksize"], None, status)

    def end(self) -> None:
        self.arguments["finished_callback"]()
