"""Whose speech is on a channel: loud on one's own, quieter by much on the other's."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest

from trainer.call.crosstalk import STEP, apart, measured
from trainer.errors import InputError
from trainer.sound import RATE, Samples

Pair = tuple[Samples, Samples]


def voice(seconds: float, loud: float, seed: int) -> np.ndarray:
    return loud * np.random.default_rng(seed).standard_normal(int(seconds * RATE))


def quiet(seconds: float) -> np.ndarray:
    return np.zeros(int(seconds * RATE))


def channels(rep: list[np.ndarray], person: list[np.ndarray], leak: float = 0.0, gain: float = 1.0) -> Pair:
    """Both channels with the other's voice ``leak`` times as loud and 30 ms late; ``gain`` of the person's."""
    mine, theirs = np.concatenate(rep), np.concatenate(person)
    late = int(0.03 * RATE)
    both = mine + leak * np.roll(theirs, late), gain * (theirs + leak * np.roll(mine, late))
    return both[0].astype(np.int16), both[1].astype(np.int16)


def blocks(pair: Pair, size: int = RATE) -> Iterator[Pair]:
    for begin in range(0, len(pair[0]), size):
        yield pair[0][begin : begin + size], pair[1][begin : begin + size]


def without(pair: Pair, size: int = RATE) -> Pair:
    found = list(apart(blocks(pair, size), measured(blocks(pair, size))))
    return np.concatenate([rep for rep, _ in found]), np.concatenate([person for _, person in found])


def heard(samples: Samples, begin: float, end: float) -> float:
    """Share of the steps between two seconds in which there is sound."""
    steps = samples[int(begin * RATE) : int(end * RATE)].reshape(-1, STEP)
    return float(np.mean(steps.any(axis=1)))


def turns(gain: float = 1.0, leak: float = 0.2) -> Pair:
    """The rep for two seconds, the person for two, and both at once for one."""
    return channels(
        [voice(2, 3000, 1), quiet(2), voice(1, 3000, 2)], [quiet(2), voice(2, 3000, 3), voice(1, 3000, 4)], leak, gain
    )


def test_the_others_voice_is_silence_and_ones_own_stays() -> None:
    rep, person = without(turns())
    assert heard(rep, 0, 2) == 1
    assert heard(person, 0.1, 2) == 0
    assert heard(rep, 2.1, 4) == 0
    assert heard(person, 2, 4) == 1


def test_both_at_once_are_both_heard() -> None:
    rep, person = without(turns())
    assert heard(rep, 4.1, 5) == heard(person, 4.1, 5) == 1


@pytest.mark.parametrize("gain", [0.1, 4.0])
def test_a_microphone_that_is_set_low_or_high_is_no_crosstalk(gain: float) -> None:
    rep, person = without(turns(gain, leak=0.05))
    assert heard(person, 2, 4) == 1
    assert heard(rep, 0, 2) == 1
    assert heard(person, 0.1, 2) == heard(rep, 2.1, 4) == 0


def test_where_the_sound_was_cut_into_blocks_changes_nothing() -> None:
    whole, pieces = without(turns()), without(turns(), 777)
    assert np.array_equal(whole[0], pieces[0])
    assert np.array_equal(whole[1], pieces[1])


def test_what_it_was_given_is_not_changed() -> None:
    pair = turns()
    before = pair[1].copy()
    without(pair)
    assert np.array_equal(pair[1], before)


def test_a_side_that_is_silent_is_said() -> None:
    only_the_rep = channels([voice(2, 3000, 1)], [quiet(2)])
    with pytest.raises(InputError, match="Nobody is heard on the person's side"):
        measured(blocks(only_the_rep))
    with pytest.raises(InputError, match="Nobody is heard on the rep's side"):
        measured(blocks((only_the_rep[1], only_the_rep[0])))
    with pytest.raises(InputError, match="Nobody is heard"):
        measured(iter(()))


def test_the_same_sound_twice_can_not_be_told_apart() -> None:
    both = voice(2, 3000, 1).astype(np.int16)
    with pytest.raises(InputError, match="the same sound"):
        measured(blocks((both, (both * 0.5).astype(np.int16))))
