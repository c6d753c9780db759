"""Whole calls on the real parts: how well the shipped reps are heard, how long a call takes, how soon answered."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any, Literal

import numpy as np
import yaml

from tests.end_to_end.microphone_call import hold
from tests.end_to_end.sound_card import missing
from tools.word_error import word_errors
from trainer.places import shipped
from trainer.scenario.load import load

ROOT = Path(__file__).parents[2]
Form = Literal["short", "full"]


def measure(form: Form = "short") -> list[dict[str, Any]]:
    """Both shipped reps from sound; one call by microphone on the virtual sound card, where there is one."""
    rows = [row for scenario in ("gail_petrie", "marta_kowalczyk") for row in _from_sound(scenario, form)]
    return rows + ([] if missing() else _by_microphone(form))


def _row(name: str, value: float, unit: str, bar: str, held: bool, form: Form, n: int) -> dict[str, Any]:
    return {"name": name, "issue": 3, "value": value, "unit": unit, "bar": bar, "held": held, "form": form, "n": n}


def _from_sound(scenario: str, form: Form) -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        log = Path(folder) / "events.jsonl"
        command = [
            sys.executable, "main.py", "call", scenario, "--audio", f"assets/rep/{scenario}", "--ear", "moonshine",
            "--log", str(log),
        ]  # fmt: skip
        environment = os.environ | {"SPARRING_HOME": folder, "PYTHONUNBUFFERED": "1"}
        begun = time.monotonic()
        call = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        assert call.stdout is not None
        first = next((time.monotonic() - begun for line in call.stdout if ":" in line[:8]), 0.0)
        call.communicate()
        whole = time.monotonic() - begun
        assert call.returncode == 0, f"the call with {scenario} did not end well"
        heard = [e["text"] for e in map(json.loads, log.read_text("utf-8").splitlines()) if e["type"] == "heard"]
    said = [
        line["text"]
        for line in yaml.safe_load((shipped("assets/rep") / f"{scenario}.yaml").read_text("utf-8"))["lines"]
    ]
    names = [name.name for name in load(shipped(f"scenarios/{scenario}.yaml")).scenario.lexicon]
    errors = word_errors([" ".join(said)], [" ".join(heard)], names)
    rate = round(100 * errors.rate, 1)
    return [
        _row(f"word errors of the rep who calls {scenario}", rate, "%", "≤ 8", rate <= 8, form, errors.words),
        _row(f"first line of the call with {scenario}", round(first, 1), "s", "≤ 5", first <= 5, form, 1),
        _row(f"whole call with {scenario} from sound", round(whole, 1), "s", "≤ 90", whole <= 90, form, len(heard)),
    ]


def _by_microphone(form: Form) -> list[dict[str, Any]]:
    turns = sorted(shipped("assets/rep/gail_petrie").glob("*.flac"))[: 6 if form == "short" else None]
    with tempfile.TemporaryDirectory() as folder:
        held = hold("gail_petrie", turns, Path(folder))
        assert held.returncode == 0, "the call by microphone did not end well"
        for line in held.times:
            print(line)
        median = round(1000 * float(np.median(held.gaps)))
    return [_row("from the rep's last word to the answer", median, "ms", "≤ 900", median <= 900, form, len(held.gaps))]
