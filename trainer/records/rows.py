"""Sessions as plain values: what is known when one starts, and what a list of them shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Literal

from trainer.transcript import Decision, Ending, Mode

LOCAL_PERSON = "local"
"""The one person of a machine that is not in a team."""

Belief = Literal["yes", "not_sure", "no"]
State = Literal["running", "finished", "discarded"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionStart:
    """What is known of a call when it begins.

    ``id`` is a UUID4 as text, ``started_at`` the wall clock in UTC as ISO 8601; both come from ports, never from here.
    ``title`` and ``person_name`` (the person who is called) are kept for lists, when the scenario's file is gone.
    ``engine`` is the version of the prospect's model, which its snapshots belong to. An attempt names the session it
    goes on from and the last turn that it keeps of it; its own log is whole, from ``call_started`` on.
    """

    id: str
    scenario: str
    sha256: str
    title: str
    person_name: str
    seed: int
    mode: Mode
    ear: str
    voice: str
    engine: str
    started_at: str
    recorded: bool = False
    parent: str | None = None
    from_turn: int | None = None
    person_id: str = LOCAL_PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionRow(SessionStart):
    """A stored session. ``length`` counts samples, 16,000 a second; ``total`` is that of the newest scorecard."""

    state: State
    seen_by: str
    ended_at: str | None
    ending: Ending | None
    decision: Decision | None
    won: bool | None
    holds: bool | None
    length: int | None
    total: int | None


@dataclass(frozen=True, slots=True)
class LookBack:
    """How the rep looks back on a call, before the marks are shown. Never scored.

    ``take_back``: the turn of theirs that they would take back (0: none, None: not asked or not answered); ``tried``:
    by turn, what they would say now; ``given_enough``, ``trusts_me``: the two honest questions, for the moment when
    they first asked for something.
    """

    take_back: int | None = None
    tried: Mapping[int, str] = field(default_factory=dict)
    given_enough: Belief | None = None
    trusts_me: Belief | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The person after a turn, as the engine of that version wrote it down."""

    turn: int
    engine: str
    state: dict[str, Any]


def utc_stamp(text: str) -> str:
    """A wall-clock stamp in the one spelling that sorts by time. Raises ValueError unless it is ISO 8601 in UTC."""
    moment = datetime.fromisoformat(text)
    offset = moment.utcoffset()
    if offset is None or offset.total_seconds() != 0:
        raise ValueError(f"{text!r} is no time in UTC")
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
