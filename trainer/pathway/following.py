"""Where a call stands, worked out from its words alone: for transcripts, where no engine knows it.

The person's lines tell what they asked, held against the offer, told of themselves or declined; the rep's readings
tell what was given, asked for and quoted. Before each of the rep's turns it gives a ``Moment``, as the engine does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from trainer.pathway.behaviours import Behaviour
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene
from trainer.pathway.words import normal
from trainer.transcript import STEPS, Read

FRESH = 2
"""The person's lines within which what they raised or asked is still in the air."""
_OPEN = 4
"""The person's lines for which an objection stands open where nobody says that it is settled."""
_START, _UP, _DOWN = 15, 4, 5
"""What a step begins at, and what a behaviour that helps or hurts makes of it: the scale of the engine's gauges."""
_SILENCE = re.compile(r"\[(\d+(?:\.\d+)?) ?s\]")
_PAUSE = 2.0
"""Seconds of a [pause]."""
_EVENT = re.compile(r"\[[^\]]*\]")
_CUTS_IN = re.compile(r"\[(?:cuts in|overlap)\]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a transcript, with signs such as [pause] in it."""

    speaker: Literal["rep", "person"]
    text: str

    @property
    def words(self) -> str:
        """What was said, without the signs."""
        return " ".join(_EVENT.sub(" ", self.text).split())

    @property
    def silence(self) -> float:
        """Seconds left before the words."""
        before = self.text.split(next(iter(self.words.split()), ""), 1)[0] if self.words else self.text
        told = sum(float(seconds) for seconds in _SILENCE.findall(before))
        return told + (_PAUSE if "[pause]" in before.lower() else 0.0)

    @property
    def cuts_in(self) -> bool:
        return bool(_CUTS_IN.search(self.text))


def follow(reader: PathwayReader, lines: Sequence[Line], scene: Scene) -> Iterator[tuple[int, Moment, Read]]:
    """Each of the rep's lines by its number in ``lines``, with where the call stood and what was read."""
    moment = unknown()
    previous = ""
    for number, line in enumerate(lines):
        if line.speaker == "person":
            moment = heard(moment, reader, line.words)
            previous = line.words
            continue
        moment = replace(moment, previous=previous, silence_before=line.silence, interrupts=line.cuts_in)
        read = reader.read(line.words, scene, moment)
        yield number, moment, read
        moment = said(moment, reader.behaviours, line.words, read)


def unknown() -> Moment:
    """Where a call stands before its first words, as far as anybody can tell."""
    return Moment(rapport=_START, empathy=_START, trust=_START, hope=_START, guessed=True)


def heard(moment: Moment, reader: PathwayReader, words: str) -> Moment:
    """After a line of the person's."""
    events = reader.events(words, moment.rep_lines[-1] if moment.rep_lines else "")
    lines = (*moment.person_lines, words)
    raised = "objects" in events
    return replace(
        moment,
        person_lines=lines,
        disclosed="tells" in events,
        objection=words if raised else moment.objection if moment.objection in lines[-_OPEN:] else "",
        objection_fresh=raised or (bool(moment.objection) and moment.objection in lines[-FRESH:]),
        objection_clarified=False if raised else moment.objection_clarified,
        question="question" if "asks" in events or "price" in events else "",
        price_asked="price" in events or (moment.price_asked and "asks" not in events),
        limit=words if "limit" in events else moment.limit,
        slight=words if "corrects" in events else moment.slight if moment.slight in lines[-FRESH:] else "",
        stalled="logic" if "stalls" in events else "" if events & {"asks", "agrees", "tells"} else moment.stalled,
        said_no=moment.said_no + ("declines" in events),
        yes_given=moment.yes_given or "agrees" in events,
        needs_found=moment.needs_found or "tells" in events,
        turned="turn" in events or moment.turned,
    )


def said(moment: Moment, behaviours: Mapping[str, Behaviour], words: str, read: Read) -> Moment:
    """After a line of the rep's and its reading."""
    seen = {item.id for item in read.behaviours}
    moved = {step: sum(_UP if b.helps else -_DOWN for b in map(behaviours.get, seen) if b and b.step == step)
             for step in STEPS}  # fmt: skip
    return replace(
        moment,
        rep_turn=moment.rep_turn + 1,
        rep_lines=(*moment.rep_lines, words),
        asked=(*moment.asked, read.intent.id) if read.intent.id else moment.asked,
        objection_clarified=moment.objection_clarified or "clarifies_objection" in seen,
        price_asked=moment.price_asked and not normal(words).numbers,
        gave=moment.gave or "generosity" in seen,
        bridged=moment.bridged or "offers_service" in seen,
        discounts=moment.discounts + ("discount_unasked" in seen),
        figures=(*moment.figures, *normal(words).numbers),
        asks=moment.asks + (read.acts["next_step"] >= 0.5),
        slight="" if "repairs" in seen else moment.slight,
        rapport=max(0, moment.rapport + moved["rapport"]),
        empathy=max(0, moment.empathy + moved["empathy"]),
        trust=max(0, moment.trust + moved["trust"]),
        hope=max(0, moment.hope + moved["hope"]),
    )
