"""The scorecard against raters, against scripted reps, and against those who would game it."""

from __future__ import annotations

import itertools
import statistics
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from random import Random
from typing import Any, Literal

import numpy as np
from scipy.stats import spearmanr

from tests.benchmarks.prospect import _parts
from tools.rating.rated import Rated, rated
from trainer.overheard.somebody import anybody
from trainer.pathway.behaviours import behaviours
from trainer.pathway.reader import PathwayReader
from trainer.places import shipped
from trainer.prospect.state import starting_state
from trainer.prospect.tables import load_tables
from trainer.scenario.schema import Scenario
from trainer.scoring.card import Scorecard
from trainer.scoring.points import shipped_points
from trainer.scoring.score import score
from trainer.simulate.cast import Kind
from trainer.simulate.run import hold
from trainer.transcript import STEPS, CallStarted, Entry, Heard, Said, of_kind

Form = Literal["short", "full"]
BARS = dict.fromkeys(STEPS, 0.70) | {"overall": 0.80}
ORDER: tuple[Kind, ...] = ("professional", "order_taker", "pushy", "reciter")
SEEDS = {"short": 1, "full": 20}
WITHIN = 3
WHATS = (*STEPS, "logic", "emotion", "patience")


def measure(form: Form = "short") -> list[dict[str, Any]]:
    return [*_against_raters(form), *_scripted(form), *_gaming(form)]


def _row(name: str, value: Any, unit: str, bar: str, held: bool, form: Form, n: int) -> dict[str, Any]:
    return {"name": name, "issue": 6, "value": value, "unit": unit, "bar": bar, "held": held, "form": form, "n": n}


def card_of(entries: Sequence[Entry], scenario: Scenario) -> Scorecard:
    fresh = starting_state(scenario, load_tables(shipped("assets/prospect")))
    return score(entries, scenario, behaviours(), shipped_points(), {what: getattr(fresh, what) for what in WHATS})


def as_practice(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """A simulated call, which is held as an exam is, with the total that a rep alone would see: it needs 70 % of the
    weights instead of 75."""
    first, *rest = entries
    assert isinstance(first.event, CallStarted)
    return (replace(first, event=replace(first.event, mode="practice")), *rest)


# Against raters -------------------------------------------------------------------------------------------------------


@cache
def _kept() -> tuple[tuple[Rated, Scorecard], ...]:
    calls = [call for call in rated(PathwayReader.shipped()) if call.part == "kept"]
    return tuple((call, card_of(call.entries, anybody())) for call in calls)


def _against_raters(form: Form) -> Iterator[dict[str, Any]]:
    both = _kept()
    for step, bar in BARS.items():
        pairs = [(ours, theirs) for call, card in both
                 if (ours := _ours(card, step)) is not None and (theirs := call.mark(step)) is not None]  # fmt: skip
        value = spearmanr(*zip(*pairs, strict=True))[0]
        low, high = _interval(pairs)
        beside = f"{low:.2f} to {high:.2f}; one rater with the others {_ceiling(step):.2f}"
        name = f"rank correlation with raters, {step} ({beside})"
        yield _row(name, round(float(value), 2), "", f"at least {bar}", bool(value >= bar), form, len(pairs))
    verdicts = [(card.verdict.replace("_", " "), most) for call, card in both if (most := _majority(call, "verdict"))]
    share = sum(ours == theirs for ours, theirs in verdicts) / len(verdicts)
    yield _row(
        "verdict equal to the raters' majority", round(share, 2), "", "at least 0.8", share >= 0.8, form, len(verdicts)
    )
    near = [_rewinds_near(call, card) for call, card in both]
    value = sum(near) / len(near)
    yield _row(
        "turn to rewind to near one that a rater named",
        round(value, 2),
        "",
        "at least 0.5",
        value >= 0.5,
        form,
        len(near),
    )


def _ours(card: Scorecard, step: str) -> int | None:
    marks = {name: None if mark is None else mark.value for name, mark in card.marks.items()}
    return card.total if step == "overall" else marks[next(name for name in STEPS if name == step)]


def _interval(pairs: Sequence[tuple[int, float]], times: int = 400) -> tuple[float, float]:
    """Nine in ten of the correlations of calls drawn with replacement."""
    chance = Random(1)
    drawn = [spearmanr(*zip(*chance.choices(pairs, k=len(pairs)), strict=True))[0] for _ in range(times)]
    return float(np.quantile(drawn, 0.05)), float(np.quantile(drawn, 0.95))


def _ceiling(step: str) -> float:
    """One rater's marks against the mean of the other two, over the kept calls."""
    found = []
    for one in range(3):
        pairs = []
        for call, _ in _kept():
            marks = [sheet["marks"].get(step) for sheet in sorted(call.sheets, key=lambda sheet: sheet["rater"])]
            if all(isinstance(mark, (int, float)) for mark in marks):
                pairs.append((marks[one], statistics.mean(marks[:one] + marks[one + 1 :])))
        found.append(spearmanr(*zip(*pairs, strict=True))[0])
    return float(np.mean(found))


def _majority(call: Rated, key: str) -> str | None:
    (value, count), *_ = Counter(sheet[key] for sheet in call.sheets).most_common(1)
    return value if count >= 2 else None


def _rewinds_near(call: Rated, card: Scorecard) -> bool:
    return bool(card.to_change) and any(
        abs(card.to_change[0].rep_turn - sheet["rewind"]) <= WITHIN for sheet in call.sheets
    )


# Scripted reps --------------------------------------------------------------------------------------------------------


def _scripted(form: Form) -> Iterator[dict[str, Any]]:
    """The totals of four kinds of rep in the same scenario and seed, pair by pair."""
    reader, tables, scenarios, cast = _parts()
    totals: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    spans = moments = 0
    for name, loaded in scenarios.items():
        for seed in range(1, SEEDS[form] + 1):
            for kind in ORDER:
                call = hold(loaded, cast.rep(kind, loaded.scenario, seed), reader, tables, seed, kind)
                card = card_of(as_practice(call.entries), loaded.scenario)
                totals[name, seed][kind] = -1.0 if card.total is None else card.total
                found, all_of_them = _resolve(call.entries, card)
                spans, moments = spans + found, moments + all_of_them
    pairs = [(first, second) for first, second in itertools.combinations(ORDER, 2)]
    right = [of[first] > of[second] for of in totals.values() for first, second in pairs]
    value = sum(right) / len(right)
    yield _row(
        "pairs of scripted reps ranked as they are",
        round(value, 3),
        "",
        "at least 0.95",
        value >= 0.95,
        form,
        len(right),
    )
    reciter = max(of["reciter"] for of in totals.values())
    yield _row("highest total of a reciter", reciter, "", "at most 20", reciter <= 20, form, len(totals))
    share = spans / max(1, moments)
    yield _row("points that resolve to words of a turn", share, "", "1", share == 1, form, moments)


def _resolve(entries: Sequence[Entry], card: Scorecard) -> tuple[int, int]:
    words = {e.turn: h.text.split() for e, h in of_kind(entries, Heard)} | {
        e.turn: s.text.split() for e, s in of_kind(entries, Said) if s.by == "person"
    }
    shown = [m.evidence for mark in card.marks.values() if mark for m in mark.moments]
    return sum(e.quote == " ".join(words.get(e.turn, [])[slice(*(e.span or (None, None)))]) for e in shown), len(shown)


# Who would game it ----------------------------------------------------------------------------------------------------


def _gaming(form: Form) -> Iterator[dict[str, Any]]:
    reader, tables, scenarios, cast = _parts()
    loaded = scenarios["gail_petrie"]
    brief = loaded.scenario.brief
    aloud = [brief.who, brief.so_far, brief.you_bring, brief.about, *brief.cases, *brief.homework] * 2
    lines = {
        "I don't know": ["I don't know."] * 20,
        "silence": ["[5 s]"] * 6,
        "the brief read aloud": aloud[:20],
        "keyboard mash": ["asdf jkl qwer", "zxcv uiop", "fdsa lkj"] * 7,
    }
    worst, which = -1.0, ""
    for name, said in lines.items():
        total = card_of(hold(loaded, said, reader, tables, 1).entries, loaded.scenario).total
        if total is not None and total > worst:
            worst, which = total, name
    yield _row(
        f"highest total of those who do nothing ({which or 'none has one'})",
        worst,
        "",
        "at most 10, or none",
        worst <= 10,
        form,
        len(lines),
    )
    said_well = hold(loaded, cast.rep("professional", loaded.scenario, 1), reader, tables, 1).said
    begun = card_of(hold(loaded, said_well[:5], reader, tables, 1).entries, loaded.scenario).total
    yield _row(
        "a professional's first two minutes, then hung up",
        begun,
        "",
        "at most 40, or none",
        begun is None or begun <= 40,
        form,
        1,
    )
