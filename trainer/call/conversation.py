"""One call as a sequence of turns: words in, events and an answer out. No thread, no clock, no sound.

    heard → read → moved … → said, mood, orbit_jumped → ended

Whoever drives it (the live call, a typed call, a replay) says when things happened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Literal

from trainer.call.log import EventLog
from trainer.pathway.reading import Reader
from trainer.prospect.engine import Prospect, Reply
from trainer.prospect.state import State
from trainer.prospect.tables import WHATS
from trainer.sound import RATE
from trainer.transcript import (
    CallStarted,
    Ended,
    Entry,
    HandRaised,
    Heard,
    Hint,
    Interrupted,
    Mode,
    Paused,
    Read,
    Resumed,
    Said,
    Silence,
    Versions,
    length_of,
    plain,
)

_SILENCE_TOLD = 2 * RATE
"""Silence before the rep's words that stands in the log: two seconds is thinking (docs: the worked calls)."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a call is held with. ``text``: the whole scenario, as the log keeps it."""

    scenario: str
    sha256: str
    text: str
    seed: int
    mode: Mode
    ear: str
    voice: str
    versions: Versions


@dataclass(frozen=True, slots=True)
class Line:
    """Something to be spoken: turn, clauses and text. ``ended`` where the call is over with it, ``afterwards`` what
    came of it then; ``by_program``: the program says it, out of the part."""

    turn: int
    clauses: tuple[str, ...]
    text: str
    ended: Ended | None
    by_program: bool = False
    afterwards: str = ""
    parts: tuple[str, ...] = ()
    """The text by clause, as it is spoken; none where it is one piece."""


class Conversation:
    """Owns the state of one call. Used by one thread at a time."""

    def __init__(
        self,
        prospect: Prospect,
        reader: Reader,
        setting: Setting,
        told: Callable[[Entry], None],
        keep: Callable[[tuple[Entry, ...], dict[str, Any] | None], None],
        coach: Callable[[Entry | None, State], str] | None = None,
    ) -> None:
        """``coach``: what to hint at after the person's last words, as they are now; None where nobody may hint."""
        self._prospect = prospect
        self._reader = reader
        self._setting = setting
        self._told = told
        self._keep = keep
        self._coach = coach
        self._log = EventLog(told)
        self._scene = prospect.scene
        self._state = prospect.start
        self._pending: Line | None = None
        self._silence_from: int | None = None
        self.ended: Ended | None = None

    @property
    def entries(self) -> tuple[Entry, ...]:
        return self._log.entries

    @property
    def next_turn(self) -> int:
        """The number that the rep's next turn will have."""
        return self._log.turn + 1

    @property
    def pending(self) -> Line | None:
        """What the person is about to say, or is saying."""
        return self._pending

    @property
    def last_line(self) -> str:
        """What the person said last; empty before they have."""
        said = self._log.lines_of("person")
        return said[-1] if said else ""

    @property
    def may_say(self) -> tuple[str, ...]:
        """What the person may say to the rep's next turn, by clause, likeliest first."""
        return tuple(one.line.text for one in self._prospect.possible_next(self._state, self._log.turn + 2))

    @property
    def state(self) -> State:
        """How the person is now."""
        return self._state

    def begin(self, at: int = 0) -> Line | None:
        """Open the call. The line with which the person picks up, if they speak first."""
        s = self._setting
        started = CallStarted(
            scenario=s.scenario, sha256=s.sha256, text=s.text, seed=s.seed, mode=s.mode, ear=s.ear, voice=s.voice,
            versions=s.versions, start=self._carried,
        )  # fmt: skip
        self._log.add(0, at, started)
        line = self._take(self._prospect.picks_up(), 0, at)
        self._save()
        return line

    @property
    def _carried(self) -> dict[str, int] | None:
        if self._prospect.met is None:
            return None
        return {what: self._state.get(what) for what in WHATS}

    def go_on(self, entries: Iterable[Entry], snapshot: dict[str, Any], at: int) -> None:
        """Take up a call that was cut off, from its last snapshot; then say what is ``pending``.

        Raises InputError for a snapshot of another engine.
        """
        self._state = State.from_document(snapshot)
        self._pending = _pending_of(snapshot)
        self._log = EventLog(self._told, entries)
        self._log.kept()
        self._log.add(self._log.turn, at, Paused(why="recovered"), Resumed())
        self._silence_from = at
        self._save()

    def go_back(self, entries: Iterable[Entry], snapshot: dict[str, Any]) -> None:
        """Take up a call that is over where ``entries`` end, to hold the rest of it another way: the person is as they
        were then, to the last gauge.

        Raises InputError for a snapshot of another engine.
        """
        self._state = State.from_document(snapshot)
        self._log = EventLog(self._told, entries)
        self._log.kept()
        self._silence_from = length_of(self._log.entries)

    def hears(self, heard: Heard, *, silence: int | None = None) -> Line | None:
        """The rep's turn is over. The person's answer, to be spoken, or None where they say nothing.

        ``silence``: samples that the rep left before it, where the times don't tell (typing takes time, and is none).
        """
        self._speak_pending(heard.start)
        if silence is None:
            silence = 0 if self._silence_from is None else max(0, heard.start - self._silence_from)
        if silence >= _SILENCE_TOLD:
            self._log.add(self._log.turn, heard.start, Silence(length=silence, after="person"))
        moment = self._prospect.moment(
            self.state, self._log.lines_of("person"), self._log.lines_of("rep"), silence / RATE
        )
        turn = self._log.turn + 1
        self._log.add(turn, heard.end, heard)
        read = self._reader.read(heard.text, self._scene, moment) if heard.text.strip() else Read(acts={})
        self._log.add(turn, heard.end, read)
        line = self._take(self._prospect.hear(self.state, heard, read, turn), turn, heard.end)
        self._save()
        return line

    def nothing_said(self, at: int, seconds: float) -> Line | None:
        """The rep left the floor empty for ``seconds`` although it was their move."""
        self._speak_pending(at)
        turn = self._log.turn + 1
        self._log.add(turn - 1, at, Silence(length=int(seconds * RATE), after="person"))
        line = self._take(self._prospect.silent(self.state, turn), turn - 1, at)
        self._save()
        return line

    def spoken(self, start: int, end: int, spoken_until: int) -> None:
        """The pending line was spoken from ``start``; it stopped at ``spoken_until``, before ``end`` if cut off."""
        line = self._pending
        assert line is not None, "there is no line to have been spoken"
        self._pending = None
        by: Literal["program", "person"] = "program" if line.by_program else "person"
        said = Said(by=by, clauses=line.clauses, text=line.text, start=start, end=end, spoken_until=spoken_until)
        self._log.add(line.turn, start, said)
        if spoken_until < end:
            share = (spoken_until - start) / max(1, end - start)
            words = line.text.split()
            self._log.add(
                line.turn, spoken_until, Interrupted(by="rep", unsaid=" ".join(words[int(share * len(words)) :]))
            )
        self._silence_from = spoken_until
        if line.ended is not None:
            self._end(line.ended, spoken_until, line.afterwards)
        self._save()

    def paused(self, at: int, by_device: bool = False) -> None:
        self._log.add(self._log.turn, at, Paused(why="device" if by_device else "rep"))
        self._save()

    def resumed(self, at: int) -> None:
        self._log.add(self._log.turn, at, Resumed())
        self._silence_from = at
        self._save()

    def hand_raised(self, at: int, note: str = "") -> None:
        self._log.add(self._log.turn, at, HandRaised(note=note))
        self._save()

    def hint(self, at: int) -> None:
        """One hint, at most one a turn, and none in an exam."""
        if self._coach is None or self._setting.mode == "exam" or self.ended is not None:
            return
        here = [entry for entry in self._log.entries if entry.turn == self._log.turn]
        if not any(isinstance(entry.event, Hint) for entry in here):
            line = next((entry for entry in here if isinstance(entry.event, Said)), None)
            self._log.add(self._log.turn, at, Hint(text=self._coach(line, self._state)))
            self._save()

    def end(self, at: int) -> None:
        """The rep ends the call."""
        if self.ended is None:
            self._speak_pending(at)
        if self.ended is None:
            self._end(self._prospect.closes(self.state), at)
            self._save()

    def _speak_pending(self, at: int) -> None:
        """A line that nobody voiced counts as said at once: a typed call may run ahead of its voice."""
        if self._pending is not None:
            self.spoken(at, at, at)

    def _take(self, reply: Reply, turn: int, at: int) -> Line | None:
        self._state = reply.state
        self._log.add(turn, at, *reply.moves)
        self._log.add(turn + 1 if reply.text else turn, at, *reply.shown)
        if not reply.text:
            if reply.ended is not None:
                self._end(reply.ended, at, reply.afterwards)
            return None
        self._pending = Line(
            turn + 1, reply.clauses, reply.text, reply.ended, reply.by_program, reply.afterwards, reply.parts
        )  # fmt: skip
        return self._pending

    def _end(self, ended: Ended, at: int, afterwards: str = "") -> None:
        self.ended = ended
        if afterwards:
            told = Said(by="program", clauses=(), text=afterwards, start=at, end=at, spoken_until=at)
            self._log.add(self._log.turn, at, told)
        self._log.add(self._log.turn, at, ended)

    def _save(self) -> None:
        waiting = None if self._pending is None else plain(self._pending)
        self._keep(self._log.unkept, self._state.to_document() | {"pending": waiting})
        self._log.kept()  # not before: what a store refused is offered again with the next turn


def _pending_of(snapshot: dict[str, Any]) -> Line | None:
    """The line that was decided on when the snapshot was made and had not been spoken."""
    waiting = snapshot.get("pending")
    if waiting is None:
        return None
    ended = waiting["ended"]
    given = waiting | {
        "clauses": tuple(waiting["clauses"]),
        "parts": tuple(waiting.get("parts", ())),
        "ended": None if ended is None else Ended(**ended),
    }
    return Line(**given)
