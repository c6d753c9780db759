"""What every microphone and speaker keeps to: the fakes, and the real ones on a virtual sound card."""

from collections.abc import Callable
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Any

import numpy as np
import pytest
import soundfile

from tests.end_to_end.sound_card import missing, virtual_sound_card
from tests.fakes import FakeMicrophone, FakeSpeaker
from trainer.sound import RATE, Sound
from trainer.speech.microphone import SoundDeviceMicrophone
from trainer.speech.sound_files import resampled
from trainer.speech.speaker import SoundDeviceSpeaker

LIMIT = 20
"""Seconds after which a test gives up waiting."""
SWEEP = (6000 * np.sin(2 * np.pi * (200 + 1500 * np.arange(RATE) / RATE) * np.arange(RATE) / RATE)).astype(np.int16)


@pytest.fixture(scope="module")
def card():
    if why := missing():
        pytest.skip(why)
    with virtual_sound_card() as started, started.seen_by_this_process():
        yield started


@pytest.fixture(params=["fake", "sounddevice"])
def microphone(request, tmp_path):
    """A microphone, and a way to speak into it."""
    if request.param == "fake":
        fake = FakeMicrophone()
        return fake, fake.speak
    card = request.getfixturevalue("card")

    def speak(samples):
        soundfile.write(tmp_path / "spoken.wav", samples, RATE)
        card.speak(tmp_path / "spoken.wav").wait()

    return SoundDeviceMicrophone(), speak


@dataclass
class PlayedBy:
    """A speaker, and how its lines go on: by themselves, or when the fake is told."""

    speaker: Any
    begin: Callable[[], None]
    finish: Callable[[], None]


@pytest.fixture(params=["fake", "sounddevice"])
def played_by(request):
    if request.param == "fake":
        fake = FakeSpeaker()
        return PlayedBy(fake, lambda: fake.begin(1000), fake.finish)
    request.getfixturevalue("card")
    return PlayedBy(SoundDeviceSpeaker(), lambda: None, lambda: None)


def unexpected(sentence: str) -> None:
    raise AssertionError(sentence)


def likeness(heard: np.ndarray, said: np.ndarray) -> float:
    """The largest normalised cross-correlation: 1 where ``said`` lies in ``heard`` sample for sample."""
    size = len(heard) + len(said)
    product = np.fft.irfft(np.fft.rfft(heard, size) * np.conj(np.fft.rfft(said, size)), size)
    at = int(np.argmax(product))
    part = heard[at : at + len(said)].astype(float)
    return float(product[at] / (np.linalg.norm(part) * np.linalg.norm(said.astype(float)) + 1e-9))


def test_what_is_spoken_arrives_at_16_khz(microphone):
    device, speak = microphone
    blocks: SimpleQueue[bytes] = SimpleQueue()
    device.start(blocks.put, unexpected)
    try:
        if isinstance(device, SoundDeviceMicrophone):
            device.decode(blocks.get(timeout=LIMIT))  # it delivers all the time, and from when it does it is open
        speak(SWEEP)
    finally:
        device.stop()
    heard = np.concatenate([device.decode(blocks.get()) for _ in range(blocks.qsize())])
    assert heard.dtype == np.int16
    assert likeness(heard.astype(float), SWEEP) > 0.95
    assert device.name


def test_a_line_begins_once_and_is_done_at_its_end(played_by):
    told: SimpleQueue[object] = SimpleQueue()
    sound = resampled(Sound(SWEEP), 22_050)
    played_by.speaker.start(unexpected)
    try:
        for _ in range(2):
            played_by.speaker.play(sound, lambda: told.put("begun"), told.put)
            played_by.finish()
            assert told.get(timeout=LIMIT) == "begun"
            assert told.get(timeout=LIMIT) == len(sound.samples)
    finally:
        played_by.speaker.stop()
    assert told.empty()
    assert played_by.speaker.name


def test_a_hushed_line_tells_how_far_it_came(played_by):
    told: SimpleQueue[Any] = SimpleQueue()
    played_by.speaker.start(unexpected)
    try:
        played_by.speaker.hush()
        played_by.speaker.play(Sound(np.tile(SWEEP, 5)), lambda: told.put("begun"), told.put)
        played_by.begin()
        assert told.get(timeout=LIMIT) == "begun"
        played_by.speaker.hush()
        assert 0 <= told.get(timeout=LIMIT) < 5 * RATE
        played_by.speaker.hush()
    finally:
        played_by.speaker.stop()
    assert told.empty()


def test_a_line_that_is_replaced_or_cut_off_by_stop_is_done_too(played_by):
    done: SimpleQueue[tuple[str, int]] = SimpleQueue()
    line = Sound(np.tile(SWEEP, 5))
    played_by.speaker.start(unexpected)
    try:
        for name in ("first", "second", "third"):
            played_by.speaker.play(line, lambda: None, lambda played, name=name: done.put((name, played)))
        for name in ("first", "second"):
            assert done.get(timeout=LIMIT)[0] == name
    finally:
        played_by.speaker.stop()
    name, played = done.get(timeout=LIMIT)
    assert name == "third"
    assert played < 5 * RATE
    assert done.empty()


def test_a_line_without_sound_is_done_at_once(played_by):
    told: SimpleQueue[object] = SimpleQueue()
    played_by.speaker.start(unexpected)
    played_by.speaker.play(Sound(SWEEP[:0]), lambda: None, told.put)
    played_by.finish()
    assert told.get(timeout=LIMIT) == 0
    played_by.speaker.stop()
