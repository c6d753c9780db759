from __future__ import annotations

import random
import re

import yaml

from tools.reader.specify import SOURCE, specification
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
