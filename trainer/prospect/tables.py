"""What moves a person, as data: assets/prospect/moves.yaml and stock.yaml, read and checked once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml

from trainer.errors import InputError
from trainer.transcript import Owner, What

WHATS: tuple[What, ...] = get_args(What)


@dataclass(frozen=True, slots=True)
class Effect:
    """What one behaviour or act moves. ``slight``: it is remembered; ``repair``: it makes a slight good."""

    moves: Mapping[What, float]
    cause: str
    owner: Owner = "theirs"
    slight: bool = False
    repair: bool = False

    @property
    def hurts(self) -> bool:
        return sum(self.moves.values()) < 0


@dataclass(frozen=True, slots=True)
class Limits:
    step_above: int
    gauge_a_turn: int
    other_a_turn: int
    logic_satisfied: int
    emotion_positive: int
    emotion_negative: int
    fusion_rise: int
    fusion_turns: int
    fusion_lift: float
    long_turn_words: int
    stall_turns: int
    lever: int
    wrong_idea: int


@dataclass(frozen=True, slots=True)
class Tables:
    start: Mapping[str, dict[str, Any]]
    limits: Limits
    helps_again: tuple[float, ...]
    hurts_again: tuple[float, ...]
    traits: Mapping[str, Mapping[str, float]]
    behaviours: Mapping[str, Effect]
    acts: Mapping[str, Effect]
    likely: Mapping[str, float]
    stock: Mapping[str, tuple[str, ...]]


def _effect(name: str, row: Mapping[str, Any]) -> Effect:
    moves = {what: float(row[what]) for what in WHATS if what in row}
    unknown = set(row) - set(WHATS) - {"cause", "owner", "slight", "repair"}
    if unknown or not moves or "cause" not in row:
        raise InputError(
            f"moves.yaml: “{name}” needs a cause and moves of {', '.join(WHATS)}; unknown: {unknown or '-'}"
        )
    return Effect(moves, row["cause"], row.get("owner", "theirs"), row.get("slight", False), row.get("repair", False))


def load_tables(folder: Path) -> Tables:
    """The tables in ``folder``. Raises InputError naming the row that can't be used."""
    moves = yaml.safe_load((folder / "moves.yaml").read_text("utf-8"))
    stock = yaml.safe_load((folder / "stock.yaml").read_text("utf-8"))
    return Tables(
        start=moves["start"],
        limits=Limits(**moves["limits"]),
        helps_again=tuple(moves["again"]["helps"]),
        hurts_again=tuple(moves["again"]["hurts"]),
        traits=moves["traits"],
        behaviours={name: _effect(name, row) for name, row in moves["behaviours"].items()},
        acts={name: _effect(name, row) for name, row in moves["acts"].items()},
        likely=moves["likely"],
        stock={name: tuple(lines) for name, lines in stock.items()},
    )
