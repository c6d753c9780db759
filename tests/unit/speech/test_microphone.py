"""The microphone's sound on its way to 16,000 samples a second."""

import sys
from queue import SimpleQueue

import numpy as np
import pytest

from tests.unit.speech.fake_portaudio import FakePortAudio
from trainer.sound import RATE
from trainer.speech import devices, microphone
from trainer.speech.microphone import SoundDeviceMicrophone, level_of

LIMIT = 20


def nothing(_sentence: str) -> None: ...


def tone(hertz: float, rate: int, seconds: float = 1.0) -> np.ndarray:
    return (8000 * np.sin(2 * np.pi * hertz * np.arange(int(rate * seconds)) / rate)).astype(np.int16)


@pytest.fixture
def listen(monkeypatch):
    """What is heard of a sound that comes in blocks of 10 ms at a rate."""
    opened = []

    def through(sound: np.ndarray, rate: int, channels: int = 1) -> np.ndarray:
        fake = FakePortAudio("Card", rate=rate, channels=2)
        monkeypatch.setitem(sys.modules, "sounddevice", fake)
        monkeypatch.setattr(devices, "_ways", lambda device: [(device.rate, channels)])
        blocks: SimpleQueue[bytes] = SimpleQueue()
        device = SoundDeviceMicrophone()
        opened.append(device)
        device.start(blocks.put, nothing)
        heard = []
        for start in range(0, len(sound), rate // 100):
            block = sound[start : start + rate // 100]
            fake.streams[0].give(np.repeat(block, channels).tobytes())
            heard.append(device.decode(blocks.get()))
            assert abs(sum(len(part) for part in heard) - 160 * len(heard)) <= 4
        return np.concatenate(heard)

    yield through
    for device in opened:
        device.stop()


@pytest.mark.parametrize("rate", [16_000, 48_000, 44_100, 96_000, 8_000])
def test_speech_passes_unchanged_and_each_block_at_once(listen, rate):
    heard = listen(tone(1000, rate), rate)
    assert 20 * np.log10(np.abs(heard[4000:].astype(int)).max() / 8000) == pytest.approx(0, abs=0.3)


def test_it_lags_behind_by_less_than_a_millisecond(listen):
    click = np.zeros(48_000, dtype=np.int16)
    click[24_000] = 30_000
    assert int(np.argmax(np.abs(listen(click, 48_000).astype(int)))) - 8000 <= 0.001 * RATE


def test_what_16_khz_cannot_hold_is_not_folded_back_into_speech(listen):
    for hertz in (9_000, 12_000, 15_000, 20_000):
        heard = listen(tone(hertz, 48_000), 48_000)[1000:]
        assert 20 * np.log10(np.sqrt(np.mean(heard.astype(float) ** 2)) / 5657 + 1e-9) < -50


def test_of_two_channels_the_first_is_heard(listen):
    assert np.array_equal(listen(tone(300, RATE), RATE, channels=2), tone(300, RATE))


def test_overruns_are_counted_and_blocks_that_came_before_stop_still_decode(monkeypatch):
    fake = FakePortAudio("Card", rate=RATE)
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    monkeypatch.setattr(devices, "_ways", lambda device: [(device.rate, 1)])
    blocks: SimpleQueue[bytes] = SimpleQueue()
    device = SoundDeviceMicrophone("card")
    assert device.name == "card"
    device.start(blocks.put, nothing)
    assert device.name == "Card"
    fake.streams[0].give(tone(100, RATE)[:160].tobytes(), trouble=True)
    device.stop()
    assert device.overruns == 1
    assert np.array_equal(device.decode(blocks.get()), tone(100, RATE)[:160])


@pytest.mark.parametrize("refused", [True, False])
def test_nothing_but_zeros_means_permission_was_refused_where_it_does(monkeypatch, refused):
    monkeypatch.setattr(devices, "_LOOK_SECONDS", 0.01)
    monkeypatch.setattr(microphone, "_ZEROS_MEAN_REFUSED", refused)
    fake = FakePortAudio("Built-in", rate=RATE)
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    monkeypatch.setattr(devices, "_ways", lambda device: [(device.rate, 1)])
    told: SimpleQueue[str] = SimpleQueue()
    device = SoundDeviceMicrophone()
    device.start(device.decode, told.put)  # type: ignore[arg-type]
    for _ in range(301):
        fake.streams[0].give(bytes(320))
    if not refused:
        fake.streams[0].end()
    assert ("privacy settings" in told.get(timeout=LIMIT)) is refused
    device.stop()
    assert told.empty()


def test_the_level_is_told_in_decibels(monkeypatch):
    fake = FakePortAudio("Card", rate=RATE)
    monkeypatch.setitem(sys.modules, "sounddevice", fake)
    monkeypatch.setattr(devices, "_ways", lambda device: [(device.rate, 1)])
    sound = tone(500, RATE)

    class Speaking(type(fake._open({"samplerate": 0, "channels": 0}))):  # type: ignore[misc]
        def start(self):
            for at in range(0, RATE, 160):
                self.give(sound[at : at + 160].tobytes())

    monkeypatch.setattr(fake, "RawInputStream", lambda **arguments: Speaking(arguments))
    level = level_of(0.5)
    assert level.device == "Card"
    assert level.peak == pytest.approx(-12.2, abs=0.1)
    assert level.rms == pytest.approx(-15.3, abs=0.1)
