"""The recording outlives whatever happens to the program."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import soundfile

from trainer.errors import MachineError
from trainer.sound import RATE, Samples
from trainer.speech.recorder import CallRecorder, NoRecorder, tidy

TONE = (8000 * np.sin(np.arange(RATE) / 20)).astype(np.int16)
ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no kill -9 and no file modes.")


def read(path: Path) -> Samples:
    samples: Samples
    samples, rate = soundfile.read(path, dtype="int16")
    assert rate == RATE
    return samples


def test_each_turn_of_each_side_is_a_file_with_every_sample(tmp_path):
    recorder = CallRecorder(tmp_path / "session")
    recorder.write(7, "rep", TONE[:700])
    recorder.write(8, "person", TONE)
    recorder.write(7, "rep", TONE[700:])
    recorder.turn_ended(7, "rep")
    recorder.turn_ended(8, "person")
    recorder.close()
    assert sorted(path.name for path in (tmp_path / "session").iterdir()) == ["person-0008.flac", "rep-0007.flac"]
    assert np.array_equal(read(tmp_path / "session" / "rep-0007.flac"), TONE)


def test_a_turn_is_readable_while_the_next_is_spoken(tmp_path):
    recorder = CallRecorder(tmp_path)
    recorder.write(1, "rep", TONE)
    recorder.turn_ended(1, "rep")
    recorder.write(2, "person", TONE)
    recorder.settle()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["person-0002.raw.part", "rep-0001.flac"]
    assert len(read(tmp_path / "rep-0001.flac")) == RATE
    recorder.close()


def test_close_finishes_what_is_open_and_a_turn_without_sound_has_no_file(tmp_path):
    recorder = CallRecorder(tmp_path)
    recorder.turn_ended(1, "rep")
    recorder.write(2, "person", TONE)
    recorder.close()
    recorder.close()
    recorder.write(3, "rep", TONE)
    recorder.settle()
    assert [path.name for path in tmp_path.iterdir()] == ["person-0002.flac"]


@ON_POSIX
def test_only_the_owner_can_read_it(tmp_path):
    recorder = CallRecorder(tmp_path / "session")
    recorder.write(1, "rep", TONE)
    recorder.settle()
    assert (tmp_path / "session").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "session" / "rep-0001.raw.part").stat().st_mode & 0o777 == 0o600
    recorder.close()
    assert (tmp_path / "session" / "rep-0001.flac").stat().st_mode & 0o777 == 0o600


KILLED = """
import sys, numpy as np
from pathlib import Path
from trainer.speech.recorder import CallRecorder
recorder = CallRecorder(Path(sys.argv[1]))
tone = (8000 * np.sin(np.arange(16000) / 20)).astype(np.int16)
recorder.write(1, "rep", tone)
recorder.turn_ended(1, "rep")
recorder.write(2, "person", tone[:8000])
recorder.settle()
print("on disk", flush=True)
sys.stdin.read()
"""


@ON_POSIX
def test_kill_9_loses_nothing_and_a_running_call_is_left_alone(tmp_path):
    session = tmp_path / "session"
    with subprocess.Popen(
        [sys.executable, "-c", KILLED, str(session)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    ) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"on disk\n"
        assert tidy(tmp_path) == []
        assert (session / "person-0002.raw.part").exists()
        child.send_signal(signal.SIGKILL)
    assert np.array_equal(read(session / "rep-0001.flac"), TONE)
    assert tidy(tmp_path) == [session / "person-0002.flac"]
    assert np.array_equal(read(session / "person-0002.flac"), TONE[:8000])
    assert sorted(path.name for path in session.iterdir()) == ["person-0002.flac", "rep-0001.flac"]
    assert tidy(tmp_path) == []


def test_tidy_removes_a_half_written_flac_and_what_is_too_short(tmp_path):
    session = tmp_path / "session"
    session.mkdir()
    (session / "rep-0001.flac.part").write_bytes(b"fLaC half")
    (session / "rep-0001.raw.part").write_bytes(TONE.tobytes())
    (session / "person-0002.raw.part").write_bytes(TONE[:100].tobytes())
    (session / "rep-0003.raw.part").write_bytes(TONE.tobytes())
    (session / "rep-0003.flac").write_bytes(b"finished before")
    (session / "rep-0005.raw.part").write_bytes(TONE.tobytes() + b"\x01")
    assert [path.name for path in tidy(tmp_path)] == ["rep-0001.flac", "rep-0005.flac"]
    assert sorted(path.name for path in session.iterdir()) == ["rep-0001.flac", "rep-0003.flac", "rep-0005.flac"]
    assert (session / "rep-0003.flac").read_bytes() == b"finished before"


FULL = """
import resource, sys, numpy as np
from pathlib import Path
from trainer.errors import MachineError
from trainer.speech.recorder import CallRecorder
resource.setrlimit(resource.RLIMIT_FSIZE, (40_000, 40_000))
recorder = CallRecorder(Path(sys.argv[1]))
second = np.arange(16000, dtype=np.int16)
told = []
for turn in (1, 2, 3):
    for call in (lambda: recorder.write(turn, "rep", second), lambda: recorder.write(turn, "rep", second),
                 recorder.settle, lambda: recorder.turn_ended(turn, "rep"), recorder.settle):
        try:
            call()
        except MachineError as error:
            told.append(str(error))
recorder.close()
assert len(told) == 1, told
assert "the call goes on without it" in told[0], told
"""


@ON_POSIX
def test_a_disk_that_refuses_is_told_once_and_the_call_goes_on(tmp_path):
    subprocess.run(
        [sys.executable, "-c", FULL, str(tmp_path / "session")],
        check=True,
        env=os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])},
    )


def test_a_folder_that_cannot_be_made_is_told_at_the_next_call(tmp_path):
    (tmp_path / "file").write_text("in the way")
    recorder = CallRecorder(tmp_path / "file" / "session")
    recorder.write(1, "rep", TONE)
    with pytest.raises(MachineError, match="could not be written"):
        recorder.settle()
    recorder.write(1, "rep", TONE)
    recorder.close()


def test_without_a_recording_nothing_is_kept(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    recorder = NoRecorder()
    recorder.write(1, "rep", TONE)
    recorder.turn_ended(1, "rep")
    recorder.settle()
    recorder.close()
    assert list(tmp_path.iterdir()) == []
