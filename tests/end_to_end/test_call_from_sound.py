"""The terminal call of ``make run``: the shipped rep's recordings through the built-in ear, twice."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import soundfile
import yaml

from tools.word_error import word_errors
from trainer.places import shipped
from trainer.scenario.load import load

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.timeout(400)


@dataclass(frozen=True)
class Run:
    returncode: int
    out: str
    log: Path
    sound: Path

    @property
    def events(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text("utf-8").splitlines()]


def run(folder: Path, hash_seed: str) -> Run:
    log, sound = folder / "events.jsonl", folder / "gail.wav"
    command = [
        sys.executable, "main.py", "call", "gail_petrie", "--audio", "assets/rep/gail_petrie", "--ear", "moonshine",
        "--sound", str(sound), "--log", str(log), "--json",
    ]  # fmt: skip
    environment = os.environ | {"SPARRING_HOME": str(folder / "home"), "PYTHONHASHSEED": hash_seed}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Run(done.returncode, done.stdout, log, sound)


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return run(tmp_path_factory.mktemp("first"), "1")


def test_a_whole_call_is_held_and_scored(first: Run) -> None:
    kinds = [event["type"] for event in first.events]
    assert kinds.count("heard") >= 12
    assert kinds[-1] == "ended"
    card = json.loads(first.out)
    assert set(card["marks"]) == {"rapport", "empathy", "trust", "hope", "urgency"}
    assert card["total"] is not None
    assert card["evidence"]
    said = soundfile.info(first.sound)
    rep = sum(soundfile.info(path).duration for path in shipped("assets/rep/gail_petrie").glob("*.flac"))
    assert rep >= 150
    assert said.duration > rep


def test_every_mark_rests_on_words_of_the_call(first: Run) -> None:
    spoken = [event for event in first.events if event["type"] in ("heard", "said") and event.get("by") != "program"]
    texts = {event["turn"]: str(event["text"]) for event in spoken}
    for evidence in json.loads(first.out)["evidence"]:
        assert evidence["quote"] in texts[evidence["turn"]] or evidence["quote"] in " ".join(
            texts[evidence["turn"]].split()
        )


def test_the_ear_hears_the_rep_with_few_errors(first: Run, capsys: pytest.CaptureFixture[str]) -> None:
    script = yaml.safe_load((shipped("assets/rep") / "gail_petrie.yaml").read_text("utf-8"))
    heard = [str(event["text"]) for event in first.events if event["type"] == "heard"]
    wanted = [line["text"] for line in script["lines"]]
    scenario = load(shipped("scenarios/gail_petrie.yaml")).scenario
    names = [name.name for name in scenario.lexicon]
    errors = word_errors([" ".join(wanted)], [" ".join(heard)], names)
    with capsys.disabled():
        print(
            f"\nword error rate of the shipped rep at the built-in ear: {errors.rate:.3f} (raw {errors.raw_rate:.3f})"
        )
    assert len(heard) <= len(wanted) + 2, "lines fall apart into turns"
    assert errors.rate <= 0.08


def test_the_same_script_seed_and_ear_give_the_same_events(first: Run, tmp_path: Path) -> None:
    second = run(tmp_path, "2")
    assert second.log.read_bytes() == first.log.read_bytes()
    assert json.loads(second.out) == json.loads(first.out)
