from __future__ import annotations

import numpy as np
import pytest

from trainer.sound import RATE, SILENCE, Sound, joined


def loud(seconds: float = 0.1, rate: int = RATE) -> Sound:
    return Sound(np.full(int(seconds * rate), 8000, np.int16), rate)


def test_clauses_meet_without_a_jump() -> None:
    line = joined([loud(), loud()])
    assert line.seconds == pytest.approx(0.2)
    steps = np.abs(np.diff(line.samples.astype(np.int32)))
    assert steps.max() < 8000 / (0.004 * RATE)


def test_silence_is_left_out_and_one_clause_stays_as_it_is() -> None:
    one = loud()
    assert joined([SILENCE, one]) is one
    assert len(joined([]).samples) == 0


def test_a_line_has_one_rate() -> None:
    with pytest.raises(ValueError, match="one rate"):
        joined([loud(), loud(rate=22_050)])
