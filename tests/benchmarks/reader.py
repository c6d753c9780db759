"""The reader's bars: against the labellers of the kept-back calls, through the ear, without marks, recited, in time.

All kept-back calls in either form, for a part of them would not hold the examples that a behaviour needs. The full form
takes the times longer. ``python -m tests.benchmarks.reader`` prints them.
"""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Sequence
from statistics import median
from typing import Any, Literal

from tests.unit.pathway.calls import labelled
from tools.reader import asked, exam, material
from tools.reader.material import LabelledCall
from tools.reader.transcripts import lines_of, scene_of
from tools.word_error import normalise
from trainer.pathway.boundaries import passages
from trainer.pathway.encoder import Encoder
from trainer.pathway.following import follow
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene
from trainer.pathway.words import normal

Row = dict[str, Any]
WORDS_AN_HOUR = 9000
"""Words that two people say in 60 minutes, at 150 a minute."""


def measure(form: Literal["short", "full"] = "short") -> list[Row]:
    """Every figure as a row for build/bench.json."""
    reader = PathwayReader.shipped()
    calls = material.of("test")
    rows = [
        *_acts(reader, calls), *_behaviours(reader, calls), *_asked(reader), *_heard(reader), *_bare(reader, calls),
        *_recited(reader), *_times(reader, calls, 1 if form == "short" else 6), _memory(),
    ]  # fmt: skip
    return [{"issue": 4, "form": form, **row} for row in rows]


def _row(name: str, value: float, unit: str, bar: str, held: bool, n: int) -> Row:
    return {"name": name, "value": round(value, 3), "unit": unit, "bar": bar, "held": held, "n": n}


def _acts(reader: PathwayReader, calls: Sequence[LabelledCall]) -> list[Row]:
    found = [one for one in exam.acts(reader, calls) if one.examples >= exam.ENOUGH_ACTS]
    return [
        _row(
            f"{one.act}: reader's kappa to the labellers' ({one.reader:.2f} to {one.people:.2f})", one.share, "share",
            "≥ 0.9", one.share >= 0.9, one.examples,
        )
        for one in found
    ]  # fmt: skip


def _behaviours(reader: PathwayReader, calls: Sequence[LabelledCall]) -> list[Row]:
    found = exam.behaviours(reader, calls)
    count, score = exam.macro(found)
    return [
        _row("behaviours that qualify (kappa ≥ 0.6, 25 examples)", count, "", "≥ 30", count >= 30, len(found)),
        _row("behaviours that qualify: macro-F1", score, "", "≥ 0.75", score >= 0.75, count),
    ]


def _asked(reader: PathwayReader) -> list[Row]:
    found = asked.examine(reader)
    return [
        _row("intent: the fact ranked first", found.first, "share", "≥ 0.92", found.first >= 0.92, found.asked),
        _row("intent: among the first two", found.among_two, "share", "≥ 0.97", found.among_two >= 0.97, found.asked),
        _row("intent: taken for another for sure", found.wrong, "share", "≤ 0.03", found.wrong <= 0.03, found.asked),
        _row("intent: no file answers it, and so found", found.none, "share", "≥ 0.85", found.none >= 0.85,
             found.unanswered),
    ]  # fmt: skip


def _heard(reader: PathwayReader) -> list[Row]:
    """Turns as they stand, and as the built-in ear heard them from a natural voice (tools/reader/hear.py)."""
    heard = material.heard()
    pairs = [
        (turn, heard[call.id, turn.number])
        for call in material.of("test")
        for turn in call.turns
        if (call.id, turn.number) in heard
    ]
    turns = [turn for turn, _ in pairs]
    clean = exam.acts_f1([reader.acts(turn.text, turn.previous) for turn in turns], turns)
    through = exam.acts_f1([reader.acts(text, turn.previous) for turn, text in pairs], turns)
    loss = clean - through
    return [_row(f"through the ear: loss of macro-F1 (from {clean:.3f})", loss, "", "≤ 0.05", loss <= 0.05, len(turns))]


def _bare(reader: PathwayReader, calls: Sequence[LabelledCall]) -> list[Row]:
    turns = [turn for call in calls for turn in call.turns if len(turn.labels) == 2]
    marked = exam.acts_f1([reader.acts(turn.text, turn.previous) for turn in turns], turns)
    bare = exam.acts_f1([reader.acts(normalise(turn.text), normalise(turn.previous)) for turn in turns], turns)
    loss = abs(marked - bare)
    return [_row(f"without case, marks and digits: macro-F1 moves (from {marked:.3f})", loss, "", "≤ 0.01",
                 loss <= 0.01, len(turns))]  # fmt: skip


def _recited(reader: PathwayReader) -> list[Row]:
    """Every example of the data by itself, and in the middle of a talk of something else."""
    told = [behaviour for behaviour in reader.behaviours.values() if behaviour.told and behaviour.examples]
    said = "We shut on Wednesdays, mostly."
    other = Moment(rep_turn=8, previous=said, person_lines=("Hello?", said), rapport=40, empathy=40, trust=40, hope=30)
    rows = []
    for where, moment, named in (
        ("by themselves", Moment(), told),
        ("in another talk, helping ones", other, [behaviour for behaviour in told if behaviour.helps]),
    ):
        got = sum(
            any(seen.id == one.id for text in one.examples for seen in reader.read(text, Scene(), moment).behaviours)
            for one in named
        )
        share = got / len(named)
        rows.append(_row(f"examples recited {where}", share, "share", "≤ 0.1", share <= 0.1, len(named)))
    return rows


def _times(reader: PathwayReader, calls: Sequence[LabelledCall], rounds: int) -> list[Row]:
    """One utterance of a scenario against the bare encoder on its clauses; and an hour's talk as a transcript."""
    turns = list(labelled())
    for turn in turns:
        reader.read(turn.text, turn.scene, turn.moment)  # fills what a call fills while it is got ready
    spent, ratios = [], []
    for turn in turns * rounds:
        _forget(reader)
        begun = time.perf_counter()
        reader.read(turn.text, turn.scene, turn.moment)
        spent.append(time.perf_counter() - begun)
        if reader.encoder is not None:
            ratios.append(spent[-1] / _bare_encoder(reader, reader.encoder, turn.text, turn.moment.previous))
    hour = _hour(reader, calls)
    ratio = median(ratios) if ratios else 0.0
    how = "" if ratios else ": no encoder is there to measure"
    return [
        _row(f"reading an utterance, to the encoder alone on its clauses{how}", ratio, "×", "≤ 1.5",
             0 < ratio <= 1.5, len(ratios)),
        _row("reading an utterance", 1000 * median(spent), "ms", "≤ 15", median(spent) <= 0.015, len(spent)),
        _row("a transcript of 60 minutes", hour, "s", "≤ 3", hour <= 3, WORDS_AN_HOUR),
    ]  # fmt: skip


def _forget(reader: PathwayReader) -> None:
    if reader.encoder is not None:
        reader.encoder.forget()


def _bare_encoder(reader: PathwayReader, encoder: Encoder, text: str, previous: str) -> float:
    """Seconds that the encoder takes for the text's passages, read anew."""
    said = normal(text)
    tokens, before = [t.text for t in said.tokens], [t.text for t in normal(previous).tokens]
    parts = passages(said, reader.boundaries)
    encoder.forget()
    begun = time.perf_counter()
    for part in parts:
        encoder.read(tokens[part.first : part.last], before, tokens[: part.first])
    return time.perf_counter() - begun


def _hour(reader: PathwayReader, calls: Sequence[LabelledCall]) -> float:
    lines, words = [], 0
    for call in calls:
        for line in lines_of(call):
            if words < WORDS_AN_HOUR:
                lines.append(line)
                words += len(line.words.split())
    _forget(reader)
    begun = time.perf_counter()
    for _ in follow(reader, lines, scene_of(calls[0])):
        pass
    return (time.perf_counter() - begun) * WORDS_AN_HOUR / words


_RSS = """
import re, numpy
def rss():
    return int(re.search(r"VmRSS:\\s+(\\d+)", open("/proc/self/status").read())[1]) / 1024
before = rss()
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene
reader = PathwayReader.shipped()
for number in range(200):
    reader.read(f"So it is {number} a week that you lose, and how is that for you and your people?", Scene(), Moment())
print(rss() - before)
"""


def _memory() -> Row:
    told = subprocess.run([sys.executable, "-c", _RSS], capture_output=True, text=True, check=True).stdout
    value = float(re.sub(r"\s", "", told))
    return _row("memory of reader and encoder", value, "MB", "≤ 150", value <= 150, 1)


if __name__ == "__main__":
    for row in measure("full" if "full" in sys.argv else "short"):
        print(
            f"{row['name']:<80} {row['value']:>8} {row['unit']:<6} {row['bar']:<8} {'held' if row['held'] else 'NOT'}"
        )
