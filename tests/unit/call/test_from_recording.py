"""A recorded call heard on both sides, with an ear and voice activity that do as they are told."""

from __future__ import annotations

import numpy as np

from tests.fakes import FakeEar, FakeVoiceActivity
from trainer.call.from_recording import Spoken, hear_both
from trainer.sound import RATE, Samples


def talk(seconds: float) -> Samples:
    return np.full(int(seconds * RATE), 3000, dtype=np.int16)


def quiet(seconds: float) -> Samples:
    return np.zeros(int(seconds * RATE), dtype=np.int16)


def heard(rep: list[Samples], person: list[Samples], texts: list[str], told: list[int] | None = None) -> list[Spoken]:
    mine, theirs = np.concatenate(rep), np.concatenate(person)
    blocks = [(mine[begin : begin + RATE], theirs[begin : begin + RATE]) for begin in range(0, len(mine), RATE)]
    progress = [] if told is None else told
    return hear_both(iter(blocks), FakeEar(texts), FakeVoiceActivity, progress.append)


def test_turns_of_both_sides_come_in_the_order_in_which_they_began() -> None:
    found = heard(
        [talk(2), quiet(3), talk(2), quiet(1)], [quiet(2.5), talk(2), quiet(3.5)], ["Hello?", "Yes, who is it?", "Ann."]
    )
    assert [(one.side, one.text) for one in found] == [
        ("rep", "Hello?"),
        ("person", "Yes, who is it?"),
        ("rep", "Ann."),
    ]
    for one, (start, end) in zip(found, [(0, 2), (2.5, 4.5), (5, 7)], strict=True):
        assert abs(one.start - start * RATE) <= FakeVoiceActivity.frame
        assert abs(one.end - end * RATE) <= FakeVoiceActivity.frame
        assert one.confidence == 0.9


def test_one_who_talks_on_under_the_others_words_is_in_time_as_well() -> None:
    found = heard(
        [talk(6), quiet(2)], [quiet(2), talk(0.5), quiet(5.5)], ["A long one.", "Mm."],
    )  # fmt: skip
    assert [(one.side, one.text) for one in found] == [("rep", "A long one."), ("person", "Mm.")]
    assert found[1].end < found[0].end


def test_who_still_speaks_at_the_end_is_heard_to_the_end() -> None:
    found = heard([talk(2)], [quiet(2)], ["Bye, then."])
    assert [(one.text, one.end) for one in found] == [("Bye, then.", found[0].end)]
    assert abs(found[0].end - 2 * RATE) <= FakeVoiceActivity.frame


def test_a_cough_that_is_no_word_is_no_turn() -> None:
    assert heard([talk(1), quiet(2)], [quiet(3)], [""]) == []
    assert heard([quiet(2)], [quiet(2)], []) == []


def test_silence_is_not_judged() -> None:
    asked: list[int] = []

    class Counting(FakeVoiceActivity):
        def speech(self, frame: Samples) -> float:
            asked.append(len(frame))
            return super().speech(frame)

    blocks = iter([(talk(2), quiet(2))])
    hear_both(blocks, FakeEar(["Hello?"]), Counting, lambda at: None)
    assert len(asked) * FakeVoiceActivity.frame <= 2 * RATE + FakeVoiceActivity.frame


def test_it_tells_how_far_it_is() -> None:
    told: list[int] = []
    heard([talk(2), quiet(1.5)], [quiet(3.5)], ["Hello?"], told)
    assert told[:4] == [RATE, 2 * RATE, 3 * RATE, round(3.5 * RATE)]
