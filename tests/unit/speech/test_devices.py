"""Finding and opening devices, and what is told when that fails: without any device."""

import sys
from queue import SimpleQueue

import pytest

from tests.unit.speech.fake_portaudio import FakePortAudio, PortAudioError
from trainer.errors import MachineError, MicrophoneLost, SpeakerLost
from trainer.speech import devices
from trainer.speech.devices import Stream, find, look_again
from trainer.speech.microphone import SoundDeviceMicrophone, level_of
from trainer.speech.speaker import SoundDeviceSpeaker

LIMIT = 20


@pytest.fixture
def portaudio(monkeypatch):
    def install(*names, **how):
        fake = FakePortAudio(*names, **how)
        monkeypatch.setitem(sys.modules, "sounddevice", fake)
        return fake

    return install


def nothing(_told: object) -> None: ...


def test_devices_are_listed_with_the_default_marked(portaudio):
    portaudio("Built-in", "USB headset")
    assert [(each.kind, each.name, each.default) for each in devices.devices()] == [
        ("microphone", "Built-in", True),
        ("microphone", "USB headset", False),
        ("speaker", "Built-in", True),
        ("speaker", "USB headset", False),
    ]


def test_windows_lists_each_device_once(portaudio):
    fake = portaudio("Headset", "Headset")
    fake.devices[1]["hostapi"] = 1
    fake.systems[0]["name"] = "MME"
    fake.systems.append({"name": "Windows WASAPI", "default_input_device": 1, "default_output_device": 1})
    assert [(each.kind, each.index, each.default) for each in devices.devices()] == [
        ("microphone", 1, True),
        ("speaker", 1, True),
    ]


def test_a_device_is_found_by_its_name_or_a_part_of_it(portaudio):
    portaudio("USB headset 2", "USB headset", "Built-in")
    assert find("microphone", None).index == 0
    assert find("microphone", "USB headset").index == 1
    assert find("speaker", "built").index == 2
    with pytest.raises(
        SpeakerLost, match=r"no speaker called Airpods\. There are: USB headset 2, USB headset, Built-in"
    ):
        find("speaker", "Airpods")


def test_no_device_is_told_and_nothing_hangs(portaudio):
    portaudio()
    assert devices.devices() == ()
    with pytest.raises(MicrophoneLost, match="No microphone was found"):
        SoundDeviceMicrophone().start(nothing, nothing)
    with pytest.raises(SpeakerLost, match="No speaker was found"):
        SoundDeviceSpeaker().start(nothing)
    with pytest.raises(MicrophoneLost):
        level_of(1.0)


def test_a_missing_library_is_told(monkeypatch):
    class Missing:
        def find_spec(self, name, _path=None, _target=None):
            if name == "sounddevice":
                raise OSError("PortAudio library not found")

    monkeypatch.delitem(sys.modules, "sounddevice", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    for attempt, kind in (
        (lambda: SoundDeviceMicrophone().start(nothing, nothing), MicrophoneLost),
        (lambda: SoundDeviceSpeaker().start(nothing), SpeakerLost),
        (devices.devices, MachineError),
        (look_again, MachineError),
    ):
        with pytest.raises(kind, match="apt-get install libportaudio2"):
            attempt()


@pytest.mark.parametrize(
    ("code", "says"),
    [
        (-9997, "refuses 44100 samples a second"),
        (-9985, "in use by another program"),
        (-9996, "not there any more"),
        (-9999, "can't be opened"),
    ],
)
def test_what_portaudio_refuses_is_told_in_a_sentence(portaudio, code, says):
    fake = portaudio("Headset", rate=44_100, channels=1)
    for rate in (44_100, 48_000):
        fake.refuse[rate, 1] = PortAudioError(f"Error opening: [PaErrorCode {code}]", code)
    with pytest.raises(MicrophoneLost, match=f"The microphone Headset .*{says}.*choose another microphone"):
        SoundDeviceMicrophone().start(nothing, nothing)
    with pytest.raises(SpeakerLost, match=says):
        SoundDeviceSpeaker().start(nothing)


def test_rates_and_channels_are_tried_in_turn(portaudio):
    fake = portaudio("Card", rate=44_100)
    for way in ((48_000, 1), (44_100, 1), (48_000, 2)):
        fake.refuse[way] = PortAudioError("refused", -9998)
    stream = Stream(find("speaker", None), nothing, lambda: None)
    stream.open(lambda *_: None)
    assert (stream.rate, stream.channels) == (44_100, 2)
    arguments = fake.streams[0].arguments
    assert (arguments["blocksize"], arguments["dtype"], arguments["latency"]) == (441, "int16", "low")
    stream.close()
    stream.close()
    assert fake.streams[0].closed


def test_another_error_is_not_tried_around(portaudio):
    fake = portaudio("Card", rate=48_000)
    fake.refuse[48_000, 1] = PortAudioError("busy", -9985)
    with pytest.raises(SpeakerLost, match="in use"):
        Stream(find("speaker", None), nothing, lambda: None).open(lambda *_: None)
    assert fake.streams == []


@pytest.fixture
def quick(monkeypatch):
    monkeypatch.setattr(devices, "_LOOK_SECONDS", 0.01)


@pytest.mark.parametrize(("blocks", "says"), [(0, "does not start"), (1, "stopped working")])
def test_a_stream_that_gives_nothing_is_told_once(portaudio, quick, blocks, says):
    fake = portaudio("Headset")
    told: SimpleQueue[str] = SimpleQueue()
    microphone = SoundDeviceMicrophone()
    microphone.start(lambda _block: None, told.put)
    for _ in range(blocks):
        fake.streams[0].give(b"\0\0" * 480)
    assert told.get(timeout=LIMIT).startswith(f"The microphone Headset {says}.")
    fake.streams[0].end()
    microphone.stop()
    assert told.empty()


def test_a_device_that_goes_away_is_told_but_not_when_we_stop_it(portaudio):
    fake = portaudio("Headset")
    told: SimpleQueue[str] = SimpleQueue()
    speaker = SoundDeviceSpeaker()
    speaker.start(told.put)
    fake.streams[0].end()
    assert "went away" in told.get(timeout=LIMIT)
    speaker.stop()
    other = SoundDeviceSpeaker()
    other.start(told.put)
    other.stop()
    assert told.empty()


def test_looking_again_restarts_the_library(portaudio):
    fake = portaudio("Headset")
    look_again()
    assert fake.looked_again == 1
