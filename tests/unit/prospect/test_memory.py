"""What the person notices, remembers and carries over, as readable scripts."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.call.house import gail, tables
from tests.unit.prospect.test_engine import Script, moved
from trainer.places import shipped
from trainer.prospect.beyond import is_foreign
from trainer.prospect.engine import Prospect
from trainer.prospect.noticing import mark_of
from trainer.prospect.state import State
from trainer.prospect.thread import Met, follows
from trainer.scenario.load import load
from trainer.transcript import HandRaised, Intent, OutOfDepth


def asks(name: str, likely: float = 0.9) -> Intent:
    return Intent("fact", name, likely, (f"fact:{name}",), (likely,))


def test_the_very_same_question_again_is_noticed_and_costs_more_each_time() -> None:
    script = Script()
    costs = []
    for _ in range(4):
        before = script.state.patience
        reply = script.say("How many houses do you do?", intent=asks("houses"), closed_question=0.9)
        costs.append(before - script.state.patience)
    assert reply.clauses[0].startswith(("stock.repeated", "common.repeated"))
    assert costs[0] == 0
    assert 0 < costs[1] < costs[2] <= costs[3]


def test_asked_something_else_nobody_says_that_it_was_asked_before() -> None:
    script = Script(told=(("houses", "guarded"),))
    unclear = Intent("fact", "houses", 0.45, ("fact:houses",), (0.45,))
    reply = script.say("Who lives round there?", intent=unclear, closed_question=0.9)
    assert not any(".repeated." in clause for clause in reply.clauses)


RECITED = (
    "It sounds as if the garden has had a hard winter.",
    "Plenty of people feel torn about the piano lessons.",
    "You have carried that harbour on your own shoulders.",
    "Whatever the choir decides, the music stays yours.",
)


def test_good_sentences_that_have_to_do_with_nothing_pay_until_they_are_seen_for_a_script() -> None:
    script = Script(last="Six houses, and a van with a dent in it.")
    moves = [moved(script.say(line, "reflects_feeling")) for line in RECITED]
    assert moves[0]["empathy"] > 0
    assert all(by < 0 for by in moves[-1].values())
    assert moves[-1]["patience"] < 0


def test_of_their_own_words_the_fourth_still_pays() -> None:
    script = Script(last="Six houses, and a van with a dent in it.")
    for line in RECITED[:3]:
        script.say(line, "reflects_feeling")
    script.state = replace(script.state, last="Six houses, and a van with a dent in it.")
    assert moved(script.say("That dent in the van still stings, then.", "reflects_feeling"))["emotion"] > 0


@pytest.mark.parametrize(
    ("question", "evasion"),
    [
        ("How many of those have a lift?", "no_number"),
        ("Who paints the doors?", "no_name"),
        ("When did the lights go?", "no_time"),
        ("Why did they paint it?", "no_reason"),
        ("Is the roof flat?", "half_yes"),
    ],
)
def test_what_nobody_wrote_is_evaded_after_its_kind(question: str, evasion: str) -> None:
    script = Script(asked_back=9)
    reply = script.say(question, intent=Intent("none"), closed_question=0.9)
    assert f".{evasion}." in reply.clauses[0]


def test_between_two_they_offer_both_and_not_what_is_sore() -> None:
    two = Intent("unsure", "", 0.4, ("fact:houses", "fact:staff"), (0.3, 0.28))
    reply = Script().say("How many is that?", intent=two, closed_question=0.9)
    assert ".unsure." in reply.clauses[0]
    sore = Intent("unsure", "", 0.4, ("fact:houses", "fact:kieran"), (0.3, 0.28))
    assert ".unsure." not in Script().say("How many is that?", intent=sore, closed_question=0.9).clauses[0]


def test_a_follow_up_is_about_what_they_spoke_of_last() -> None:
    script = Script(rapport=40, empathy=40, trust=40, told=(("staff", "guarded"), ("bernie", "guarded")))
    near = Intent("none", "", 0.15, ("fact:season", "fact:bernie"), (0.15, 0.12))
    reply = script.say("And how long has she done that?", intent=near, closed_question=0.9)
    assert reply.clauses[0].startswith("fact.bernie.partial")


def test_what_was_told_and_left_lying_costs_feeling() -> None:
    left = moved(Script(disclosed=True, last="Every Sunday I sit with the sheets.", emotion=20).say("Right."))
    assert (left["empathy"], left["emotion"]) == (-3, -2)
    taken_up = Script(disclosed=True, last="Every Sunday I sit with the sheets.").say("Every Sunday.")
    assert moved(taken_up).get("emotion", 0) >= 0


def test_a_question_of_theirs_that_is_passed_over_costs_patience() -> None:
    asked: dict[str, Any] = {"question": "when_wrong", "question_age": 0, "last": "And if it's wrong?"}
    assert moved(Script(**asked).say("Lovely weather."))["patience"] < 0
    assert moved(Script(**asked).say("Then it says not seen.", information=0.9)).get("patience", 0) >= 0


def test_called_by_another_name_they_say_theirs() -> None:
    script = Script()
    reply = script.say("Well, Carol, here's how it works.", information=0.9)
    assert "Gail" in reply.text
    assert moved(reply)["rapport"] == -4
    assert moved(script.say("Okay, Carol, and then?"))["rapport"] < -4
    assert ".wrong_name." not in script.say("Well, Bernie, she'd know.").clauses[0]


def test_a_wrong_idea_works_against_the_offer_until_it_is_put_right() -> None:
    script = Script()
    assert script.state.wrong_ideas == ("sewing",)
    said = script.say("What have you heard about it?", "finds_out_what_they_know", open_question=0.9)
    assert said.clauses[0].startswith("knowledge.")
    script.state = replace(script.state, idea="sewing")
    righted = script.say("They're pressed on, eight a minute.", "corrects_kindly", information=0.9)
    assert script.state.wrong_ideas == ()
    assert moved(righted)["logic"] >= 3


def test_the_same_case_twice_moves_nothing() -> None:
    told = "Port Sallow, a laundry with twenty-six houses, found six in ten of them."
    script = Script(rapport=50, empathy=50, trust=40)
    first = moved(script.say(told, "fitting_case"))
    again = moved(script.say(told, "fitting_case"))
    assert first["logic"] >= 5
    assert again.get("logic", 0) == 0


def test_a_case_of_somebody_else_moves_half() -> None:
    fits, other = (Script(rapport=50, empathy=50, trust=40) for _ in range(2))
    fitting = moved(fits.say("At Port Sallow they found most of it.", evidence=0.9))["logic"]
    assert moved(other.say("At Mowbray Workwear they found most of it.", evidence=0.9))["logic"] <= fitting / 2 + 1


def test_after_business_is_never_come_to_they_ask_what_it_is_about() -> None:
    reply = Script(rep_turns=13).say("Mm.")
    assert ".what_about." in reply.clauses[0]


def test_somebody_who_talks_for_a_minute_is_stopped() -> None:
    assert ".interrupt." in Script().say("and then the gate " * 25, information=0.9).clauses[0]


def test_three_turns_nobody_foresaw_and_the_program_steps_out_and_takes_them_back() -> None:
    script = Script(emotion=5, asked_back=9)
    before = script.state
    for question in ("Is the roof flat?", "Who paints it?", "Why is it blue?"):
        reply = script.say(question, intent=Intent("none"), closed_question=0.9)
    assert reply.by_program
    assert any(isinstance(event, OutOfDepth) for event in reply.shown)
    for what in ("rapport", "trust", "emotion", "patience", "logic"):
        assert getattr(script.state, what) == getattr(before, what)
    kept = script.say("Keep it for my trainer.")
    assert not kept.by_program
    assert any(isinstance(event, HandRaised) for event in kept.shown)


def test_another_language_is_told_from_bad_english() -> None:
    assert is_foreign("Guten Tag, ich rufe wegen der Wäsche an und nicht nur das")
    assert not is_foreign("She die is not in the door, he said.")


def test_a_promise_that_was_forgotten_is_the_first_thing_they_mention() -> None:
    script = Script(rep_turns=1, owed=("send",))
    reply = script.say("So, how have you been?")
    assert ".promise_send." in reply.clauses[0]
    assert moved(reply)["trust"] < 0
    kept = Script(rep_turns=1, owed=("send",))
    assert ".promise_send." not in kept.say("I posted you that page, did it come?").clauses[0]


def test_promises_are_remembered() -> None:
    script = Script()
    script.say("I'll post you her page tonight.")
    script.say("And I'll find out what the gate weighs.")
    assert script.state.promises == ("send", "find_out")


def test_a_second_call_begins_where_the_first_left_off() -> None:
    second = load(shipped("scenarios/gail_at_the_door.yaml")).scenario
    assert follows(second, "gail_petrie", "yes")
    assert not follows(second, "gail_petrie", "no")
    first = Prospect(gail().scenario, tables(), 1).start
    left = replace(first, rapport=60, trust=50, slights=(("argues", 12),), promises=("bring",))
    fresh = Prospect(second, tables(), 1).start
    met = Prospect(second, tables(), 1, "Nadia", Met(left, (260.0,))).start
    assert fresh.rapport < met.rapport < 60
    assert fresh.trust < met.trust < 50
    assert met.owed == ("bring",)
    assert met.figures == (260.0,)
    assert met.slight == "argues"


def test_what_can_be_said_next_holds_what_is_said() -> None:
    script = Script(rapport=40, empathy=40, trust=40)
    listed = {one.line.id for one in script.gail.possible_next(script.state, script.turn + 1)}
    assert len(listed) <= 60
    reply = script.say("How many houses do you do?", intent=asks("houses"), closed_question=0.9)
    assert set(reply.clauses) <= listed


def test_asked_plainly_they_give_the_short_answer_and_given_room_the_rest() -> None:
    script = Script(rapport=40, empathy=40, trust=40)
    short = script.say("Who's on the door?", intent=asks("bernie"), closed_question=0.9)
    assert short.clauses[0].endswith(".head")
    longer = script.say("Mm.", "good_silence")
    assert longer.clauses[0] == short.clauses[0].replace(".head", ".rest")
    whole = Script(rapport=40, empathy=40, trust=40).say(
        "Tell me about Bernie.", intent=asks("bernie"), open_question=0.9
    )
    assert len(whole.text.split()) > len(short.text.split())


def test_likelihoods_add_up_to_no_more_than_one() -> None:
    script = Script()
    listed = script.gail.possible_next(script.state, 12)
    assert sum(one.likelihood for one in listed) <= 1.001
    assert list(listed) == sorted(listed, key=lambda one: -one.likelihood)


def test_lines_are_marked_by_their_words_alone() -> None:
    assert mark_of("How many houses?") == mark_of("how many houses")
    assert mark_of("How many houses?") != mark_of("How many staff?")


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ({}, "It was done as agreed"),
        ({"discounts": 1, "borrowed": 99}, "there must be more"),
        ({"slights": (("fear", 3),), "borrowed": 99}, "it's off"),
        ({"borrowed": 99}, "wasn't in"),
    ],
)
def test_what_came_of_a_yes_is_played_out_from_the_state(state: dict[str, Any], words: str) -> None:
    script = Script(agreed="count_a_van", own=60, orbit="observation", **state)
    reply = script.say("Tuesday it is.")
    assert reply.ended is not None
    assert words in reply.afterwards
    assert reply.ended.holds is (words == "It was done as agreed")


def test_a_snapshot_with_all_of_it_gives_back_the_state() -> None:
    state = replace(
        Script().state, heard=(1, 2), solid=(1, 2, 3), cases=("port_sallow",), figures=(260.0,), last="Right."
    )
    assert State.from_document(state.to_document()) == state


def test_what_the_rep_will_do_themselves_is_no_proposal() -> None:
    script = Script(granted=True, rep_turns=6, logic=20)
    reply = script.say("I'll ring you on Friday, then.", "states_next_step", next_step=0.9)
    assert not any(".pressed." in clause or ".not_sure." in clause or ".decline." in clause for clause in reply.clauses)
    asked = script.say("Shall we go ahead, then?", "states_next_step", next_step=0.9, closed_question=0.9)
    assert any(clause.startswith(("stock.", "common.", "next_step.")) for clause in asked.clauses)
    assert asked.state.said_no > reply.state.said_no


@pytest.mark.parametrize("words", ["And what's the one thing?", "How so?", "What do you mean?", "In what way?"])
def test_asked_what_they_meant_they_come_out_with_it(words: str) -> None:
    script = Script(granted=True, rep_turns=4, last="There's the one thing I'd sooner get by.")
    reply = script.say(words, closed_question=0.9)
    assert reply.clauses[0].startswith("objection.")


def test_a_question_that_only_wants_a_yes_gets_not_even_half_of_one() -> None:
    script = Script(granted=True, rep_turns=4)
    reply = script.say("It never fails, so you'd agree it's perfect?", "exaggerates", closed_question=0.9)
    assert reply.clauses[0].split(".")[1] in ("pressed", "cold")
    assert reply.shown[-1].mood in ("doubtful", "irritated")


def test_a_greeting_that_is_due_at_the_first_words_is_not_said_later() -> None:
    script = Script(rep_turns=2, granted=False)
    reply = script.say("It counts what goes out.", information=0.9)
    assert not any(clause.startswith("opening.granted") for clause in reply.clauses)
    assert reply.state.granted


def test_the_likeliest_thing_is_told_where_nothing_is_clear_and_hardly_likely_things_are_not() -> None:
    for likely, tells in ((0.15, True), (0.08, False)):
        unclear = Intent("none", "", likely, ("fact:houses",), (likely,))
        reply = Script(granted=True, rep_turns=4).say("How many is that, then?", intent=unclear, closed_question=0.9)
        assert reply.clauses[0].startswith("fact.houses") == tells
