"""Turns are found by voice activity and counted in samples."""

import numpy as np

from tests.fakes import FakeVoiceActivity
from trainer.call.turn_end import LEAD, PAUSE, WAIT, Began, Over, TurnListener
from trainer.sound import RATE, Samples

FRAME = FakeVoiceActivity.frame


class KeptSound:
    """A sink that keeps what it is given."""

    def __init__(self) -> None:
        self.samples: list[Samples] = []
        self.pauses = 0

    def hear(self, samples: Samples) -> None:
        self.samples.append(samples)

    def pause(self) -> None:
        self.pauses += 1

    @property
    def length(self) -> int:
        return sum(len(part) for part in self.samples)


def talk(seconds: float) -> Samples:
    return np.full(int(seconds * RATE), 3000, dtype=np.int16)


def quiet(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), dtype=np.int16)


def listener(at: int = 0) -> tuple[TurnListener, list[KeptSound]]:
    sinks: list[KeptSound] = []

    def open_sink() -> KeptSound:
        sinks.append(KeptSound())
        return sinks[-1]

    return TurnListener(FakeVoiceActivity(), open_sink, at), sinks


def test_a_turn_begins_with_speech_and_is_over_after_the_wait() -> None:
    ear, sinks = listener()
    found = ear.feed(np.concatenate([quiet(1), talk(2), quiet(1)]))
    began, over = found
    assert isinstance(began, Began)
    assert isinstance(over, Over)
    assert abs(over.start - 1 * RATE) <= FRAME
    assert abs(over.end - 3 * RATE) <= FRAME
    assert WAIT <= over.known - over.end < WAIT + 2 * FRAME
    assert len(sinks) == 1


def test_the_onset_is_kept() -> None:
    ear, sinks = listener()
    (_, over) = ear.feed(np.concatenate([quiet(1), talk(1), quiet(1)]))
    assert isinstance(over, Over)
    assert over.start - over.sound_from >= LEAD - FRAME
    assert sinks[0].length == over.known - over.sound_from


def test_a_click_is_no_turn() -> None:
    ear, sinks = listener()
    assert ear.feed(np.concatenate([quiet(0.512), talk(FRAME / RATE), quiet(2)])) == []
    assert sinks == []


def test_a_short_pause_is_told_once_and_does_not_end_the_turn() -> None:
    ear, sinks = listener()
    found = ear.feed(np.concatenate([talk(1), quiet(0.45), talk(1), quiet(1)]))
    assert [type(event) for event in found] == [Began, Over]
    assert PAUSE < 0.45 * RATE < WAIT
    assert sinks[0].pauses == 2


def test_blocks_of_any_size_give_the_same_turns() -> None:
    sound = np.concatenate([quiet(0.7), talk(1.3), quiet(0.9), talk(0.5), quiet(0.8)])
    whole, _ = listener()
    expected = whole.feed(sound)
    pieces, _ = listener()
    found = [event for start in range(0, len(sound), 160) for event in pieces.feed(sound[start : start + 160])]
    assert found == expected
    assert len(found) == 4


def test_the_talk_key_begins_and_ends_a_turn_whatever_is_heard() -> None:
    ear, sinks = listener(at=1000)
    (began,) = ear.hold()
    assert isinstance(began, Began)
    assert began.start == 1000
    assert ear.feed(np.concatenate([talk(1), quiet(2)])) == []
    (over,) = ear.release()
    assert isinstance(over, Over)
    assert over.known == 1000 + 3 * RATE // FRAME * FRAME
    assert ear.release() == []
    assert len(sinks) == 1


def test_after_a_restart_the_next_sample_has_the_number_given() -> None:
    ear, _ = listener()
    ear.feed(talk(1))
    ear.restart(50_000)
    assert not ear.speaking
    assert ear.at == 50_000
    began = ear.feed(talk(0.2))[0]
    assert isinstance(began, Began)
    assert began.start == 50_000


class LateJudge(FakeVoiceActivity):
    """Its last frame of speech stands behind the true end, as silero's does."""

    lag = 960


def test_the_lag_of_the_judge_counts_as_silence_waited_for() -> None:
    sound = np.concatenate([quiet(1), talk(2), quiet(1)])
    prompt, late = (TurnListener(judge(), KeptSound) for judge in (FakeVoiceActivity, LateJudge))
    (_, one), (_, other) = prompt.feed(sound), late.feed(sound)
    assert isinstance(one, Over)
    assert isinstance(other, Over)
    assert one.end - other.end == LateJudge.lag
    assert 0 < one.known - other.known <= LateJudge.lag + FRAME
