from __future__ import annotations

import numpy as np
import pytest

from trainer.pathway.intent import (
    BY_MEANING,
    BY_WORDS_ALONE,
    Floats,
    Meanings,
    as_answers,
    by_meaning,
    by_words,
    intent_of,
    likenesses,
    probabilities,
)
from trainer.pathway.reading import Topic
from trainer.pathway.words import normal
from trainer.transcript import Intent

LOSS = Topic("fact", "loss", ("How much do you lose?", "What goes missing?"), ("Two hundred a month.",))
STAFF = Topic("fact", "staff", ("How many are you?",), ("Six of us.",))
TOPICS = (LOSS, STAFF)
WEIGHTS = np.array((3, 3, 3, 3, 3, 1, 9), np.float32)
NORTH, EAST, BETWEEN = (np.array(way, np.float32) for way in ((1, 0), (0, 1), (0.7071, 0.7071)))


def meaning(text: str) -> Floats:
    """What is lost lies north, who works there east."""
    return NORTH if text in (*LOSS.phrases, *LOSS.answers) else EAST


def like(text: str, *said: Floats, asks: bool = True, topics: tuple[Topic, ...] = TOPICS) -> Intent:
    near = Meanings(topics, meaning).nearness(np.stack(said))
    asked, answered = likenesses(normal(text), topics), likenesses(normal(text), as_answers(topics))
    evidence = np.column_stack([near, asked, answered])
    return intent_of(by_meaning(evidence, topics, WEIGHTS), asks=asks, small_talk=0.0, price=False)


def test_what_shares_no_word_is_found_by_its_meaning() -> None:
    text = "What does that leave you short of?"
    assert by_words(normal(text), TOPICS).there < BY_WORDS_ALONE.enough
    found = like(text, NORTH)
    assert (found.kind, found.id) == ("fact", "loss")
    assert found.certainty >= BY_MEANING.clear


def test_the_nearest_passage_counts() -> None:
    assert like("well the wet floor and the rest of it", -NORTH, EAST).id == "staff"


def test_between_two_it_asks_back() -> None:
    found = like("and the rest of it", NORTH, EAST)
    assert (found.kind, set(found.candidates)) == ("unsure", {"fact:loss", "fact:staff"})


def test_what_is_said_and_not_asked_is_never_asked_back_about() -> None:
    assert like("and the rest of it", NORTH, EAST, asks=False).kind == "fact"


def test_what_lies_far_from_everything_is_nothing_of_the_scenario() -> None:
    assert like("and what of that", -BETWEEN).kind == "none"


def test_words_in_common_decide_where_meanings_are_alike() -> None:
    assert like("so what goes missing", NORTH, EAST).id == "loss"


def test_a_thing_told_is_rather_meant_than_the_doubt_that_it_answers() -> None:
    doubt = Topic("objection", "losing", ("What goes missing is nobody's business.", *LOSS.phrases), LOSS.answers)
    assert like("what goes missing", NORTH, topics=(doubt, STAFF)).id == "losing"
    assert like("what goes missing", NORTH, asks=False, topics=(doubt, LOSS, STAFF)).id == "loss"


def test_topics_without_phrasings_are_far() -> None:
    assert Meanings((Topic("price", "price", ()),), meaning).nearness(np.stack([NORTH])).tolist() == [[0, 0, 0, 0]]


def test_probabilities_add_up_with_nothing_last() -> None:
    found = probabilities(np.array([[1, 1, 1, 1, 0, 0], [0, 0, 0, 0, 0, 0]]), WEIGHTS)
    assert found.sum() == pytest.approx(1)
    assert found.tolist() == pytest.approx(
        [np.exp(12) / np.exp([12, 0, 9]).sum(), *(np.exp([0, 9]) / np.exp([12, 0, 9]).sum())]
    )


def test_without_topics_nothing_is_meant() -> None:
    assert intent_of(by_words(normal("what goes missing"), ()), asks=True, small_talk=0.0, price=False).kind == "none"
    nothing = by_meaning(np.zeros((0, 6)), (), WEIGHTS)
    assert intent_of(nothing, asks=True, small_talk=0.0, price=False).kind == "none"
