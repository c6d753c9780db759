"""What every judge of voice activity keeps to."""

import shutil

import numpy as np
import pytest

from tests.fakes import FakeVoiceActivity
from tests.spoken import espeak, silence
from trainer.sound import RATE
from trainer.speech.voice_activity import SPEECH, SileroActivity

pytestmark = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs apt-get install espeak-ng")


@pytest.fixture(params=[FakeVoiceActivity, SileroActivity])
def activity(request):
    return request.param()


def judged(activity, samples):
    whole = len(samples) // activity.frame * activity.frame
    return [activity.speech(samples[at : at + activity.frame]) for at in range(0, whole, activity.frame)]


def line():
    return espeak("How many people work in the two workshops today?")


def test_silence_is_no_speech(activity):
    assert max(judged(activity, silence(1))) < SPEECH


def test_a_sentence_is_speech(activity):
    found = judged(activity, line())
    assert all(0 <= each <= 1 for each in found)
    assert np.mean([each >= SPEECH for each in found]) > 0.8


def test_its_end_is_found_within_the_lag_it_states(activity):
    sound = line()
    found = judged(activity, np.concatenate([silence(0.3), sound, silence(1)]))
    last = max(number for number, each in enumerate(found) if each >= SPEECH)
    behind = (last + 1) * activity.frame - (int(0.3 * RATE) + len(sound))
    assert abs(behind - activity.lag) <= 4 * activity.frame


def test_a_reset_makes_it_new(activity):
    first = judged(activity, line())
    activity.reset()
    assert judged(activity, line()) == first


@pytest.mark.parametrize("samples", [0, 160, 513])
def test_a_frame_of_another_length_is_refused(activity, samples):
    with pytest.raises(ValueError, match="512"):
        activity.speech(np.zeros(samples, dtype=np.int16))
