"""Speech for the tests of ears, from espeak-ng: it serves for behaviour, for every recogniser mishears its words."""

import io
import subprocess
from functools import cache

import numpy as np
import soundfile

from trainer.sound import RATE, Samples, Sound
from trainer.speech.sound_files import resampled, to_int16


@cache
def espeak(text: str, voice: str = "en-us") -> Samples:
    """The text as samples at 16,000 a second, without the silence around it."""
    made = subprocess.run(["espeak-ng", "-v", voice, "-s", "150", "--stdout", text], capture_output=True, check=True)
    values, rate = soundfile.read(io.BytesIO(made.stdout))
    samples = resampled(Sound(to_int16(values), rate), RATE).samples
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 100)
    return samples[loud[0] : loud[-1] + 1]


def silence(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), dtype=np.int16)
