"""What a user has chosen: option before environment before file before default.

A file is never lost: reading changes nothing, unknown keys stay, and one that can't be read is kept aside before a new
one is written. ``Settings`` is validated by pydantic, which costs 30 ms; the window opens on ``first_look`` without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

from trainer.errors import InputError, MachineError
from trainer.files import write_privately

if TYPE_CHECKING:
    from pydantic import TypeAdapter
    from pydantic_core import ErrorDetails

Appearance = Literal["system", "light", "dark"]
SMALLEST_TEXT, LARGEST_TEXT = 80, 200
"""Sizes of text that can be chosen, in percent."""


@dataclass(frozen=True, slots=True)
class _Within:
    """Limits of a whole number. Pydantic asks an annotation for its schema, so nothing of it is imported for this."""

    least: int
    most: int

    def __get_pydantic_core_schema__(self, _source: Any, _handler: Any) -> Any:
        from pydantic_core.core_schema import int_schema

        return int_schema(ge=self.least, le=self.most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """One value for each key of ``settings.toml``. A device or voice of "" is the system's own choice."""

    name: str = ""
    """What the person in a call may call the user."""
    ear: Literal["auto", "vosk", "moonshine"] = "auto"
    microphone: str = ""
    speaker: str = ""
    voice: Literal["", "natural", "pyttsx3"] = ""
    """"": the natural one where it is installed, else the system's."""
    talk: Literal["hold", "open", "type"] = "hold"
    talk_key: str = "Space"
    own_delay_ms: Annotated[int, _Within(0, 5_000)] | None = None
    """Delay of this machine's sound, there and back, as measured; None: not measured yet."""
    keep_level_even: bool = True
    captions: bool = True
    appearance: Appearance = "system"
    text_size: Annotated[int, _Within(SMALLEST_TEXT, LARGEST_TEXT)] = 100
    """Percent."""
    record: bool | None = None
    """Whether calls are recorded; None: not asked yet."""
    keep_days: Annotated[int, _Within(1, 36_500)] = 90
    """Days that recordings are kept."""
    window: str = ""
    """Place and size of the window, as the window wrote it down."""


@dataclass(frozen=True, slots=True)
class FirstLook:
    """What a window needs before its first paint."""

    appearance: Appearance
    text_size: int
    window: str


def load_settings(path: Path, env: Mapping[str, str], options: Mapping[str, Any]) -> Settings:
    """The settings that hold now. Options that are None were not given; ``SPARRING_EAR`` and so on come from ``env``.

    Raises InputError naming the file, variable or option and what would be right, MachineError if the file is refused.
    """
    from pydantic import ValidationError

    chosen: dict[str, Any] = {}
    origin: dict[str, str] = {}
    for where, values in (
        (str(path), _read(path)),
        *((name, {key: value}) for name, key, value in _from_env(env)),
        *((f"--{key.replace('_', '-')}", {key: value}) for key, value in options.items() if value is not None),
    ):
        known = {key: value for key, value in values.items() if key in _KEYS}
        chosen |= known
        origin |= dict.fromkeys(known, where)
    try:
        return _adapter().validate_python(chosen)
    except ValidationError as fault:
        first = fault.errors(include_url=False)[0]
        key = str(first["loc"][0])
        raise InputError(f"{origin[key]}: {key} is {first['input']!r:.60}; it can be {_what_can_be(first)}.") from fault


def first_look(path: Path, env: Mapping[str, str]) -> FirstLook:
    """What a window opens with: what can be used of file and ``env``, and defaults for the rest.

    What is wrong with them is told by ``load_settings``, once the window is open.
    """
    values: dict[str, Any] = {}
    with suppress(InputError, MachineError):
        values = _read(path)
    values |= {key: value for _, key, value in _from_env(env)}
    appearance, size, window = (values.get(key) for key in ("appearance", "text_size", "window"))
    if isinstance(size, str) and size.isdecimal():
        size = int(size)
    return FirstLook(
        appearance if appearance in ("light", "dark") else "system",
        size if isinstance(size, int) and SMALLEST_TEXT <= size <= LARGEST_TEXT else Settings().text_size,
        window if isinstance(window, str) else "",
    )


def save(path: Path, changes: Mapping[str, Any]) -> None:
    """Change these keys of the file in one step and leave the others, known or not, as they are; None removes a key.

    A file that can't be read is kept beside it as ``settings.broken.toml``. Raises ValueError for a key or a value that
    no setting has, MachineError when the file can't be written.
    """
    import tomli_w

    unknown = changes.keys() - _KEYS
    if unknown:
        raise ValueError(f"no such setting: {', '.join(sorted(unknown))}")
    _adapter().validate_python({key: value for key, value in changes.items() if value is not None})
    try:
        kept = _read(path)
    except InputError:
        _keep_aside(path)
        kept = {}
    kept |= changes
    text = tomli_w.dumps({key: value for key, value in kept.items() if value is not None})
    try:
        write_privately(path, text.encode())
    except OSError as refused:
        raise MachineError(f"The settings can't be written to {path}: {refused.strerror}.") from refused


_KEYS = frozenset(field.name for field in fields(Settings))


@cache
def _adapter() -> TypeAdapter[Settings]:
    from pydantic import TypeAdapter

    return TypeAdapter(Settings)


def _read(path: Path) -> dict[str, Any]:
    """What the file says, nothing for no file. Raises InputError where it is no TOML, MachineError if it is refused."""
    import tomllib

    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except OSError as refused:
        raise MachineError(f"The settings in {path} can't be read: {refused.strerror}.") from refused
    except ValueError as fault:
        what = "it is not UTF-8 text" if isinstance(fault, UnicodeDecodeError) else str(fault)
        raise InputError(f"The settings in {path} can't be read: {what}. Mend the file, or move it away.") from fault


def _from_env(env: Mapping[str, str]) -> list[tuple[str, str, str]]:
    """Name of the variable, key and value of each setting that the environment gives."""
    named = ((f"SPARRING_{key.upper()}", key) for key in sorted(_KEYS))
    return [(name, key, env[name]) for name, key in named if env.get(name)]


def _what_can_be(fault: ErrorDetails) -> str:
    match fault["type"]:
        case "literal_error":
            return str(fault["ctx"]["expected"])
        case "greater_than_equal":
            return f"{fault['ctx']['ge']} or more"
        case "less_than_equal":
            return f"{fault['ctx']['le']} or less"
        case "string_type":
            return "text in quotation marks"
        case kind:
            return "true or false" if kind.startswith("bool") else "a whole number"


def _keep_aside(path: Path) -> None:
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken{'' if number == 1 else number}{path.suffix}")).exists():
        number += 1
    path.rename(aside)
