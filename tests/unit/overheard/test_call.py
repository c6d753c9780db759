"""A call of others as a log: what was read stands in it, and nothing is known of who they are."""

from __future__ import annotations

from functools import cache

import pytest

from tests.unit.call.house import reader, tables
from trainer.overheard.call import overhear
from trainer.overheard.lines import printed
from trainer.overheard.somebody import anybody, started
from trainer.prospect.engine import Prospect
from trainer.transcript import Ended, Entry, Heard, Moved, Read, Said, of_kind, to_lines

GOOD = """Ann: Morning Bo, Ann Bell from Harrow Scales. You rang about the bakery. Is now all right, or are you busy?
Bo: It's all right. The ovens are on, I've ten minutes.
Ann: Ten minutes, then, and I'll watch the clock. What made you ring this week, after all this time?
Bo: We threw out forty loaves on Saturday. My wife cried, to be honest.
Ann: Forty loaves, and she cried. What was it about the forty that hurt so much?
Bo: It's what her dad would have said. He never threw out one.
Ann: So it isn't the flour, it's what he would think of it.
Bo: Yes. That's it exactly.
Ann: I've never baked for anybody's father. How is it for her now, when you close up on a Saturday?
Bo: She counts them and says nothing. It's the saying nothing, to be honest. I'd rather she shouted.
Ann: So she counts, and you stand there. I'm sorry, that's a hard end to a week. What would you want Saturdays to be?
Bo: Twenty loaves over and a laugh. Her sitting down. I'd like that.
Ann: Her sitting down, and a laugh. What have you tried so far?
Bo: A list, by hand. It's always Friday's list on a Saturday.
Ann: What does a loaf cost you, by the time it's baked?
Bo: One pound ten. So forty-four pounds, and that's one Saturday.
Ann: Forty-four a Saturday is about two thousand three hundred a year. Is that near enough?
Bo: It's near enough. It's a new oven door.
Ann: Our scale won't stop it all: at Merrick's forty became twelve. Shall I bring one on Tuesday at six, and we try it?
Bo: Tuesday at six. Yes, come, I'll have the kettle on.
"""
BAD = """Ann: Hi, great news, I've got an amazing deal for you today only, twenty percent off everything.
Bo: Who is this?
Ann: Harrow Scales, we're the best in the market, guaranteed, nobody else comes close. Can I put you down for two?
Bo: I've no idea what it is. No.
Ann: You'd be mad to miss it. If you don't sign today the price goes up and you'll regret it, everyone does.
Bo: I said no.
Ann: Come on, just sign, please, I need one more this week. Fifteen more off, final offer, only two left.
Bo: Don't ring here again.
"""


@cache
def overheard(text: str, rep: str = "Ann") -> tuple[Entry, ...]:
    prospect = Prospect(anybody(), tables(), 1, rep)
    return overhear(printed(text), rep, prospect, reader(), started(reader().version), stranger=True)[0]


def test_both_sides_stand_in_the_log_turn_by_turn() -> None:
    entries = overheard(GOOD)
    spoken = [(e.turn, e.event.text) for e in entries if isinstance(e.event, Heard | Said)]
    assert [turn for turn, _ in spoken] == list(range(1, 21))
    assert spoken[3][1] == "We threw out forty loaves on Saturday. My wife cried, to be honest."
    assert [e.at for e in entries] == sorted(e.at for e in entries)
    assert [e.seq for e in entries] == list(range(1, len(entries) + 1))


def test_what_their_lines_do_stands_in_the_log() -> None:
    told = {entry.turn: said.clauses for entry, said in of_kind(overheard(GOOD), Said)}
    assert "event.tells" in told[4]
    assert all(clause.startswith("event.") for clauses in told.values() for clause in clauses)


def test_a_step_agreed_to_is_a_yes_and_somebody_driven_off_gives_none() -> None:
    ends = [next(event for _, event in of_kind(overheard(text), Ended)) for text in (GOOD, BAD)]
    assert (ends[0].ending, ends[0].decision) == ("yes", "yes")
    assert ends[1].ending != "yes"
    assert ends[1].decision == "no"


def test_the_words_move_somebody_whom_nobody_knows() -> None:
    def emotion(text: str) -> int:
        return sum(
            event.after - event.before for _, event in of_kind(overheard(text), Moved) if event.what == "emotion"
        )

    assert emotion(GOOD) > 0 > emotion(BAD)


def test_names_in_the_lines_are_all_that_is_known() -> None:
    seen = {item.id for _, read in of_kind(overheard(GOOD), Read) for item in read.behaviours}
    assert "uses_name" in seen or "names_self" in seen


def test_the_same_lines_give_the_same_log_to_the_letter() -> None:
    prospect = Prospect(anybody(), tables(), 1, "Ann")
    again, _ = overhear(printed(GOOD), "Ann", prospect, reader(), started(reader().version), stranger=True)
    assert to_lines(again) == to_lines(overheard(GOOD))


@pytest.mark.parametrize("text", ["Ann: Hello?\n", "Bo: Hello?\n", "Ann: [3 s]\nBo: [laughs]\n"])
def test_a_call_of_hardly_anything_is_a_log_as_well(text: str) -> None:
    assert isinstance(overheard(text)[-1].event, Ended)
