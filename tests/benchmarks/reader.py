"""How long a reading takes: the labelled turns of the worked calls, one by one, as a call reads them."""

from __future__ import annotations

import time
from statistics import median
from typing import Any, Literal

from tests.unit.pathway.calls import labelled
from trainer.pathway.reader import PathwayReader


def measure(form: Literal["short", "full"] = "short") -> list[dict[str, Any]]:
    """Median processor time of one reading; a first pass fills the caches as a call would."""
    reader, turns = PathwayReader.shipped(), list(labelled())
    spent = []
    for attempt in range(2 if form == "short" else 6):
        for turn in turns:
            begun = time.process_time()
            reader.read(turn.text, turn.scene, turn.moment)
            if attempt:
                spent.append(time.process_time() - begun)
    value = round(1000 * median(spent), 2)
    return [
        {"name": "reading one utterance", "issue": 3, "value": value, "unit": "ms", "bar": "≤ 5", "held": value <= 5,
         "form": form, "n": len(spent)}
    ]  # fmt: skip
