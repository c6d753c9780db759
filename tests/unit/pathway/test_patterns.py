"""What the patterns alone tell: the reader as it is without its weights."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from tests.unit.pathway.calls import Labelled, labelled, read_all, tally_acts, tally_behaviours
from trainer.pathway.patterns import Patterns
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene, Topic
from trainer.places import shipped

NUMBERS = {"seven thousand one-seventy": "7,170", "two hundred and sixty": "260", "thirty-one": "31", "twelve": "12"}


@pytest.fixture(scope="module")
def reader() -> PathwayReader:
    return PathwayReader(Patterns.from_folder(shipped("assets/pathway")))


@pytest.fixture(scope="module")
def turns() -> dict[str, Labelled]:
    return {turn.where: turn for turn in labelled()}


def bare(text: str) -> str:
    """What an ear without case, marks and digits makes of it."""
    return re.sub(r"[^\w' ]", " ", text.lower().replace("’", "'"))


def in_digits(text: str) -> str:
    for words, digits in NUMBERS.items():
        text = re.sub(words, digits, text, flags=re.IGNORECASE)
    return text


def seen(reader: PathwayReader, text: str, scene: Scene, moment: Moment) -> set[str]:
    return {item.id for item in reader.read(text, scene, moment).behaviours}


def test_the_worked_calls_are_read_as_labelled(reader: PathwayReader) -> None:
    readings = read_all(reader)
    acts, found = tally_acts(readings), tally_behaviours(readings)
    assert acts.recall >= 0.95, acts.missed
    assert acts.precision >= 0.9, acts.false
    assert found.recall >= 0.95, found.missed
    assert found.precision >= 0.9, found.false


@pytest.mark.parametrize("heard", [bare, in_digits])
def test_the_other_ear_reads_nearly_the_same(reader: PathwayReader, heard: object) -> None:
    assert callable(heard)
    readings = read_all(reader, heard)
    acts, found = tally_acts(readings), tally_behaviours(readings)
    assert acts.recall >= 0.88, acts.missed
    assert acts.precision >= 0.88, acts.false
    assert found.recall >= 0.92, found.missed
    assert found.precision >= 0.88, found.false


def test_the_context_makes_the_difference(reader: PathwayReader, turns: dict[str, Labelled]) -> None:
    """The same words, with and without what called for them."""
    cases: dict[str, tuple[str, dict[str, Any]]] = {
        "Nadia Ferrow 10": ("repairs", {"previous": "Fine."}),
        "Nadia Ferrow 12": ("good_silence", {"disclosed": False}),
        "Nadia Ferrow 26": ("offers_service", {"bridged": True}),
        "Nadia Ferrow 27": ("clarifies_objection", {"objection": ""}),
        "Nadia Ferrow 33": ("confirms_settled", {"objection": "", "objection_clarified": False}),
        "Nadia Ferrow 42": ("states_next_step", {"said_no": 1, "previous": "No, not that."}),
        "Craig Sellick 8": ("interrupts", {"interrupts": False}),
        "Craig Sellick 10": ("urgency_before_trust", {"trust": 70}),
        "Craig Sellick 11": ("dodges_price", {"price_asked": False, "previous": "Go on."}),
        "Craig Sellick 16": ("discount_unasked", {"objection": "price"}),
        "Craig Sellick 18": ("repeated_pressure", {"said_no": 0, "previous": "Go on."}),
        "Owen Marsh 6": ("answers_straight", {"price_asked": False, "previous": "Fine."}),
        "Owen Marsh 19": ("talks_past_yes", {"previous": "Mm."}),
    }
    for where, (name, change) in cases.items():
        turn = turns[where]
        assert name in seen(reader, turn.text, turn.scene, turn.moment), where
        assert name not in seen(reader, turn.text, turn.scene, replace(turn.moment, **change)), where


def test_another_figure_for_the_same_price_is_a_contradiction(reader: PathwayReader) -> None:
    moment = Moment(
        rep_turn=9,
        previous="How much a month?",
        person_lines=("How much a month?",),
        rep_lines=("It's two hundred and sixty a month for the gate.",),
        figures=(260.0,),
        price_asked=True,
    )
    assert "contradicts_self" in seen(reader, "So that's £310 a month for the gate.", Scene(), moment)
    assert "contradicts_self" not in seen(reader, "So that's £260 a month for the gate.", Scene(), moment)
    assert "contradicts_self" not in seen(reader, "And it's forty a month for the tags.", Scene(), moment)


def test_three_plain_questions_in_a_row_are_a_barrage(reader: PathwayReader) -> None:
    asked = ("How many vans have you got?", "And how many drivers do you have?")
    moment = Moment(rep_turn=5, previous="Six.", person_lines=("Two.", "Six."), rep_lines=asked)
    assert "question_barrage" in seen(reader, "How old are they?", Scene(), moment)
    given_back = replace(moment, rep_lines=("How many vans have you got?", "Two, for all those houses."))
    assert "question_barrage" not in seen(reader, "How old are they?", Scene(), given_back)


TOPICS = (
    Topic("fact", "loss", ("How much linen do you lose?", "How many pieces go missing in a month?")),
    Topic("fact", "count", ("Who counts the bags at the door?", "How do you count it?")),
    Topic("price", "price", ("It's 260 pounds a month.",)),
    Topic("next_step", "van", ("Let me come and count one van at your door.",)),
)


@pytest.mark.parametrize(
    ("text", "kind", "topic"),
    [
        ("and roughly how many pieces would go missing", "fact", "loss"),
        ("Who does the counting at the door, then?", "fact", "count"),
        ("i could come and count a van at your door", "next_step", "van"),
        ("what do you make of the new bypass", "small_talk", ""),
        ("Which football team is Jim for?", "small_talk", ""),
        ("Do you dye the curtains yourselves?", "none", ""),
    ],
)
def test_what_is_addressed(reader: PathwayReader, text: str, kind: str, topic: str) -> None:
    intent = reader.read(text, Scene(topics=TOPICS), Moment(rep_turn=5)).intent
    assert (intent.kind, intent.id) == (kind, topic), intent


def test_between_two_topics_it_is_unsure_and_names_both(reader: PathwayReader) -> None:
    topics = (Topic("fact", "a", ("How are the sheets counted?",)), Topic("fact", "b", ("How are the sheets washed?",)))
    intent = reader.read("How do the sheets get counted and washed?", Scene(topics=topics), Moment()).intent
    assert intent.kind == "unsure"
    assert set(intent.candidates) == {"fact:a", "fact:b"}


@pytest.mark.parametrize(
    ("text", "glad"),
    [("That's wonderful, I love it", True), ("it was a terrible mess", False), ("not good at all", False)],
)
def test_sentiment_has_a_sign(reader: PathwayReader, text: str, glad: bool) -> None:
    assert (reader.acts(text)["sentiment"] > 0) is glad
