"""A call put together for tests: the shipped person, the shipped reader, a store that only remembers."""

from __future__ import annotations

from functools import cache

from tests.fakes import FakeStore
from trainer.call.conversation import Conversation, Setting
from trainer.pathway.reader import PathwayReader
from trainer.places import shipped
from trainer.prospect.engine import Prospect
from trainer.prospect.tables import Tables, load_tables
from trainer.scenario.load import Loaded, load
from trainer.transcript import Entry, Event, Versions


@cache
def gail() -> Loaded:
    return load(shipped("scenarios/gail_petrie.yaml"))


@cache
def tables() -> Tables:
    return load_tables(shipped("assets/prospect"))


@cache
def reader() -> PathwayReader:
    return PathwayReader.shipped()


class House:
    """One conversation with Gail, what it told and what it kept."""

    def __init__(self, seed: int = 1) -> None:
        self.told: list[Entry] = []
        self.store = FakeStore()
        loaded = gail()
        self.prospect = Prospect(loaded.scenario, tables(), seed, "Nadia Ferrow")
        self.setting = Setting(
            scenario=loaded.scenario.id, sha256=loaded.sha256, text=loaded.text, seed=seed, mode="practice",
            ear="fake ear", voice="fake voice", versions=Versions("1", "1", "1"),
        )  # fmt: skip
        self.conversation = self.new_conversation()

    def new_conversation(self) -> Conversation:
        return Conversation(self.prospect, reader(), self.setting, self.told.append, self.store.append)

    def events(self, kind: type[Event]) -> list[Event]:
        return [entry.event for entry in self.told if isinstance(entry.event, kind)]
