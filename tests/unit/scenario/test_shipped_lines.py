"""The lines of the shipped people: none twice, none that nobody says, short ones enough."""

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

from trainer.places import shipped
from trainer.scenario.contents import lines
from trainer.scenario.load import check, load
from trainer.scenario.schema import Scenario

NAMES = ("gail_petrie", "marta_kowalczyk")
STRUCK_OUT = (
    "great question", "good question", "appreciate that", "i hear you", "fair point", "absolutely", "to be honest",
    "i feel that", "sounds like", "valid concern", "end of the day",
)  # fmt: skip
"""What people on the telephone do not say, and written people do."""
SHORT = 3
_WORD = re.compile(r"[\w'’]+")


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _scenario(name: str) -> Scenario:
    return load(shipped(f"scenarios/{name}.yaml")).scenario


def _rep_lines(name: str) -> list[str]:
    script = yaml.safe_load(Path(shipped(f"assets/rep/{name}.yaml")).read_text("utf-8"))
    return [line["text"] for line in script["lines"]]


@pytest.mark.parametrize("name", NAMES)
def test_the_file_has_no_problem(name: str) -> None:
    assert check(shipped(f"scenarios/{name}.yaml")) == ()


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_four_words_or_more_stands_there_twice(name: str) -> None:
    said = Counter(" ".join(_words(line.text)) for line in lines(_scenario(name)))
    assert [text for text, times in said.items() if times > 1 and len(text.split()) > SHORT] == []


@pytest.mark.parametrize("name", NAMES)
def test_nobody_speaks_as_in_a_brochure(name: str) -> None:
    heard = [line.text for line in lines(_scenario(name))] + _rep_lines(name)
    assert [text for text in heard if any(phrase in text.lower() for phrase in STRUCK_OUT)] == []


@pytest.mark.parametrize("name", NAMES)
def test_lines_can_be_spoken_as_they_stand(name: str) -> None:
    assert [line.text for line in lines(_scenario(name)) if re.search(r"[\[\]()*_/<>]|\d", line.text)] == []


@pytest.mark.parametrize("name", NAMES)
def test_there_are_short_lines_enough_and_many_ways_to_nod(name: str) -> None:
    scenario = _scenario(name)
    counted = [len(_words(line.text)) for line in lines(scenario)]
    assert sum(words <= SHORT for words in counted) / len(counted) >= 0.2
    nods = {text for text in scenario.person.stock.noted or () if len(_words(text)) <= SHORT}
    assert len(nods) >= 12


@pytest.mark.parametrize("name", NAMES)
def test_the_person_has_words_of_their_own_for_every_occasion(name: str) -> None:
    stock = _scenario(name).person.stock
    assert [occasion for occasion in type(stock).model_fields if len(getattr(stock, occasion) or ()) < 2] == []


@pytest.mark.parametrize("name", NAMES)
def test_the_rep_to_listen_to_says_enough_in_lines_that_an_ear_can_take(name: str) -> None:
    spoken = [text.split() for text in _rep_lines(name)]
    assert 18 <= len(spoken) <= 22
    assert sum(map(len, spoken)) >= 420
    assert all(4 <= len(line) <= 45 for line in spoken)


def test_the_recordings_hold_numbers_and_names() -> None:
    numbers = re.compile(
        r"\b(two|three|five|six|seven|eight|nine|ten|eleven|thirteen|fourteen|twenty|sixty|ninety|eighty)\b"
        r"|\b(hundred|thousand|eleventh)\b"
    )
    texts = [(name, text) for name in NAMES for text in _rep_lines(name)]
    assert sum(bool(numbers.search(text.lower())) for _, text in texts) >= 10
    names = {name: [entry.name for entry in _scenario(name).lexicon] for name in NAMES}
    assert sum(any(known in text for known in names[name]) for name, text in texts) >= 6
