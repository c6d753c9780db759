"""A real call from its sound: the shipped rep on one channel, another voice on the other, some of each on both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import cycle
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.spoken import espeak, silence
from trainer.places import shipped
from trainer.sound import RATE, Sound
from trainer.speech.sound_files import read_sound, resampled

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(300)
_ANSWERS = (
    "We throw out forty loaves every week, and my wife cries.",
    "It is my mother who counts them, and it never matches.",
    "Come on Tuesday then, at a quarter to six.",
)
_TURNS = 7
_LEAK = 0.15
"""Of each voice on the other's channel: 16 dB below it."""


@pytest.fixture(scope="module")
def sides() -> tuple[np.ndarray, np.ndarray]:
    """The rep's voice and the person's, each with silence where the other speaks, 0.8 s between them."""
    rep, person = [], []
    files = sorted(shipped("assets/rep/gail_petrie").glob("*.flac"))[:_TURNS]
    for file, answer in zip(files, cycle(_ANSWERS), strict=False):
        asked, answered = read_sound(file).samples, espeak(answer)
        rep += [asked, silence(len(answered) / RATE + 0.8)]
        person += [silence(len(asked) / RATE + 0.4), answered, silence(0.4)]
    length = min(sum(map(len, rep)), sum(map(len, person)))
    return np.concatenate(rep)[:length], np.concatenate(person)[:length]


def score(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, str(ROOT / "main.py"), "score", *arguments, "--ear", "moonshine"], cwd=folder,
        env=os.environ | {"SPARRING_HOME": str(folder / "home"), "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, timeout=250, check=False,
    )  # fmt: skip


def stereo(folder: Path, sides: tuple[np.ndarray, np.ndarray], rate: int) -> None:
    """The rep on the right; each voice comes over to the other's channel, 20 ms late, under a little noise."""
    rep, person = (side.astype(float) for side in sides)
    late = RATE // 50
    left, right = person + _LEAK * np.roll(rep, late), rep + _LEAK * np.roll(person, late)
    noise = np.random.default_rng(1).normal(0, 12, (2, len(rep)))
    channels = [
        resampled(Sound(np.clip(side, -32768, 32767).astype(np.int16)), rate).samples
        for side in np.stack([left, right]) + noise
    ]
    soundfile.write(folder / "call.wav", np.stack(channels, axis=1), rate)


def test_a_stereo_recording_is_scored_by_what_each_side_said(
    tmp_path: Path, sides: tuple[np.ndarray, np.ndarray]
) -> None:
    stereo(tmp_path, sides, 44_100)
    answer = score(tmp_path, "call.wav", "--rep", "right", "--json")
    assert answer.returncode == 0, answer.stderr
    card = json.loads(answer.stdout)
    assert card["total"] is not None
    turns = {one["turn"] for one in card["evidence"]}
    assert max(turns) <= 2 * _TURNS, "no turn is one that came over from the other side"
    mine = [one for one in card["evidence"] if one["kind"] == "helped" and one["turn"] % 2]
    assert mine
    assert {one["turn"] for one in card["evidence"] if "forty loaves" in one["quote"]} <= {2, 8, 14}
    seconds = len(sides[0]) / RATE
    assert all(0 <= one["at"] <= seconds for one in card["evidence"])
    assert max(one["at"] for one in card["evidence"]) > seconds / 2, "times are the sound's"
    mark = next(mark for mark in card["marks"].values() if mark)
    assert mark["high"] - mark["low"] > 2, "an ear that tells no confidence widens the range"


def test_two_files_are_scored_the_rep_first_and_the_card_says_what_is_inferred(
    tmp_path: Path, sides: tuple[np.ndarray, np.ndarray]
) -> None:
    for name, side in zip(("rep.wav", "person.wav"), sides, strict=True):
        soundfile.write(tmp_path / name, side[: 25 * RATE], RATE)
    answer = score(tmp_path, "rep.wav", "person.wav")
    assert answer.returncode == 0, answer.stderr
    assert "inferred" in answer.stdout
    assert "Nadia" in answer.stdout
    assert "moonshine" in answer.stderr


def test_what_is_no_call_of_two_is_wrong_use(tmp_path: Path, sides: tuple[np.ndarray, np.ndarray]) -> None:
    both = sides[0][: 5 * RATE]
    soundfile.write(tmp_path / "same.wav", np.stack([both, both], axis=1), RATE)
    soundfile.write(tmp_path / "mono.wav", both, RATE)
    (tmp_path / "broken.wav").write_bytes(b"RIFF and no more")
    for arguments in (("same.wav", "--rep", "left"), ("mono.wav",), ("broken.wav", "--rep", "left"), ("none.wav",),
                      ("mono.wav", "call.txt")):  # fmt: skip
        answer = score(tmp_path, *arguments)
        assert answer.returncode == 2, arguments
        assert "Traceback" not in answer.stderr
        assert answer.stdout == ""
