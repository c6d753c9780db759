"""A whole call from sound, recorded, killed at ten random moments: nothing is lost but the turn being spoken."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest
import soundfile

from trainer.places import Places, shipped
from trainer.records import Records
from trainer.transcript import Heard, Said

ROOT = Path(__file__).parents[2]
TURNS = 7
pytestmark = pytest.mark.timeout(120)


def sparring(home: Path, *arguments: str) -> subprocess.Popen[str]:
    environment = os.environ | {"SPARRING_HOME": str(home), "PYTHONUNBUFFERED": "1"}
    return subprocess.Popen(
        [sys.executable, "main.py", *arguments], cwd=ROOT, env=environment, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, stdin=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.parametrize("moment", [round(random.Random(number).uniform(0.1, 6.0), 2) for number in range(10)])
def test_nothing_is_lost_but_the_turn_being_spoken(tmp_path: Path, moment: float) -> None:
    files = [str(path) for path in sorted(shipped("assets/rep/gail_petrie").glob("*.flac"))[:TURNS]]
    call = sparring(tmp_path, "call", "gail_petrie", "--ear", "moonshine", "--record", "--audio", *files)
    told: list[str] = []
    assert call.stdout is not None
    killer = Timer(moment, call.send_signal, (signal.SIGKILL,))
    for line in call.stdout:
        if spoken := re.match(r"\s+\d+:\d\d  (?:You|Gail)\s+(.*)", line):
            told.append(spoken[1])
            if len(told) == 1:
                killer.start()
    killer.cancel()
    killer.join()
    call.communicate()
    with Records.open(Places(tmp_path).database) as records:
        (row,) = records.sessions()
        entries = records.entries(row.id)
        kept = [entry.event.text for entry in entries if isinstance(entry.event, Heard | Said)]
        assert kept[: len(told) - 1] == told[: len(kept)][: len(told) - 1]
        assert len(kept) >= len(told) - 1
        cut_off = row.state == "running"  # the last moments may come when the call is over
        assert [left.id for left in records.unfinished()] == ([row.id] if cut_off else [])
        readable = {path.stem for path in (tmp_path / "recordings" / row.id).glob("*.flac")}
        for path in (tmp_path / "recordings" / row.id).glob("*.flac"):
            assert soundfile.info(path).frames > 0
        last = max(entry.turn for entry in entries)
        spoken_turns = {f"{'rep' if isinstance(e.event, Heard) else 'person'}-{e.turn:04d}" for e in entries
                        if isinstance(e.event, Heard | Said) and e.turn < last - 1}  # fmt: skip
        assert spoken_turns <= readable
    if cut_off:
        offered = sparring(tmp_path, "call", "gail_petrie", "--text", "--json")
        _, complaints = offered.communicate("Hello Gail.\n")
        assert row.id[:8] in complaints
        again = sparring(tmp_path, "call", "--resume", row.id[:8], "--text", "--json")
        out, errors = again.communicate("Tell me about Bernie.\nGoodbye, then.\n")
        assert again.returncode == 0, errors
        assert json.loads(out)["ending"]
