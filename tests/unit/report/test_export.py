"""Files that calls are exported to: whole or not at all, for the user alone, and of the kind their ending says."""

from __future__ import annotations

import json
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from tests.desktop.story_card import a_card, a_log
from tests.unit.report.calls import calls, hostile, row
from trainer.errors import InputError, MachineError
from trainer.report.export import KINDS, export, kind_of

SECOND_ID = "12345678-0000-4000-8000-000000000002"


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_is_written_for_the_user_alone(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"call{kind}"
    export(calls(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert path.stat().st_size
    assert list(tmp_path.iterdir()) == [path], "nothing is left beside it"


@pytest.mark.parametrize("kind", KINDS)
def test_a_hostile_call_gets_through_every_kind(kind: str, tmp_path: Path) -> None:
    path = tmp_path / f"call{kind}"
    export(calls(hostile()), path)
    written = path.read_bytes()
    assert b"\x1b" not in written
    assert "\u202e".encode() not in written
    if kind.endswith("json"):
        assert json.loads(written)
        assert written.isascii()


def test_the_ending_tells_the_kind_however_it_is_spelled() -> None:
    assert kind_of(Path("a.XAPI.JSON")) == ".xapi.json"
    assert kind_of(Path("a.Json")) == ".json"


@pytest.mark.parametrize("name", ["call", "call.txt", "json", "call.pdf.zip"])
def test_another_ending_is_refused_with_those_that_are_right(name: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"\.html, \.pdf, \.csv, \.json or \.xapi\.json"):
        export(calls(), tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_a_page_holds_one_call_and_data_any_number(tmp_path: Path) -> None:
    two = calls((row(), a_card(), a_log()), (row(id=SECOND_ID), a_card(total=None), a_log()))
    for kind in (".html", ".pdf"):
        with pytest.raises(InputError, match="holds one call"):
            export(two, tmp_path / f"calls{kind}")
    export(two, tmp_path / "calls.json")
    document = json.loads((tmp_path / "calls.json").read_bytes())
    assert [call["session"]["id"] for call in document["calls"]] == [row().id, SECOND_ID]
    export(two, tmp_path / "calls.xapi.json")
    assert len(json.loads((tmp_path / "calls.xapi.json").read_bytes())) == 3
    export(two, tmp_path / "calls.csv")
    assert (tmp_path / "calls.csv").read_bytes().count(b"\r\n") == 3


def test_data_holds_the_card_and_what_was_read_and_not_the_scenario(tmp_path: Path) -> None:
    session, card, log = hostile()
    export(calls((session, card, log)), tmp_path / "call.json")
    (call,) = json.loads((tmp_path / "call.json").read_bytes())["calls"]
    assert call["card"] == card
    mine, theirs = call["lines"]
    assert mine["read"]["acts"] == {"question": 0.5}
    assert mine["read"]["behaviours"] == [{"id": "asks", "likely": 0.9, "span": [0, 1]}]
    assert "read" not in theirs
    assert call["versions"]["rubric"] == "2"
    assert "guarded" not in json.dumps(call), "what the person has not told stays with them"


def test_nothing_to_export_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no finished call"):
        export(replace(calls(), sessions=()), tmp_path / "calls.csv")


def test_a_place_that_can_not_be_written_is_said_and_what_was_there_stays(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="There is no folder"):
        export(calls(), tmp_path / "none" / "call.csv")
    (tmp_path / "call.csv").mkdir()
    with pytest.raises(MachineError, match="can't be written"):
        export(calls(), tmp_path / "call.csv")
    kept = tmp_path / "kept.json"
    kept.write_text("before")

    def fails(session: object) -> dict[str, object]:
        raise InputError("This session holds no call.")

    with pytest.raises(InputError):
        export(replace(calls(), card=fails), kept)
    assert kept.read_text() == "before"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["call.csv", "kept.json"]
