"""Scripted reps and what they hear, without the person at the other end."""

from __future__ import annotations

import pytest

from trainer.places import shipped
from trainer.scenario.load import load
from trainer.simulate import hearing
from trainer.simulate.cast import Cast, Kind
from trainer.simulate.reps import Rep


def rep(kind: Kind) -> Rep:
    scenario = load(shipped("scenarios/gail_petrie.yaml")).scenario
    examples = ["You must be tired.", "When do you want it by?"]
    return Cast.from_folder(shipped("assets/simulate"), examples, {"x": ["How many hats?"]}).rep(kind, scenario, 1)


@pytest.mark.parametrize(
    ("line", "true_of"),
    [
        ("And what does it cost?", hearing.asks_price),
        ("How much is it?", hearing.asks_price),
        ("It might work. I'd have to think about it.", hearing.stalls),
        ("I'm not sure it would work for us, so I'd need to think.", hearing.lacks_grounds),
        ("Not this side of Christmas.", hearing.declines),
        ("All right. Tuesday. Bring a coat.", hearing.agrees),
        ("I'll not have it in the building.", hearing.holds_against),
        ("And what would Bernie have to do? What would I have to do?", hearing.signals),
        ("About two hundred and fifty.", hearing.has_number),
    ],
)
def test_a_line_is_heard_for_what_it_is(line: str, true_of: object) -> None:
    assert callable(true_of)
    assert true_of(line)


def test_one_word_handed_back_is_no_question() -> None:
    assert not hearing.asks("Sixty?")
    assert hearing.asks("And if it's wrong?")


def test_of_two_readings_offered_the_first_is_taken() -> None:
    assert hearing.asks_back("How d'you mean, who got the blame or Bernie on the door?") == "who got the blame"


def test_names_fall_in_the_middle_of_a_sentence() -> None:
    assert hearing.names("Well, I shouted Jim, and Mrs Fenn came on Tuesday. Bernie laughed.") == ["Jim", "Mrs Fenn"]


def test_a_professional_answers_a_question_before_going_on() -> None:
    one = rep("professional")
    heard = ["Hello, Petrie's."]
    one.next(heard)
    one.next([*heard, "Go on, then."])
    answer = one.next([*heard, "Go on, then.", "How much is it, for the gate?"])
    assert answer
    assert "260" in answer


def test_a_professional_says_that_it_is_not_for_them_where_their_own_words_show_it() -> None:
    scenario = load(shipped("scenarios/joe_brandt.yaml")).scenario
    one = Cast.from_folder(shipped("assets/simulate"), [], {}).rep("professional", scenario, 1)
    heard = ["Site office."]
    said = []
    for _ in range(25):
        said.append(one.next(heard))
        heard.append("I do the round myself. Twenty-six taps, and we've no firm for it.")
    assert any(line and "isn't for you" in line for line in said)


def test_an_order_taker_never_leads() -> None:
    one = rep("order_taker")
    heard = ["Hello."]
    said = [one.next(heard) for _ in range(20)]
    assert sum(line is not None and line.endswith("?") and "anything" in line for line in said) >= 3


def test_a_pushy_rep_has_an_answer_to_every_no() -> None:
    one = rep("pushy")
    said = [one.next(["No, thank you. It's not for us."]) for _ in range(15)]
    assert all(said)
    assert len(set(said)) == len(said)


def test_a_reciter_says_nothing_but_what_was_learnt() -> None:
    one = rep("reciter")
    one.next([""])
    assert {one.next([""]), one.next([""])} == {"You must be tired.", "When do you want it by?"}
    assert one.next([""]) is None
