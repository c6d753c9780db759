"""The live call over fakes: what the window sees, and that nothing is lost when something fails."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from queue import Queue
from typing import Any

import numpy as np
import pytest

from tests.fakes import FakeEar, FakeMicrophone, FakeRecorder, FakeSpeaker, FakeVoice, FakeVoiceActivity
from tests.unit.call.house import House
from trainer.call.live import LiveCall, Parts
from trainer.call.notices import Floor, Level, Notice, Partial, Speaking, Trouble, Waited
from trainer.errors import MachineError, MicrophoneLost, VoiceFailed
from trainer.sound import RATE, Samples, Sound
from trainer.transcript import CallStarted, Ended, Entry, Heard, Interrupted, Paused, Said
from trainer.utterance import VoiceTraits

HELLO = "Hello Gail it's Nadia Ferrow at Tallystitch the tags"


class BrokenVoice(FakeVoice):
    def render(self, text: str, traits: VoiceTraits) -> Sound:
        raise VoiceFailed("The voice did not answer.")


class Line:
    """A live call in a test's hands."""

    def __init__(self, *, typed_only: bool = False, at_once: bool = True, texts: tuple[str, ...] = (HELLO,)) -> None:
        self.house = House()
        self.notices: Queue[Notice] = Queue()
        self.microphone, self.speaker = FakeMicrophone(), FakeSpeaker(at_once=at_once)
        self.recorder = FakeRecorder()
        self.voice: Any = FakeVoice()
        self.seconds = 0.0
        self.typed_only = typed_only
        self.texts = texts

    def open(self) -> LiveCall:
        parts = Parts(
            ear=None if self.typed_only else FakeEar(self.texts),
            activity=None if self.typed_only else FakeVoiceActivity(),
            voice=self.voice, traits=VoiceTraits(), microphone=None if self.typed_only else self.microphone,
            speaker=None if self.typed_only else self.speaker, recorder=self.recorder, at_16k=lambda sound: sound,
            names=(), repair=lambda text: text, now=self.now,
        )  # fmt: skip
        self.house.told = _Both(self.house.told, self.notices)
        self.house.conversation = self.house.new_conversation()
        self.call = LiveCall(self.house.conversation, parts, self.notices.put)
        return self.call

    def now(self) -> float:
        self.seconds += 0.01
        return self.seconds

    def wait_for(self, kind: type[Any], **what: Any) -> Any:
        """The next notice or event of that kind; whatever comes before it is passed over."""
        while True:
            notice: Any = self.notices.get(timeout=20)
            if isinstance(notice, Entry):
                notice = notice.event
            if isinstance(notice, kind) and all(getattr(notice, k) == v for k, v in what.items()):
                return notice

    def waiting(self) -> list[Any]:
        """All notices that are there now."""
        return [self.notices.get_nowait() for _ in range(self.notices.qsize())]

    def speak(self, seconds: float = 2.0) -> None:
        sound = [np.full(int(seconds * RATE), 3000, dtype=np.int16), np.zeros(RATE, dtype=np.int16)]
        self.microphone.speak(np.concatenate(sound))


class _Both(list[Entry]):
    """The house's list of entries, told to the queue as well."""

    def __init__(self, entries: list[Entry], queue: Queue[Notice]) -> None:
        super().__init__(entries)
        self._queue = queue

    def append(self, entry: Entry) -> None:
        super().append(entry)
        self._queue.put(entry)


@pytest.fixture
def line() -> Iterator[Line]:
    line = Line()
    yield line
    if hasattr(line, "call"):
        assert line.call.stop(10.0)


def test_a_spoken_turn_is_heard_and_answered(line: Line) -> None:
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.speak()
    heard = line.wait_for(Heard)
    assert heard.text == HELLO
    assert heard.confidence == pytest.approx(0.9)
    said = line.wait_for(Said)
    assert said.end > said.start >= heard.end
    line.wait_for(Floor, state="rep")
    assert ("rep", 2) in {(side, turn) for turn, side in line.recorder.ended} or line.recorder.ended


def test_what_is_heard_is_shown_while_it_is_heard_and_cleared_after(line: Line) -> None:
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.microphone.speak(np.full(RATE, 3000, dtype=np.int16))
    shown = ""
    while not shown:  # an ear that is behind says nothing in between, so it is given a moment's talk at a time
        line.microphone.speak(np.full(RATE // 100, 3000, dtype=np.int16))
        line.wait_for(Level)
        shown = next((n.text for n in line.waiting() if isinstance(n, Partial)), "")
    assert HELLO.startswith(shown)
    line.microphone.speak(np.zeros(RATE, dtype=np.int16))
    line.wait_for(Partial, text="")
    assert line.wait_for(Heard).text == HELLO


def test_how_long_the_answer_took_is_told_with_its_parts(line: Line) -> None:
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.speak()
    waited = line.wait_for(Waited)
    assert [name for name, _ in waited.parts] == ["silence", "recognising", "answering", "voice", "playing"]
    assert waited.total > 0


def test_a_cough_is_no_turn(line: Line) -> None:
    line.texts = ()
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.speak(0.4)
    line.wait_for(Floor, state="thinking")
    line.wait_for(Floor, state="rep")
    assert not line.house.events(Heard)


def test_typing_works_at_any_time_and_cuts_the_person_off(line: Line) -> None:
    line.speaker.at_once = False
    line.open().start()
    line.wait_for(Floor, state="person")
    line.speaker.begin()
    line.wait_for(Speaking)
    line.call.type(HELLO)
    heard = line.wait_for(Heard)
    assert heard.typed
    assert line.house.events(Interrupted)


def test_a_call_without_any_device_is_typed_and_read() -> None:
    line = Line(typed_only=True)
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.call.type(HELLO)
    said = line.wait_for(Said)
    assert said.text
    line.wait_for(Floor, state="rep")
    line.call.end()
    assert line.wait_for(Ended).ending == "rep_ended"
    line.wait_for(Floor, state="over")
    assert line.call.stop(10.0)
    assert line.recorder.closed


def test_push_to_talk_ends_the_turn_when_the_key_comes_up(line: Line) -> None:
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.call.listen("hold")
    line.speak()
    line.call.hold(True)
    line.microphone.speak(np.full(2 * RATE, 3000, dtype=np.int16))
    line.call.hold(False)
    assert line.wait_for(Heard).text == HELLO


def test_muted_nothing_is_heard(line: Line) -> None:
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.call.mute(True)
    line.speak()
    line.call.mute(False)
    line.speak()
    assert line.wait_for(Heard).start > 2.5 * RATE, "what was said while muted came through"


def test_a_lost_microphone_pauses_the_call_and_typing_goes_on(line: Line) -> None:
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.microphone.lose("The microphone was unplugged.")
    trouble = line.wait_for(Trouble)
    assert (trouble.part, trouble.sentence) == ("microphone", "The microphone was unplugged.")
    assert line.wait_for(Paused).why == "device"
    line.call.resume()
    line.wait_for(Floor, state="rep")
    line.call.type(HELLO)
    assert line.wait_for(Said).text


def test_a_voice_that_fails_is_told_and_the_line_is_read(line: Line) -> None:
    line.voice = BrokenVoice()
    line.open().start()
    assert line.wait_for(Trouble).part == "voice"
    assert line.wait_for(Said).text
    line.wait_for(Floor, state="rep")


def test_ending_in_the_middle_of_a_line_says_how_far_it_came(line: Line) -> None:
    line.speaker.at_once = False
    line.open().start()
    line.wait_for(Floor, state="person")
    line.call.end()
    said = line.wait_for(Said)
    assert said.spoken_until <= said.end
    line.wait_for(Ended)
    line.wait_for(Floor, state="over")


class NoMicrophone(FakeMicrophone):
    def start(self, deliver: Callable[[bytes], None], lost: Callable[[str], None]) -> None:
        raise MicrophoneLost("No microphone was found.")


class FullDisk(FakeRecorder):
    def write(self, turn: int, side: str, samples: Samples) -> None:
        raise MachineError("The recording could not be written; the call goes on without it.")


def test_a_microphone_that_can_not_be_opened_is_told_and_the_call_begins_all_the_same(line: Line) -> None:
    line.microphone = NoMicrophone()
    line.open().start()
    assert line.wait_for(Trouble).part == "microphone"
    line.wait_for(Floor, state="paused")
    line.call.resume()
    assert line.wait_for(Said).text
    assert isinstance(line.house.told[0].event, CallStarted)
    line.wait_for(Floor, state="rep")
    line.call.type(HELLO)
    assert line.wait_for(Heard).typed


def test_a_full_disk_costs_the_recording_and_not_the_turn(line: Line) -> None:
    line.recorder = FullDisk()
    line.open().start()
    assert "could not be written" in line.wait_for(Trouble).sentence
    line.wait_for(Floor, state="rep")
    line.speak()
    assert line.wait_for(Heard).text == HELLO
    assert line.wait_for(Said).text


def test_what_the_store_refused_is_offered_again_with_the_next_turn(line: Line) -> None:
    line.open().start()
    line.wait_for(Floor, state="rep")
    line.house.store.refuses = "The database is locked by another program."
    line.call.type(HELLO)
    assert line.wait_for(Trouble).part == "store"
    line.house.store.refuses = None
    line.call.resume()
    line.wait_for(Floor, state="rep")
    line.call.type("Tell me about Bernie.")
    line.wait_for(Said)
    line.wait_for(Floor, state="rep")
    line.call.end()
    line.wait_for(Floor, state="over")
    assert list(line.house.store.entries) == line.house.told


def test_a_call_that_was_never_started_lets_go_of_its_voice(line: Line) -> None:
    call = line.open()
    assert call.stop(1.0)
    assert line.voice.closed
    assert line.recorder.closed
