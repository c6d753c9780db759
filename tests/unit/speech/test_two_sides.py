"""Recorded calls with each side on a channel: what is read, block by block, and what is refused."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile

from trainer.errors import InputError
from trainer.sound import RATE, Samples
from trainer.speech import two_sides as module
from trainer.speech.two_sides import TwoSides, two_sides


def tone(pitch: float, seconds: float, rate: int = RATE) -> Samples:
    return np.asarray(8000 * np.sin(2 * np.pi * pitch * np.arange(int(seconds * rate)) / rate), dtype=np.int16)


def pitch_of(samples: Samples) -> float:
    return float(np.argmax(np.abs(np.fft.rfft(samples.astype(float))))) * RATE / len(samples)


def whole(sides: TwoSides) -> tuple[Samples, Samples]:
    blocks = list(sides.blocks())
    assert all(len(rep) == len(person) <= 3 * RATE for rep, person in blocks), "a block is small, whatever the file"
    return np.concatenate([rep for rep, _ in blocks]), np.concatenate([person for _, person in blocks])


@pytest.fixture
def stereo(tmp_path: Path) -> Path:
    path = tmp_path / "call.wav"
    both = np.stack([tone(300, 5.3, 44_100), tone(500, 5.3, 44_100)], axis=1)
    soundfile.write(path, both, 44_100, subtype="PCM_24")
    return path


@pytest.mark.parametrize(("rep", "pitches"), [("left", (300, 500)), ("RIGHT", (500, 300))])
def test_a_stereo_file_is_taken_apart_at_16_khz(stereo: Path, rep: str, pitches: tuple[int, int]) -> None:
    sides = two_sides([stereo], rep)
    assert sides.seconds == pytest.approx(5.3)
    for samples, pitch in zip(whole(sides), pitches, strict=True):
        assert len(samples) == pytest.approx(5.3 * RATE, abs=2)
        assert pitch_of(samples) == pytest.approx(pitch, abs=2)


def test_it_can_be_listened_to_twice(stereo: Path) -> None:
    sides = two_sides([stereo], "left")
    first, again = whole(sides), whole(sides)
    assert np.array_equal(first[0], again[0])


@pytest.mark.parametrize(("rep_seconds", "person_seconds"), [(5.3, 2.1), (2.1, 5.3), (3.0, 3.0)])
def test_two_files_are_laid_beside_each_other_and_the_shorter_is_filled(
    tmp_path: Path, rep_seconds: float, person_seconds: float
) -> None:
    soundfile.write(tmp_path / "rep.wav", tone(300, rep_seconds, 8_000), 8_000)
    soundfile.write(tmp_path / "person.flac", tone(500, person_seconds, 48_000), 48_000)
    rep, person = whole(two_sides([tmp_path / "rep.wav", tmp_path / "person.flac"], None))
    assert len(rep) == len(person) == pytest.approx(max(rep_seconds, person_seconds) * RATE, abs=4)
    for samples, seconds, pitch in ((rep, rep_seconds, 300), (person, person_seconds, 500)):
        spoken = samples[: int(seconds * RATE) - 100]
        assert pitch_of(spoken) == pytest.approx(pitch, abs=2)
        assert not samples[int(seconds * RATE) + 400 :].any()


def test_values_that_are_no_numbers_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "loud.wav"
    soundfile.write(path, np.array([[2.0, np.nan], [-2.0, np.inf]] * 4000), RATE, subtype="FLOAT")
    rep, _ = whole(two_sides([path], "left"))
    assert set(rep.tolist()) == {32767, -32768}


def test_what_can_not_be_taken_apart_is_refused_with_what_would_be_right(stereo: Path, tmp_path: Path) -> None:
    mono, other, many = (tmp_path / name for name in ("mono.wav", "other.wav", "many.wav"))
    for path, channels in ((mono, 1), (other, 1), (many, 4)):
        soundfile.write(path, np.zeros((800, channels)), RATE)
    (tmp_path / "notes.wav").write_text("Ann: Hello")
    (tmp_path / "empty.wav").write_bytes(b"")
    soundfile.write(tmp_path / "nothing.wav", np.zeros((0, 2)), RATE)
    for paths, rep, sentence in (
        ([stereo], None, "--rep left or --rep right"),
        ([stereo], "Nadia", "--rep left or --rep right"),
        ([mono], "left", r"one channel.*sparring score rep\.wav person\.wav"),
        ([many], "left", "4 channels"),
        ([mono, stereo], None, r"call\.wav has 2 channels"),
        ([mono, mono], None, "the same one"),
        ([mono, other], "left", "Leave --rep out"),
        ([mono, other, stereo], None, "two files"),
        ([tmp_path / "none.wav"], "left", "There is no file"),
        ([tmp_path], "left", "There is no file"),
        ([tmp_path / "notes.wav"], "left", "not a sound file"),
        ([tmp_path / "empty.wav"], "left", "not a sound file"),
        ([tmp_path / "nothing.wav"], "left", "no sound"),
    ):
        with pytest.raises(InputError, match=sentence):
            two_sides(paths, rep)


def test_too_long_is_refused_and_so_is_a_file_that_is_longer_than_it_says(
    stereo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sides = two_sides([stereo], "left")
    monkeypatch.setattr(module, "LONGEST", 3)
    with pytest.raises(InputError, match="is longer than"):
        two_sides([stereo], "left")
    with pytest.raises(InputError, match="is longer than"):
        list(sides.blocks())


def test_a_file_that_is_cut_off_is_heard_as_far_as_it_goes(stereo: Path) -> None:
    stereo.write_bytes(stereo.read_bytes()[:500_000])
    rep, _ = whole(two_sides([stereo], "left"))
    assert len(rep) == pytest.approx(500_000 / 6 / 44_100 * RATE, rel=0.01)
