from __future__ import annotations

import pytest

from trainer.simulate.wording import given_back, to_them, with_small_letter
from trainer.text import sentences


@pytest.mark.parametrize(
    ("said", "back"),
    [
        ("I've stopped ringing, now.", "you've stopped ringing, now"),
        ("Um, well, it's my mum in the butcher's.", "it's your mum in the butcher's"),
        ("We were told, and I was glad.", "you were told, and you were glad"),
        ("So I just, um, credit it.", "you just credit it"),
    ],
)
def test_what_they_said_is_turned_round(said: str, back: str) -> None:
    assert given_back(said) == back


def test_a_long_sentence_is_cut() -> None:
    assert len(given_back("I " + "go on " * 30, 8).split()) == 8


@pytest.mark.parametrize(
    ("told", "to", "pronouns"),
    [
        ("She took a leaflet in March.", "You took a leaflet in March.", "she"),
        ("Gail runs the place and is fond of her people.", "You run the place and is fond of your people.", "she"),
        ("You asked her for a quarter of an hour.", "You asked you for a quarter of an hour.", "she"),
        ("He has the badge on; his knee hurts.", "You have the badge on; your knee hurts.", "he"),
        ("They were told.", "You were told.", "they"),
    ],
)
def test_a_brief_about_them_is_said_to_them(told: str, to: str, pronouns: str) -> None:
    assert to_them(told, pronouns, ("Gail",)) == to


def test_a_name_keeps_its_letter_and_a_small_word_does_not() -> None:
    assert with_small_letter("You've stopped.") == "you've stopped."
    assert with_small_letter("Bernie has the sheet.") == "Bernie has the sheet."


def test_sentences_keep_their_marks() -> None:
    assert sentences("Twelve. Is it? Twelve thousand…") == ["Twelve.", "Is it?", "Twelve thousand…"]
