"""The project's own practice material (assets/material/README.md), one JSON object a line, gzipped.

Calls, each turn labelled by two apart: head, part ("train", "tune", "test") and turns. Those of a third of the writers
are the test; whoever writes patterns or definitions looks at none of them, only at figures. Beside them short exchanges
and ways of asking, which are for training alone.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, cast

from trainer.places import shipped
from trainer.transcript import Span

Part = Literal["train", "tune", "test"]
Kind = Literal["sales", "other"]


PARTS: Mapping[str, Part] = {
    **{f"w{number:02d}": "test" for number in range(3, 61, 3)},
    "w02": "tune",
    "w07": "tune",
    "w13": "tune",
    "w26": "tune",
}
"""Writers whose calls are not trained on; those of every other one are."""
TUNED_ON, PERSONS_TUNED_ON = 6, 5
"""Of conversations from other fields every sixth, of people with questions every fifth is not trained on."""


def part_of(identity: str) -> Part:
    """Which part a call belongs to, by its writer; from other fields by its number ("x03c12")."""
    writer, number = identity[:3], int(identity[4:])
    if writer.startswith("x"):
        return "tune" if number % TUNED_ON == 0 else "train"
    return PARTS.get(writer, "train")


@dataclass(frozen=True, slots=True)
class Labels:
    """What one labeller saw in a turn. ``sentiment``: -1 to 1; ``behaviours``: id and the words that carried it."""

    acts: frozenset[str]
    sentiment: float
    behaviours: tuple[tuple[str, Span], ...] = ()
    events: frozenset[str] = frozenset()

    @property
    def seen(self) -> frozenset[str]:
        return frozenset(name for name, _ in self.behaviours)


@dataclass(frozen=True, slots=True)
class LabelledTurn:
    """``settled``: behaviours on which the two differed, as a third hand settled them."""

    number: int
    speaker: Literal["rep", "person"]
    text: str
    previous: str
    labels: tuple[Labels, ...]
    settled: Mapping[str, bool] = field(default_factory=dict)

    def share(self, act: str) -> float:
        """The share of labellers who saw an act, 0 to 1."""
        return sum(act in one.acts for one in self.labels) / len(self.labels)

    def has(self, behaviour: str) -> bool:
        """Whether a behaviour is there: both saw it, or one did and the third hand agreed."""
        share = sum(behaviour in one.seen for one in self.labels) / len(self.labels)
        return share == 1 or (share > 0 and self.settled.get(behaviour, share > 0.5))


@dataclass(frozen=True, slots=True)
class LabelledCall:
    """``head``: PERSON, REP_NAME, ORGANISATION, OFFER, PRICES, BRIEF, CARES, as the writer gave them."""

    id: str
    writer: str
    kind: Kind
    part: Part
    head: Mapping[str, str]
    turns: tuple[LabelledTurn, ...]


@cache
def calls() -> tuple[LabelledCall, ...]:
    """All calls of assets/material/calls.jsonl.gz."""
    return tuple(_read())


def of(part: Part, kind: Kind = "sales") -> tuple[LabelledCall, ...]:
    """The calls of one part."""
    return tuple(call for call in calls() if call.part == part and call.kind == kind)


def _read() -> Iterator[LabelledCall]:
    for document in lines("calls"):
        turns: list[LabelledTurn] = []
        for number, turn in enumerate(document["turns"], start=1):
            before = next((t.text for t in reversed(turns) if t.speaker != turn["speaker"]), "")
            turns.append(_turn(number, turn, before))
        yield LabelledCall(
            document["id"], document["writer"], document["kind"], document["part"], document["head"], tuple(turns)
        )


def _turn(number: int, turn: dict[str, Any], before: str) -> LabelledTurn:
    labels = tuple(
        Labels(
            frozenset(one["acts"]),
            one["sentiment"],
            tuple((name, cast(Span, tuple(span))) for name, span in one.get("behaviours", ())),
            frozenset(one.get("events", ())),
        )
        for one in turn["labels"]
    )
    return LabelledTurn(number, turn["speaker"], turn["text"], before, labels, turn.get("settled", {}))


@dataclass(frozen=True, slots=True)
class Exchange:
    """One line of a rep's after one of a person's, labelled by whoever wrote it.

    ``behaviours`` or ``acts`` (with ``sentiment``, -1 to 1) are all that are in it; the other is None: nobody said.
    """

    person: str
    rep: str
    behaviours: frozenset[str] | None = None
    acts: frozenset[str] | None = None
    sentiment: float = 0.0


@cache
def exchanges() -> tuple[Exchange, ...]:
    """All of assets/material/exchanges.jsonl.gz."""
    return tuple(
        Exchange(
            one["person"], one["rep"],
            behaviours=frozenset(one["behaviours"]) if "behaviours" in one else None,
            acts=frozenset(one["acts"]) if "acts" in one else None,
            sentiment=one.get("sentiment", 0.0),
        )
        for one in lines("exchanges")
    )  # fmt: skip


def questions(part: Literal["train", "tune"] = "train") -> dict[str, list[list[str]]]:
    """Each invented person's facts: a fact's name, its answer, then ways of asking for it. Every fifth is tuned on."""
    found: dict[str, list[list[str]]] = {}
    for one in lines("questions"):
        if (int(one["person"][1:]) % PERSONS_TUNED_ON == 0) == (part == "tune"):
            found.setdefault(one["person"], []).append(one["ways"])
    return found


def paraphrases() -> dict[str, dict[str, list[str]]]:
    """Questions to the shipped people by scenario and fact ("" where none tells), none of them among its examples."""
    found: dict[str, dict[str, list[str]]] = {}
    for one in lines("paraphrases"):
        found.setdefault(one["scenario"], {})[one["fact"]] = one["ways"]
    return found


MOMENTS_KEPT = frozenset(("dilys_roderick", "farida_rahmani", "omar_haddad", "ruaridh_sinclair", "tomas_rivera"))
"""Shipped people whose moments are for examining alone."""


@dataclass(frozen=True, slots=True)
class CallMoment:
    """Words of a rep's after a line of a shipped person's, with the facts whose answer would fit.

    ``fits``: a direct answer, best first; ``also``: facts that a strict reader would let pass; objections as
    "objection:ID". ``kind``: question, loaded, follow, reflects, tells, proposes, replies, social or gives.
    """

    scenario: str
    before: str
    rep: str
    fits: tuple[str, ...]
    also: tuple[str, ...]
    kind: str


def moments(kept: bool = False) -> tuple[CallMoment, ...]:
    """Moments in the middle of calls with the shipped people, by several writers; ``kept``: those to examine by."""
    return tuple(
        CallMoment(one["scenario"], one["before"], one["rep"], tuple(one["fits"]), tuple(one["also"]), one["kind"])
        for one in lines("moments")
        if (one["scenario"] in MOMENTS_KEPT) == kept
    )


def heard() -> dict[tuple[str, int], str]:
    """What the built-in ear heard of some turns of the test, by call and number (tools/reader/hear.py)."""
    return {(one["call"], one["turn"]): one["heard"] for one in lines("heard")}


def lines(name: str) -> Iterator[Any]:
    """The rows of one of the files of assets/material, by its name."""
    with gzip.open(shipped(f"assets/material/{name}.jsonl.gz"), "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)
