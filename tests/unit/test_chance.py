"""Chance is keyed: a draw depends on seed, turn and purpose, and on nothing else."""

import pytest

from trainer.chance import draw


def test_the_same_key_gives_the_same_draws() -> None:
    assert [draw(1, 2, "line").random() for _ in range(2)] == [draw(1, 2, "line").random()] * 2


@pytest.mark.parametrize("other", [(2, 2, "line"), (1, 3, "line"), (1, 2, "mood")])
def test_another_key_gives_other_draws(other: tuple[int, int, str]) -> None:
    assert draw(1, 2, "line").random() != draw(*other).random()


def test_a_draw_is_the_same_on_every_machine() -> None:
    assert draw(1, 1, "line").random() == VALUE


VALUE = 0.3415500651367459
