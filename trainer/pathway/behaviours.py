"""The upper layer's vocabulary: what a rep does, good or bad, on the pathway. Declared as data in behaviours.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, cast

from trainer.errors import InputError
from trainer.files import read_yaml
from trainer.places import shipped
from trainer.transcript import STEPS

BehaviourStep = Literal["rapport", "empathy", "trust", "hope", "urgency", "close"]
BEHAVIOUR_STEPS: tuple[str, ...] = (*STEPS, "close")
_ID = re.compile(r"^[a-z][a-z0-9_]*$")
_KEYS = {"id", "step", "sign", "definition", "examples", "near_misses", "needs", "coach", "told", "counts"}


@dataclass(frozen=True, slots=True)
class Behaviour:
    """One behaviour.

    ``needs`` names what must hold of the call for it to count (conditions of ``trainer.pathway.context``), all of them.
    ``told``: whether a reader can tell it yet. ``counts``: whether it gives or takes points; what is not told does not,
    nor what those who label calls do not agree on, or saw too seldom for a reader to be examined (docs/reader.md).
    """

    id: str
    step: BehaviourStep
    helps: bool
    definition: str
    examples: tuple[str, ...]
    near_misses: tuple[str, ...]
    needs: tuple[str, ...]
    coach: str
    told: bool
    counts: bool


def load_behaviours(path: Path) -> Mapping[str, Behaviour]:
    """All behaviours of a file by id, in its order. Raises InputError with what is wrong and where."""
    document = read_yaml(path)
    entries = document.get("behaviours") if isinstance(document, dict) else None
    if not isinstance(entries, list):
        raise InputError(f"{path.name}: there must be a list called behaviours.")
    found: dict[str, Behaviour] = {}
    for number, entry in enumerate(entries, start=1):
        behaviour = _behaviour(entry, f"{path.name}, behaviour {number}")
        if behaviour.id in found:
            raise InputError(f"{path.name}: {behaviour.id} stands there twice.")
        found[behaviour.id] = behaviour
    return MappingProxyType(found)


def _behaviour(entry: Any, where: str) -> Behaviour:
    if not isinstance(entry, dict):
        raise InputError(f"{where}: it must have an id, a step, a sign and a definition.")
    if unknown := set(entry) - _KEYS:
        raise InputError(f"{where}: {', '.join(sorted(map(str, unknown)))} is not known here.")
    name = entry.get("id")
    if not isinstance(name, str) or not _ID.match(name):
        raise InputError(f"{where}: the id must be lower-case letters, digits and _.")
    where = f"{where} ({name})"
    if entry.get("step") not in BEHAVIOUR_STEPS:
        raise InputError(f"{where}: the step must be one of {', '.join(BEHAVIOUR_STEPS)}.")
    if entry.get("sign") not in ("helps", "hurts"):
        raise InputError(f"{where}: the sign must be helps or hurts.")
    told, counts = entry.get("told", True), entry.get("counts", True)
    if not isinstance(told, bool) or not isinstance(counts, bool):
        raise InputError(f"{where}: told and counts must be true or false.")
    return Behaviour(
        id=name,
        step=cast(BehaviourStep, entry["step"]),
        helps=entry["sign"] == "helps",
        definition=_sentence(entry, "definition", where),
        examples=_lines(entry, "examples", where),
        near_misses=_lines(entry, "near_misses", where),
        needs=_lines(entry, "needs", where),
        coach=_sentence(entry, "coach", where),
        told=told,
        counts=told and counts,
    )


def _sentence(entry: dict[str, Any], key: str, where: str) -> str:
    text = entry.get(key)
    if not isinstance(text, str) or not text.strip():
        raise InputError(f"{where}: the {key} is missing.")
    return text.strip()


def _lines(entry: dict[str, Any], key: str, where: str) -> tuple[str, ...]:
    lines = entry.get(key, [])
    if not isinstance(lines, list) or not all(isinstance(line, str) and line.strip() for line in lines):
        raise InputError(f"{where}: {key} must be a list of texts.")
    return tuple(line.strip() for line in lines)


@cache
def behaviours() -> Mapping[str, Behaviour]:
    """The behaviours that travel with the program."""
    return load_behaviours(shipped("assets/pathway/behaviours.yaml"))
