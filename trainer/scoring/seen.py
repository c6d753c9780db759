"""What in a call counts for which step: helped, hurt or missed, each with the words that show it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from trainer.pathway.behaviours import Behaviour
from trainer.pathway.words import content_of
from trainer.scoring.card import Moment
from trainer.transcript import (
    STEPS,
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

HELPED = 12.0
"""Credit of a behaviour that helped, the first time; the second brings half, the third a quarter."""
ACT = 5.0
"""Credit of a general act (an open question, a reflection), which no behaviour of the pathway names more exactly."""
HURT = 14.0
MISSED = 6.0
_STEP_OF_ACT: dict[str, Step] = {
    "affirmation": "rapport", "common_ground": "rapport", "small_talk": "rapport",
    "open_question": "empathy", "reflection": "empathy", "emotional_reaction": "empathy",
    "interpretation": "empathy", "exploration": "empathy",
    "evidence": "trust", "hope": "hope",
}  # fmt: skip
_UNDERSTANDING = frozenset(
    ("reflects_feeling", "paraphrases_and_checks", "validates_first", "returns_to_detail", "repairs", "good_silence",
     "follows_personal_detail", "asks_impact", "lets_finish", "asks_why_now", "asks_outcome", "works_out_value",
     "uses_their_words")
)  # fmt: skip
_UNDERSTANDING_ACTS = ("reflection", "emotional_reaction", "interpretation", "exploration")
_ON_ONE_WORD = frozenset(("contradicts_self",))
"""What hurts by one figure alone: never charged where the ear may have misheard it."""
_SURE = 0.9
_ANSWERING = frozenset(("clarifies_objection", "confirms_settled", "answers_straight", "admits_limit", "will_find_out"))


@dataclass(frozen=True, slots=True)
class RepTurn:
    """A turn of the rep's with its reading, and what the person said before and after it (None: nothing)."""

    turn: int
    at: int
    heard: Heard
    read: Read
    before: Entry | None
    after: Entry | None


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


def _quote(text: str, span: Span | None) -> str:
    return text if span is None else " ".join(text.split()[span[0] : span[1]])


def gave_away(entry: Entry | None) -> bool:
    """Whether the person told something of some depth in this line: a fact, a pain, a wish."""
    return _said_any(entry, lambda c: c.startswith(("pain.", "wish.")) or ".partial." in c or ".full." in c)


def objected(entry: Entry | None) -> bool:
    return _said_any(entry, lambda c: c.startswith("objection.") and ".says." in c)


def asked(entry: Entry | None) -> bool:
    return _said_any(entry, lambda c: c.startswith("question.") and ".content." not in c)


def _said_any(entry: Entry | None, test: Callable[[str], bool]) -> bool:
    return entry is not None and isinstance(entry.event, Said) and any(test(c) for c in entry.event.clauses)


def _did(turn: RepTurn, ids: frozenset[str]) -> bool:
    return any(seen.id in ids for seen in turn.read.behaviours)


def _acted(turn: RepTurn, acts: Sequence[str]) -> bool:
    return any(turn.read.acts.get(act, 0.0) >= 0.5 for act in acts)


def _takes_up(turn: RepTurn, words: str) -> bool:
    """Whether a turn stays with what was said: understands it, asks into it, or has a word of it."""
    if _did(turn, _UNDERSTANDING) or _acted(turn, _UNDERSTANDING_ACTS):
        return True
    return bool(content_of([words]) & content_of([turn.heard.text]))


def _passes_over(turn: RepTurn) -> bool:
    """Whether a turn says nothing that could be an answer: it only asks, or is a word or two."""
    states = _acted(turn, ("information", "evidence", "advice", "hope"))
    return not states and (_acted(turn, ("open_question", "closed_question")) or len(turn.heard.text.split()) < 4)


def unsure(heard: Heard) -> bool:
    """Whether an ear may have got a single word wrong: nearly always, unless it says that it is sure."""
    return not heard.typed and (heard.confidence is None or heard.confidence < _SURE)


def seen_moments(turns: Sequence[RepTurn], behaviours: Mapping[str, Behaviour]) -> Iterator[tuple[Step, Moment]]:
    """What the rep did: behaviours of the pathway, and general acts where no behaviour of that step stands beside."""
    times: dict[str, int] = {}
    said_before: set[str] = set()
    for turn in turns:
        words = " ".join(turn.heard.text.lower().split())
        if words in said_before:  # saying the same again earns nothing, whatever it is
            continue
        said_before.add(words)
        covered: set[str] = set()
        for seen in turn.read.behaviours:
            behaviour = behaviours.get(seen.id)
            if behaviour is None or not behaviour.counts or (seen.id in _ON_ONE_WORD and unsure(turn.heard)):
                continue
            step: Step = "urgency" if behaviour.step == "close" else behaviour.step
            covered.add(step)
            times[seen.id] = times.get(seen.id, 0) + 1
            helps = behaviour.helps
            points = HELPED / 2 ** (times[seen.id] - 1) if helps else -HURT
            evidence = Evidence(turn.turn, seen.span, _quote(turn.heard.text, seen.span))
            yield step, Moment("helped" if helps else "hurt", turn.at, evidence, behaviour.definition, round(points, 2))
        for act, step in _STEP_OF_ACT.items():
            if step in covered or turn.read.acts.get(act, 0.0) < 0.5:
                continue
            covered.add(step)
            times[act] = times.get(act, 0) + 1
            points = ACT / 2 ** max(0, times[act] - 2)
            evidence = Evidence(turn.turn, None, turn.heard.text)
            yield step, Moment("helped", turn.at, evidence, _ACT_WORDS[act], round(points, 2))


_ACT_WORDS = {
    "affirmation": "saw something they do well",
    "common_ground": "found something in common",
    "small_talk": "a human word",
    "open_question": "asked, and left it open",
    "reflection": "gave back what they said",
    "emotional_reaction": "minded how it is for them",
    "interpretation": "understood what it is like",
    "exploration": "asked gently for more",
    "evidence": "gave a reason to believe it",
    "hope": "showed something better",
}


def missed_moments(turns: Sequence[RepTurn]) -> Iterator[tuple[Step, Moment]]:
    """What the person offered and nobody took up, each with the person's own words."""
    for turn in turns:
        line = turn.before
        if line is None or not isinstance(line.event, Said):
            continue
        words = Evidence(line.turn, None, line.event.text)
        if gave_away(line) and not _takes_up(turn, line.event.text):
            yield "empathy", Moment("missed", line.at, words, "they told you something, and it was left lying", -MISSED)
        if objected(line) and not _did(turn, _ANSWERING) and not _takes_up(turn, line.event.text):
            yield "trust", Moment("missed", line.at, words, "an objection, neither asked about nor answered", -MISSED)
        if asked(line) and not _did(turn, _ANSWERING) and _passes_over(turn):
            yield "trust", Moment("missed", line.at, words, "their own question got no answer", -MISSED)


def untouched(turns: Sequence[RepTurn], touched: Mapping[Step, bool]) -> Iterator[tuple[Step, Moment]]:
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
            yield step, Moment("missed", line.at, words, why, -MISSED)


def openings(turns: Sequence[RepTurn]) -> dict[Step, int]:
    """How many occasions the person gave for each step. What the rep tried is no opening."""
    told = sum(gave_away(t.after) or gave_away(t.before) for t in turns[:1]) + sum(
        gave_away(t.after) for t in turns[1:]
    )
    doubts = sum(objected(t.after) for t in turns)
    questions = sum(asked(t.after) for t in turns)
    return {
        "rapport": len(turns),
        "empathy": told + doubts,
        "trust": doubts + questions + told,
        "hope": told,
        "urgency": told + questions,
    }


def ended_by_rep(entries: Sequence[Entry]) -> bool:
    ending = next((e.event.ending for e in reversed(entries) if isinstance(e.event, Ended)), "unfinished")
    return ending in ("rep_ended", "not_for_you")


def by_step(pairs: Iterator[tuple[Step, Moment]]) -> dict[Step, list[Moment]]:
    found: dict[Step, list[Moment]] = {step: [] for step in STEPS}
    for step, moment in pairs:
        found[step].append(moment)
    return found
