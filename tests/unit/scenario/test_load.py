from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path

import pytest
import yaml

from tests.unit.scenario.files import HOSTILE, SCENARIOS, SMALL, line_of, load_small, problems_of, small
from trainer.errors import InputError
from trainer.scenario.load import check, load, load_text
from trainer.scenario.problems import ScenarioProblems

SHIPPED = sorted(SCENARIOS.glob("*.yaml"))
PERSON = "people/una_reed.yaml"


@pytest.fixture
def split(tmp_path: Path) -> Path:
    """The small scenario with its person in a file of its own."""
    whole = yaml.safe_load(small())
    folder = tmp_path / "scenarios"
    (folder / "people").mkdir(parents=True)
    (folder / PERSON).write_text(yaml.safe_dump(whole["person"]), encoding="utf-8")
    before, rest = small().split("person:\n", 1)
    after = rest[rest.index("offer:\n") :]
    path = folder / "small_shop.yaml"
    path.write_text(f"{before}person: {PERSON}\n{after}", encoding="utf-8")
    return path


def refused(path: Path) -> ScenarioProblems:
    with pytest.raises(ScenarioProblems) as raised:
        load(path)
    return raised.value


@pytest.mark.parametrize("path", [*SHIPPED, SMALL, HOSTILE], ids=lambda path: path.stem)
def test_a_good_file_loads_and_its_text_loads_again_as_the_same(path: Path) -> None:
    loaded = load(path)
    again = load_text(loaded.text)
    assert again.scenario == loaded.scenario
    assert (again.text, again.sha256) == (loaded.text, loaded.sha256)
    assert again.path is None
    assert loaded.sha256 == hashlib.sha256(loaded.text.encode()).hexdigest()


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.stem)
def test_what_is_shipped_has_nothing_wrong_with_it(path: Path) -> None:
    assert check(path) == ()


def test_there_are_shipped_scenarios() -> None:
    assert {"gail_petrie", "marta_kowalczyk"} <= {path.stem for path in SHIPPED}


def test_numbers_are_read_as_the_format_wants_them() -> None:
    scenario = load_small().scenario
    assert [number.value for number in scenario.brief.numbers] == ["5,200", "31"]
    assert scenario.offer.prices[0].amount == 1020.5
    assert scenario.facts[0].numbers == {"boxes": 6.0}
    assert scenario.facts[1].touchy is True
    assert scenario.person.face.change == {"hair": "#333333", "age": 0.5, "glasses": "#222222"}
    assert scenario.endings["no"].says == ("No, thank you.",)


def test_a_single_line_counts_as_a_list_of_one() -> None:
    assert load_small().scenario.must == ("names_self",)
    assert load_small().scenario.person.other_offers == ("A man with a van",)


def test_the_text_is_one_line_of_json_with_person_and_offer(split: Path) -> None:
    text = load(split).text
    assert "\n" not in text
    assert json.loads(text)["person"]["name"] == "Una Reed"


def test_the_text_holds_no_more_than_the_files_say() -> None:
    """So a field that the format gains later changes no digest."""
    written = json.loads(load_small(("pass_mark: 60\n", "")).text)
    assert "pass_mark" not in written
    assert "voice" in written["person"]
    assert "variant" not in written["person"]["voice"]


def test_the_layout_of_the_files_changes_neither_text_nor_digest(split: Path) -> None:
    assert load(split).sha256 == load(SMALL).sha256
    assert load_text("# a comment\n" + small()).sha256 == load(SMALL).sha256


def test_one_word_changes_the_digest() -> None:
    assert load_small(("Enough.", "Plenty.")).sha256 != load_small().sha256


def test_what_is_wrong_with_the_person_is_told_with_its_own_file_and_line(split: Path) -> None:
    person = split.parent / PERSON
    person.write_text(person.read_text(encoding="utf-8").replace("age: 41", "age: old"), encoding="utf-8")
    (problem,) = check(split)
    assert (problem.file, problem.field) == (PERSON, "age")
    assert problem.line == line_of(person.read_text(encoding="utf-8"), "age: old")


def test_what_can_not_be_read_in_the_persons_file_is_told_with_it(split: Path) -> None:
    (split.parent / PERSON).write_text("id: [", encoding="utf-8")
    assert check(split)[0].file == PERSON


def test_problems_of_the_scenario_come_before_those_of_the_person(split: Path) -> None:
    person = split.parent / PERSON
    person.write_text(person.read_text(encoding="utf-8").replace("age: 41", "age: old"), encoding="utf-8")
    split.write_text(split.read_text(encoding="utf-8").replace("minutes: 5", "minutes: x"), encoding="utf-8")
    assert [problem.file for problem in check(split)] == ["small_shop.yaml", PERSON]


def test_a_misspelt_file_name_is_told_with_the_nearest(split: Path) -> None:
    split.write_text(split.read_text(encoding="utf-8").replace(PERSON, "una_read"), encoding="utf-8")
    (problem,) = check(split)
    assert problem.field == "person"
    assert problem.message == f"There is no file “una_read” that holds the person. Did you mean “{PERSON}”?"


@pytest.mark.parametrize(
    "name",
    ["../other/una.yaml", "people/../../other/una.yaml", "C:/una.yaml", "people\\una.yaml", "a.yaml:x", "/una.yaml"],
)
def test_no_name_leads_out_of_the_folder(split: Path, name: str) -> None:
    outside = split.parent.parent / "other"
    outside.mkdir()
    (outside / "una.yaml").write_bytes((split.parent / PERSON).read_bytes())
    split.write_text(split.read_text(encoding="utf-8").replace(PERSON, f"'{name}'"), encoding="utf-8")
    assert "relative to this one's folder" in str(refused(split))


def test_an_absolute_name_is_refused_though_it_is_inside(split: Path) -> None:
    inside = (split.parent / PERSON).as_posix()
    split.write_text(split.read_text(encoding="utf-8").replace(PERSON, inside), encoding="utf-8")
    assert "relative to this one's folder" in str(refused(split))


@pytest.mark.skipif(os.name == "nt", reason="links need rights on Windows")
def test_no_link_leads_out_of_the_folder(split: Path) -> None:
    person = split.parent / PERSON
    outside = split.parent.parent / "una.yaml"
    person.rename(outside)
    person.symlink_to(outside)
    assert "leads out" in str(refused(split))


@pytest.mark.parametrize("name", ["people", "people/nobody.yaml", "people/una_reed.txt", "x" * 3000, "."])
def test_what_is_no_such_file_is_told(split: Path, name: str) -> None:
    (split.parent / "people" / "una_reed.txt").write_text("id: x")
    split.write_text(split.read_text(encoding="utf-8").replace(PERSON, name), encoding="utf-8")
    assert refused(split).problems[0].field == "person"


def test_a_text_has_no_files_beside_it(split: Path) -> None:
    with pytest.raises(ScenarioProblems, match="written out"):
        load_text(split.read_text(encoding="utf-8"))


def test_a_missing_file_a_folder_and_an_unusable_name_are_told(tmp_path: Path) -> None:
    assert "no such file" in str(refused(tmp_path / "nobody.yaml"))
    assert "folder" in str(refused(tmp_path))
    assert "nul" in refused(tmp_path / "nul\0.yaml").problems[0].file


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such pipes")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yaml")
    assert "no such file" in str(refused(tmp_path / "pipe.yaml"))


def test_all_that_is_wrong_is_raised_as_one_input_error() -> None:
    with pytest.raises(InputError, match=r"small.yaml, line 2, format: .* \(1 more\)") as raised:
        load_small(("format: 1", "format: x"), ("minutes: 5", "minutes: x"))
    assert isinstance(raised.value, ScenarioProblems)
    assert len(raised.value.problems) == 2


def test_a_scenario_with_warnings_loads_and_keeps_them() -> None:
    loaded = load_small(("    worse_by: brush_off", "    worse_by: admits_limit"))
    assert [problem.severity for problem in loaded.problems] == ["warning"]


def test_warnings_are_told_along_with_errors() -> None:
    text = small(("    worse_by: brush_off", "    worse_by: admits_limit"), ("must_not: [begs]", "must_not: [bugs]"))
    assert {problem.severity for problem in problems_of(text)} == {"warning", "error"}


def test_surrogates_in_a_text_are_refused_not_raised() -> None:
    with pytest.raises(ScenarioProblems, match="UTF-8"):
        load_text("a: \ud800")
