from __future__ import annotations

import pytest

from trainer.pathway.words import normal, stem


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("£7,170", 7170),
        ("7170", 7170),
        ("seven thousand one hundred and seventy", 7170),
        ("Seven thousand one-seventy", 7170),
        ("two-fifty", 250),
        ("a hundred and ninety-nine", 199),
        ("twelve grand", 12000),
        ("£12k", 12000),
        ("twenty-four hundred", 2400),
        ("forty two thousand a year", 42000),
        ("$42,000", 42000),
        ("two and a half hours", 2.5),
        ("three point five", 3.5),
        ("a dozen", 12),
        ("nineteen sixty-one", 1961),
    ],
)
def test_a_number_is_the_same_in_words_and_digits(said: str, value: float) -> None:
    assert normal(said).numbers == (value,)


def test_marks_and_scales_keep_numbers_apart() -> None:
    assert normal("Two hundred and fifty, eight months, six pounds.").numbers == (250, 8, 6)
    assert normal("twelve grand fourteen grand").numbers == (12000, 14000)
    assert normal("six in ten").numbers == (6, 10)


def test_one_alone_is_a_word() -> None:
    assert normal("one of the vans").numbers == ()
    assert normal("twenty one").numbers == (21,)


def test_both_ears_give_the_same_tokens() -> None:
    typed = normal("I don't know, it's £45 — that's 15%. We'll ring 'em!")
    heard = normal("i don't know it's forty five pounds that's fifteen percent we'll ring them")
    assert typed.text == heard.text


def test_a_token_knows_its_words() -> None:
    text = normal("Um, it's seven thousand one hundred, Gail.")
    number = next(token for token in text.tokens if token.value == 7100)
    assert text.words[number.first : number.last] == ("seven", "thousand", "one", "hundred,")
    assert text.span(0, len(text.tokens)) == (1, 7), "the filler at the start is no token"


def test_what_was_counted_has_a_kind_and_a_unit() -> None:
    found = normal("£260 a month, 15%, two hours, next Tuesday at 5:45").quantities
    assert [(quantity.kind, quantity.value) for quantity in found] == [
        ("money", 260),
        ("percent", 15),
        ("duration", 7200),
        ("date", None),
        ("time", 5.75),
    ]


def test_clauses_part_at_marks_and_without_them() -> None:
    typed = normal("You told us to ring. Is this a bad moment?")
    heard = normal("you told us to ring is this a bad moment")
    assert [typed.clause_text(clause) for clause in typed.clauses] == ["you told us to ring", "is this a bad moment"]
    assert [heard.clause_text(clause) for clause in heard.clauses] == ["you told us to ring", "is this a bad moment"]
    assert [clause.asks for clause in typed.clauses] == [False, True]


def test_an_embedded_question_begins_no_clause() -> None:
    text = normal("bring what's in the drawer")
    assert len(text.clauses) == 1


@pytest.mark.parametrize(
    "words", ["arguing argued argues argue", "houses house", "worried worries worry", "stopping stopped stop"]
)
def test_forms_of_a_word_meet(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_nothing_is_nothing() -> None:
    for text in ("", "   ", "...", "um uh", "—"):
        assert normal(text).clauses == ()
        assert normal(text).marked == "|"
