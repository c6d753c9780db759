"""The small valid scenario of the tests, and ways to change it."""

from __future__ import annotations

from pathlib import Path

from trainer.scenario.load import Loaded, load_text
from trainer.scenario.problems import Problem, ScenarioProblems

ROOT = Path(__file__).parents[3]
SCENARIOS = ROOT / "scenarios"
HOSTILE = ROOT / "tests" / "hostile.yaml"
SMALL = ROOT / "tests" / "unit" / "scenario_files" / "small.yaml"


def small(*changes: tuple[str, str]) -> str:
    """The small scenario's text with each first text replaced, once, by the second."""
    text = SMALL.read_text(encoding="utf-8")
    for old, new in changes:
        assert text.count(old) >= 1, f"{old!r} is not in the small scenario"
        text = text.replace(old, new, 1)
    return text


def line_of(text: str, words: str) -> int:
    """The line, from 1, on which the words stand first."""
    return text[: text.index(words)].count("\n") + 1


def load_small(*changes: tuple[str, str]) -> Loaded:
    return load_text(small(*changes), "small.yaml")


def problems_of(text: str) -> tuple[Problem, ...]:
    """All that is wrong with a scenario's text."""
    try:
        return load_text(text, "small.yaml").problems
    except ScenarioProblems as refused:
        return refused.problems


def only_problem(text: str) -> Problem:
    (problem,) = problems_of(text)
    return problem
