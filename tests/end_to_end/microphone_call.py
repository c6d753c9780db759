"""A whole call held through ``sparring call --mic`` on the virtual sound card, measured in one clock."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import numpy as np

from tests.end_to_end.sound_card import RATE, Recording, SoundCard, virtual_sound_card
from trainer.sound import Samples

ROOT = Path(__file__).parents[2]
_QUIET = 184
"""−45 dBFS: what is louder is sound (as in the measurements the design rests on)."""


@dataclass(frozen=True)
class MicrophoneCall:
    """What came of it. ``gaps``: seconds from the rep's last sound to the answer's first, read from the recording."""

    returncode: int
    out: str
    times: tuple[str, ...]
    log: tuple[dict[str, object], ...]
    recording: Recording
    home: Path

    @property
    def gaps(self) -> tuple[float, ...]:
        rep, person = _loud_parts(self.recording.microphone), _loud_parts(self.recording.speaker)
        found = []
        for begin, _ in person:
            before = [end for _, end in rep if end <= begin]
            between = [p for p in person if before and before[-1] < p[0] < begin]
            if before and not between:
                found.append((begin - before[-1]) / RATE)
        return tuple(found)


def _loud_parts(samples: Samples, join: float = 1.0) -> list[tuple[int, int]]:
    """Stretches of sound, in samples; what lies less than ``join`` seconds apart is one."""
    frame = RATE // 200
    rows = samples[: len(samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    loud = np.flatnonzero(np.sqrt(np.mean(rows * rows, axis=1)) > _QUIET)
    parts: list[tuple[int, int]] = []
    for number in loud:
        begin, end = int(number) * frame, (int(number) + 1) * frame
        if parts and begin - parts[-1][1] < join * RATE:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((begin, end))
    return parts


def hold(scenario: str, turns: Sequence[Path], home: Path, ear: str = "moonshine") -> MicrophoneCall:
    """Hold the call: say a turn whenever the person has finished, then hang up with Ctrl+C."""
    log = home / "events.jsonl"
    home.mkdir(parents=True, exist_ok=True)
    with virtual_sound_card() as card, card.recording() as running:
        command = [
            sys.executable, "main.py", "call", scenario, "--mic", "--ear", ear, "--record", "--log", str(log),
        ]  # fmt: skip
        environment = {**card.environment, "SPARRING_HOME": str(home), "SPARRING_TIMES": "1", "PYTHONUNBUFFERED": "1"}
        environment.setdefault("SPARRING_VOICE", "pyttsx3")  # the bar is that of a voice which needs no time
        with subprocess.Popen(
            command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        ) as call:
            out, errors = _follow(call, turns, card)
            code = call.wait(timeout=60)
        recording = running.stop()
    entries = tuple(json.loads(line) for line in log.read_text("utf-8").splitlines()) if log.exists() else ()
    times = tuple(line.strip() for line in errors if line.startswith("answered after"))
    if code:
        sys.stderr.writelines(errors)
    return MicrophoneCall(code, "".join(out), times, entries, recording, home)


def _follow(call: subprocess.Popen[str], turns: Sequence[Path], card: SoundCard) -> tuple[list[str], list[str]]:
    """Say a turn after each line of the person's; what the program printed on stdout, and on stderr."""
    assert call.stdout is not None
    assert call.stderr is not None
    out: list[str] = []
    errors: list[str] = []
    reader = Thread(target=errors.extend, args=(call.stderr,), daemon=True)
    reader.start()
    left = list(turns)
    for line in call.stdout:
        out.append(line)
        if re.match(r"\s+\d+:\d\d  (?!You )\S", line):  # the person's line has been spoken
            if left:
                card.speak(left.pop(0)).wait()
            else:
                call.send_signal(signal.SIGINT)
    reader.join(10)
    return out, errors


def share_found(recording: Samples, line: Samples, rate: int) -> float:
    """Share of a line's half seconds that are found again in a recording (cross-correlation above 0.9).

    By the half second, because a block that a busy machine delivers late shifts what comes after it.
    """
    half = rate // 2
    pieces = [line[begin : begin + half] for begin in range(0, max(1, len(line) - half // 2), half)]
    return sum(found_in(recording, piece) > 0.9 for piece in pieces) / len(pieces)


def found_in(recording: Samples, line: Samples) -> float:
    """The highest normalised cross-correlation of a line (same rate) with a part of a recording, 0 to 1."""
    values, wanted = recording.astype(np.float64), line.astype(np.float64)
    wanted /= np.linalg.norm(wanted) or 1.0
    size = 1 << (len(values) + len(wanted)).bit_length()
    spectrum = np.fft.rfft(values, size) * np.conj(np.fft.rfft(wanted, size))
    match = np.fft.irfft(spectrum, size)[: len(values) - len(wanted) + 1]
    energy = np.concatenate([[0.0], np.cumsum(values * values)])
    norms = np.sqrt(np.maximum(energy[len(wanted) :] - energy[: -len(wanted)], 1.0))
    return float(np.max(np.abs(match) / np.maximum(norms, np.max(norms) * 0.05)))


if __name__ == "__main__":
    import tempfile

    files = sorted((ROOT / "assets/rep" / sys.argv[1]).glob("*.flac"))[: int(sys.argv[2])]
    with tempfile.TemporaryDirectory() as folder:
        held = hold(sys.argv[1], files, Path(folder), os.environ.get("EAR", "moonshine"))
        print(held.out)
        print("\n".join(held.times))
        print("gaps", [round(gap, 3) for gap in held.gaps], "median", round(float(np.median(held.gaps)), 3))
