from __future__ import annotations

from tests.unit.scoring.test_score import Call
from trainer.pathway.behaviours import behaviours
from trainer.pathway.words import content_of
from trainer.scoring.recited import worth_of_gains
from trainer.scoring.seen import rep_turns

LEARNT = (
    "It sounds as if the garden has had a hard winter.", "Plenty of people feel torn about piano lessons.",
    "You have carried that harbour on your own shoulders.", "Whatever the choir decides, the music stays yours.",
    "Tell me how the vineyard looked in August.", "So the ferry never waits for anybody.",
    "What would a quiet lighthouse mean to you?", "Nobody had asked the orchestra before Tuesday.",
)  # fmt: skip
ABOUT_THEM = "So the towels go out and the towels don't come back."


def worth(lines: tuple[str, ...], brief: str = "") -> float:
    call = Call()
    for line in lines:
        call.say(line, "reflects_feeling", answer="The towels go out, and they don't come back.")
    return worth_of_gains(rep_turns(call.entries), content_of([brief]), behaviours())


def test_sentences_that_have_to_do_with_nothing_are_worth_a_tenth() -> None:
    assert worth(LEARNT) == 0.1


def test_what_takes_up_their_words_or_belongs_to_the_brief_is_worth_all() -> None:
    assert worth((ABOUT_THEM,) * 8) == 1.0
    assert worth(LEARNT, brief=" ".join(LEARNT)) == 1.0


def test_who_pushes_recites_nothing() -> None:
    call = Call()
    for line in LEARNT:
        call.say(line, "fake_scarcity", answer="The towels go out, and they don't come back.")
    assert worth_of_gains(rep_turns(call.entries), content_of([""]), behaviours()) == 1.0


def test_a_few_turns_tell_nothing() -> None:
    assert worth(LEARNT[:5]) == 1.0
