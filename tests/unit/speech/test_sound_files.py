"""Files of sound: what is read, what is refused, what is written."""

import numpy as np
import pytest
import soundfile

from trainer.errors import InputError, MachineError
from trainer.sound import RATE, Sound
from trainer.speech import sound_files
from trainer.speech.sound_files import FileMicrophone, FileSpeaker, read_sound, resampled, to_int16

TONE = (8000 * np.sin(2 * np.pi * 440 * np.arange(RATE) / RATE)).astype(np.int16)


def heard_pitch(sound: Sound) -> float:
    spectrum = np.abs(np.fft.rfft(sound.samples.astype(float)))
    return float(np.argmax(spectrum)) * sound.rate / len(sound.samples)


@pytest.mark.parametrize("ending", ["wav", "flac", "ogg", "aiff"])
def test_each_kind_is_read_at_16_khz(tmp_path, ending):
    path = tmp_path / f"turn.{ending}"
    soundfile.write(path, resampled(Sound(TONE), 44_100).samples, 44_100)
    sound = read_sound(path)
    assert sound.rate == RATE
    assert abs(len(sound.samples) - RATE) <= 2
    assert heard_pitch(sound) == pytest.approx(440, abs=2)


def test_stereo_becomes_mono_and_the_own_rate_can_be_kept(tmp_path):
    path = tmp_path / "stereo.wav"
    left, right = np.full(4800, 0.5), np.full(4800, -0.25)
    soundfile.write(path, np.stack([left, right], axis=1), 48_000, subtype="FLOAT")
    sound = read_sound(path, rate=None)
    assert sound.rate == 48_000
    assert set(sound.samples.tolist()) == {4096}


def test_values_beyond_full_scale_and_no_numbers_do_no_harm(tmp_path):
    path = tmp_path / "loud.wav"
    soundfile.write(path, np.array([2.0, -2.0, np.nan, np.inf, 0.0]), RATE, subtype="FLOAT")
    assert read_sound(path).samples.tolist() == [32767, -32768, 0, 32767, 0]
    assert to_int16(np.array([1.0, -1.0])).tolist() == [32767, -32768]


def test_int16_comes_back_bit_for_bit(tmp_path):
    path = tmp_path / "exact.flac"
    values = np.array([0, 1, -1, 32767, -32768], dtype=np.int16)
    soundfile.write(path, values, RATE)
    assert read_sound(path).samples.tolist() == values.tolist()


def test_what_is_no_sound_is_refused_in_a_sentence(tmp_path, monkeypatch):
    text = tmp_path / "notes.wav"
    text.write_text("not sound")
    with pytest.raises(InputError, match=r"notes\.wav: is not a sound file"):
        read_sound(text)
    with pytest.raises(InputError, match=r"none\.wav: can't be opened"):
        read_sound(tmp_path / "none.wav")
    with pytest.raises(InputError, match="is not a file"):
        read_sound(tmp_path)
    soundfile.write(tmp_path / "long.wav", TONE, RATE)
    monkeypatch.setattr(sound_files, "LONGEST", 0.5)
    with pytest.raises(InputError, match="is longer than"):
        read_sound(tmp_path / "long.wav")
    monkeypatch.setattr(sound_files, "LARGEST", 1000)
    with pytest.raises(InputError, match="is larger than"):
        read_sound(tmp_path / "long.wav")


def test_a_rep_of_files_speaks_one_file_a_turn_and_reads_it_when_due(tmp_path):
    soundfile.write(tmp_path / "1.wav", TONE, RATE)
    rep = FileMicrophone([tmp_path / "1.wav", tmp_path / "2.wav"])
    assert (rep.name, len(rep)) == ("2 sound files", 2)
    turns = iter(rep)
    assert np.array_equal(next(turns).samples, TONE)
    with pytest.raises(InputError):
        next(turns)


@pytest.mark.parametrize("ending", ["wav", "flac"])
def test_lines_stand_where_they_were_said(tmp_path, ending):
    path = tmp_path / f"person.{ending}"
    speaker = FileSpeaker(path)
    speaker.place(Sound(TONE), RATE)
    speaker.place(Sound(np.full(22_050, 1000, dtype=np.int16), 22_050), 2 * RATE + 10)
    speaker.place(Sound(TONE[:100]), 5)
    speaker.close()
    written = read_sound(path)
    assert written.rate == RATE
    assert len(written.samples) == 3 * RATE + 10 + 100
    assert not written.samples[:RATE].any()
    assert np.array_equal(written.samples[RATE : 2 * RATE], TONE)
    assert written.samples[2 * RATE + 8000] == pytest.approx(1000, abs=2)


def test_a_place_that_cannot_be_written_is_told(tmp_path):
    with pytest.raises(InputError, match=r"written as \.wav or \.flac"):
        FileSpeaker(tmp_path / "person.mp3")
    with pytest.raises(MachineError, match="Choose another place"):
        FileSpeaker(tmp_path / "no folder" / "person.wav")
