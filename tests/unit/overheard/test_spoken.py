"""A recorded call as lines: times, pauses that were left, who cut in, and how sure the ear was."""

from __future__ import annotations

from trainer.call.from_recording import Spoken
from trainer.overheard.lines import names, turns
from trainer.overheard.spoken import PERSON, REP, printed
from trainer.pathway.following import Line
from trainer.sound import RATE
from trainer.transcript import Side


def spoken(side: Side, text: str, start: float, end: float, confidence: float | None = None) -> Spoken:
    return Spoken(side, text, round(start * RATE), round(end * RATE), confidence)


def texts(*said: Spoken) -> list[str]:
    return [line.text for line in printed(said)]


def test_lines_have_numbers_and_the_times_of_the_sound() -> None:
    first, second = printed([spoken("rep", "Hello?", 1.0, 1.5), spoken("person", "Yes.", 1.9, 2.5, 0.8)])
    assert (first.number, first.name, first.start, first.end) == (1, REP, 1.0, 1.5)
    assert (second.number, second.name, second.start, second.end) == (2, PERSON, 1.9, 2.5)
    assert (second.heard, second.confidence) == (True, 0.8)


def test_nobody_has_a_name_that_could_be_read_into_the_words() -> None:
    lines = printed([spoken("rep", "Hello?", 1.0, 1.5), spoken("person", "Yes.", 1.9, 2.5)])
    assert [name.split() for name in names(lines)] == [[], []]
    assert len(set(names(lines))) == 2


def test_a_pause_that_was_left_is_told() -> None:
    said = texts(spoken("person", "My wife cried.", 1, 3), spoken("rep", "What was it like?", 5.4, 7))
    assert said == ["My wife cried.", "[2.4 s] What was it like?"]
    assert Line("rep", said[1]).silence == 2.4
    assert Line("rep", said[1]).words == "What was it like?"
    assert texts(spoken("person", "My wife cried.", 1, 3), spoken("rep", "Oh.", 3.4, 4))[1] == "Oh."


def test_a_pause_is_reckoned_from_the_last_words_of_either() -> None:
    long_one = spoken("person", "It goes on and on and on.", 1, 9)
    assert (
        texts(long_one, spoken("rep", "Mm.", 3, 3.3), spoken("rep", "So it goes on?", 9.2, 10))[2] == "So it goes on?"
    )


def test_whoever_comes_in_over_the_others_words_cuts_in() -> None:
    theirs = spoken("person", "It's like you're calling them thieves.", 1, 5)
    assert texts(theirs, spoken("rep", "Nobody is calling them that.", 4, 6))[1].startswith("[cuts in] ")
    assert Line("rep", texts(theirs, spoken("rep", "Nobody is calling them that.", 4, 6))[1]).cuts_in


def test_a_murmur_cuts_nobody_off_and_is_cut_off_by_nobody() -> None:
    theirs = spoken("person", "It's like you're calling them thieves.", 1, 5)
    assert texts(theirs, spoken("rep", "Mm hm.", 3, 3.4))[1] == "Mm hm."
    assert texts(spoken("person", "Mm.", 1, 3), spoken("rep", "So what is it like?", 2, 4))[1] == "So what is it like?"
    assert texts(theirs, spoken("rep", "So what is it like?", 4.8, 6))[1] == "So what is it like?"


def test_a_turn_of_several_lines_is_as_sure_as_the_least_sure_of_them() -> None:
    lines = printed(
        [spoken("rep", "One.", 1, 2, 0.9), spoken("rep", "Two.", 2.8, 3, 0.4), spoken("person", "Three.", 3.2, 4)]
    )
    first, second = turns(lines, REP)
    assert (first.confidence, first.end, first.heard) == (0.4, 3, True)
    assert second.confidence is None
