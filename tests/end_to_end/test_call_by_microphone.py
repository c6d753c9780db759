"""A call held by microphone and speaker, no fakes: the rep's recordings go into a virtual sound card's microphone."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.end_to_end.microphone_call import MicrophoneCall, hold, share_found
from tests.end_to_end.sound_card import RATE, missing
from trainer.places import shipped
from trainer.sound import Sound
from trainer.speech.sound_files import read_sound, resampled

pytestmark = [
    pytest.mark.skipif(bool(missing()), reason=missing() or "There is a virtual sound card."),
    pytest.mark.timeout(300),
]
TURNS = 6


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> MicrophoneCall:
    turns = sorted(shipped("assets/rep/gail_petrie").glob("*.flac"))[:TURNS]
    return hold("gail_petrie", turns, tmp_path_factory.mktemp("home"))


def sounds_of(held: MicrophoneCall, side: str) -> list[Path]:
    return sorted((held.home / "recordings").glob(f"*/{side}-*.flac"))


def test_the_call_is_held_scored_and_stored(held: MicrophoneCall) -> None:
    assert held.returncode == 0
    assert [entry["type"] for entry in held.log].count("heard") == TURNS
    assert held.log[-1]["type"] == "ended"
    assert "Stored as" in held.out
    assert (held.home / "sparring.sqlite3").exists()


def test_what_the_person_said_is_found_again_in_what_the_speaker_played(held: MicrophoneCall) -> None:
    lines = sounds_of(held, "person")
    assert len(lines) == [entry["type"] for entry in held.log].count("said")
    played = resampled(Sound(held.recording.speaker, RATE), 16_000)
    for line in lines:
        assert share_found(played.samples, read_sound(line).samples, 16_000) >= 0.8, line.name


def test_what_the_rep_said_is_recorded_turn_by_turn(held: MicrophoneCall) -> None:
    turns = sounds_of(held, "rep")
    assert len(turns) == TURNS
    spoken = sorted(shipped("assets/rep/gail_petrie").glob("*.flac"))
    for recorded, said in zip(turns, spoken, strict=False):
        found = share_found(read_sound(recorded).samples, read_sound(said).samples[3200:-3200], 16_000)
        assert found >= 0.8, recorded.name


def test_the_answer_comes_within_nine_tenths_of_a_second(
    held: MicrophoneCall, capsys: pytest.CaptureFixture[str]
) -> None:
    gaps = held.gaps
    with capsys.disabled():
        print(f"\nfrom the rep's last sound to the answer's first: median {np.median(gaps):.3f} s of {len(gaps)}")
        print("\n".join(held.times))
    assert len(gaps) >= TURNS - 1
    assert np.median(gaps) <= 0.9
