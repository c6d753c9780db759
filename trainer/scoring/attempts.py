"""Two attempts at a call beside each other, turn by turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.transcript import STEPS, Entry, Heard, Moved, Said, Side, Step


@dataclass(frozen=True, slots=True)
class Spoken:
    """What was said in a turn, and by how much it moved each gauge (a turn of the person's moves none)."""

    side: Side
    text: str
    moved: tuple[tuple[Step, int], ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same turn of two attempts; None where one of them had ended. ``same``: word for word."""

    turn: int
    first: Spoken | None
    second: Spoken | None

    @property
    def same(self) -> bool:
        return self.first is not None and self.second is not None and self.first.text == self.second.text


def side_by_side(first: Sequence[Entry], second: Sequence[Entry]) -> tuple[Pair, ...]:
    """Every turn that either of two logs has, in order."""
    one, other = _spoken(first), _spoken(second)
    return tuple(Pair(turn, one.get(turn), other.get(turn)) for turn in sorted({*one, *other}))


def parted_at(pairs: Sequence[Pair]) -> int | None:
    """The first turn in which they differ."""
    return next((pair.turn for pair in pairs if not pair.same), None)


def _spoken(entries: Sequence[Entry]) -> dict[int, Spoken]:
    found: dict[int, Spoken] = {}
    moved: dict[int, dict[Step, int]] = {}
    for entry in entries:
        event = entry.event
        if isinstance(event, Moved):
            step = next((step for step in STEPS if step == event.what), None)
            if step is not None:
                by = moved.setdefault(entry.turn, {})
                by[step] = by.get(step, 0) + event.after - event.before
        elif isinstance(event, Heard):
            found[entry.turn] = Spoken("rep", event.text, ())
        elif isinstance(event, Said) and event.by == "person":
            found[entry.turn] = Spoken("person", event.text, ())
    return {
        turn: Spoken(one.side, one.text, tuple((step, by) for step, by in moved.get(turn, {}).items() if by))
        for turn, one in found.items()
    }
