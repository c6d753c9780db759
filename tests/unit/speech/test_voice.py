"""The process behind the voice: what happens when it hangs, dies, writes nothing or loses its parent."""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path
from threading import Thread

import numpy as np
import psutil
import pytest

from trainer.errors import VoiceFailed
from trainer.sound import SILENCE, Sound
from trainer.speech.levelling import active_rms, dbfs, levelled, peak, trimmed
from trainer.speech.pyttsx3_voice import Pyttsx3Voice, speakable
from trainer.utterance import VoiceTraits

ON_POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fifo and no kill -9.")
WORKER = """
import json, sys, time, wave
from pathlib import Path
starts = Path({folder!r}) / "starts"
starts.open("a").write("x")
number = len(starts.read_text())
print(json.dumps({{"ready": True}}), flush=True)
def write(file, value):
    with wave.open(file, "wb") as out:
        out.setnchannels(1), out.setsampwidth(2), out.setframerate(22050)
        out.writeframes(value.to_bytes(2, "little", signed=True) * 2205)
for line in sys.stdin:
    request = json.loads(line)
    {on_request}
    print(json.dumps({{"done": True}}), flush=True)
"""


@pytest.fixture
def stub(tmp_path):
    """A voice whose worker does as told; ``number`` counts its processes from 1."""
    voices = []

    def make(on_request, seconds=20.0):
        folder = tmp_path / "stub"
        folder.mkdir()
        temporary = tmp_path / "temporary"
        temporary.mkdir()
        body = textwrap.indent(on_request, "    ").strip()
        script = WORKER.format(folder=str(folder), on_request=body)
        voice = Pyttsx3Voice(temporary, (sys.executable, "-c", script), seconds)
        voices.append(voice)
        return voice, folder / "starts", temporary

    yield make
    for voice in voices:
        voice.close()


def test_a_line_becomes_level_sound_and_its_file_is_gone(stub):
    voice, _, temporary = stub('write(request["file"], 300)')
    sound = voice.render("Hello there.", VoiceTraits())
    assert sound.rate == 22_050
    assert len(sound.samples) == 2205
    assert dbfs(active_rms(sound)) == pytest.approx(-20, abs=0.1)
    assert list(temporary.iterdir()) == []


def test_a_process_that_hangs_is_replaced_once(stub):
    voice, starts, temporary = stub('time.sleep(60 if number == 1 else 0); write(request["file"], 300)', seconds=1.0)
    assert len(voice.render("Hello.", VoiceTraits()).samples)
    assert len(starts.read_text()) >= 2
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize(
    ("on_request", "says"),
    [
        ("time.sleep(60)", "did not answer"),
        ("sys.exit(3)", "did not answer"),
        ('print(json.dumps({"error": "no such voice"}), flush=True); continue', "no such voice"),
        ("pass", "wrote no sound"),
        ('open(request["file"], "w").write("no sound")', "wrote no sound"),
        ('write(request["file"], 0)', "stayed silent"),
    ],
)
def test_what_fails_twice_is_told_with_what_to_do(stub, on_request, says):
    voice, starts, temporary = stub(on_request, seconds=0.5)
    with pytest.raises(VoiceFailed, match=f"{says}.* (Install|Check)"):
        voice.render("Hello.", VoiceTraits())
    assert list(temporary.iterdir()) == []
    assert len(starts.read_text()) >= 2


def test_text_with_nothing_to_say_never_reaches_the_engine(stub):
    voice, _, _ = stub("sys.exit(3)")
    for nothing in ("", "  \n", "…", "—?!", "\x00\x1b[<>]"):
        assert voice.render(nothing, VoiceTraits()) is SILENCE


def test_commands_of_the_drivers_are_not_passed_on():
    assert speakable("[[rate 400]] Well,\x00 <voice name='x'>yes\x1b[31m</voice>\u202e.") == (
        "rate 400 Well, voice name='x' yes 31m /voice ."
    )


@ON_POSIX
def test_closing_ends_a_line_that_is_being_rendered(stub, tmp_path):
    """The worker opens a fifo when the line has reached it."""
    os.mkfifo(tmp_path / "reached")
    voice, _, temporary = stub(f'open({str(tmp_path / "reached")!r}, "w").close(); time.sleep(60)', 60.0)
    failed = []

    def render():
        try:
            voice.render("Hello.", VoiceTraits())
        except VoiceFailed as error:
            failed.append(str(error))

    thread = Thread(target=render)
    thread.start()
    (tmp_path / "reached").read_bytes()
    voice.close()
    thread.join()
    assert failed == ["The voice was closed."]
    with pytest.raises(VoiceFailed, match="closed"):
        voice.render("Hello.", VoiceTraits())
    assert list(temporary.iterdir()) == []


def test_a_command_that_cannot_be_started_is_told(tmp_path):
    with pytest.raises(VoiceFailed, match="could not be started"):
        Pyttsx3Voice(tmp_path, (str(tmp_path / "nothing"),))


PARENT = """
import sys
from pathlib import Path
from trainer.speech.pyttsx3_voice import Pyttsx3Voice
voice = Pyttsx3Voice(Path(sys.argv[1]), (sys.executable, "-c", sys.argv[2]))
print("started", flush=True)
sys.stdin.read()
"""
HANGING = """
import os, sys
from trainer.speech import voice_worker
class Hangs:
    def __init__(self):
        import threading
        print(os.getpid(), file=open(sys.argv[1] if sys.argv[1:] else os.environ["PID_FIFO"], "w"))
        threading.Event().wait()
voice_worker._Engine = Hangs
fifo_end = os.open(os.environ["END_FIFO"], os.O_WRONLY)
voice_worker.main()
"""


@ON_POSIX
def test_the_worker_dies_with_its_parent_even_while_its_engine_hangs(tmp_path):
    """The worker holds the writing end of a fifo; its end of file tells that the process is gone."""
    for name in ("pid", "end"):
        os.mkfifo(tmp_path / name)
    environment = os.environ | {
        "PYTHONPATH": str(Path(__file__).parents[3]),
        "PID_FIFO": str(tmp_path / "pid"),
        "END_FIFO": str(tmp_path / "end"),
    }
    with (
        subprocess.Popen(
            [sys.executable, "-c", PARENT, str(tmp_path), HANGING],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        ) as parent,
        (tmp_path / "end").open("rb") as end,
        (tmp_path / "pid").open() as pid,
    ):
        worker = int(pid.read())
        os.kill(worker, 0)
        parent.send_signal(signal.SIGKILL)
        assert end.read() == b""


def test_levelling_never_clips():
    spiky = np.zeros(16_000, dtype=np.int16)
    spiky[::800] = 20_000
    assert dbfs(peak(levelled(Sound(spiky)).samples)) == pytest.approx(-1, abs=0.01)
    assert not levelled(Sound(np.zeros(100, dtype=np.int16))).samples.any()
    padded = np.concatenate([np.zeros(8000), np.full(1600, 5000), np.zeros(4000)]).astype(np.int16)
    assert len(trimmed(Sound(padded)).samples) == 1600 + 2 * 320
    assert len(trimmed(Sound(np.zeros(1000, dtype=np.int16))).samples) == 0


def test_closing_leaves_no_process(tmp_path):
    before = set(psutil.Process().children())
    voice = Pyttsx3Voice(tmp_path)
    started = set(psutil.Process().children()) - before
    assert len(started) == 1
    voice.close()
    assert not any(process.is_running() for process in started)
    voice.close()
