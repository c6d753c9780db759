from __future__ import annotations

from pathlib import Path

import pytest

from tools import licences
from tools.licences import Page

PAGE = """# Licences
## The program
| package | licence | why |
|---|---|---|
| numpy | BSD-3-Clause | sound |
| `alembic` | MIT | database |
## Exceptions
| import | module |
|---|---|
| jiwer | trainer/speech/word_error.py |
"""


def test_a_page_is_read_by_its_headings() -> None:
    page = Page.read(PAGE)
    assert page.table("The program") == {"numpy": "BSD-3-Clause", "alembic": "MIT"}
    assert page.table("Exceptions") == {"jiwer": "trainer/speech/word_error.py"}
    assert page.table("The workshop") == {}


def test_an_unknown_package_is_named() -> None:
    table = {"numpy": "BSD-3-Clause"}
    (problem,) = licences.unlike(table, {"numpy": "BSD-3-Clause", "leftpad": "WTFPL"}, licences.SHIPPED)
    assert problem.startswith("leftpad (WTFPL) is not in docs/licences.md")


def test_a_licence_that_changed_is_named() -> None:
    (problem,) = licences.unlike({"numpy": "BSD-3-Clause"}, {"numpy": "BUSL-1.1"}, licences.SHIPPED)
    assert "BUSL-1.1" in problem
    assert "BSD-3-Clause" in problem


@pytest.mark.parametrize(
    ("licence", "refused"),
    [
        ("GPL-3.0-only", True),
        ("AGPL-3.0-or-later", True),
        ("GNU General Public License v3 (GPLv3)", True),
        ("GPL-2.0-only OR GPL-3.0-only", True),
        ("LGPL-3.0-only OR GPL-2.0-only OR GPL-3.0-only", False),
        ("LGPL-2.1-or-later", False),
        ("GNU Library or Lesser General Public License (LGPL)", False),
        ("MIT", False),
    ],
)
def test_nothing_under_the_gpl_alone_is_part_of_the_program(licence: str, refused: bool) -> None:
    assert bool(list(licences.copyleft({"some": licence}))) is refused


def test_an_import_that_the_program_does_not_ship_is_named_unless_it_is_excepted() -> None:
    imported = {"numpy": {"trainer/a.py"}, "pytest": {"trainer/b.py"}, "jiwer": {"trainer/c.py", "trainer/d.py"}}
    problems = list(licences.strangers(imported, {"numpy": "BSD-3-Clause"}, {"jiwer": "trainer/c.py"}))
    assert [problem.split(",")[0] for problem in problems] == [
        "trainer/d.py imports jiwer",
        "trainer/b.py imports pytest",
    ]


def test_a_shipped_file_needs_an_owner() -> None:
    covered = {"assets/fonts/Inter*": "OFL-1.1"}
    (problem,) = licences.uncovered(["assets/fonts/Inter-Bold.otf", "assets/fonts/Comic.ttf"], covered)
    assert problem.startswith("assets/fonts/Comic.ttf has no licence")


def test_every_package_in_use_has_its_version_settled() -> None:
    (problem,) = licences.unpinned(
        "# x\nPyYAML==6.0.3\nvosk==0.3.44; sys_platform == 'darwin'\n", ["pyyaml", "vosk", "new"]
    )
    assert problem.startswith("new has no version")


def test_this_checkout_is_in_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert licences.main() == 0, capsys.readouterr().err


def test_make_check_fails_on_a_package_that_the_page_does_not_name(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "licences.md"
    rows = licences.PAGE.read_text("utf-8").splitlines(keepends=True)
    page.write_text("".join(row for row in rows if not row.startswith("| numpy |")), "utf-8")
    monkeypatch.setattr(licences, "PAGE", page)
    assert licences.main() == 1
    assert "numpy" in capsys.readouterr().err
