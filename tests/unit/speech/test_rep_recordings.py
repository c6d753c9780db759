"""The shipped rep: every line is recorded, as it stands in the file, and fit to be heard."""

import json

import pytest
import soundfile
import yaml

from trainer.places import shipped
from trainer.sound import RATE, Sound
from trainer.speech.levelling import PEAK_DBFS, active_rms, dbfs, frame_levels, peak

SCRIPTS = sorted(shipped("assets/rep").glob("*.yaml"))


def lines(script):
    return yaml.safe_load(script.read_text(encoding="utf-8"))["lines"]


def recordings(script):
    return [script.with_suffix("") / f"{number:02d}.flac" for number in range(1, len(lines(script)) + 1)]


def test_two_calls_are_shipped_in_6_mb_with_two_speakers():
    assert len(SCRIPTS) >= 2
    assert sum(path.stat().st_size for script in SCRIPTS for path in recordings(script)) <= 6_000_000
    assert len({yaml.safe_load(script.read_text(encoding="utf-8"))["voice"] for script in SCRIPTS}) >= 2


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_call_has_its_length_and_no_recording_too_many(script):
    assert len(lines(script)) >= 12
    assert sum(soundfile.info(path).duration for path in recordings(script)) >= 150
    assert sorted(script.with_suffix("").glob("*.flac")) == recordings(script)


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_what_was_recorded_is_what_stands_in_the_file(script):
    takes = json.loads((script.with_suffix("") / "takes.json").read_text(encoding="utf-8"))
    recorded = {number: take["said"] for number, take in takes.items()}
    assert recorded == {
        f"{number:02d}": line.get("said", line["text"]) for number, line in enumerate(lines(script), 1)
    }, "render the changed lines again: tools/render_rep.py"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_every_recording_is_level_framed_by_silence_and_without_long_pauses(script):
    for path in recordings(script):
        samples, rate = soundfile.read(path, dtype="int16")
        assert (rate, samples.ndim) == (RATE, 1), path
        assert peak(samples) <= 10 ** ((PEAK_DBFS + 0.1) / 20) * 32768, path
        assert dbfs(active_rms(Sound(samples))) == pytest.approx(-20, abs=3), path
        around = RATE // 5
        assert not samples[:around].any(), path
        assert not samples[-around:].any(), path
        quiet = frame_levels(Sound(samples[around:-around]), 0.01) < peak(samples) * 10 ** (-40 / 20)
        longest = max((len(run) for run in "".join("x" if each else " " for each in quiet).split()), default=0)
        assert longest <= 45, path
        assert (samples != 0).sum() > RATE, path
