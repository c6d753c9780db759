from __future__ import annotations

from pathlib import Path

import pytest

from tools.rating.sheets import MARKS, sheet, sheets
from tools.reader import material
from tools.reader.pack import Wrong

SHEET = """marks: rapport=55 empathy=20 trust=70 hope=NA urgency=35 overall=48
verdict: order taker
decision: think
effort: 62
fusion: 31 44
rewind: 17 | And what would she say to it?
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "R1" / "w01c01.txt"
    path.parent.mkdir()
    path.write_text(text, "utf-8")
    return path


def test_a_sheet_is_read(tmp_path: Path) -> None:
    found = sheet(written(tmp_path, SHEET))
    assert (found.call, found.rater) == ("w01c01", "R1")
    assert (found.marks["empathy"], found.marks["hope"]) == (20, None)
    assert (found.verdict, found.decision, found.effort, found.fusion) == ("order taker", "think", 62, (31, 44))
    assert (found.rewind, found.instead) == (17, "And what would she say to it?")


@pytest.mark.parametrize(
    "change",
    [("hope=NA", "hope=often"), ("=70", "=170"), ("order taker", "nice"), ("fusion: 31 44\n", ""), ("17 |", "|")],
)
def test_what_cannot_be_understood_is_named(tmp_path: Path, change: tuple[str, str]) -> None:
    with pytest.raises(Wrong, match=r"w01c01\.txt"):
        sheet(written(tmp_path, SHEET.replace(*change)))


def test_the_shipped_sheets_are_of_calls_that_are_there_by_three_apart() -> None:
    calls = {call.id: call for call in material.calls()}
    by_call: dict[str, set[str]] = {}
    for one in sheets():
        by_call.setdefault(one.call, set()).add(one.rater)
        assert set(one.marks) == set(MARKS)
        assert 1 <= one.rewind <= len(calls[one.call].turns)
    assert len(by_call) >= 120
    assert all(len(raters) == 3 for raters in by_call.values())
    kept_back = sum(calls[name].part == "test" for name in by_call)
    assert 3 * kept_back >= len(by_call)
