"""What is seen in a call that may count: what the rep did well or badly, what was left lying, each with its words."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.pathway.behaviours import Behaviour
from trainer.pathway.words import content_of
from trainer.scoring.card import Kind
from trainer.transcript import (
    Ended,
    Entry,
    Evidence,
    Heard,
    OutOfDepth,
    Read,
    Said,
    Span,
    Step,
    said_by_the_person,
)

_UNDERSTANDING = frozenset(
    ("reflects_feeling", "paraphrases_and_checks", "validates_first", "returns_to_detail", "repairs", "good_silence",
     "follows_personal_detail", "asks_impact", "lets_finish", "asks_why_now", "asks_outcome", "works_out_value",
     "uses_their_words")
)  # fmt: skip
_UNDERSTANDING_ACTS = ("reflection", "emotional_reaction", "interpretation", "exploration")
_ON_ONE_WORD = frozenset(("contradicts_self",))
"""What hurts by one figure alone: never charged where the ear may have misheard it."""
_LEAST = 0.1
"""How likely a general act must be to be worth anything."""
_OCCASIONS = ("stock", "common")
_WARM = frozenset(("signal", "thanks"))
_COLD = frozenset(("cold", "pressed", "rude", "send_something", "repeated", "interrupt"))
"""Occasions of the person's small words that show how they took it."""
_ACTED = 0.5
"""How likely it must be to be taken for done."""
_SURE = 0.9
_ANSWERING = frozenset(("clarifies_objection", "confirms_settled", "answers_straight", "admits_limit", "will_find_out"))

ACT = "act:"
"""How the id of a general act begins, such as act:reflection; a behaviour of the pathway has its own."""


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Something that was seen once. ``at``: samples since the call began; ``why``: in words, for the card.

    ``likely``: above 0 to 1; it is worth so much of what it would be worth. ``sure``: it was taken for seen.
    """

    id: str
    kind: Kind
    at: int
    evidence: Evidence
    why: str
    likely: float = 1.0
    sure: bool = True


@dataclass(frozen=True, slots=True)
class RepTurn:
    """A turn of the rep's with its reading, and what the person said before and after it (None: nothing)."""

    turn: int
    at: int
    heard: Heard
    read: Read
    before: Entry | None
    after: Entry | None

    def quoted(self, span: Span | None) -> Evidence:
        """The words of a span of it (None: all of them) as evidence."""
        text = self.heard.text
        return Evidence(self.turn, span, text if span is None else " ".join(text.split()[span[0] : span[1]]))

    def shows(self, ids: Collection[str]) -> Evidence | None:
        """The first words in it that carried any of these behaviours."""
        return next((self.quoted(seen.span) for seen in self.read.behaviours if seen.id in ids), None)

    def acts(self, *names: str) -> bool:
        """Whether it is any of these acts."""
        return any(self.read.acts.get(name, 0.0) >= _ACTED for name in names)

    @property
    def is_question(self) -> bool:
        return self.acts("open_question", "closed_question")


def rep_turns(entries: Sequence[Entry]) -> tuple[RepTurn, ...]:
    """The rep's turns of a log, without those the program could not follow."""
    lost = {e.event.since for e in entries if isinstance(e.event, OutOfDepth)}
    skipped = {turn for since in lost for turn in range(since, since + 8)}
    heard = {e.turn: e.event for e in entries if isinstance(e.event, Heard)}
    said = {entry.turn: entry for entry, _ in said_by_the_person(entries)}
    return tuple(
        RepTurn(e.turn, heard[e.turn].start, heard[e.turn], e.event, said.get(e.turn - 1), said.get(e.turn + 1))
        for e in entries
        if isinstance(e.event, Read) and e.turn in heard and e.turn not in skipped
    )


def gave_away(entry: Entry | None) -> bool:
    """Whether the person told something of some depth in this line: a fact, a pain, a wish."""
    deep = (".partial.", ".full.")
    return _said_any(
        entry, lambda c: c.startswith(("pain.", "wish.")) or c == "event.tells" or any(depth in c for depth in deep)
    )


def leaned(entry: Entry | None) -> bool:
    """Whether they leaned towards what was spoken of."""
    return _said_any(entry, lambda c: c in ("event.leans", "event.agrees") or "signal." in c)


def warmed(entry: Entry | None) -> bool:
    """Whether their words were warm: read so, or a line of a kind that is."""

    def warm(clause: str) -> bool:
        kind, name, *more = (*clause.split("."), "")
        of_the_file = kind in ("care", "wish") or "settled" in more or "says_yes" in more
        return clause == "event.warms" or of_the_file or (kind in _OCCASIONS and name in _WARM)

    return _said_any(entry, warm)


def cooled(entry: Entry | None) -> bool:
    """Whether their words were cold, likewise."""

    def cold(clause: str) -> bool:
        kind, name, *more = (*clause.split("."), "")
        return clause == "event.cools" or "worse" in more or (kind in _OCCASIONS and name in _COLD)

    return _said_any(entry, cold)


def objected(entry: Entry | None) -> bool:
    return _said_any(entry, lambda c: (c.startswith("objection.") and ".says." in c) or c == "event.objects")


def asked(entry: Entry | None) -> bool:
    return _said_any(entry, lambda c: (c.startswith("question.") and ".content." not in c) or c == "event.asks")


def kept(turn: RepTurn) -> bool:
    """Whether what the rep said found a listener: they did not decline it, object or put it right."""
    return not objected(turn.after) and not _said_any(turn.after, lambda c: c in ("event.declines", "event.corrects"))


def _said_any(entry: Entry | None, test: Callable[[str], bool]) -> bool:
    return entry is not None and isinstance(entry.event, Said) and any(test(c) for c in entry.event.clauses)


def _takes_up(turn: RepTurn, words: str) -> bool:
    """Whether a turn stays with what was said: understands it, asks into it, or has a word of it."""
    if turn.shows(_UNDERSTANDING) or turn.acts(*_UNDERSTANDING_ACTS):
        return True
    return bool(content_of([words]) & content_of([turn.heard.text]))


def _passes_over(turn: RepTurn) -> bool:
    """Whether a turn says nothing that could be an answer: it only asks, or is a word or two."""
    states = turn.acts("information", "evidence", "advice", "hope")
    return not states and (turn.is_question or len(turn.heard.text.split()) < 4)


def unsure(heard: Heard) -> bool:
    """Whether an ear may have got a single word wrong: nearly always, unless it says that it is sure."""
    return not heard.typed and (heard.confidence is None or heard.confidence < _SURE)


def occurrences(turns: Sequence[RepTurn], behaviours: Mapping[str, Behaviour]) -> list[Occurrence]:
    """All that is seen in a call, in its order. Who says the very same again gets nothing for it."""
    found = [*_done(turns, behaviours), *_answered(turns), *_missed(turns)]
    return sorted(found, key=lambda one: (one.evidence.turn, one.at))


def _done(turns: Sequence[RepTurn], behaviours: Mapping[str, Behaviour]) -> Iterator[Occurrence]:
    """Behaviours of the pathway that count, and general acts."""
    said_before: set[str] = set()
    for turn in turns:
        words = " ".join(turn.heard.text.lower().split())
        again = words in said_before
        said_before.add(words)
        sure = len(turn.read.behaviours)
        for number, seen in enumerate((*turn.read.behaviours, *turn.read.maybe)):
            behaviour = behaviours.get(seen.id)
            if behaviour is None or not behaviour.counts or (seen.id in _ON_ONE_WORD and unsure(turn.heard)):
                continue
            if again and behaviour.helps:
                continue
            kind: Kind = "helped" if behaviour.helps else "hurt"
            yield Occurrence(
                seen.id, kind, turn.at, turn.quoted(seen.span), behaviour.definition, seen.likely or 1.0, number < sure
            )
        for act, why in ACTS_WORDS.items():
            likely = turn.read.acts.get(act, 0.0)
            if likely >= _LEAST and (not again or act in _HURTING_ACTS):
                kind = "hurt" if act in _HURTING_ACTS else "helped"
                yield Occurrence(ACT + act, kind, turn.at, turn.quoted(None), why, likely, likely >= _ACTED)


_HURTING_ACTS = frozenset(("pressure", "scarcity"))
ACTS_WORDS = {
    "affirmation": "saw something they do well",
    "common_ground": "found something in common",
    "small_talk": "a human word",
    "self_disclosure": "told something of their own",
    "acknowledgement": "took up what was said",
    "open_question": "asked, and left it open",
    "closed_question": "asked",
    "reflection": "gave back what they said",
    "emotional_reaction": "minded how it is for them",
    "interpretation": "understood what it is like",
    "exploration": "asked gently for more",
    "information": "told them what they need to know",
    "evidence": "gave a reason to believe it",
    "hope": "showed something better",
    "encouragement": "encouraged them",
    "next_step": "proposed what comes next",
    "pressure": "pushed",
    "scarcity": "said that time or supply is short",
}
"""The general acts that may count, in words for the card."""


ANSWERS: Mapping[str, tuple[Kind, str]] = {
    "opened": ("helped", "they opened up"),
    "leaned": ("helped", "they leaned towards it"),
    "warmed": ("helped", "they warmed to it"),
    "cooled": ("hurt", "they cooled at it"),
}
"""What the person's answer to the rep's words shows, in words for the card."""


def _answered(turns: Sequence[RepTurn]) -> Iterator[Occurrence]:
    """How the person took what the rep had said, by their own next words."""
    for turn in turns:
        line = turn.after
        if line is None or not isinstance(line.event, Said):
            continue
        took = {"opened": gave_away(line), "leaned": leaned(line), "warmed": warmed(line), "cooled": cooled(line)}
        for name, there in took.items():
            if there:
                kind, why = ANSWERS[name]
                yield Occurrence(name, kind, line.at, Evidence(line.turn, None, line.event.text), why)


def _missed(turns: Sequence[RepTurn]) -> Iterator[Occurrence]:
    """What the person offered and nobody took up, each with the person's own words."""
    for turn in turns:
        line = turn.before
        if line is None or not isinstance(line.event, Said):
            continue
        words = Evidence(line.turn, None, line.event.text)
        if gave_away(line) and not _takes_up(turn, line.event.text):
            yield Occurrence("missed:told", "missed", line.at, words, "they told you something, and it was left lying")
        if objected(line) and not turn.shows(_ANSWERING) and not _takes_up(turn, line.event.text):
            why = "an objection, neither asked about nor answered"
            yield Occurrence("missed:objection", "missed", line.at, words, why)
        if asked(line) and not turn.shows(_ANSWERING) and _passes_over(turn):
            yield Occurrence("missed:question", "missed", line.at, words, "their own question got no answer")


def untouched(turns: Sequence[RepTurn], touched: Mapping[Step, bool]) -> Iterator[tuple[Step, Occurrence]]:
    """A step that had time and openings and was not touched: the last thing they gave away stands for it."""
    given = [t.after for t in turns if gave_away(t.after)]
    line = given[-1] if given else (turns[-1].after or turns[-1].before if turns else None)
    if line is None or not isinstance(line.event, Said):
        return
    words = Evidence(line.turn, None, line.event.text)
    wanted: dict[Step, str] = {
        "rapport": "nothing was said for the person's own sake",
        "empathy": "what they told was not asked about",
        "trust": "nothing was offered that could be believed or checked",
        "hope": "they were not asked what would be better with it",
        "urgency": "nobody asked when, or why now",
    }
    for step, why in wanted.items():
        if not touched.get(step, False):
            yield step, Occurrence("untouched", "missed", line.at, words, why)


def openings(turns: Sequence[RepTurn]) -> dict[Step, int]:
    """How many occasions the person gave for each step. What the rep tried is no opening.

    Whoever turns cold has shown a feeling as much as whoever opens up.
    """
    told = sum(gave_away(t.after) or gave_away(t.before) for t in turns[:1]) + sum(
        gave_away(t.after) for t in turns[1:]
    )
    felt = sum(gave_away(t.after) or objected(t.after) or cooled(t.after) for t in turns)
    doubts = sum(objected(t.after) for t in turns)
    questions = sum(asked(t.after) for t in turns)
    return {
        "rapport": len(turns),
        "empathy": felt,
        "trust": doubts + questions + told,
        "hope": told,
        "urgency": told + questions,
    }


def ended_by_rep(entries: Sequence[Entry]) -> bool:
    ending = next((e.event.ending for e in reversed(entries) if isinstance(e.event, Ended)), "unfinished")
    return ending in ("rep_ended", "not_for_you")
