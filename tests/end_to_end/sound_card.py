"""A sound card that isn't there: a PulseAudio server of our own, for machines without one.

What is played into ``micfeed`` arrives at the program's microphone; what the program plays can be recorded. Both sides
are channels of one null sink, so a recording has them in one clock.
"""

from __future__ import annotations

import os
import select
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from trainer.sound import Samples

RATE = 48_000
_CHANNELS = "front-left,front-right,rear-left,rear-right"
_FOUR_CHANNELS = ("--channels=4", f"--channel-map={_CHANNELS}")
_DECIDING = ("XDG_RUNTIME_DIR", "HOME", "XDG_CONFIG_HOME")
_PROGRAMS = ("pulseaudio", "pactl", "paplay", "parec")


def missing() -> str:
    """Why there can be no virtual sound card here, as a sentence; empty when there can be one."""
    absent = [program for program in _PROGRAMS if shutil.which(program) is None]
    if not absent:
        return ""
    return f"{', '.join(absent)} missing: apt-get install pulseaudio pulseaudio-utils libasound2-plugins libportaudio2"


@dataclass(frozen=True)
class Recording:
    """Both sides in one clock, 48,000 samples a second."""

    speaker: Samples
    microphone: Samples


class RunningRecording:
    def __init__(self, process: subprocess.Popen[bytes], path: Path) -> None:
        self._process = process
        self._path = path

    def stop(self) -> Recording:
        self._process.send_signal(signal.SIGINT)
        self._process.wait()
        values = np.fromfile(self._path, dtype="<i2")
        frames = values[: len(values) // 4 * 4].reshape(-1, 4)
        return Recording(frames[:, 0].copy(), frames[:, 2].copy())


@dataclass(frozen=True)
class SoundCard:
    """``environment``: for every program that is to see this card and no other."""

    environment: Mapping[str, str]
    folder: Path
    pid: int

    def speak(self, path: Path) -> subprocess.Popen[bytes]:
        """Play a file into the microphone; the process ends when it has been played."""
        return subprocess.Popen(["paplay", "-d", "micfeed", str(path)], env=self.environment)

    @contextmanager
    def recording(self) -> Iterator[RunningRecording]:
        """Record both sides until ``stop``. Without a program at low latency the last 2 s would be lost."""
        path = self.folder / "recording.raw"
        with path.open("wb") as out:
            process = subprocess.Popen(
                ["parec", "-d", "card.monitor", f"--rate={RATE}", *_FOUR_CHANNELS, "--format=s16le"],
                stdout=out,
                env=self.environment,
            )
        try:
            while path.stat().st_size == 0:  # the first two seconds after parec was started are lost
                subprocess.run(["pactl", "info"], env=self.environment, check=True, stdout=subprocess.DEVNULL)
                assert process.poll() is None, "parec has ended"
            yield RunningRecording(process, path)
        finally:
            if process.poll() is None:
                process.kill()
            process.wait()

    @contextmanager
    def seen_by_this_process(self) -> Iterator[None]:
        """Let sounddevice in this process find the card, and no other, for the duration of the block."""
        from trainer.speech.devices import look_again

        before = {key: os.environ.get(key) for key in _DECIDING}
        os.environ.update({key: self.environment[key] for key in _DECIDING})
        look_again()
        try:
            yield
        finally:
            for key, value in before.items():
                if value is None:
                    os.environ.pop(key, None)
                else:
                    os.environ[key] = value
            look_again()

    def kill(self) -> None:
        """The card is torn out."""
        _end(self.pid, signal.SIGKILL)


def _end(pid: int, how: signal.Signals) -> None:
    try:
        gone = os.pidfd_open(pid)
    except ProcessLookupError:
        return
    try:
        os.kill(pid, how)
        select.select([gone], [], [], 10)
    finally:
        os.close(gone)


@contextmanager
def virtual_sound_card() -> Iterator[SoundCard]:
    """Start one for the duration of the block. Ask ``missing`` first."""
    with tempfile.TemporaryDirectory(prefix="sound-card-") as name:
        folder = Path(name)
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("PULSE_", "ALSA_"))}
        environment = kept | {"XDG_RUNTIME_DIR": name, "HOME": name, "XDG_CONFIG_HOME": name}
        modules = (
            "module-native-protocol-unix auth-anonymous=1",
            f"module-null-sink sink_name=card rate={RATE} channels=4 channel_map={_CHANNELS}",
            "module-remap-sink sink_name=speaker master=card channels=2 remix=no "
            "master_channel_map=front-left,front-right channel_map=front-left,front-right",
            "module-remap-sink sink_name=micfeed master=card channels=2 remix=no "
            "master_channel_map=rear-left,rear-right channel_map=front-left,front-right",
            "module-remap-source source_name=mic master=card.monitor channels=1 remix=no "
            "master_channel_map=rear-left channel_map=mono",
        )
        loads = [part for module in modules for part in ("-L", module)]
        subprocess.run(
            ["pulseaudio", "-n", "--daemonize=yes", "--exit-idle-time=-1", "--disable-shm=yes", *loads],
            env=environment,
            check=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        pid = int((folder / "pulse" / "pid").read_text())
        try:
            for what, device in (("sink", "speaker"), ("source", "mic")):
                subprocess.run(["pactl", f"set-default-{what}", device], env=environment, check=True)
            yield SoundCard(environment, folder, pid)
        finally:
            _end(pid, signal.SIGTERM)
