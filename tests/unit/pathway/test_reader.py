"""What holds of every reading, with the weights and without them."""

from __future__ import annotations

import pytest

from tests.unit.pathway.calls import labelled, read_all, tally_behaviours
from trainer.pathway.acts import ACTS
from trainer.pathway.patterns import Patterns
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Reader, Scene
from trainer.places import shipped


@pytest.fixture(scope="module", params=["with weights", "by patterns alone"])
def reader(request: pytest.FixtureRequest) -> PathwayReader:
    if request.param == "with weights":
        return PathwayReader.shipped()
    return PathwayReader(Patterns.from_folder(shipped("assets/pathway")))


def seen(reader: PathwayReader, text: str, scene: Scene, moment: Moment) -> set[str]:
    return {item.id for item in reader.read(text, scene, moment).behaviours}


def test_the_behaviours_of_the_worked_calls_are_seen(reader: PathwayReader) -> None:
    found = tally_behaviours(read_all(reader))
    assert found.precision >= 0.95, found.false
    assert found.recall >= 0.8, found.missed


def test_it_is_a_reader(reader: PathwayReader) -> None:
    port: Reader = reader
    assert port.version.startswith("reader-2-" if reader.encoder else "patterns-1-")


def test_every_act_has_a_probability(reader: PathwayReader) -> None:
    for text in ("", "   ", "Well?", "…", "um", "😀 ok", "x" * 5000, "a " * 5000, "((((", "#7 @9:99 | ¦ |"):
        acts = reader.acts(text, text)
        assert tuple(acts) == ACTS
        assert -1 <= acts.pop("sentiment") <= 1
        assert all(0 <= value <= 1 and value == round(value, 4) for value in acts.values())
        reader.read(text, Scene(), Moment(previous=text, person_lines=(text,), rep_lines=(text,)))


def test_spans_lie_within_the_words(reader: PathwayReader) -> None:
    for turn, read in read_all(reader):
        for item in read.behaviours:
            first, last = item.span
            assert 0 <= first < last <= len(turn.text.split()), (turn.where, item)


def test_a_reading_does_not_depend_on_what_was_read_before(reader: PathwayReader) -> None:
    turns = list(labelled())[:5]
    together = [reader.read(turn.text, turn.scene, turn.moment) for turn in turns]
    for turn, read in zip(reversed(turns), reversed(together), strict=True):
        if reader.encoder is not None:
            reader.encoder.forget()
        assert reader.read(turn.text, turn.scene, turn.moment) == read


def test_acts_are_a_matter_of_the_words_and_the_line_before(reader: PathwayReader) -> None:
    for turn in labelled():
        read = reader.read(turn.text, turn.scene, turn.moment)
        assert read.acts == reader.acts(turn.text, turn.moment.previous), turn.where


def test_reciting_the_examples_gives_next_to_nothing(reader: PathwayReader) -> None:
    named = [behaviour for behaviour in reader.behaviours.values() if behaviour.told]
    got = [b.id for b in named if any(b.id in seen(reader, text, Scene(), Moment()) for text in b.examples)]
    assert len(got) <= 0.1 * len(named), got


def test_reciting_them_in_the_middle_of_another_call_helps_little(reader: PathwayReader) -> None:
    said = "We shut on Wednesdays, mostly."
    moment = Moment(rep_turn=8, previous=said, person_lines=("Hello?", said), rapport=40, empathy=40, trust=40, hope=30)
    helping = [behaviour for behaviour in reader.behaviours.values() if behaviour.told and behaviour.helps]
    got = [b.id for b in helping if any(b.id in seen(reader, text, Scene(), moment) for text in b.examples)]
    assert len(got) <= 0.1 * len(helping), got
