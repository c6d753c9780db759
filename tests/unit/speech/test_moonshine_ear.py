"""How a turn is cut into segments, with an engine that tells what it was given."""

import sys

import numpy as np
import pytest

from trainer.errors import EarMissing
from trainer.sound import RATE
from trainer.speech.moonshine_ear import LEAST_SOUND, LONGEST, MoonshineEar, MoonshineHearing


class Engine:
    """Gives back how long the piece was, in tenths of a second."""

    def __init__(self):
        self.given = []

    def recognise(self, samples):
        self.given.append(len(samples))
        return f"<{len(samples) * 10 // RATE}>"


def talk(seconds, level=5000, seed=1):
    return np.random.default_rng(seed).normal(0, level / 3, int(seconds * RATE)).astype(np.int16)


def quiet(seconds, level=0):
    return talk(seconds, level) if level else np.zeros(int(seconds * RATE), dtype=np.int16)


@pytest.fixture
def engine():
    return Engine()


@pytest.fixture
def hearing(engine):
    return MoonshineHearing(engine)


def hear(hearing, *parts, block=160):
    sound = np.concatenate(parts)
    for start in range(0, len(sound), block):
        hearing.hear(sound[start : start + block])


def test_a_pause_closes_the_segment_and_the_end_costs_nothing(hearing, engine):
    hear(hearing, talk(5), quiet(0.3))
    hearing.pause()
    assert len(engine.given) == 1
    hear(hearing, quiet(0.2))
    assert hearing.finish().text == "<51>"
    assert len(engine.given) == 1


def test_what_is_too_short_is_joined_with_what_follows(hearing, engine):
    hear(hearing, talk(0.4), quiet(0.3))
    hearing.pause()
    assert engine.given == []
    hear(hearing, talk(2), quiet(0.3))
    hearing.pause()
    assert hearing.finish().text == "<28>"


def test_only_the_open_segment_is_recognised_for_what_is_shown(hearing, engine):
    hear(hearing, talk(5), quiet(0.3))
    hearing.pause()
    hear(hearing, talk(1))
    shown = hearing.so_far()
    assert len(shown.split()) == 2
    assert engine.given[-1] <= 1.3 * RATE


def test_the_guess_made_in_the_silence_is_the_turns_text(hearing, engine):
    hear(hearing, talk(2), quiet(0.12))
    guess = hearing.so_far()
    hear(hearing, quiet(0.5))
    assert hearing.finish().text == guess
    assert len(engine.given) == 1


def test_no_piece_is_longer_than_eight_seconds_and_every_sample_is_heard(hearing, engine):
    hear(hearing, talk(30), block=1600)
    hearing.finish()
    assert max(engine.given) <= LONGEST
    assert len(engine.given) <= 8
    assert sum(engine.given) == pytest.approx(30 * RATE, abs=0.1 * RATE)


def test_a_full_segment_is_cut_at_its_quietest_place(hearing, engine):
    hear(hearing, talk(5), talk(0.1, level=300), talk(4))
    assert engine.given[0] == pytest.approx(5.05 * RATE, abs=0.05 * RATE)


def test_one_block_may_hold_the_whole_turn(hearing, engine):
    hearing.hear(talk(20))
    hearing.finish()
    assert max(engine.given) <= LONGEST
    assert sum(engine.given) == pytest.approx(20 * RATE, abs=0.1 * RATE)


def test_silence_around_the_words_is_left_out(hearing, engine):
    hear(hearing, quiet(1), talk(2), quiet(1))
    hearing.finish()
    assert engine.given == [pytest.approx(2.3 * RATE, abs=0.05 * RATE)]


@pytest.mark.parametrize("level", [0, 20, 200, 800])
def test_a_rooms_noise_after_the_last_word_is_not_recognised(hearing, engine, level):
    hear(hearing, talk(5), quiet(0.3, level))
    hearing.pause()
    hear(hearing, talk(0.6, level, seed=4))
    hearing.finish()
    assert len(engine.given) == 1


def test_a_click_is_no_word(hearing, engine):
    hear(hearing, quiet(1), talk(0.03), quiet(1))
    assert hearing.finish().text == ""
    assert engine.given == []


def test_a_quiet_word_after_a_pause_is_heard(hearing, engine):
    hear(hearing, talk(5), quiet(0.3, 20))
    hearing.pause()
    hear(hearing, talk(0.3, level=600), quiet(0.3, 20))
    assert len(hearing.finish().text.split()) == 2


def test_the_text_depends_on_the_sound_alone_not_on_blocks_or_questions(engine):
    turn = np.concatenate([talk(3), quiet(0.2, 90), talk(7, seed=2), quiet(0.2), talk(1, seed=3)])
    texts = set()
    for block, ask in ((160, False), (777, True), (16_000, False), (len(turn), True)):
        hearing = MoonshineHearing(engine)
        for start in range(0, len(turn), block):
            hearing.hear(turn[start : start + block])
            if ask:
                hearing.so_far()
        texts.add(hearing.finish().text)
    assert len(texts) == 1


def test_the_engine_is_never_given_less_than_it_can_take():
    ear = MoonshineEar()
    for samples in (1, 100, LEAST_SOUND - 1):
        assert isinstance(ear.recognise(talk(1)[:samples]), str)


def test_without_its_package_it_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "moonshine_voice", None)
    with pytest.raises(EarMissing, match="sparring models install"):
        MoonshineEar()


def test_with_a_broken_model_it_says_what_to_do(monkeypatch, tmp_path):
    import moonshine_voice.utils

    monkeypatch.setattr(moonshine_voice.utils, "get_model_path", lambda name: tmp_path / name)
    with pytest.raises(EarMissing, match="pip install"):
        MoonshineEar()
