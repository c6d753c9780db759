"""What evidence is worth: for each thing that can be seen in a call, the points it gives or takes of each step's mark.

The table is data (assets/scoring/points.yaml), fitted to ratings of whole calls (tools/rating/fit.py) and printed in
docs/how-a-call-is-scored.md. A mark is the base and the points of all that was seen for its step, from 0 to 100.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from trainer.errors import InputError
from trainer.files import read_yaml
from trainer.scoring.card import Kind, Moment
from trainer.scoring.seen import Occurrence
from trainer.transcript import STEPS, Step


@dataclass(frozen=True)
class Points:
    """``worth``: by id of an occurrence, the points of its first time in a call of usual length, by step.

    ``again``: the share of the time before that each further time is worth. ``usual_turns``: turns of the rep's up to
    which points count in full; in a longer call there is time for more of everything, and they count less, by the
    square root. ``base``: the mark of a step in which nothing was seen.
    """

    rubric: str
    base: float
    again: float
    usual_turns: int
    worth: Mapping[str, Mapping[Step, float]]

    def moments(self, seen: Iterable[Occurrence], turns: int, gains: float = 1.0) -> dict[Step, list[Moment]]:
        """What counts for each step, in the order of the call. ``turns``: how many the rep had; ``gains``: the share
        that what helped is worth (see ``trainer.scoring.recited``).

        What one turn holds for a step is one moment, told by what is worth most in it of what is sure.
        """
        length = min(1.0, (self.usual_turns / max(1, turns)) ** 0.5)
        times: dict[str, float] = defaultdict(float)
        found: dict[tuple[Step, int, Kind], list[tuple[float, Occurrence]]] = defaultdict(list)
        for one in seen:
            share = length * self.again ** times[one.id] * (1 - self.again**one.likely) / (1 - self.again)
            times[one.id] += one.likely
            for step, worth in self.worth.get(one.id, {}).items():
                of_it = gains if worth > 0 else 1.0
                found[step, one.evidence.turn, one.kind].append((worth * share * of_it, one))
        moments: dict[Step, list[Moment]] = {step: [] for step in STEPS}
        for (step, _, kind), parts in found.items():
            points = round(sum(part for part, _ in parts), 2)
            _, most = max(parts, key=lambda part: (part[1].sure, abs(part[0])))
            if points:
                moments[step].append(Moment(kind, most.at, most.evidence, most.why, points, most.sure))
        return moments


def load_points(path: Path) -> Points:
    """The table in a file. Raises InputError with what is wrong."""
    given = read_yaml(path)
    try:
        worth = {
            str(name): {step: float(of[step]) for step in STEPS if step in of} for name, of in given["worth"].items()
        }
        return Points(
            str(given["rubric"]), float(given["base"]), float(given["again"]), int(given["usual_turns"]), worth
        )
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise InputError(f"{path.name} can't be used: {error!r}") from error


@cache
def shipped_points() -> Points:
    """The table that travels with the program."""
    from trainer.places import shipped

    return load_points(shipped("assets/scoring/points.yaml"))
