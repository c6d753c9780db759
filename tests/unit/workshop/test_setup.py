from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tools import setup

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with what set-up reads, and no command carried out."""
    for name in ("constraints.txt", "pyproject.toml", "tools/setup.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    monkeypatch.setattr(setup, "ROOT", tmp_path)
    monkeypatch.setattr(setup, "VENV", tmp_path / ".venv")
    return tmp_path


@pytest.fixture
def carried_out(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    commands: list[str] = []

    def pretend(command: list[str], advice: str) -> None:
        commands.append(" ".join(command))
        if "venv" in command:
            (checkout / ".venv" / "bin").mkdir(parents=True)
            (checkout / ".venv" / "bin" / "python").touch()
            version = f"{sys.version_info[0]}.{sys.version_info[1]}"
            (checkout / ".venv" / "pyvenv.cfg").write_text(f"version = {version}.0\n", "utf-8")

    monkeypatch.setattr(setup, "carry_out", pretend)
    monkeypatch.setattr(setup, "absent", lambda libraries: [])
    return commands


def test_a_second_time_nothing_is_done(carried_out: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert setup.main("run") == 0
    assert len(carried_out) == 3
    first = capsys.readouterr().out
    assert "Sparring fetches" in first.splitlines()[0]
    assert "MB" in first.splitlines()[0]
    carried_out.clear()
    assert setup.main("run") == 0
    assert carried_out == []
    assert capsys.readouterr().out == ""


def test_the_workshop_is_added_to_what_is_there(carried_out: list[str]) -> None:
    setup.main("run")
    assert not any("[dev" in command for command in carried_out)
    carried_out.clear()
    setup.main("test")
    assert [("[dev" in command, " venv " in command) for command in carried_out] == [(False, False), (True, False)]


@pytest.mark.parametrize("name", ["constraints.txt", "pyproject.toml", "tools/setup.py"])
def test_what_changes_what_is_installed_sets_up_again(checkout: Path, carried_out: list[str], name: str) -> None:
    setup.main("run")
    with (checkout / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    carried_out.clear()
    setup.main("run")
    assert carried_out


def test_set_up_that_failed_is_not_taken_for_done(
    checkout: Path, carried_out: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(command: list[str], advice: str) -> None:
        raise setup.Refused("No network.")

    with monkeypatch.context() as broken:
        broken.setattr(setup, "carry_out", fail)
        assert setup.main("run") == 1
    assert "No network." in capsys.readouterr().err
    assert setup.main("run") == 0
    assert carried_out


def test_a_command_that_fails_says_what_it_was_and_what_to_do() -> None:
    with pytest.raises(setup.Refused) as refused:
        setup.carry_out([sys.executable, "-c", "print('out of paper'); raise SystemExit(4)"], "Put some in.")
    assert "out of paper" in str(refused.value)
    assert str(refused.value).endswith("Put some in.")


def test_an_old_python_is_told_which_one_is_wanted(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "WANTED", (99, 0))
    assert setup.main("run") == 1
    assert "99.0 or newer" in capsys.readouterr().err


def test_a_window_s_libraries_are_wanted_only_where_there_is_a_display(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    assert "libportaudio2" in setup.libraries_for("run")
    assert "libegl1" not in setup.libraries_for("run")
    assert "pulseaudio" in setup.libraries_for("test")
    monkeypatch.setenv("DISPLAY", ":0")
    assert "libegl1" in setup.libraries_for("run")
    assert "pulseaudio" not in setup.libraries_for("run")


def test_without_root_one_line_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(setup, "as_root", lambda: None)
    monkeypatch.setattr(shutil, "which", lambda name: f"/usr/bin/{name}")
    setup.install_libraries(["libportaudio2"])
    assert "sudo apt-get install --no-install-recommends libportaudio2" in capsys.readouterr().out
    with pytest.raises(setup.Refused, match="python3-venv"):
        setup.install_libraries(["python3-venv"])


def test_versions_are_names_and_numbers_only() -> None:
    for line in (ROOT / "constraints.txt").read_text("utf-8").splitlines():
        assert line.startswith("#") or "://" not in line
        assert line.startswith("#") or "==" in line
