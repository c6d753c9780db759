"""The wheel, installed into an environment of its own, works from an empty folder: all that it needs is in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built without a network: the build tool is the one that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command ``sparring`` of a new environment, which borrows other packages from ours, but never the checkout."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, symlinks=True)
    site = Path(sysconfig.get_path("purelib", vars={"base": str(place), "platbase": str(place)}))
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(place / "bin" / "python"), "install", "-q", "--no-deps",
         "--no-index", "--disable-pip-version-check", str(wheel)],
        check=True, timeout=100,
    )  # fmt: skip
    # a folder on the path, unlike a site folder, does not have its .pth files read: the editable checkout stays away
    (site / "zz_borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", "utf-8")
    return place / "bin" / "sparring"


def run(program: Path, folder: Path, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
    screens = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM", "PYTHONPATH")
    kept = {key: value for key, value in os.environ.items() if key not in screens}
    (folder / "empty").mkdir(exist_ok=True)
    return subprocess.run(
        [str(program), *arguments], cwd=folder / "empty", input=typed, capture_output=True, text=True, timeout=100,
        env=kept | {"SPARRING_HOME": str(folder / "home")}, check=False,
    )  # fmt: skip


def test_the_wheel_carries_scenarios_assets_and_migrations(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    for folder in ("scenarios", "assets"):
        for path in (ROOT / folder).rglob("*"):
            if path.is_file():
                assert f"trainer/shipped/{path.relative_to(ROOT).as_posix()}" in names
    for path in (ROOT / "trainer").rglob("*.py"):
        assert path.relative_to(ROOT).as_posix() in names
    assert not [name for name in names if name.startswith(("tests/", "tools/"))]


def test_an_installed_program_finds_its_files_in_the_wheel(program: Path, tmp_path: Path) -> None:
    listed = run(program, tmp_path, "scenarios", "--json")
    assert listed.returncode == 0, listed.stderr
    entries = json.loads(listed.stdout)
    assert {"gail_petrie", "marta_kowalczyk"} <= {entry["id"] for entry in entries}
    for entry in entries:
        assert entry["usable"]
        assert Path(entry["path"]).is_relative_to(program.parents[1]), "from the wheel, not from the checkout"


def test_an_installed_program_says_how_the_machine_is(program: Path, tmp_path: Path) -> None:
    asked = run(program, tmp_path, "doctor", "--json")
    assert asked.returncode in (0, 3), asked.stderr
    states = {part["part"]: part["state"] for part in json.loads(asked.stdout)}
    assert states["Ear"] == states["Database"] == states["Scenarios"] == "good"


def test_a_typed_call_is_held_and_stored_by_an_installed_program(program: Path, tmp_path: Path) -> None:
    lines = "Hello, my name is Sam Hill from Loopline. Is this a bad moment?\nWhat happens when linen goes missing?\n"
    held = run(program, tmp_path, "call", "gail_petrie", "--text", "--json", typed=lines)
    assert held.returncode == 0, held.stderr
    assert json.loads(held.stdout)["ending"]
    (session,) = json.loads(run(program, tmp_path, "sessions", "--json").stdout)
    assert session["scenario"] == "gail_petrie"
    assert (tmp_path / "home" / "sparring.sqlite3").is_file()
    assert list((tmp_path / "empty").iterdir()) == [], "nothing is left where it was called"


def test_without_a_display_the_program_names_the_terminal_call(program: Path, tmp_path: Path) -> None:
    asked = run(program, tmp_path)
    if asked.returncode == 0:
        pytest.fail("a window was opened")
    assert asked.returncode == 3
    assert "sparring call" in asked.stderr
