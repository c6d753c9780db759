"""Plain data of a call: words, turns and the events of its log.

The log is the one truth of a call: it is what is stored, scored and replayed. An event says what happened; the
``Entry`` around it says when. Times are whole samples at 16,000 a second since the call began, by the audio clock;
turns count from 1 over both speakers. Nothing in an event may depend on the speed of a machine or on a cache.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeVar, get_args

if TYPE_CHECKING:
    from pydantic import TypeAdapter

SCHEMA = 1
"""Number of the stored form of events, snapshots and scorecards."""

OVERHEARD = "transcript"
"""The ear of a call that others held and wrote down."""

Step = Literal["rapport", "empathy", "trust", "hope", "urgency"]
Orbit = Literal[
    "awareness", "potential", "benefit", "observation", "acquisition", "installation",
    "adaptation", "belief", "expansion", "refer", "zealot",
]  # fmt: skip
STEPS: tuple[Step, ...] = get_args(Step)
ORBITS: tuple[Orbit, ...] = get_args(Orbit)
Mood = Literal["attentive", "warm", "curious", "moved", "hopeful", "doubtful", "bored", "irritated", "closed"]
Mode = Literal["practice", "exam"]
Ending = Literal["yes", "think", "no", "hung_up", "walked_away", "not_for_you", "rep_ended", "unfinished"]
Decision = Literal["yes", "think", "no", "none"]
Owner = Literal["theirs", "lever"]
Side = Literal["rep", "person"]
What = Literal["rapport", "empathy", "trust", "hope", "urgency", "logic", "emotion", "patience"]
LATER: Mapping[str, bool] = MappingProxyType({"later": True})
"""Marks a field that earlier programs did not store: left out where it is empty, so that what they stored stays as
it was."""
IntentKind = Literal["fact", "objection", "question", "next_step", "case", "price", "small_talk", "unsure", "none"]
Span = tuple[int, int]
"""Words of a turn, split at white space: first word, and one past the last."""


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word. ``start``, ``end``: samples since the call began; ``confidence``: 0 to 1."""

    text: str
    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Seen:
    """A behaviour of the pathway seen in an utterance, with the words that carried it.

    ``likely``: 0 to 1, how sure the reader is; 0 in logs of earlier programs, which did not say.
    """

    id: str
    span: Span
    likely: float = field(default=0.0, metadata=LATER)


@dataclass(frozen=True, slots=True)
class Intent:
    """What of this scenario an utterance addresses.

    ``candidates``: what it may mean, likeliest first (as "fact:loss"), whatever ``kind`` came of it, and how likely
    each is. ``kind`` "unsure" leaves open which of the first two; "none" is of no concern to the scenario.
    """

    kind: IntentKind
    id: str = ""
    certainty: float = 0.0
    candidates: tuple[str, ...] = ()
    likelihoods: tuple[float, ...] = field(default=(), metadata=LATER)


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words that were said: the turn, which of its words (None: all of them), and the words themselves."""

    turn: int
    span: Span | None
    quote: str


@dataclass(frozen=True, slots=True)
class Versions:
    engine: str
    reader: str
    rubric: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CallStarted:
    """``text`` is the whole scenario with person and offer, so that the call can be scored when the file is gone.

    ``start``: gauges, logic, emotion and patience at the beginning, where an earlier call with the person carries over.
    """

    scenario: str
    sha256: str
    text: str
    seed: int
    mode: Mode
    ear: str
    voice: str
    versions: Versions
    start: dict[str, int] | None = field(default=None, metadata=LATER)
    type: Literal["call_started"] = "call_started"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What the rep said. ``words`` and ``confidence`` are None where the ear gives none."""

    text: str
    start: int
    end: int
    typed: bool = False
    words: tuple[Word, ...] | None = None
    confidence: float | None = None
    type: Literal["heard"] = "heard"


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """How the rep's words were read: every act's probability (sentiment: -1 to 1), behaviours, intent.

    ``maybe``: behaviours that are not likely enough to be taken for seen, and likely enough to be worth a little.
    """

    acts: dict[str, float]
    behaviours: tuple[Seen, ...] = ()
    intent: Intent = Intent("none")
    maybe: tuple[Seen, ...] = field(default=(), metadata=LATER)
    type: Literal["read"] = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """One thing in the person moved: from where to where, why in words, on which words, and whose reason it was."""

    what: What
    before: int
    after: int
    cause: str
    evidence: Evidence
    owner: Owner = "theirs"
    type: Literal["moved"] = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Fusion:
    """Logic and emotion rose together while emotion was not negative."""

    logic: int
    emotion: int
    cause: str
    evidence: Evidence
    type: Literal["fusion"] = "fusion"


@dataclass(frozen=True, slots=True, kw_only=True)
class FusionPutOut:
    cause: str
    evidence: Evidence
    type: Literal["fusion_put_out"] = "fusion_put_out"


@dataclass(frozen=True, slots=True, kw_only=True)
class OrbitJumped:
    """The person jumped to another orbit, on something they said (``evidence``) because of ``cause``."""

    before: Orbit
    after: Orbit
    cause: str
    evidence: Evidence
    type: Literal["orbit_jumped"] = "orbit_jumped"


@dataclass(frozen=True, slots=True, kw_only=True)
class MoodShown:
    mood: Mood
    attention: float
    type: Literal["mood"] = "mood"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A line of the person's, or of the program stepping out of the part. ``spoken_until`` is where it stopped."""

    by: Literal["person", "program"]
    clauses: tuple[str, ...]
    text: str
    start: int
    end: int
    spoken_until: int
    type: Literal["said"] = "said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Backchannel:
    side: Side
    text: str
    type: Literal["backchannel"] = "backchannel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Silence:
    """Nobody spoke for ``length`` samples, after the last words of ``after``."""

    length: int
    after: Side
    type: Literal["silence"] = "silence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interrupted:
    """``by`` cut in on the other; ``unsaid`` is what was left of the line, where it is known."""

    by: Side
    unsaid: str = ""
    type: Literal["interrupted"] = "interrupted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Paused:
    why: Literal["rep", "device", "recovered"]
    type: Literal["paused"] = "paused"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    type: Literal["resumed"] = "resumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    text: str
    type: Literal["hint"] = "hint"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfDepth:
    """The program could not follow; the turns from ``since`` on move nothing and are left out of the marks."""

    since: int
    type: Literal["out_of_depth"] = "out_of_depth"


@dataclass(frozen=True, slots=True, kw_only=True)
class HandRaised:
    note: str = ""
    type: Literal["hand_raised"] = "hand_raised"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    ending: Ending
    decision: Decision
    won: bool
    holds: bool | None = None
    type: Literal["ended"] = "ended"


Event = (
    CallStarted | Heard | Read | Moved | Fusion | FusionPutOut | OrbitJumped | MoodShown | Said | Backchannel | Silence
    | Interrupted | Paused | Resumed | Hint | OutOfDepth | HandRaised | Ended
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """One event of the log: its number from 1, the turn it belongs to, and when it happened, in samples."""

    seq: int
    turn: int
    at: int
    event: Event


Kind = TypeVar("Kind", bound=Event)


def of_kind(entries: Iterable[Entry], kind: type[Kind]) -> Iterator[tuple[Entry, Kind]]:
    """The events of one kind, each with its entry, in order."""
    return ((entry, entry.event) for entry in entries if isinstance(entry.event, kind))


def said_by_the_person(entries: Iterable[Entry]) -> Iterator[tuple[Entry, Said]]:
    """What the person said, in order; what the program said out of the part is not theirs."""
    return ((entry, said) for entry, said in of_kind(entries, Said) if said.by == "person")


def length_of(entries: Iterable[Entry]) -> int:
    """How long a call was, in samples: when its last event happened, or the last line had been spoken."""
    ends = (entry.event.spoken_until if isinstance(entry.event, Said) else entry.at for entry in entries)
    return max(ends, default=0)


@cache
def _event_adapter() -> TypeAdapter[Event]:
    from pydantic import Field, TypeAdapter  # costs 60 ms, and the window opens without it

    return TypeAdapter(Annotated[Event, Field(discriminator="type")])


@cache
def _field_names(kind: type[Any]) -> tuple[tuple[str, bool], ...]:
    return tuple((one.name, bool(one.metadata.get("later"))) for one in fields(kind))


def plain(value: Any) -> Any:
    """A value of dataclasses as dicts and lists, ready for JSON."""
    if hasattr(value, "__dataclass_fields__"):
        named = ((name, later, getattr(value, name)) for name, later in _field_names(value.__class__))
        return {name: plain(inner) for name, later, inner in named if inner or not later}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    return value


def to_document(entry: Entry) -> dict[str, Any]:
    """The stored form: ``{"schema", "seq", "turn", "at", "type", …}``."""
    stamp = {"schema": SCHEMA, "seq": entry.seq, "turn": entry.turn, "at": entry.at}
    body: dict[str, Any] = plain(entry.event)
    return stamp | body


def from_document(document: Mapping[str, Any]) -> Entry:
    """The entry in a stored document. Raises ValueError if it is of a later schema or not an event."""
    if document.get("schema") != SCHEMA:
        raise ValueError(f"this event has schema {document.get('schema')!r}; this program reads {SCHEMA}")
    body = {key: value for key, value in document.items() if key not in ("schema", "seq", "turn", "at")}
    return Entry(document["seq"], document["turn"], document["at"], _event_adapter().validate_python(body))


def dumps(document: Mapping[str, Any]) -> str:
    """One text for one document, the same on every machine: sorted keys, no spaces."""
    return json.dumps(document, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def to_lines(entries: Sequence[Entry]) -> str:
    """A log as JSON lines."""
    return "".join(dumps(to_document(entry)) + "\n" for entry in entries)
