"""The log of one call: events get their number, turn and time here, and go on to whoever keeps or shows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from trainer.transcript import Entry, Event, Heard, Said, Side


class EventLog:
    """Append-only. ``told`` is called with each entry as it is made."""

    def __init__(self, told: Callable[[Entry], None], entries: Iterable[Entry] = ()) -> None:
        self._told = told
        self._entries = list(entries)
        self._kept = len(self._entries)

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(self._entries)

    @property
    def turn(self) -> int:
        """The last turn that was spoken, over both speakers; 0 before the first."""
        return self._entries[-1].turn if self._entries else 0

    def add(self, turn: int, at: int, *events: Event) -> None:
        for event in events:
            entry = Entry(len(self._entries) + 1, turn, at, event)
            self._entries.append(entry)
            self._told(entry)

    @property
    def unkept(self) -> tuple[Entry, ...]:
        """What the store has not taken yet."""
        return tuple(self._entries[self._kept :])

    def kept(self) -> None:
        """The store has taken everything."""
        self._kept = len(self._entries)

    def lines_of(self, side: Side) -> tuple[str, ...]:
        """All that the rep or the person said, oldest first; what the program said is neither's."""
        events = (entry.event for entry in self._entries)
        if side == "rep":
            return tuple(event.text for event in events if isinstance(event, Heard))
        return tuple(event.text for event in events if isinstance(event, Said) and event.by == "person")
