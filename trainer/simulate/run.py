"""Whole calls between a scripted rep and a person, on the real reader, by typing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from trainer.call.conversation import Conversation, Line, Setting
from trainer.call.typed import TypedCall
from trainer.pathway.reading import Reader
from trainer.prospect.engine import Prospect
from trainer.prospect.state import ENGINE, State
from trainer.prospect.tables import Tables
from trainer.scenario.load import Loaded
from trainer.simulate.cast import NAME, Kind
from trainer.simulate.reps import Rep
from trainer.transcript import Ended, Entry, Versions


@dataclass(frozen=True)
class SimulatedCall:
    """One call that was held: its log, the state it ended in, and the rep's lines as they were said."""

    scenario: str
    rep: Kind | None
    seed: int
    entries: tuple[Entry, ...]
    state: State
    ended: Ended
    said: tuple[str, ...]


class Typist:
    """Feeds a scripted rep's lines to a typed call, one for each of the person's answers."""

    def __init__(self, rep: Rep | Sequence[str]) -> None:
        self._rep = rep
        self.heard: list[str] = []
        self.said: list[str] = []

    def hears(self, line: Line) -> None:
        if not line.by_program:
            self.heard.append(line.text)

    def lines(self) -> Iterator[str]:
        if not isinstance(self._rep, Rep):
            for line in self._rep:
                self.said.append(line)
                yield line
            return
        while (said := self._rep.next(self.heard)) is not None:
            self.said.append(said)
            yield said


def hold(
    loaded: Loaded, rep: Rep | Sequence[str], reader: Reader, tables: Tables, seed: int, kind: Kind | None = None
) -> SimulatedCall:  # fmt: skip
    """One whole call."""
    prospect = Prospect(loaded.scenario, tables, seed, NAME)
    setting = Setting(
        scenario=loaded.scenario.id, sha256=loaded.sha256, text=loaded.text, seed=seed, mode="exam", ear="typed",
        voice="none", versions=Versions(engine=ENGINE, reader=reader.version, rubric=""),
    )  # fmt: skip
    conversation = Conversation(prospect, reader, setting, _nobody, _nowhere)
    typist = Typist(rep)
    TypedCall(conversation, typist.hears).hold(typist.lines())
    assert conversation.ended is not None
    return SimulatedCall(
        loaded.scenario.id, kind, seed, conversation.entries, conversation.state, conversation.ended, tuple(typist.said)
    )


def _nobody(entry: Entry) -> None:
    """Nobody listens to the events one by one."""


def _nowhere(entries: tuple[Entry, ...], snapshot: dict[str, Any] | None) -> None:
    """Nothing is stored."""
