"""The real microphone and speaker on a virtual sound card: how fast they are, and how a card that goes away is told."""

import os
import subprocess
import sys
from functools import partial
from itertools import pairwise
from pathlib import Path
from queue import SimpleQueue

import numpy as np
import pytest
import soundfile

from tests.end_to_end.sound_card import RATE, missing, virtual_sound_card
from trainer.sound import Sound
from trainer.speech.microphone import SoundDeviceMicrophone, level_of
from trainer.speech.speaker import SoundDeviceSpeaker

LIMIT = 20
pytestmark = pytest.mark.skipif(bool(missing()), reason=missing() or "There is a virtual sound card.")


@pytest.fixture
def card():
    with virtual_sound_card() as started:
        yield started


def lost(sentence: str) -> None:
    raise AssertionError(sentence)


def tone(seconds: float, rate: int, hertz: float) -> np.ndarray:
    return (6000 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.int16)


def test_from_a_sound_at_the_microphone_to_silence_at_the_speaker(card, tmp_path, capsys):
    """The shortest barge-in there can be: hush on the first loud block. Both ends in one clock."""
    soundfile.write(tmp_path / "click.wav", np.concatenate([np.zeros(RATE // 4, np.int16), tone(0.1, RATE, 900)]), RATE)
    line = Sound(tone(4, 22_050, 440), 22_050)
    blocks: SimpleQueue[bytes] = SimpleQueue()
    microphone, speaker = SoundDeviceMicrophone(), SoundDeviceSpeaker()
    with card.seen_by_this_process():
        microphone.start(blocks.put, lost)
        speaker.start(lost)
        try:
            with card.recording() as running:
                for _ in range(5):
                    begun: SimpleQueue[None] = SimpleQueue()
                    done: SimpleQueue[int] = SimpleQueue()
                    speaker.play(line, partial(begun.put, None), done.put)
                    begun.get(timeout=LIMIT)
                    with card.speak(tmp_path / "click.wav"):
                        while abs(microphone.decode(blocks.get(timeout=LIMIT))).max() < 2000:
                            pass
                        speaker.hush()
                        assert done.get(timeout=LIMIT) < len(line.samples)
                    for _ in range(50):
                        microphone.decode(blocks.get(timeout=LIMIT))
                recording = running.stop()
        finally:
            microphone.stop()
            speaker.stop()
    clicks = np.flatnonzero(abs(recording.microphone.astype(int)) > 1000)
    onsets = [clicks[0], *(after for before, after in pairwise(clicks) if after - before > 4800)]
    sounding = np.flatnonzero(abs(recording.speaker.astype(int)) > 100)
    waits = [
        (sounding[(sounding > onset) & (sounding < onset + RATE // 5)].max() - onset) / RATE * 1000 for onset in onsets
    ]
    with capsys.disabled():
        print(f"\nfrom the microphone to silence at the speaker, ms: {', '.join(f'{wait:.0f}' for wait in waits)}")
    assert len(waits) == 5
    assert np.median(waits) <= 60
    assert microphone.overruns == 0


def test_doctor_hears_how_loud_the_microphone_is(card, tmp_path):
    soundfile.write(tmp_path / "tone.wav", tone(20, RATE, 440), RATE)
    with card.seen_by_this_process():
        silent = level_of(0.2)
        with card.speak(tmp_path / "tone.wav") as playing:
            heard = level_of(1.0)
            playing.kill()
    assert silent.peak < -60
    assert heard.peak == pytest.approx(20 * np.log10(6000 / 32768), abs=1)
    assert heard.device == "default"


TORN_OUT = """
import sys
from queue import SimpleQueue
import numpy as np
from trainer.sound import Sound
from trainer.speech.microphone import SoundDeviceMicrophone
from trainer.speech.speaker import SoundDeviceSpeaker
told = SimpleQueue()
blocks = SimpleQueue()
microphone, speaker = SoundDeviceMicrophone(), SoundDeviceSpeaker()
microphone.start(blocks.put, lambda sentence: told.put(("microphone", sentence)))
speaker.start(lambda sentence: told.put(("speaker", sentence)))
begun = SimpleQueue()
line = Sound(np.full(160_000, 3000, dtype=np.int16))
speaker.play(line, lambda: begun.put(None), lambda played: told.put(("done", played)))
begun.get(timeout=20)
blocks.get(timeout=20)
print("playing", flush=True)
things = dict(told.get(timeout=20) for _ in range(3))
assert "went away" in things["microphone"] and "went away" in things["speaker"], things
assert 0 <= things["done"] < 160_000, things
speaker.play(Sound(np.zeros(10, dtype=np.int16)), lambda: None, lambda played: told.put(("after", played)))
assert told.get(timeout=20) == ("after", 0)
microphone.stop()
speaker.stop()
assert told.empty()
print("told", flush=True)
"""


def test_a_card_that_is_torn_out_is_told_once_by_each(card):
    environment = dict(card.environment) | {"PYTHONPATH": str(Path(__file__).parents[2])}
    with subprocess.Popen(
        [sys.executable, "-c", TORN_OUT], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout is not None
        assert child.stderr is not None
        assert child.stdout.readline() == b"playing\n", child.stderr.read()
        card.kill()
        assert child.stdout.readline() == b"told\n", child.stderr.read()
        child.stdout.read()
        child.stderr.read()
        assert child.wait(timeout=LIMIT) == 0


def test_no_card_is_left_behind():
    with virtual_sound_card() as card:
        pid = card.pid
    state = Path(f"/proc/{pid}/stat")
    assert not state.exists() or state.read_text().rpartition(")")[2].split()[0] == "Z"
    assert "sound-card-" not in os.environ.get("XDG_RUNTIME_DIR", "")
