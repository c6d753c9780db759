"""Where things lie on disk: what travels with the program, and what belongs to the user."""

from __future__ import annotations

import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

_PACKAGE = Path(__file__).parent


def shipped(name: str) -> Path:
    """A folder or file that travels with the program ("scenarios", "assets/tokens.json"), in a checkout or a wheel."""
    inside_wheel = _PACKAGE / "shipped" / name
    return inside_wheel if inside_wheel.exists() else _PACKAGE.parent / name


@dataclass(frozen=True)
class Places:
    """The user's folder. Everything in it belongs to the user alone: folders 0700, files 0600."""

    home: Path

    @classmethod
    def of_this_user(cls) -> Places:
        """``SPARRING_HOME`` where it is set, else the folder that the system keeps for programs' data."""
        chosen = os.environ.get("SPARRING_HOME")
        if chosen:
            return cls(Path(chosen))
        from platformdirs import user_data_path

        return cls(user_data_path("Sparring", appauthor=False))

    @cached_property
    def database(self) -> Path:
        return self._folder(self.home) / "sparring.sqlite3"

    @cached_property
    def settings(self) -> Path:
        return self._folder(self.home) / "settings.toml"

    @cached_property
    def recordings(self) -> Path:
        return self._folder(self.home / "recordings")

    @cached_property
    def scenarios(self) -> Path:
        return self._folder(self.home / "scenarios")

    @cached_property
    def index(self) -> Path:
        """What the scenario files held when they were last read; safe to delete."""
        return self._folder(self.home) / "library.jsonl"

    @cached_property
    def account(self) -> Path:
        """The name that this user's exports go by, which tells nobody who they are."""
        return self._folder(self.home) / "account"

    @cached_property
    def models(self) -> Path:
        return self._folder(self.home / "models")

    @cached_property
    def voices(self) -> Path:
        return self._folder(self.home / "voices")

    @cached_property
    def logs(self) -> Path:
        return self._folder(self.home / "logs")

    @cached_property
    def temporary(self) -> Path:
        """Sound on its way; emptied at every start."""
        return self._folder(self.home / "temporary")

    def _folder(self, path: Path) -> Path:
        self.home.parent.mkdir(parents=True, exist_ok=True)
        for folder in (self.home, path):  # a parent made on the way would be open to others
            folder.mkdir(mode=0o700, exist_ok=True)
        return path
