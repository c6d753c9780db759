"""Many calls as a table: one row a call, and no cell that reckons."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from tests.desktop.story_card import a_card
from tests.unit.report.calls import hostile, row
from trainer.records import SessionRow
from trainer.report.table import cell, table


def rows(*calls: tuple[SessionRow, dict[str, Any]]) -> list[dict[str, str]]:
    written = b"".join(table(calls))
    assert written.startswith(b"\xef\xbb\xbf"), "Excel takes it for UTF-8 by this alone"
    return list(csv.DictReader(io.StringIO(written.decode("utf-8-sig"), newline="")))


def test_a_call_is_a_row_with_marks_and_their_ranges() -> None:
    (call,) = rows((row(), a_card()))
    assert call["id"] == row().id
    assert call["started_at"] == "2026-11-12T20:14:00+00:00"
    assert call["person_name"] == "Marta Kowalczyk"
    assert [call[f"empathy{part}"] for part in ("", "_low", "_high")] == ["47", "41", "53"]
    assert [call[name] for name in ("total", "total_low", "total_high", "verdict")] == ["52", "46", "58", "order_taker"]
    assert [call[name] for name in ("ending", "decision", "won", "holds", "talk_share")] == [
        "think", "think", "no", "", "61",
    ]  # fmt: skip


def test_what_was_not_marked_is_an_empty_cell() -> None:
    (call,) = rows((row(), a_card(total=None, total_low=None, total_high=None, effort=None)))
    assert {call[name] for name in ("total", "total_low", "urgency", "urgency_low", "urgency_high", "effort")} == {""}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+1", "'+1"),
        ("-1", "'-1"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'=1"),
        ("\r=1", "'=1"),
        ("\x1b[31m=1", "'=1"),
        ("\u202e=1", "'=1"),
        ("two\nlines", "two lines"),
        ("a;=1+1", "a;'=1+1"),
        ('a","=1+1', 'a","\'=1+1'),
        ("Jean-Luc, 3 + 4", "Jean-Luc, 3 + 4"),
        ("Tomás", "Tomás"),
        (True, "yes"),
        (-3, "-3"),
        (None, ""),
    ],
)
def test_no_cell_reckons(text: Any, shown: str) -> None:
    assert cell(text) == shown


def test_a_hostile_call_is_one_row_of_text() -> None:
    session, card, _ = hostile()
    (call,) = rows((session, card))
    assert call["title"].startswith("'=cmd|")
    assert ";'=1+1" in call["title"]
    assert not [value for value in call.values() if value[:1] in tuple("=+-@\t\r")]
