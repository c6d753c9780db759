from __future__ import annotations

import random
import re

import yaml

from tools.reader.specify import SOURCE, _later, specification
from trainer.pathway.behaviours import behaviours


def test_the_same_chance_draws_the_same_calls_and_shows_no_behaviour() -> None:
    source = yaml.safe_load(SOURCE.read_text("utf-8"))
    one, other = (specification(3, source, random.Random(source["seed"])) for _ in range(2))
    assert one == other
    assert one != specification(3, source, random.Random(7))
    assert len(re.findall(r"^## w03c\d\d$", one, re.MULTILINE)) == source["calls"]
    named = {entry["behaviour"] for entries in source["conduct"].values() for entry in entries}
    assert named <= set(behaviours())
    assert not named & set(re.findall(r"\w+", one))


def test_levels_of_the_parts_are_independent() -> None:
    source = yaml.safe_load(SOURCE.read_text("utf-8"))
    chance = random.Random(1)
    text = "".join(specification(writer, source, chance) for writer in range(1, 25))
    pairs = re.findall(r"at ease (\w+); understanding them (\w+);", text)
    assert len(set(pairs)) == 16, "every level of the one beside every level of the other"


def test_later_writers_are_given_what_had_come_up_too_seldom() -> None:
    source = yaml.safe_load(SOURCE.read_text("utf-8"))
    later = _later(source["conduct"], source["later"])
    weights = {entry["behaviour"]: entry["weight"] for pool in source["conduct"].values() for entry in pool}
    for entry in (entry for pool in later.values() for entry in pool if entry["behaviour"] in weights):
        seldom = entry["behaviour"] in source["later"]["behaviours"]
        assert entry["weight"] == weights[entry["behaviour"]] * (source["later"]["weight"] if seldom else 1)
    assert {entry["behaviour"] for entry in later["close+"]} - set(weights) == {"goes_silent", "supplies_missing_half"}
