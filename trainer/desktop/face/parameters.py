"""What makes one drawn person, and what a mood changes in a face; both out of the tokens."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

MOODS = ("attentive", "warm", "curious", "moved", "hopeful", "doubtful", "bored", "irritated", "closed")


@dataclass(frozen=True)
class FaceParameters:
    room: str = "straw"

    @classmethod
    def of(cls, person_key: str, changes: Mapping[str, float | str | bool] | None = None) -> FaceParameters:
        return cls()
