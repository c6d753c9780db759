"""Fits what evidence is worth to the raters' marks: ``python -m tools.rating.fit`` writes assets/scoring/points.yaml.

A mark is a sum, so the fit is a linear one: for each step the points of every occurrence, counted with the falling
weight of ``trainer.scoring.points``, held near to what the prospect's own table says that it moves, and never against
its sign. Only the calls of the fit are looked at; a bit of a step's mark may come from the steps that it stands on.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import lsq_linear

from tools.rating.rated import Rated, rated
from trainer.pathway.behaviours import Behaviour, behaviours
from trainer.pathway.reader import PathwayReader
from trainer.places import shipped
from trainer.prospect.tables import Tables, load_tables
from trainer.scoring.seen import ACT, Occurrence, occurrences, rep_turns
from trainer.transcript import STEPS, Step

RUBRIC, BASE, AGAIN, USUAL_TURNS = "3", 5.0, 0.8, 25
HELD = 5000.0
"""How strongly the points are held near to the table's, in calls' worth of evidence: strongly, for what is read in the
calls of the fit is truer than what is read in others', since the reader has learnt from most of them."""
OF_THE_TABLE, OF_ITS_OWN, OF_AN_ACT, OF_A_MISS = 0.6, 1.0, 0.5, -2.0
"""What points are held near to: a share of what the prospect's table moves, and something for the step itself."""
LEAST_SPREAD = 0.25
"""What is seen in hardly any call is held as if it spread by so much."""
LEAST_WORTH = 0.15
"""Points below which something is left out of the table: it would only be noise on the card."""
UNTOUCHED = -6.0
"""A step with time and openings that was not touched at all; set by hand, for it is rare among rated calls."""
STANDS_ON: Mapping[Step, Sequence[str]] = {
    "rapport": ("empathy",), "empathy": ("rapport", "hope"), "trust": ("empathy", "hope"),
    "hope": ("empathy", "trust", "urgency"), "urgency": ("close", "hope", "empathy"),
}  # fmt: skip
"""Steps whose behaviours may count a little for another: raters hear a call as a whole."""
ACTS: Mapping[str, Sequence[Step]] = {
    "affirmation": ("rapport", "empathy"), "common_ground": ("rapport",), "small_talk": ("rapport",),
    "self_disclosure": ("rapport",), "acknowledgement": ("rapport", "empathy"),
    "open_question": ("rapport", "empathy", "hope", "urgency"), "closed_question": ("rapport", "empathy"),
    "reflection": ("empathy", "trust", "hope"), "emotional_reaction": ("empathy", "rapport"),
    "interpretation": ("empathy", "rapport"), "exploration": ("empathy", "rapport"), "information": ("trust",),
    "evidence": ("trust", "hope"), "hope": ("hope",), "encouragement": ("hope", "urgency"), "next_step": ("urgency",),
    "pressure": STEPS, "scarcity": ("trust", "urgency"),
}  # fmt: skip
MISSES: Mapping[str, Sequence[Step]] = {
    "missed:told": ("empathy", "rapport"), "missed:objection": ("trust",), "missed:question": ("trust",),
}  # fmt: skip
ANSWERED: Mapping[str, Sequence[Step]] = {
    "opened": ("rapport", "empathy", "trust"), "leaned": ("rapport", "empathy", "hope", "urgency"), "warmed": STEPS,
    "cooled": STEPS,
}  # fmt: skip
"""What the person's answers show, and for which steps."""
Numbers = NDArray[np.float64]


def counted(seen: Sequence[Occurrence], turns: int) -> dict[str, float]:
    """How much of each occurrence there is in a call, each time counting less, as ``Points.moments`` has it."""
    times: dict[str, float] = defaultdict(float)
    for one in seen:
        times[one.id] += one.likely
    length = min(1.0, (USUAL_TURNS / max(1, turns)) ** 0.5)
    return {name: length * (1 - AGAIN**count) / (1 - AGAIN) for name, count in times.items()}


def near_to(name: str, step: Step, known: Mapping[str, Behaviour], tables: Tables) -> tuple[float, float, float] | None:
    """What the points of an occurrence for a step are held near to, and their bounds; None where it is no matter of
    that step."""
    if name in known:
        behaviour = known[name]
        effect = tables.behaviours.get(name)
        moves = effect.moves.get(step, 0.0) if effect else 0.0
        own = behaviour.step == step
        if not (own or moves or behaviour.step in STANDS_ON[step]):
            return None
        sign = 1.0 if behaviour.helps else -1.0
        wanted = max(0.0, sign * OF_THE_TABLE * moves + OF_ITS_OWN * own)
        return (wanted, 0.0, np.inf) if behaviour.helps else (-wanted, -np.inf, 0.0)
    if name.startswith(ACT):
        if step not in ACTS.get(name.removeprefix(ACT), ()):
            return None
        hurts = name.removeprefix(ACT) in ("pressure", "scarcity")
        return (-OF_ITS_OWN, -np.inf, 0.0) if hurts else (OF_AN_ACT, 0.0, np.inf)
    if name in ANSWERED:
        if step not in ANSWERED[name]:
            return None
        return (-OF_AN_ACT, -np.inf, 0.0) if name == "cooled" else (OF_AN_ACT, 0.0, np.inf)
    return (OF_A_MISS, -np.inf, 0.0) if step in MISSES.get(name, ()) else None


def fitted(calls: Sequence[Rated], known: Mapping[str, Behaviour], tables: Tables) -> dict[str, dict[Step, float]]:
    """Points by occurrence and step."""
    names = [*(one for one in known if known[one].counts), *(ACT + act for act in ACTS), *ANSWERED, *MISSES]
    rows = []
    for call in calls:
        turns = rep_turns(call.entries)
        found = counted(occurrences(turns, known), len(turns))
        rows.append([found.get(name, 0.0) for name in names])
    table: Numbers = np.array(rows)
    worth: dict[str, dict[Step, float]] = {name: {} for name in names}
    for step in STEPS:
        held = [(number, near) for number, name in enumerate(names) if (near := near_to(name, step, known, tables))]
        columns = [number for number, _ in held]
        wanted, low, high = (np.array(part) for part in zip(*(near for _, near in held), strict=True))
        marks = np.array([call.mark(step) for call in calls], dtype=np.float64)
        there = ~np.isnan(marks)
        mine = table[there][:, columns]
        usual = mine @ wanted
        wanted = wanted * (usual @ (marks[there] - BASE)) / (usual @ usual)
        pull = np.sqrt(HELD) * np.maximum(mine.std(axis=0), LEAST_SPREAD)
        found = lsq_linear(
            np.vstack([mine, np.diag(pull)]), np.concatenate([marks[there] - BASE, pull * wanted]), bounds=(low, high)
        )
        for number, points in zip(columns, found.x, strict=True):
            if abs(points) >= LEAST_WORTH:
                worth[names[number]][step] = round(float(points), 1)
    worth["untouched"] = dict.fromkeys(STEPS, UNTOUCHED)
    return {name: of for name, of in worth.items() if of}


def written(worth: Mapping[str, Mapping[Step, float]]) -> str:
    """The table as the program reads it."""
    lines = [
        "# What evidence is worth: points of its first time in a call, by step of the pathway. Fitted to three raters'",
        "# marks of 80 invented calls (tools/rating/fit.py; docs/how-a-call-is-scored.md); do not mend by hand.",
        f'rubric: "{RUBRIC}"',
        f"base: {BASE:g}           # the mark of a step in which nothing was seen",
        f"again: {AGAIN:g}        # each further time is worth this share of the one before",
        f"usual_turns: {USUAL_TURNS}   # of the rep's; in longer calls points shrink by the square root",
        "worth:",
    ]
    lines += [
        f"  {quoted(name)}: {{{', '.join(f'{step}: {points:g}' for step, points in of.items())}}}"
        for name, of in worth.items()
    ]
    return "\n".join(lines) + "\n"


def quoted(name: str) -> str:
    return f'"{name}"' if ":" in name else name


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=shipped("assets/scoring/points.yaml"))
    given = options.parse_args(arguments)
    calls = [call for call in rated(PathwayReader.shipped()) if call.part == "fit"]
    given.to.write_text(written(fitted(calls, behaviours(), load_tables(shipped("assets/prospect")))), "utf-8")
    print(f"{len(calls)} calls, {given.to}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
