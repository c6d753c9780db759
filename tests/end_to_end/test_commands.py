"""The command line as a user types it: each command in a process of its own."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
DONE, WRONG, MISUSED, LACKING = 0, 1, 2, 3
LINES = (
    "Hello, my name is Sam Hill from Loopline. Is this a bad moment?\n"
    "What happens with the houses when linen goes missing?\n"
    "[3 s]\n"
    "So what does that cost you in a month?\n"
    "What would you do with a free Sunday?\n"
)

Answer = subprocess.CompletedProcess[str]
Typing = Callable[..., Answer]


def environment(home: Path, **also: str) -> dict[str, str]:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    kept = {key: value for key, value in os.environ.items() if key not in screens}
    return kept | {"SPARRING_HOME": str(home), "PYTHONPATH": str(ROOT)} | also


@pytest.fixture
def sparring(tmp_path: Path) -> Typing:
    """Run one command in an empty folder; ``typed`` is its standard input."""

    def run(*arguments: str, typed: str = "", **also: str) -> Answer:
        return subprocess.run(
            [sys.executable, str(ROOT / "main.py"), *arguments], cwd=tmp_path, input=typed, capture_output=True,
            text=True, env=environment(tmp_path / "home", **also), timeout=60, check=False,
        )  # fmt: skip

    return run


def told(answer: Answer) -> Any:
    """The JSON that is all of stdout."""
    assert answer.returncode == DONE, answer.stderr
    return json.loads(answer.stdout)


def test_a_wrong_command_is_wrong_use(sparring: Typing) -> None:
    assert sparring("cal").returncode == MISUSED
    assert sparring("call", "gail_petrie").returncode == MISUSED, "neither typed nor spoken"
    assert sparring("call", "--text").returncode == MISUSED, "nobody is named"


def test_a_machine_without_a_screen_lacks_something(sparring: Typing) -> None:
    answer = sparring()
    assert answer.returncode == LACKING
    assert "sparring call" in answer.stderr


def test_an_unknown_scenario_is_answered_with_the_nearest(sparring: Typing) -> None:
    answer = sparring("call", "gail_petri", "--text")
    assert answer.returncode == MISUSED
    assert "gail_petrie" in answer.stderr
    assert "Traceback" not in answer.stderr


def test_sound_that_is_not_there_is_wrong_use(sparring: Typing, tmp_path: Path) -> None:
    (tmp_path / "no_sound").mkdir()
    (tmp_path / "broken.wav").write_bytes(b"RIFF and no more")
    for given in ("nowhere.wav", "no_sound", "broken.wav"):
        answer = sparring("call", "gail_petrie", "--audio", given, "--ear", "moonshine")
        assert answer.returncode == MISUSED, given
        assert "Traceback" not in answer.stderr


def test_broken_scenario_files_are_something_wrong(sparring: Typing, tmp_path: Path) -> None:
    (tmp_path / "broken.yaml").write_text("format: 1\nid: broken\n", "utf-8")
    answer = sparring("scenarios", "validate", "broken.yaml", "--json")
    assert answer.returncode == WRONG
    assert {"file", "line", "field", "message", "severity"} == set(json.loads(answer.stdout)[0])
    assert sparring("scenarios", "validate").returncode == DONE, "the shipped ones are in order"


def test_json_is_all_that_stands_on_stdout(sparring: Typing) -> None:
    held = told(sparring("call", "gail_petrie", "--text", "--json", typed=LINES))
    assert set(held["marks"]) == {"rapport", "empathy", "trust", "hope", "urgency"}
    (session,) = told(sparring("sessions", "--json"))
    assert told(sparring("score", session["id"][:8], "--json")) == held
    assert {entry["id"] for entry in told(sparring("scenarios", "--json"))} >= {"gail_petrie", "marta_kowalczyk"}
    assert {model["installed"] for model in told(sparring("models", "--json"))} == {False}
    doctor = sparring("doctor", "--json")
    parts = {part["part"] for part in json.loads(doctor.stdout)}
    assert parts >= {"Ear", "Voice", "Reader", "Microphone", "Speaker", "Database"}


def test_one_line_is_one_turn_and_silence_is_none(sparring: Typing, tmp_path: Path) -> None:
    answer = sparring("call", "gail_petrie", "--text", "--log", "log", typed=LINES + "[5 s]\n")
    assert answer.returncode == DONE, answer.stderr
    events = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert [event["text"] for event in events if event["type"] == "heard"] == [
        line for line in LINES.splitlines() if not line.startswith("[")
    ]
    assert [event["length"] for event in events if event["type"] == "silence"] == [5 * 16_000]
    second, third = [event for event in events if event["type"] == "heard"][1:3]
    assert third["start"] - second["end"] >= 3 * 16_000, "the shorter silence is time that goes by"
    assert events[-1]["type"] == "ended", "the end of the file ends the call"
    assert events[-1]["ending"] == "rep_ended"


def test_nothing_typed_is_a_call_that_ended_at_once(sparring: Typing) -> None:
    answer = sparring("call", "gail_petrie", "--text", typed="")
    assert answer.returncode == DONE, answer.stderr
    assert "not enough to score" in answer.stdout


def test_the_same_lines_and_seed_give_the_same_log(sparring: Typing, tmp_path: Path) -> None:
    for number in ("1", "2"):
        held = sparring("call", "gail_petrie", "--text", "--log", f"log{number}", typed=LINES, PYTHONHASHSEED=number)
        assert held.returncode == DONE, held.stderr
    assert (tmp_path / "log1").read_bytes() == (tmp_path / "log2").read_bytes()


def test_another_seed_is_another_day(sparring: Typing, tmp_path: Path) -> None:
    logs = set()
    for seed in ("1", "2", "3"):
        assert sparring("call", "gail_petrie", "--text", "--log", "log", "--seed", seed, typed=LINES).returncode == DONE
        said = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
        logs.add(tuple(event["text"] for event in said if event["type"] == "said"))
    assert len(logs) > 1


def test_a_call_that_others_held_is_scored_by_the_lines_of_its_file(sparring: Typing, tmp_path: Path) -> None:
    lines = [
        "Ann: Morning Bo, Ann Bell from Harrow Scales. Is now all right?",
        "",
        "Bo: It is. We threw out forty loaves.",
    ]
    lines += [
        "Ann: Forty. What was that like for you?",
        "Bo: My wife cried, to be honest.",
        "Ann: Sign today, only two left!",
    ]
    (tmp_path / "call.txt").write_text("\n".join(lines), "utf-8")
    unnamed = sparring("score", "call.txt")
    assert unnamed.returncode == MISUSED
    assert "Ann, Bo" in unnamed.stderr
    card = told(sparring("score", "call.txt", "--rep", "Ann", "--json"))
    assert set(card) >= {
        "marks",
        "total",
        "verdict",
        "decision",
        "effort",
        "fusion_points",
        "yes",
        "left_behind",
        "told",
    }
    assert {one["turn"] for one in card["evidence"]} <= {1, 3, 4, 5, 6}, "lines of the file, blank ones counted"
    assert "inferred" in sparring("score", "call.txt", "--rep", "Ann").stdout
    assert sparring("score", "nowhere.txt", "--rep", "Ann").returncode == MISUSED
    (tmp_path / "call.txt").write_bytes(b"\xff")
    assert sparring("score", "call.txt", "--rep", "Ann").returncode == MISUSED


def test_a_hostile_call_is_exported_to_every_kind_of_file(sparring: Typing, tmp_path: Path) -> None:
    assert sparring("call", str(ROOT / "tests" / "hostile.yaml"), "--text", typed=LINES).returncode == DONE
    (session,) = told(sparring("sessions", "--json"))
    for kind in ("html", "pdf", "csv", "xapi.json"):
        answer = sparring("export", session["id"][:8], "--to", f"call.{kind}")
        assert answer.returncode == DONE, answer.stderr
        assert (tmp_path / f"call.{kind}").stat().st_mode & 0o777 == 0o600
    page = (tmp_path / "call.html").read_text("utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert obeyed(page) == set()
    cells = [cell for row in csv.reader(io.StringIO((tmp_path / "call.csv").read_text("utf-8-sig"))) for cell in row]
    assert not [cell for cell in cells if cell[:1] in tuple("=+-@")]
    assert told(sparring("export", "--all", "--to", "all.json", "--json"))["calls"] == 1
    (call,) = json.loads((tmp_path / "all.json").read_text("ascii"))["calls"]
    assert call["session"]["id"] == session["id"]


def test_what_can_not_be_exported_is_wrong_use(sparring: Typing, tmp_path: Path) -> None:
    for wrong in (("00000000", "--to", "x.txt"), ("00000000", "--to", "x.csv"), ("--to", "x.csv"),
                  ("--all", "--to", "x.csv")):  # fmt: skip
        refused = sparring("export", *wrong)
        assert refused.returncode == MISUSED, wrong
        assert "Traceback" not in refused.stderr
    assert not list(tmp_path.glob("x.*"))


def test_stored_calls_are_scored_again_beside_their_cards(sparring: Typing) -> None:
    assert sparring("call", "marta_kowalczyk", "--text", typed=LINES).returncode == DONE
    assert "Every finished call has a card" in sparring("rescore", "--all").stdout
    (session,) = told(sparring("sessions", "--json"))
    (again,) = told(sparring("rescore", session["id"], "--json"))
    assert again["total"][0] == again["total"][1]
    assert "as before" in again["sentence"]
    assert sparring("rescore").returncode == MISUSED


def test_calls_are_listed_shown_and_discarded(sparring: Typing) -> None:
    assert "No calls yet" in sparring("sessions").stdout
    assert sparring("call", "marta_kowalczyk", "--text", typed=LINES).returncode == DONE
    (session,) = told(sparring("sessions", "--json"))
    assert session["state"] == "finished"
    shown = sparring("score", session["id"][:8])
    assert shown.returncode == DONE
    assert "Verdict" in shown.stdout
    assert sparring("sessions", "finish", session["id"]).returncode == MISUSED, "it is over already"
    assert sparring("sessions", "discard", session["id"]).returncode == DONE
    assert told(sparring("sessions", "--json")) == []
    assert sparring("score", session["id"]).returncode == MISUSED


def cut_off(home: Path) -> None:
    """A call that is killed after the person's answer to the second line."""
    command = [sys.executable, str(ROOT / "main.py"), "call", "gail_petrie", "--text"]
    with subprocess.Popen(
        command, env=environment(home), text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as program:  # fmt: skip
        assert program.stdin is not None
        assert program.stdout is not None
        program.stdin.write("".join(LINES.splitlines(keepends=True)[:2]))
        program.stdin.flush()
        answers = 0
        while answers < 3:  # the opening and two answers
            line = program.stdout.readline()
            assert line, "the call ended before it was cut off"
            answers += " Gail " in line
        program.kill()


def test_a_call_that_was_killed_can_be_gone_on_with(sparring: Typing, tmp_path: Path) -> None:
    cut_off(tmp_path / "home")
    (session,) = told(sparring("sessions", "--json"))
    assert session["state"] == "cut_off"
    offered = sparring("call", "gail_petrie", "--text", typed="")
    assert session["id"][:8] in offered.stderr, "the next call begins with the offer to go on"

    resumed = sparring(
        "call", "--resume", session["id"][:8], "--text", "--log", "log", typed="".join(LINES.splitlines(True)[3:])
    )
    assert resumed.returncode == DONE, resumed.stderr
    assert "Going on" in resumed.stdout
    events = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    spoken = [line for line in LINES.splitlines() if not line.startswith("[")]
    assert [event["text"] for event in events if event["type"] == "heard"] == spoken
    first = events[0]["seq"]
    assert [event["seq"] for event in events] == list(range(first, first + len(events)))
    assert {row["state"] for row in told(sparring("sessions", "--json"))} == {"finished"}


def test_a_call_that_was_killed_can_be_scored_as_it_is_or_discarded(sparring: Typing, tmp_path: Path) -> None:
    cut_off(tmp_path / "home")
    cut_off(tmp_path / "home")
    first, second = (row["id"] for row in told(sparring("sessions", "--json")))
    assert sparring("score", first).returncode == MISUSED, "it is not over"
    card = told(sparring("sessions", "finish", first, "--json"))
    assert card["ending"] == "unfinished"
    assert sparring("sessions", "discard", second).returncode == DONE
    assert [row["id"] for row in told(sparring("sessions", "--json"))] == [first]


def test_a_hostile_scenario_can_not_give_orders_to_the_terminal(sparring: Typing, tmp_path: Path) -> None:
    hostile = str(ROOT / "tests" / "hostile.yaml")
    own = tmp_path / "home" / "scenarios"
    own.mkdir(parents=True)
    (own / "hostile.yaml").write_bytes(Path(hostile).read_bytes())
    evil = "\x1b[31m=cmd|'/C calc'!A0 \x9b2J \u202egnp.exe \x07{person} %s\n"
    held = sparring("call", hostile, "--text", typed=LINES + evil)
    assert held.returncode == DONE, held.stderr
    (session,) = told(sparring("sessions", "--json"))
    for answer in (held, sparring("scenarios"), sparring("sessions"), sparring("score", session["id"]),
                   sparring("scenarios", "validate", hostile), sparring("doctor")):  # fmt: skip
        assert obeyed(answer.stdout + answer.stderr) == set()
        assert "Traceback" not in answer.stderr


def obeyed(text: str) -> set[str]:
    """Characters that a terminal would carry out, or that turn the direction of writing."""
    turning = {chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))}
    return {sign for sign in text if (unicodedata.category(sign) == "Cc" and sign not in "\n\t") or sign in turning}
