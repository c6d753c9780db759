"""How a person is spoken of: by what they are called, and by their pronouns."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trainer.scenario.schema import Person


@dataclass(frozen=True, slots=True)
class Words:
    called: str
    they: str
    them: str
    their: str

    @property
    def they_are(self) -> str:
        return "they are" if self.they == "they" else f"{self.they} is"

    @property
    def they_care(self) -> str:
        return "they care" if self.they == "they" else f"{self.they} cares"


_SHORT = 24


def short(name: str) -> str:
    """A name that may stand in a button: cut where nobody is called so."""
    return name if len(name) <= _SHORT else f"{name[: _SHORT - 1]}…"


def words_for(person: Person) -> Words:
    they, them, their = {"she": ("she", "her", "her"), "he": ("he", "him", "his"), "they": ("they", "them", "their")}[
        person.pronouns
    ]
    return Words(short(person.called), they, them, their)
