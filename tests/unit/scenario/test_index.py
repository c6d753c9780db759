from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.scenario.files import SCENARIOS, small
from trainer.scenario import index
from trainer.scenario.library import Library


@pytest.fixture
def library(tmp_path: Path) -> Library:
    own = tmp_path / "own"
    (own / "people").mkdir(parents=True)
    (own / "small_shop.yaml").write_text(small(), encoding="utf-8")
    return Library(tmp_path / "shipped", own, tmp_path / "home" / "library.jsonl")


@pytest.fixture
def read_files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files that were read whole, in order."""
    names: list[str] = []
    whole = index.read

    def read(path: Path) -> index.Read:
        names.append(path.name)
        return whole(path)

    monkeypatch.setattr(index, "read", read)
    return names


def test_what_is_unchanged_is_not_read_again_and_comes_out_the_same(library: Library, read_files: list[str]) -> None:
    first = library.entries()
    second = library.entries()
    assert read_files == ["small_shop.yaml"]
    assert second[0].listing is not None
    assert first[0].listing is not None
    assert second[0].listing.person == first[0].listing.person
    assert second[0].listing.brief == first[0].listing.brief
    assert (second[0].id, second[0].problems) == (first[0].id, first[0].problems)


def test_a_changed_file_is_read_again(library: Library, read_files: list[str]) -> None:
    library.entries()
    (library.own / "small_shop.yaml").write_text(small(("minutes: 5", "minutes: 12")), encoding="utf-8")
    (entry,) = library.entries()
    assert entry.listing is not None
    assert entry.listing.minutes == 12
    assert len(read_files) == 2


def test_a_changed_person_counts_as_a_change_of_the_scenario(tmp_path: Path, read_files: list[str]) -> None:
    library = Library(tmp_path / "none", tmp_path / "own", tmp_path / "library.jsonl")
    Library(SCENARIOS, library.own).copy_for_editing("gail_petrie")
    library.entries()
    person = library.own / "people" / "gail_petrie.yaml"
    person.write_text(person.read_text("utf-8").replace("name: Gail Petrie", "name: Gail Pettigrew"), encoding="utf-8")
    (entry,) = library.entries()
    assert entry.listing is not None
    assert entry.listing.person.name == "Gail Pettigrew"
    person.unlink()
    (entry,) = library.entries()
    assert entry.listing is None
    assert read_files == ["gail_petrie.yaml"] * 3


def test_what_is_wrong_with_a_file_is_remembered_and_forgotten_with_it(library: Library, read_files: list[str]) -> None:
    path = library.own / "small_shop.yaml"
    path.write_text(small(("minutes: 5", "minutes: x")), encoding="utf-8")
    assert library.entries() == library.entries()
    assert library.entries()[0].problems[0].field == "minutes"
    assert read_files == ["small_shop.yaml"]
    path.write_text(small(), encoding="utf-8")
    assert library.entries()[0].listing is not None


@pytest.mark.parametrize("rubbish", [b"", b"\xff\xfe", b"[]\n", b'{"a": 1}\n{}\n', b"null\nnull\n"])
def test_a_damaged_index_only_costs_time(library: Library, read_files: list[str], rubbish: bytes) -> None:
    library.entries()
    assert library.index is not None
    library.index.write_bytes(rubbish)
    assert library.entries()[0].listing is not None
    assert len(read_files) == 2


def test_rows_of_another_shape_only_cost_time(library: Library, read_files: list[str]) -> None:
    library.entries()
    assert library.index is not None
    first, row = library.index.read_text("utf-8").splitlines()
    for damaged in (
        "{}",
        row.replace('"stamps": {', '"stamps": {"x": 3, '),
        row.replace('"listing": {', '"listing": {"x": 3, '),
    ):
        library.index.write_text(f"{first}\n{damaged}\n", encoding="utf-8")
        assert library.entries()[0].listing is not None
    assert len(read_files) == 4


def test_another_program_s_index_is_not_believed(library: Library, read_files: list[str]) -> None:
    library.entries()
    assert library.index is not None
    _, row = library.index.read_text("utf-8").splitlines()
    library.index.write_text(f'[["schema.py", 1, 2]]\n{row}\n', encoding="utf-8")
    library.entries()
    assert len(read_files) == 2


def test_where_no_index_can_be_written_files_are_read_anew(
    library: Library, tmp_path: Path, read_files: list[str]
) -> None:
    (tmp_path / "home").write_text("a file where the folder should be", encoding="utf-8")
    for _ in range(2):
        assert library.entries()[0].listing is not None
    assert len(read_files) == 2


def test_a_name_that_leads_out_is_not_looked_at(library: Library, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").write_text("x", encoding="utf-8")
    (library.own / "out.yaml").write_text(
        small().replace("offer:", "offer: ../secret.yaml\nother:", 1), encoding="utf-8"
    )
    library.entries()
    assert library.index is not None
    assert "secret" not in "".join(row for row in library.index.read_text("utf-8").split('"problems"')[::2])
