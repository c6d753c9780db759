"""What the speaker hands to the card, block by block."""

import sys
from queue import SimpleQueue

import numpy as np
import pytest

from tests.unit.speech.fake_portaudio import FakePortAudio
from trainer.sound import Sound
from trainer.speech import devices
from trainer.speech.speaker import SoundDeviceSpeaker

LIMIT = 20
BLOCK = 480
LINE = Sound((1000 + np.arange(1200) % 7).astype(np.int16), 48_000)


def nothing(_sentence: str) -> None: ...


class Card:
    """A card whose blocks are drawn by hand."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, channels: int = 1) -> None:
        self.portaudio = FakePortAudio("Card", rate=48_000)
        monkeypatch.setitem(sys.modules, "sounddevice", self.portaudio)
        monkeypatch.setattr(devices, "_ways", lambda device: [(device.rate, channels)])
        self.channels = channels
        self.speaker = SoundDeviceSpeaker()
        self.told: SimpleQueue[object] = SimpleQueue()

    def play(self, sound: Sound, name: str = "") -> None:
        self.speaker.play(sound, lambda: self.told.put(f"{name}begun"), lambda played: self.told.put((name, played)))

    def block(self, trouble: bool = False) -> np.ndarray:
        data = bytearray(b"\x55" * BLOCK * 2 * self.channels)
        self.portaudio.streams[-1].give(data, trouble)
        return np.frombuffer(data, dtype=np.int16)

    def next_told(self) -> object:
        return self.told.get(timeout=LIMIT)


@pytest.fixture
def card(monkeypatch):
    made = Card(monkeypatch)
    made.speaker.start(nothing)
    yield made
    made.speaker.stop()


def test_every_sample_is_played_once_and_silence_before_and_after(card):
    assert not card.block().any()
    card.play(LINE)
    played = np.concatenate([card.block() for _ in range(4)])
    assert np.array_equal(played[:1200], LINE.samples)
    assert not played[1200:].any()
    assert [card.next_told(), card.next_told()] == ["begun", ("", 1200)]
    assert card.told.empty()


def test_a_sound_of_another_rate_is_counted_in_its_own_samples(card):
    card.play(Sound(LINE.samples[:441], 22_050))
    played = np.concatenate([card.block() for _ in range(3)])
    assert np.count_nonzero(played) == pytest.approx(960, abs=4)
    assert [card.next_told(), card.next_told()] == ["begun", ("", 441)]


def test_hush_fades_to_nothing_in_5_ms_within_one_block(card):
    card.play(LINE)
    card.block()
    card.speaker.hush()
    faded = card.block().astype(int)
    assert faded[0] == LINE.samples[480]
    assert (np.diff(faded[:240]) < 7).all()
    assert faded[239] < 10
    assert not faded[240:].any()
    assert [card.next_told(), card.next_told()] == ["begun", ("", 720)]
    assert not card.block().any()


def test_a_line_hushed_before_it_began_makes_no_sound(card):
    card.play(LINE)
    card.speaker.hush()
    assert not card.block().any()
    assert card.next_told() == ("", 0)


def test_a_new_line_waits_until_the_old_has_faded_and_none_is_forgotten(card):
    card.play(LINE, "one ")
    card.block()
    card.play(LINE, "two ")
    card.play(LINE, "three ")
    assert not card.block()[240:].any()
    assert np.array_equal(card.block(), LINE.samples[:480])
    told = [card.next_told() for _ in range(4)]
    assert told == ["one begun", ("one ", 720), ("two ", 0), "three begun"]


def test_both_channels_carry_it_where_a_card_takes_no_mono(monkeypatch):
    card = Card(monkeypatch, channels=2)
    card.speaker.start(nothing)
    card.play(LINE)
    frames = card.block().reshape(-1, 2)
    card.speaker.stop()
    assert np.array_equal(frames[:, 0], LINE.samples[:480])
    assert np.array_equal(frames[:, 1], LINE.samples[:480])


def test_underruns_are_counted_and_the_latency_is_told(card):
    card.block(trouble=True)
    assert card.speaker.underruns == 1
    assert card.speaker.latency == 0.02


def test_stop_tells_of_the_line_that_was_playing_and_of_any_after(card):
    card.play(LINE)
    card.block()
    card.speaker.stop()
    assert [card.next_told(), card.next_told()] == ["begun", ("", 480)]
    card.play(LINE)
    assert card.next_told() == ("", 0)
    card.speaker.stop()


def test_the_line_of_a_card_that_went_away_is_done_before_the_loss_is_told(monkeypatch):
    card = Card(monkeypatch)

    def lost(sentence: str) -> None:
        card.told.put(sentence)
        card.speaker.stop()  # as a call does, on the very thread that tells it

    card.speaker.start(lost)
    card.play(LINE)
    card.block()
    card.portaudio.streams[0].end()
    assert card.next_told() == "begun"
    assert card.next_told() == ("", 480)
    assert "went away" in str(card.next_told())


def test_a_report_may_play_the_next_line(card):
    """Nothing that a report does can hold up the audio thread or lock the speaker."""
    card.speaker.play(LINE, lambda: None, lambda _played: card.play(LINE, "next "))
    for _ in range(3):
        card.block()
    while card.told.empty():
        card.block()
    assert card.next_told() == "next begun"
