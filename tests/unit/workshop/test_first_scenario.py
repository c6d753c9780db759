"""What the README shows is what works."""

from __future__ import annotations

from pathlib import Path

from trainer.scenario.for_editors import as_file
from trainer.scenario.load import load

ROOT = Path(__file__).resolve().parents[3]
FIRST = ROOT / "docs" / "first_scenario.yaml"


def test_the_scenario_of_the_readme_has_twenty_lines_and_can_be_called() -> None:
    text = FIRST.read_text("utf-8")
    assert len(text.splitlines()) == 20
    assert text in (ROOT / "README.md").read_text("utf-8")
    assert not [problem for problem in load(FIRST).problems if problem.severity == "error"]


def test_the_schema_for_editors_is_the_one_of_this_program() -> None:
    assert (ROOT / "docs" / "scenario.schema.json").read_text("utf-8") == as_file(), "make schema writes it anew"


def test_the_readme_shows_pictures_that_are_there() -> None:
    shown = [part.split(")")[0] for part in (ROOT / "README.md").read_text("utf-8").split("](")[1:]]
    for target in shown:
        if "://" not in target and not target.startswith("#"):
            assert (ROOT / target).exists(), target
