"""What the window asks of the program around it, which ``trainer.app`` makes after the first paint."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

if TYPE_CHECKING:  # these lead to pydantic, and the window opens without it
    from trainer.call.notices import Notice
    from trainer.coaching.advice import Advice
    from trainer.records import LookBack, SessionRow
    from trainer.scenario.library import LibraryEntry
    from trainer.settings import Settings
    from trainer.transcript import Entry, Mode

Listen = Literal["hold", "open", "type"]
Belief = Literal["", "yes", "not_sure", "no"]


@dataclass(frozen=True, slots=True)
class Plan:
    """What the rep noted before the call. The three honest questions are "yes", "not_sure", "no" or unanswered."""

    want_for_them: str = ""
    how: str = ""
    for_their_work: str = ""
    for_them: str = ""
    shows_them: str = ""
    """What will show them that I want them to do well."""
    cares_most: str = ""
    """What they care about most, at work and outside."""
    believe: Belief = ""


class LiveCall(Protocol):
    """A call being held. Every method returns at once and may be called from any thread, ``stop`` apart."""

    def start(self) -> None: ...
    def type(self, text: str) -> None: ...
    def hold(self, holding: bool) -> None: ...
    def listen(self, way: Listen) -> None: ...
    def mute(self, on: bool) -> None: ...
    def pause(self) -> None: ...
    def resume(self) -> None: ...
    def repeat(self) -> None: ...
    def hint(self) -> None: ...
    def end(self) -> None: ...

    def stop(self, timeout: float) -> bool:
        """End all that runs, whatever the state; wait for it, and say whether it ended in time."""


@dataclass(frozen=True, slots=True)
class BegunCall:
    """A call that is ready to ``start``. ``log``: what happened before, where it is one that is gone on with;
    ``gauges``: where the five stand, by step."""

    call: LiveCall
    session_id: str
    log: Sequence[Entry]
    gauges: Mapping[str, int]
    hears: bool = True
    """Whether there is a microphone; without one the call is typed."""


@dataclass(frozen=True, slots=True)
class CallWanted:
    """A call to begin: a person of the library and a plan, a session to go on with, or one to go back into, at a turn
    of the rep's."""

    scenario: str
    mode: Mode
    plan: Plan
    record: bool
    resume: str | None = None
    rewind: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Services:
    """All of these may take their time and are called off the GUI thread; ``save`` included.

    ``library``: every scenario file, the broken ones too. ``sessions``: the newest calls, newest first, at most so
    many. ``prepare``: a person's brief is being read, so that their voice can get ready. ``unfinished``: calls that
    were cut off, newest first, with ``length`` how far they came. ``begin_call`` loads ear and voice; what the call
    has to tell goes to the function given, on any thread. ``scorecard``: the document of a session's card, made now
    where there is none yet, and its log. ``score_as_it_is``: end an unfinished session and store its card.
    ``export``: write a finished call to a file, whose ending tells the kind. ``advice``: one to three things to do
    differently, each played again; takes a second or two. ``correct``: what was really said in a turn (None: as it
    was heard); the card is made anew. ``family``: a call with all attempts made from it, oldest first. ``look_back``:
    how the rep looks back on a call. ``save``: a setting by its name. ``close``: the last that is called; the store
    and the voice are let go.
    """

    settings: Settings
    library: Callable[[], Sequence[LibraryEntry]]
    sessions: Callable[[int], Sequence[SessionRow]]
    unfinished: Callable[[], Sequence[SessionRow]]
    prepare: Callable[[str], None]
    begin_call: Callable[[CallWanted, Callable[[Notice], None]], BegunCall]
    scorecard: Callable[[str], tuple[dict[str, Any], Sequence[Entry]]]
    score_as_it_is: Callable[[str], None]
    discard: Callable[[str], None]
    advice: Callable[[str], Sequence[Advice]]
    correct: Callable[[str, int, str | None], None]
    family: Callable[[str], Sequence[SessionRow]]
    look_back: Callable[[str], LookBack]
    keep_look_back: Callable[[str, LookBack], None]
    export: Callable[[str, Path], None]
    save: Callable[[str, Any], None]
    close: Callable[[], None]
