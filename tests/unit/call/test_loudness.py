"""What the meter shows and the mouth follows."""

import numpy as np
import pytest

from trainer.call.loudness import loudness_of, shown_level
from trainer.sound import Sound


def test_the_mouth_follows_thirty_milliseconds_at_a_time() -> None:
    loud = np.full(480, 16_000, dtype=np.int16)
    assert loudness_of(Sound(np.concatenate([loud, np.zeros(480, dtype=np.int16)]))) == pytest.approx(
        (0.488, 0.0), abs=0.001
    )


@pytest.mark.parametrize(("peak", "shown"), [(0, 0.0), (32, 0.0), (1036, 0.5), (32_767, 1.0)])
def test_the_meter_goes_over_sixty_decibels(peak: int, shown: float) -> None:
    assert shown_level(np.full(160, peak, dtype=np.int16))[0] == pytest.approx(shown, abs=0.01)


def test_a_clipped_block_is_told() -> None:
    assert shown_level(np.array([0, 32_700, 0], dtype=np.int16))[1]
    assert not shown_level(np.array([0, 30_000, 0], dtype=np.int16))[1]
