"""Which ear listens."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from trainer.errors import EarMissing
from trainer.speech.models import KNOWN, english
from trainer.speech.moonshine_ear import MoonshineEar
from trainer.speech.vosk_ear import VoskEar

OWN_MODEL: Final = "SPARRING_VOSK_MODEL"
"""Names the folder of a vosk model that lies elsewhere."""

_GET_VOSK: Final = f"sparring models install {KNOWN[0].name}"

Kind = Literal["auto", "vosk", "moonshine"]


def choose_ear(kind: Kind, models: Path, environment: Mapping[str, str]) -> tuple[VoskEar | MoonshineEar, str]:
    """The ear, its model loaded (0.4 s and up), and one line that says which was taken and how to get the other.

    "auto" takes vosk where an English model is installed in ``models`` or named in the environment, else the
    built-in ear; a vosk model that can't be used is told in the line. Raises EarMissing if the asked one can't be had.
    """
    if kind == "moonshine":
        return _built_in("")
    paths = [Path(environment[OWN_MODEL])] if environment.get(OWN_MODEL) else list(english(models))
    if not paths:
        if kind == "auto":
            return _built_in("")
        raise EarMissing(f"No English vosk model is installed. Install one: {_GET_VOSK}, or take --ear moonshine")
    try:
        ear = VoskEar(paths[0])
    except EarMissing as error:
        if kind == "vosk":
            raise
        return _built_in(f" ({error})")
    return ear, f"Listening with {ear.name}; for the built-in ear: --ear moonshine"


def _built_in(why: str) -> tuple[MoonshineEar, str]:
    ear = MoonshineEar()
    return ear, f"Listening with the built-in ear, {ear.name}{why}; for vosk: {_GET_VOSK}"
