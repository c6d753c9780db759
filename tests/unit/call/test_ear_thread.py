"""How often the ear may say what it has heard so far."""

import pytest

from trainer.call.ear_thread import PartialPace


def test_partials_are_a_while_apart():
    pace = PartialPace()
    assert pace.due(0.0)
    pace.began(0.0)
    pace.ended(0.05)
    assert not pace.due(0.39)
    assert pace.due(0.4)


def test_never_two_at_once():
    pace = PartialPace()
    pace.began(0.0)
    assert not pace.due(100.0)
    with pytest.raises(RuntimeError):
        pace.began(100.0)
    pace.ended(100.0)
    with pytest.raises(RuntimeError):
        pace.ended(100.1)


@pytest.mark.parametrize("took", [0.01, 0.1, 0.3, 0.9])
def test_they_take_half_a_core_at_most(took):
    pace, now, busy = PartialPace(), 0.0, 0.0
    while now < 60:
        if pace.due(now):
            pace.began(now)
            now += took
            busy += took
            pace.ended(now)
        now += 0.01
    assert busy <= now / 2 + took  # the last one may still be running
    assert busy / took >= 60 / max(0.41, 2 * took + 0.02)
