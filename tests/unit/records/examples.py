"""Calls to keep, as short as they can be."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from trainer.records import SessionStart
from trainer.transcript import Ended, Entry, Heard, Silence

STORED = Path(__file__).parents[2] / "stored"
NEW_YEAR = "2026-01-01T00:00:00.000+00:00"


def session_id(number: int) -> str:
    return f"{number:08x}-0000-4000-8000-{number:012x}"


def start(number: int = 1, **known: Any) -> SessionStart:
    usual: dict[str, Any] = {
        "id": session_id(number),
        "scenario": "gail-petrie",
        "sha256": "0" * 64,
        "title": "The old supplier",
        "person_name": "Gail Petrie",
        "seed": 1,
        "mode": "practice",
        "ear": "typed",
        "voice": "none",
        "engine": "1",
        "started_at": NEW_YEAR,
    }
    return SessionStart(**(usual | known))


def heard(seq: int, turn: int | None = None, text: str = "How did it go?") -> Entry:
    turn = seq if turn is None else turn
    return Entry(seq, turn, seq * 16_000, Heard(text=text, start=seq * 16_000 - 8_000, end=seq * 16_000, typed=True))


def quiet(seq: int, turn: int) -> Entry:
    return Entry(seq, turn, seq * 16_000, Silence(length=4_800, after="rep"))


def ended() -> Ended:
    return Ended(ending="yes", decision="yes", won=True, holds=True)


def card(rubric: str = "1", total: int | None = 61) -> dict[str, Any]:
    return {"schema": 1, "rubric": rubric, "total": total, "why": "„Because“ ✓"}
