from __future__ import annotations

import numpy as np

from trainer.pathway.intent import BY_MEANING, BY_WORDS_ALONE, Floats, Meanings, by_meaning, by_words, intent_of
from trainer.pathway.reading import Scene, Topic
from trainer.pathway.words import normal
from trainer.transcript import Intent

LOSS = Topic("fact", "loss", ("How much do you lose?", "What goes missing?"), ("Two hundred a month.",))
STAFF = Topic("fact", "staff", ("How many are you?",), ("Six of us.",))
TOPICS = (LOSS, STAFF)
NORTH, EAST, BETWEEN = (np.array(way, np.float32) for way in ((1, 0), (0, 1), (0.7071, 0.7071)))


def meaning(text: str) -> Floats:
    """What is lost lies north, who works there east."""
    return NORTH if text in (*LOSS.phrases, *LOSS.answers) else EAST


def like(text: str, *said: Floats) -> Intent:
    words = by_words(normal(text), Scene(topics=TOPICS))
    near = Meanings(TOPICS, meaning).likeness(np.stack(said))
    return intent_of(by_meaning(words, TOPICS, near), asks=True, small_talk=0.0, price=False, step=False)


def test_what_shares_no_word_is_found_by_its_meaning() -> None:
    text = "What does that leave you short of?"
    assert by_words(normal(text), Scene(topics=TOPICS)).topics[0][0] < BY_WORDS_ALONE.enough
    found = like(text, NORTH)
    assert (found.kind, found.id) == ("fact", "loss")
    assert found.certainty >= BY_MEANING.enough


def test_the_nearest_passage_counts() -> None:
    assert like("well the wet floor and the rest of it", -NORTH, EAST).id == "staff"


def test_between_two_it_asks_back() -> None:
    found = like("and the rest of it", NORTH, EAST)
    assert (found.kind, set(found.candidates)) == ("unsure", {"fact:loss", "fact:staff"})


def test_what_lies_far_from_everything_is_nothing_of_the_scenario() -> None:
    assert like("and what of that", -BETWEEN).kind == "none"


def test_words_in_common_decide_where_meanings_are_alike() -> None:
    assert like("so what goes missing", NORTH, EAST).id == "loss"


def test_topics_without_phrasings_are_far() -> None:
    assert Meanings((Topic("price", "price", ()),), meaning).likeness(np.stack([NORTH])) == [0.0]
