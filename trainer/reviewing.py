"""What is done with a call that is over, put together: going back into it, what the coach says, words put right."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from trainer.assembly import Assembly, CallSetting, HeldCall, wall_clock
from trainer.errors import InputError
from trainer.transcript import Entry, Heard, of_kind

if TYPE_CHECKING:
    from trainer.coaching.advice import Advice
    from trainer.prospect.engine import Prospect
    from trainer.prospect.state import State
    from trainer.records import SessionRow
    from trainer.scoring.card import Scorecard


def attempt(
    assembly: Assembly, session: str, turn: int, setting: CallSetting, told: Callable[[Entry], None]
) -> tuple[HeldCall, tuple[Entry, ...]]:
    """A new call that goes on from a finished one, where the rep's turn ``turn`` was due; and its log until then.

    The person is exactly as they were, and the chance is the same: the seed of ``setting`` is not looked at. Raises
    InputError for a call that runs, a turn that is not the rep's, or a call held with another engine.
    """
    from trainer.call.rewind import before_turn
    from trainer.prospect.state import State
    from trainer.records import SessionStart

    records = assembly.records
    row = _finished(assembly, session)
    entries = before_turn(records.entries(row.id), turn)
    snapshot = records.snapshot(row.id, turn - 1)
    if snapshot is None:
        raise InputError("This call holds no moment to go back to.")
    State.from_document(snapshot.state)  # told before anything is stored
    session_id = str(uuid.uuid4())
    log = records.begin_attempt(
        SessionStart(
            id=session_id, scenario=row.scenario, sha256=row.sha256, title=row.title, person_name=row.person_name,
            seed=row.seed, mode="practice", ear=setting.ear, voice=setting.voice, engine=row.engine,
            started_at=wall_clock(), recorded=setting.record, parent=row.id, from_turn=turn - 1,
        ),
        len(entries),
    )  # fmt: skip
    held = assembly.held_again(session_id, entries, CallSetting(
        setting.ear, setting.voice, row.seed, "practice", setting.record
    ), told, log)  # fmt: skip
    held.conversation.go_back(entries, snapshot.state)
    return held, entries


def advice(assembly: Assembly, session: str) -> tuple[Advice, ...]:
    """One to three things to do differently; nothing for a call that was held with another engine."""
    from trainer.coaching.advice import advise
    from trainer.prospect.state import ENGINE

    row = _finished(assembly, session)
    if row.engine != ENGINE:
        return ()
    entries = assembly.records.entries(row.id)
    prospect = _prospect(assembly, row, entries)
    plan = assembly.cast.plan(prospect.scenario)
    states = states_before(assembly, row, entries)
    return advise(entries, card_of(assembly, row.id), states, prospect, assembly.behaviours, plan)


def correct(assembly: Assembly, session: str, turn: int, text: str | None) -> Scorecard:
    """Put right what the ear got wrong in a turn (None: leave it as it was heard), and score the call again.

    Raises InputError for an exam, a turn that is not the rep's or was typed, and a call held with another engine.
    """
    row = _finished(assembly, session)
    if row.mode == "exam":
        raise InputError("An exam stays as it was heard. Ask whoever set it to listen to this turn.")
    afterwards = assembly.records.afterwards
    said = afterwards.corrections(row.id)
    said.pop(turn, None)
    if text is not None and text.strip():
        said[turn] = " ".join(text.split())
    card = _card_with(assembly, row, said)  # first, for what can't be read must not be kept
    if turn in said:
        afterwards.correct(row.id, turn, said[turn], wall_clock())
    else:
        afterwards.uncorrect(row.id, turn)
    assembly.records.keep_scorecard(row.id, card.to_document(), wall_clock())
    return card


def card_of(assembly: Assembly, session: str) -> Scorecard:
    """The card of a stored call by today's rubric, with the words that were put right in it."""
    row = assembly.records.find(session)
    return _card_with(assembly, row, assembly.records.afterwards.corrections(row.id))


def log_of(assembly: Assembly, session: str) -> tuple[Entry, ...]:
    """The log of a stored call, with the words that were put right in it."""
    row = assembly.records.find(session)
    return _corrected(assembly, row, assembly.records.afterwards.corrections(row.id))


def _card_with(assembly: Assembly, row: SessionRow, said: Mapping[int, str]) -> Scorecard:
    return assembly.card_of(_corrected(assembly, row, said), misheard=said)


def _corrected(assembly: Assembly, row: SessionRow, said: Mapping[int, str]) -> tuple[Entry, ...]:
    from trainer.call.corrected import corrected

    entries = assembly.records.entries(row.id)
    if not said:
        return entries
    prospect = _prospect(assembly, row, entries)
    return corrected(entries, said, states_before(assembly, row, entries), prospect, assembly.reader)


def states_before(assembly: Assembly, row: SessionRow, entries: tuple[Entry, ...]) -> dict[int, State]:
    """The person as they were when each of the rep's turns began. Raises InputError for another engine's call."""
    from trainer.prospect.state import State

    states = {one.turn: State.from_document(one.state) for one in assembly.records.snapshots(row.id)}
    found: dict[int, State] = {}
    for entry, _ in of_kind(entries, Heard):
        earlier = [turn for turn in states if turn < entry.turn]
        if earlier:
            found[entry.turn] = states[max(earlier)]
    return found


def _prospect(assembly: Assembly, row: SessionRow, entries: tuple[Entry, ...]) -> Prospect:
    from trainer.prospect.engine import Prospect

    return Prospect(assembly.scenario_of(entries), assembly.tables, row.seed, assembly.settings.name)


def _finished(assembly: Assembly, session: str) -> SessionRow:
    row = assembly.records.find(session)
    if row.state != "finished":
        raise InputError("This call is not over yet.")
    return row
