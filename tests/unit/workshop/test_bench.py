from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tools import bench


def row(name: str = "gap", *, held: bool = True, form: str = "short") -> dict[str, Any]:
    return {
        "name": name,
        "issue": 3,
        "value": 0.4,
        "unit": "s",
        "bar": 0.9,
        "held": held,
        "form": form,
        "n": 9,
        "more": 1,
    }


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two made-up benchmarks, and a folder where the results go."""
    monkeypatch.setattr(bench, "ROOT", tmp_path)
    monkeypatch.setattr(bench, "chosen", lambda word: [name for name in ("ears", "start") if word in name])
    monkeypatch.setattr(
        bench, "measured", lambda name, form: [{field: row(name, form=form)[field] for field in bench.FIELDS}]
    )
    return tmp_path


def test_every_bar_is_printed_and_kept(kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert bench.main({}) == 0
    rows = json.loads((kept / "build" / "bench.json").read_text("utf-8"))
    assert [found["name"] for found in rows] == ["ears", "start"]
    assert set(rows[0]) == set(bench.FIELDS)
    assert {found["form"] for found in rows} == {"short"}
    assert "0.4 s" in capsys.readouterr().out


def test_one_word_picks_a_part(kept: Path) -> None:
    assert bench.main({"ONLY": "start"}) == 0
    assert len(json.loads((kept / "build" / "bench.json").read_text("utf-8"))) == 1
    assert bench.main({"ONLY": "nothing of that name"}) == 2


def test_the_long_form_is_kept_with_date_and_commit(kept: Path) -> None:
    (kept / "docs").mkdir()
    bench.main({"FULL": "1"})
    document = json.loads((kept / "docs" / "bench.json").read_text("utf-8"))
    assert set(document) == {"date", "commit", "bars"}
    assert {found["form"] for found in document["bars"]} == {"full"}


def test_a_bar_that_does_not_hold_fails(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench, "measured", lambda name, form: [row(name, held=name == "ears")])
    assert bench.main({}) == 1
    assert "DOES NOT HOLD" in capsys.readouterr().out


def test_a_benchmark_that_breaks_fails_and_leaves_the_others(
    kept: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def break_down(name: str, form: str) -> list[dict[str, Any]]:
        if name == "ears":
            raise OSError("no sound card")
        return [row(name)]

    monkeypatch.setattr(bench, "measured", break_down)
    assert bench.main({}) == 1
    assert "could not be measured" in capsys.readouterr().out
    assert len(json.loads((kept / "build" / "bench.json").read_text("utf-8"))) == 1


def test_the_benchmarks_of_this_checkout_are_found() -> None:
    assert {"ears", "start"} <= set(bench.chosen(""))
