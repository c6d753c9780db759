"""Finished calls to export: the window's story, and one in which everything tries to be something else than text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

from tests.desktop.story import entry, heard, past_call, said
from tests.desktop.story_card import a_card, a_log
from trainer.records import SessionRow
from trainer.report.export import Calls
from trainer.report.page import Page
from trainer.transcript import CallStarted, Entry, Intent, Read, Seen, Versions

HOSTILE = Path(__file__).parents[2] / "hostile.yaml"
NASTY = (
    "=cmd|'/C calc'!A0 <script>alert(1)</script> <img src=x onerror=\"alert(2)\"> \u202egnp.exe\u202c \x1b[31mred\x07 "
    "\x9b2J </style></title> &amp; {{ 7*7 }} ;=1+1"
)
ID = "12345678-0000-4000-8000-000000000001"
ACCOUNT = "9e107d9d-372b-4682-96f0-7d1f0c6b3b54"


def row(**changes: Any) -> SessionRow:
    """A call with Marta that came to its end."""
    usual = {"id": ID, "title": "Bread left over at closing", "ended_at": "2026-11-12T20:22:20.000+00:00"}
    return replace(past_call("Marta Kowalczyk", "marta_bread", 10, 52), **(usual | changes))


def started() -> CallStarted:
    return CallStarted(
        scenario="hostile", sha256="0" * 64, text=HOSTILE.read_text("utf-8"), seed=1, mode="practice", ear="typed",
        voice="none", versions=Versions(engine="2", reader="3", rubric="2"),
    )  # fmt: skip


def hostile() -> tuple[SessionRow, dict[str, Any], tuple[Entry, ...]]:
    moment = {
        "kind": "hurt", "at": 16_000, "evidence": {"turn": 1, "span": None, "quote": NASTY}, "why": NASTY, "points": -1,
    }  # fmt: skip
    mark = {"value": 5, "low": 0, "high": 9, "taken": 1, "openings": 2, "moments": [moment]}
    card = a_card(
        how_it_ended=NASTY, why=NASTY, told=NASTY, to_change=[moment], strength=moment, marks={"rapport": mark},
        not_marked={"hope": NASTY}, left_behind={"cause": NASTY, "relationship": NASTY, "step": NASTY},
        fusion_points=[moment], jumps=[moment], verdict_evidence=[moment["evidence"]],
        requirements=[{"behaviour": NASTY, "wanted": True, "met": True, "evidence": moment["evidence"]}],
    )  # fmt: skip
    read = Read(acts={"question": 0.5}, behaviours=(Seen("asks", (0, 1), 0.9),), intent=Intent("none"))
    log = (
        entry(1, 0, 0, started()), entry(2, 1, 4, heard(NASTY, 0, 4)), entry(3, 1, 4, read),
        entry(4, 2, 8, said(NASTY, 4, 8)),
    )  # fmt: skip
    return row(title=NASTY, person_name=NASTY, scenario="hostile"), card, log


def calls(*held: tuple[SessionRow, dict[str, Any], Sequence[Entry]], paper: bytes = b"%PDF") -> Calls:
    """These calls, or the one with Marta."""
    given = {session.id: (session, card, log) for session, card, log in held or ((row(), a_card(), a_log()),)}

    def printed(page: Page) -> bytes:
        return paper

    return Calls(
        sessions=[session for session, _, _ in given.values()],
        card=lambda session: given[session.id][1],
        log=lambda session: given[session.id][2],
        paper=printed,
        account=ACCOUNT,
        zone=UTC,
    )
