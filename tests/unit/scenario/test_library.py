from __future__ import annotations

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.unit.scenario.files import SCENARIOS, small
from trainer.errors import InputError
from trainer.scenario.library import Library
from trainer.scenario.problems import ScenarioProblems


@pytest.fixture
def library(tmp_path: Path) -> Library:
    shipped, own = tmp_path / "shipped", tmp_path / "own"
    shipped.mkdir()
    own.mkdir()
    (shipped / "small_shop.yaml").write_text(small(), encoding="utf-8")
    return Library(shipped, own)


def put(folder: Path, name: str, *changes: tuple[str, str]) -> Path:
    path = folder / name
    path.write_text(small(*changes), encoding="utf-8")
    return path


def test_the_shipped_scenarios_are_all_usable(tmp_path: Path) -> None:
    entries = Library(SCENARIOS, tmp_path / "none").entries()
    assert {"gail_petrie", "marta_kowalczyk"} <= {entry.id for entry in entries}
    assert all(entry.listing and not entry.own for entry in entries)


def test_persons_and_offers_are_no_scenarios(tmp_path: Path) -> None:
    entries = Library(SCENARIOS, tmp_path).entries()
    assert all(entry.path.parent == SCENARIOS for entry in entries)


def test_an_own_scenario_stands_beside_the_shipped_ones(library: Library) -> None:
    put(library.own, "mine.yml", ("id: small_shop\n", "id: mine\n"))
    assert [(entry.id, entry.own, entry.replaces_shipped) for entry in library.entries()] == [
        ("mine", True, False), ("small_shop", False, False),
    ]  # fmt: skip


def test_of_the_same_id_the_own_one_wins_and_says_so(library: Library) -> None:
    path = put(library.own, "changed.yaml", ("title: Paper that runs out", "title: Mine"))
    (entry,) = library.entries()
    assert (entry.path, entry.own, entry.replaces_shipped) == (path, True, True)
    assert library.find("small_shop").scenario.title == "Mine"


def test_a_file_that_can_not_be_used_stays_in_the_list_with_its_problems(library: Library) -> None:
    put(library.own, "broken.yaml", ("id: small_shop\n", "id: broken_one\n"), ("minutes: 5", "minutes: x"))
    (library.own / "rubbish.yaml").write_bytes(b"\xff\xfe")
    broken, rubbish, shipped = library.entries()
    assert (broken.id, broken.listing, broken.problems[0].field) == ("broken_one", None, "minutes")
    assert (rubbish.id, rubbish.listing, rubbish.problems[0].line) == ("rubbish", None, 1)
    assert shipped.listing


def test_a_broken_own_file_does_not_hide_the_shipped_one(library: Library) -> None:
    put(library.own, "small_shop.yaml", ("minutes: 5", "minutes: x"))
    assert [(entry.own, entry.replaces_shipped) for entry in library.entries()] == [(True, False), (False, False)]
    assert library.find("small_shop").path == library.shipped / "small_shop.yaml"


def test_two_own_files_with_one_id_can_not_both_be_used(library: Library) -> None:
    put(library.own, "a.yaml")
    put(library.own, "b.yaml")
    first, second = library.entries()
    assert first.listing
    assert second.listing is None
    assert "a.yaml" in second.problems[0].message
    assert library.find("small_shop").path == first.path


def test_a_missing_folder_is_an_empty_one(tmp_path: Path) -> None:
    assert Library(tmp_path / "a", tmp_path / "b").entries() == ()


def test_warnings_are_kept_with_the_entry(library: Library) -> None:
    put(library.shipped, "small_shop.yaml", ("    worse_by: brush_off", "    worse_by: admits_limit"))
    (entry,) = library.entries()
    assert entry.listing
    assert [problem.severity for problem in entry.problems] == ["warning"]


def test_find_takes_a_path(library: Library) -> None:
    path = put(library.own, "mine.yaml", ("id: small_shop\n", "id: mine\n"))
    assert library.find(path).scenario.id == "mine"
    assert library.find(str(path)).scenario.id == "mine"
    with pytest.raises(ScenarioProblems, match="no such file"):
        library.find("mine.yaml/nowhere.yaml")


def test_find_by_an_id_that_is_not_the_files_name(library: Library) -> None:
    put(library.own, "other_name.yaml", ("id: small_shop\n", "id: mine\n"))
    assert library.find("mine").scenario.id == "mine"
    with pytest.raises(InputError):
        library.find("other_name")


def test_find_names_the_nearest(library: Library) -> None:
    with pytest.raises(InputError, match=r"There is no scenario “smal_shop”. Did you mean “small_shop”"):
        library.find("smal_shop")


def test_find_tells_what_is_wrong_with_the_only_one(library: Library) -> None:
    put(library.own, "mine.yaml", ("id: small_shop\n", "id: mine\n"), ("minutes: 5", "minutes: x"))
    with pytest.raises(ScenarioProblems, match="minutes"):
        library.find("mine")


def test_a_copy_takes_person_and_offer_along(tmp_path: Path) -> None:
    library = Library(SCENARIOS, tmp_path / "home" / "scenarios")
    path = library.copy_for_editing("gail_petrie")
    assert path == library.own / "gail_petrie.yaml"
    assert path.read_bytes() == (SCENARIOS / "gail_petrie.yaml").read_bytes()
    entry = next(entry for entry in library.entries() if entry.id == "gail_petrie")
    assert entry.own
    assert entry.replaces_shipped
    copied = sorted(str(file.relative_to(library.own)) for file in library.own.rglob("*") if file.is_file())
    assert copied == ["gail_petrie.yaml", "offers/tallystitch.yaml", "people/gail_petrie.yaml"]


def test_the_shipped_files_are_not_touched_by_editing_a_copy(tmp_path: Path) -> None:
    library = Library(SCENARIOS, tmp_path / "own")
    path = library.copy_for_editing("gail_petrie")
    path.write_text("id: gone", encoding="utf-8")
    assert Library(SCENARIOS, tmp_path / "none").find("gail_petrie").scenario.person.called == "Gail"


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps its own access lists")
def test_a_copy_belongs_to_the_user_alone(tmp_path: Path) -> None:
    library = Library(SCENARIOS, tmp_path / "own")
    library.copy_for_editing("gail_petrie")
    for path in [library.own, *library.own.rglob("*")]:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


def test_a_copy_uses_the_users_own_person_of_that_name(tmp_path: Path) -> None:
    library = Library(SCENARIOS, tmp_path / "own")
    mine = library.own / "people" / "gail_petrie.yaml"
    mine.parent.mkdir(parents=True)
    text = (SCENARIOS / "people" / "gail_petrie.yaml").read_text(encoding="utf-8")
    mine.write_text(text.replace("age: 54", "age: 55"), encoding="utf-8")
    library.copy_for_editing("gail_petrie")
    assert library.find("gail_petrie").scenario.person.age == 55


def test_what_the_user_has_is_never_written_over(tmp_path: Path) -> None:
    library = Library(SCENARIOS, tmp_path / "own")
    library.copy_for_editing("gail_petrie")
    with pytest.raises(InputError, match=r"already, in gail_petrie\.yaml"):
        library.copy_for_editing("gail_petrie")


def test_a_file_of_that_name_is_not_written_over_though_it_is_another_scenario(library: Library) -> None:
    put(library.own, "small_shop.yaml", ("id: small_shop\n", "id: mine\n"))
    with pytest.raises(InputError, match=r"small_shop\.yaml"):
        library.copy_for_editing("small_shop")


def test_only_what_came_with_the_program_is_copied(library: Library) -> None:
    with pytest.raises(InputError, match="Did you mean “small_shop”"):
        library.copy_for_editing("small_shops")


def test_nothing_half_is_left_when_the_copy_fails(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError, match="disk full"):
        library.copy_for_editing("small_shop")
    assert list(library.own.iterdir()) == []


def test_a_worker_thread_reads_it_as_well(library: Library) -> None:
    with ThreadPoolExecutor(1) as pool:
        assert pool.submit(library.entries).result() == library.entries()


def test_importing_the_library_loads_neither_pydantic_nor_yaml() -> None:
    import subprocess
    import sys

    code = "import sys, trainer.scenario.library; print('pydantic' in sys.modules, 'yaml' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["False", "False"]
