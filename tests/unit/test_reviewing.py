"""A call that is over: gone back into, played again with a turn put right, its words corrected. On the real parts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from trainer import reviewing
from trainer.assembly import Assembly, CallSetting, HeldCall
from trainer.call.typed import TypedCall
from trainer.errors import InputError
from trainer.places import Places
from trainer.records import LookBack
from trainer.scoring.attempts import parted_at, side_by_side
from trainer.transcript import Entry, Heard, Hint, Said, length_of, of_kind, said_by_the_person

LINES = (
    "Hello Gail, it's Nadia Ferrow at Tallystitch, the linen tags. Is this a bad moment?",
    "How do you know what you lose in a month?",
    "[3 s] We've two install slots left, so we'd have to sign this week.",
    "What happens when a house sends back less than it had?",
    "So shall we say Tuesday?",
)
SETTING = CallSetting("typed", "none")


def nobody(entry: Entry) -> None: ...


@pytest.fixture(scope="module")
def assembly(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assembly]:
    assembly = Assembly(Places(tmp_path_factory.mktemp("home")), env={})
    yield assembly
    assembly.close()


@pytest.fixture(scope="module")
def session(assembly: Assembly) -> str:
    held = assembly.new_call(assembly.library.find("gail_petrie"), SETTING, nobody)
    return finished(assembly, held, TypedCall(held.conversation, lambda line: None).hold(LINES))


def finished(assembly: Assembly, held: HeldCall, at: int) -> str:
    assembly.finish(held.id, held.conversation.entries, at)
    return held.id


def again(assembly: Assembly, session: str, turn: int, *lines: str) -> tuple[Entry, ...]:
    held, _ = reviewing.attempt(assembly, session, turn, SETTING, nobody)
    call = TypedCall(held.conversation, lambda line: None, held.at)
    finished(assembly, held, call.go_on(lines))
    return assembly.records.entries(held.id)


def turn_of(assembly: Assembly, session: str, words: str) -> int:
    return next(e.turn for e, heard in of_kind(assembly.records.entries(session), Heard) if words in heard.text)


def test_the_same_words_from_a_turn_on_give_the_same_call_to_the_last_event(assembly: Assembly, session: str) -> None:
    whole = assembly.records.entries(session)
    attempt = again(assembly, session, turn_of(assembly, session, "install slots"), *LINES[2:])
    assert [entry.event for entry in attempt] == [entry.event for entry in whole]


def test_other_words_part_from_the_call_where_it_was_gone_back_into(assembly: Assembly, session: str) -> None:
    turn = turn_of(assembly, session, "install slots")
    attempt = again(assembly, session, turn, "Two hundred and fifty, and every one rung for. What's that like?")
    pairs = side_by_side(assembly.records.entries(session), attempt)
    assert parted_at(pairs) == turn
    here = next(pair for pair in pairs if pair.turn == turn)
    assert here.first is not None
    assert here.second is not None
    assert dict(here.second.moved).get("empathy", 0) > dict(here.first.moved).get("empathy", 0)
    row = assembly.records.sessions(limit=1)[0]
    assert (row.parent, row.from_turn, row.mode) == (session, turn - 1, "practice")


def test_an_attempt_can_be_gone_back_into_as_well_and_all_are_one_family(assembly: Assembly, session: str) -> None:
    turn = turn_of(assembly, session, "install slots")
    again(assembly, session, turn, "And who counts them?", "And what does that do to your Sundays?")
    first = assembly.records.sessions(limit=1)[0].id
    again(assembly, first, turn_of(assembly, first, "Sundays"), "I'd have hated that. What do you do?")
    second = assembly.records.sessions(limit=1)[0].id
    family = [row.id for row in assembly.records.family(second)]
    assert family[0] == session
    assert {first, second} <= set(family)


def test_only_turns_of_the_reps_can_be_gone_back_to(assembly: Assembly, session: str) -> None:
    before = len(assembly.records.sessions())
    with pytest.raises(InputError, match="not one of yours"):
        reviewing.attempt(assembly, session, 3, SETTING, nobody)
    assert len(assembly.records.sessions()) == before


def test_advice_names_what_was_lost_and_what_would_have_been_better(assembly: Assembly, session: str) -> None:
    advice = reviewing.advice(assembly, session)
    assert 1 <= len(advice) <= 3
    pushed = turn_of(assembly, session, "install slots")
    one = next(one for one in advice if one.turn == pushed)
    assert one.replayed.gain > 0
    assert sum(one.replayed.instead.values()) > sum(one.replayed.was.values())
    assert one.could_say
    assert one.exercise
    lines = {entry.turn: event.text for entry, event in said_by_the_person(assembly.records.entries(session))}
    lines |= {entry.turn: event.text for entry, event in of_kind(assembly.records.entries(session), Heard)}
    for each in advice:
        assert each.evidence.quote in lines[each.evidence.turn]


def test_the_same_call_gives_the_same_advice(assembly: Assembly, session: str) -> None:
    assert reviewing.advice(assembly, session) == reviewing.advice(assembly, session)


def misheard(assembly: Assembly) -> tuple[str, int]:
    """A call in which the ear made something else of what was said in its second turn, and what it made was taken
    badly."""
    held = assembly.new_call(assembly.library.find("gail_petrie"), SETTING, nobody)
    said = (LINES[0], "You'll regret it if you don't sign with us today.", LINES[3])
    at = 0
    held.conversation.begin()
    for text in said:
        if held.conversation.pending is not None:
            held.conversation.spoken(at, at + 16_000, at + 16_000)
        heard = Heard(text=text, start=at + 20_000, end=at + 60_000, confidence=0.6)
        held.conversation.hears(heard)
        at += 60_000
    held.conversation.end(at)
    finished(assembly, held, length_of(held.conversation.entries))
    return held.id, turn_of(assembly, held.id, "regret")


def test_words_put_right_are_scored_and_what_was_misheard_costs_nothing(assembly: Assembly) -> None:
    session, turn = misheard(assembly)
    before = reviewing.card_of(assembly, session)
    log = assembly.records.entries(session)
    charged = [m for mark in before.marks.values() if mark for m in mark.moments if m.points < 0]
    assert any(m.evidence.turn == turn for m in charged)
    card = reviewing.correct(assembly, session, turn, "You'd regret the cost of it, I think. What does it cost you?")
    assert card.corrected == (turn,)
    moments = [m for mark in card.marks.values() if mark for m in mark.moments]
    assert not [m for m in moments if m.points < 0 and m.evidence.turn in (turn, turn + 1) and m.kind == "hurt"]
    assert assembly.records.entries(session) == log, "the log stays as it was heard"
    assert any(isinstance(e.event, Heard) and "What does it cost" in e.event.text
               for e in reviewing.log_of(assembly, session))  # fmt: skip
    assert reviewing.correct(assembly, session, turn, None) == before


def test_typed_turns_and_exams_are_not_put_right(assembly: Assembly, session: str) -> None:
    with pytest.raises(InputError, match="typed"):
        reviewing.correct(assembly, session, 2, "Something else.")
    assert assembly.records.afterwards.corrections(session) == {}
    held = assembly.new_call(assembly.library.find("gail_petrie"), replace(SETTING, mode="exam"), nobody)
    exam = finished(assembly, held, TypedCall(held.conversation, lambda line: None).hold(LINES[:2]))
    with pytest.raises(InputError, match="exam"):
        reviewing.correct(assembly, exam, 2, "Something else.")


def test_a_hint_is_given_once_a_turn_never_in_an_exam_and_says_no_line(assembly: Assembly) -> None:
    held = assembly.new_call(assembly.library.find("gail_petrie"), SETTING, nobody)
    call = TypedCall(held.conversation, lambda line: None)
    call.answer(held.conversation.begin())
    for line in LINES[:3]:
        call.take(line)
        held.conversation.hint(call.at)
        held.conversation.hint(call.at)
    hints = [event for _, event in of_kind(held.conversation.entries, Hint)]
    assert len(hints) == 3
    said = {event.text for _, event in of_kind(held.conversation.entries, Said)}
    assert not {hint.text for hint in hints} & said
    finished(assembly, held, call.at)
    assert reviewing.card_of(assembly, held.id).hints == 3
    exam = assembly.new_call(assembly.library.find("gail_petrie"), replace(SETTING, mode="exam"), nobody)
    exam.conversation.begin()
    exam.conversation.hint(0)
    assert not list(of_kind(exam.conversation.entries, Hint))
    assembly.records.discard(exam.id)


def test_the_first_ask_stands_with_the_trust_of_that_moment(assembly: Assembly, session: str) -> None:
    ask = reviewing.card_of(assembly, session).first_ask
    assert ask is not None
    assert "sign this week" in ask.evidence.quote or "install slots" in ask.evidence.quote
    assert ask.given == ()
    states = reviewing.states_before(
        assembly, assembly.records.find(session), assembly.records.entries(session)
    )  # fmt: skip
    assert ask.trust == states[ask.evidence.turn].trust


def test_how_a_rep_looks_back_is_kept(assembly: Assembly, session: str) -> None:
    afterwards = assembly.records.afterwards
    assert afterwards.look_back(session) == LookBack()
    look_back = LookBack(take_back=6, tried={6: "What's that like?"}, given_enough="no", trusts_me="not_sure")
    afterwards.keep_look_back(session, look_back)
    assert afterwards.look_back(session) == look_back
