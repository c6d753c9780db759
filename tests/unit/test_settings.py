"""What a user has chosen: which source wins, what is said of a wrong one, and that a file is never lost."""

from __future__ import annotations

import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import trainer
from trainer.errors import InputError, MachineError
from trainer.settings import FirstLook, Settings, first_look, load_settings, save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "settings.toml"


def test_without_any_source_the_defaults_hold_and_nothing_is_written(path: Path) -> None:
    settings = load_settings(path, {}, {})
    assert settings == Settings()
    assert settings.record is None, "recording is off until it was asked"
    assert not path.exists()


@pytest.mark.parametrize(
    ("file", "env", "options", "ear"),
    [
        ("", {}, {}, "auto"),
        ('ear = "vosk"', {}, {}, "vosk"),
        ('ear = "vosk"', {"SPARRING_EAR": "moonshine"}, {}, "moonshine"),
        ('ear = "vosk"', {"SPARRING_EAR": "moonshine"}, {"ear": "auto"}, "auto"),
        ('ear = "vosk"', {}, {"ear": None}, "vosk"),
        ('ear = "vosk"', {"SPARRING_EAR": ""}, {}, "vosk"),
    ],
)
def test_option_comes_before_environment_before_file_before_default(
    path: Path, file: str, env: dict[str, str], options: dict[str, str | None], ear: str
) -> None:
    path.write_text(file)
    assert load_settings(path, env, options).ear == ear


def test_the_environment_speaks_in_text(path: Path) -> None:
    env = {"SPARRING_RECORD": "yes", "SPARRING_TEXT_SIZE": "150", "SPARRING_HOME": "/elsewhere", "TEXT_SIZE": "80"}
    settings = load_settings(path, env, {})
    assert (settings.record, settings.text_size) == (True, 150)


@pytest.mark.parametrize(
    ("file", "env", "options", "sentence"),
    [
        ("text_size = 900", {}, {}, "settings.toml: text_size is 900; it can be 200 or less."),
        ("text_size = 79", {}, {}, "settings.toml: text_size is 79; it can be 80 or more."),
        ("name = 7", {}, {}, "settings.toml: name is 7; it can be text in quotation marks."),
        ("", {"SPARRING_CAPTIONS": "maybe"}, {}, "SPARRING_CAPTIONS: captions is 'maybe'; it can be true or false."),
        ("", {"SPARRING_KEEP_DAYS": "long"}, {}, "SPARRING_KEEP_DAYS: keep_days is 'long'; it can be a whole number."),
        ("", {}, {"ear": "tin"}, "--ear: ear is 'tin'; it can be 'auto', 'vosk' or 'moonshine'."),
        ("text_size = 900", {}, {"text_size": 7}, "--text-size: text_size is 7; it can be 80 or more."),
    ],
)
def test_a_wrong_value_is_told_with_where_it_stands_and_what_can_be(
    path: Path, file: str, env: dict[str, str], options: dict[str, object], sentence: str
) -> None:
    path.write_text(file)
    with pytest.raises(InputError) as told:
        load_settings(path, env, options)
    assert str(told.value).removeprefix(f"{path.parent}/") == sentence


def test_saving_changes_what_was_changed_and_keeps_what_it_does_not_know(path: Path) -> None:
    path.write_text('from_the_future = [1, 2]\near = "vosk"\nname = "Sam"\n\n[team]\nserver = "x"\n')
    save(path, {"ear": "moonshine", "record": False, "name": None})
    assert tomllib.loads(path.read_text()) == {
        "from_the_future": [1, 2],
        "ear": "moonshine",
        "record": False,
        "team": {"server": "x"},
    }


def test_what_was_saved_is_loaded_again(path: Path) -> None:
    chosen = Settings(
        name='Zoë "Z" O\'Hara\nof Leeds', ear="vosk", talk="open", record=True, keep_days=30, own_delay_ms=38
    )
    save(path, {key: getattr(chosen, key) for key in ("name", "ear", "talk", "record", "keep_days", "own_delay_ms")})
    assert load_settings(path, {}, {}) == chosen


def test_the_file_is_for_its_owner_alone_and_nothing_lies_beside_it(path: Path) -> None:
    save(path, {"captions": False})
    save(path, {"captions": True})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(path.parent.iterdir()) == [path]


@pytest.mark.parametrize("broken", [b"ear = = 1", b"\xff\xfe\x00", b"ear = 1\near = 2"])
def test_a_broken_file_is_told_left_alone_and_kept_aside_before_a_new_one_is_written(path: Path, broken: bytes) -> None:
    path.write_bytes(broken)
    with pytest.raises(InputError, match=r"can't be read: .*Mend the file, or move it away"):
        load_settings(path, {}, {})
    assert path.read_bytes() == broken

    save(path, {"text_size": 120})
    assert path.with_name("settings.broken.toml").read_bytes() == broken
    assert load_settings(path, {}, {}).text_size == 120

    path.write_bytes(b"broken again = ")
    save(path, {"text_size": 130})
    assert path.with_name("settings.broken.toml").read_bytes() == broken
    assert path.with_name("settings.broken2.toml").read_bytes() == b"broken again = "


@pytest.mark.parametrize("changes", [{"text_size": 900}, {"ear": "tin"}, {"colour": "red"}])
def test_nothing_wrong_is_ever_saved(path: Path, changes: dict[str, object]) -> None:
    save(path, {"text_size": 110})
    before = path.read_bytes()
    with pytest.raises(ValueError):
        save(path, changes)
    assert path.read_bytes() == before


def test_when_writing_fails_the_old_file_stands_and_no_scrap_is_left(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(path, {"name": "Sam"})

    def disk_full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", disk_full)
    with pytest.raises(MachineError, match=r"can't be written to .*: No space left on device"):
        save(path, {"name": "Kim"})
    assert load_settings(path, {}, {}).name == "Sam"
    assert list(path.parent.iterdir()) == [path]


def test_a_folder_in_the_files_place_is_told(path: Path) -> None:
    path.mkdir()
    with pytest.raises(MachineError, match="can't be read"):
        load_settings(path, {}, {})


@pytest.mark.parametrize(
    ("file", "env", "seen"),
    [
        ("", {}, FirstLook("system", 100, "")),
        ('appearance = "dark"\ntext_size = 150\nwindow = "abc"', {}, FirstLook("dark", 150, "abc")),
        (
            'appearance = "dark"',
            {"SPARRING_APPEARANCE": "light", "SPARRING_TEXT_SIZE": "80"},
            FirstLook("light", 80, ""),
        ),
        ('appearance = "pink"\ntext_size = 900\nwindow = 7', {}, FirstLook("system", 100, "")),
        ("appearance = ", {"SPARRING_APPEARANCE": "dark"}, FirstLook("dark", 100, "")),
    ],
)
def test_the_window_opens_with_whatever_can_be_used(
    path: Path, file: str, env: dict[str, str], seen: FirstLook
) -> None:
    path.write_text(file)
    assert first_look(path, env) == seen


def test_the_first_look_needs_no_pydantic(path: Path) -> None:
    path.write_text('appearance = "dark"')
    program = (
        "import sys; from pathlib import Path; from trainer.settings import first_look;"
        f"assert first_look(Path({str(path)!r}), {{}}).appearance == 'dark'; assert 'pydantic' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(trainer.__file__).parents[1])
