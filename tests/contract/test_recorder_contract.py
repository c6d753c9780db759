"""What every recorder keeps to."""

import numpy as np
import pytest

from tests.fakes import FakeRecorder
from trainer.sound import RATE
from trainer.speech.recorder import CallRecorder, NoRecorder

SOUND = np.arange(RATE, dtype=np.int16)


@pytest.fixture(params=[FakeRecorder, CallRecorder, NoRecorder])
def recorder(request, tmp_path):
    return request.param(tmp_path / "session") if request.param is CallRecorder else request.param()


def test_sides_come_interleaved_and_in_any_order(recorder):
    recorder.turn_ended(1, "rep")
    recorder.write(1, "rep", SOUND)
    recorder.write(2, "person", SOUND)
    recorder.write(1, "rep", SOUND)
    recorder.turn_ended(2, "person")
    recorder.turn_ended(2, "person")
    recorder.turn_ended(1, "rep")
    recorder.settle()
    recorder.close()


def test_the_samples_are_copied_not_kept(recorder):
    block = SOUND.copy()
    recorder.write(1, "rep", block)
    block[:] = 0
    recorder.close()
    if isinstance(recorder, FakeRecorder):
        assert recorder.turns[1, "rep"].any()


def test_closing_with_an_open_turn_is_fine(recorder):
    recorder.write(3, "rep", SOUND)
    recorder.close()
