"""Draws the specifications that invented calls are written after: ``python -m tools.reader.specify FOLDER``.

Levels of the six parts are drawn independently of each other, and what happens in a call follows from its levels. The
same file gives the same specifications.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

SOURCE = Path(__file__).with_name("specification.yaml")
LEVELS = ("poor", "weak", "solid", "excellent")
PARTS = {
    "rapport": "putting them at ease", "empathy": "understanding them", "trust": "being believable",
    "hope": "letting them see something better", "urgency": "moving them for their own reasons",
    "close": "coming to a close",
}  # fmt: skip
THINGS, MORE_THINGS = 3, 4
"""What happens of each part in a call; of empathy and trust, which are the most of it, one more."""


def specification(writer: int, source: Mapping[str, Any], chance: random.Random) -> str:
    """All calls of one writer, as text."""
    conduct = source["conduct"] if writer < source["later"]["writer"] else _later(source["conduct"], source["later"])
    told = {**source, "conduct": conduct}
    calls = [_call(f"w{writer:02d}c{number:02d}", told, chance) for number in range(1, source["calls"] + 1)]
    return "\n".join([f"# Writer {writer}", source["hands"][(writer - 1) % len(source["hands"])], "", *calls])


def _later(conduct: Mapping[str, Any], later: Mapping[str, Any]) -> dict[str, list[Any]]:
    """The pools for later writers: what had come up too seldom weighs more, and some things are added."""

    def weight(entry: Mapping[str, Any]) -> float:
        return float(entry["weight"] * (later["weight"] if entry["behaviour"] in later["behaviours"] else 1))

    return {
        part: [{**entry, "weight": weight(entry)} for entry in pool] + later["more"].get(part, [])
        for part, pool in conduct.items()
    }


def _call(name: str, source: Mapping[str, Any], chance: random.Random) -> str:
    levels = {part: chance.randrange(len(LEVELS)) for part in PARTS}
    conduct: list[str] = []
    for part, level in levels.items():
        total = MORE_THINGS if part in ("empathy", "trust") else THINGS
        good = (0, 1, total - 1, total)[level]
        conduct += _drawn(source["conduct"][f"{part}+"], good, chance)
        conduct += _drawn(source["conduct"][f"{part}-"], total - good, chance)
    chance.shuffle(conduct)
    pick = {key: chance.choice(source[key]) for key in source if isinstance(source[key], list)}
    told = "; ".join(f"{words} {LEVELS[levels[part]]}" for part, words in PARTS.items())
    return (
        f"## {name}\n"
        f"Trade: {pick['trades']}. Setting: {pick['settings']}. At the start {pick['standing']}.\n"
        f"The other person: {pick['characters']}, {chance.randint(22, 74)}, from {pick['regions']}, "
        f"{pick['schooling']}. The rep: {pick['reps']}.\n"
        f"About {pick['turns']} turns over both. It might end so: {pick['endings']}.\n"
        f"How good the rep is: {told}.\n"
        "Somewhere in the call, in no given order, the rep:\n" + "".join(f"- {text}\n" for text in conduct)
    )


def _drawn(pool: Sequence[Mapping[str, Any]], count: int, chance: random.Random) -> list[str]:
    """Some of a pool, none twice, the heavier ones oftener."""
    left = list(pool)
    found: list[str] = []
    while left and len(found) < count:
        one = chance.choices(left, [entry["weight"] for entry in left])[0]
        left.remove(one)
        found.append(one["text"])
    return found


def main(folder: Path) -> None:
    source = yaml.safe_load(SOURCE.read_text("utf-8"))
    chance = random.Random(source["seed"])
    folder.mkdir(parents=True, exist_ok=True)
    for writer in range(1, source["writers"] + 1):
        (folder / f"w{writer:02d}.md").write_text(specification(writer, source, chance), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
