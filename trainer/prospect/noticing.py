"""What the person notices and holds on to beside what they are asked: another name, another figure, a promise."""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, replace

from trainer.pathway.words import STOP_WORDS, normal
from trainer.prospect.composition import Composition, Turn
from trainer.prospect.facts import understood
from trainer.prospect.moves import Push
from trainer.prospect.state import State
from trainer.scenario.schema import Scenario

_REMEMBERED = 12
"""Lines of the rep's that are remembered word for word."""
_CALLED = re.compile(
    r"^(?:(?i:hello|hi|hey|(?:good )?(?:morning|afternoon)|well|okay|right|so|now|listen|look|thanks|thank you),? )+"
    r"([A-Z][a-z]{2,})(?=[,.!?])"
)
_WILL = r"\b(?:i'?ll|i will|i'?m going to|let me) (?:\w+ )?"
_PROMISES = (
    ("send", re.compile(_WILL + r"(?:send|post|email|mail|forward|drop you)\b", re.I)),
    ("bring", re.compile(_WILL + r"bring\b", re.I)),
    ("ring", re.compile(_WILL + r"(?:ring|call|phone)\b", re.I)),
    ("find_out", re.compile(_WILL + r"(?:find out|check|ask|look (?:it|that|into))\b", re.I)),
)
_KEPT = {
    "send": re.compile(r"\b(?:sent|posted|emailed|in the post|arrive|got the|page|letter|email)\b", re.I),
    "bring": re.compile(r"\b(?:brought|i'?ve got|here'?s|here is|with me|in the (?:car|van|bag))\b", re.I),
    "ring": re.compile(r"\b(?:i said i'?d (?:ring|call|phone)|as i said|as promised|as we said)\b", re.I),
    "find_out": re.compile(
        r"\b(?:found out|i asked|i'?ve asked|i checked|looked (?:it|that) up|got an answer)\b", re.I
    ),
}
_FIRST_WORDS = 2
"""Turns of the rep's in which a promise of an earlier call can be kept before it is spoken of."""
_COMES_TO_THE_POINT = 14
"""Turns of the rep's after which somebody wonders what it is about."""
_WONDERS_AGAIN = 6
_POINTLESS = 4
_STRAYS_WITHIN = 6
_STRAYS_AT_MOST = 2
"""Of six turns in a row, with nothing of the person's words or of the call in them. Reps who played typed calls
strayed in 3 % of their turns and never three times in six; one who recites good sentences in 43 %."""
_A_SHORT_REMARK = 4
_BUSINESS = frozenset((
    "offers_service", "specific_claim", "links_need", "feature_list", "early_pitch", "fitting_case", "applies_to_case",
    "states_next_step", "generic_benefit", "says_what_happens", "small_ask", "hope_before_needs", "asks_hesitantly",
))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Noticed:
    """``occasion``: words of the common stock that it calls for; "" where nothing is said about it."""

    state: State
    pushes: tuple[Push, ...] = ()
    occasion: str = ""


_TAKES_UP = frozenset((
    "uses_their_words", "reflects_feeling", "validates_first", "good_silence", "repairs", "generosity", "links_need",
    "applies_to_case", "ties_to_their_reason", "answers_straight", "affirmation", "works_out_value",
))  # fmt: skip

_ANSWERS_THEM = frozenset((
    "information", "evidence", "advice", "answers_straight", "will_find_out", "admits_limit", "specific_claim", "price",
    "clarifies_objection", "says_what_happens", "states_next_step", "first_steps", "fitting_case", "next_step",
))  # fmt: skip


def mark_of(text: str) -> int:
    """A small number for a line: the same words have the same."""
    return zlib.crc32(normal(text).text.encode())


def notice(scenario: Scenario, rep: str, state: State, turn: Turn) -> Noticed:
    """What these words bring to mind. ``rep``: the rep's own name, which is nobody else's."""
    text = turn.heard.text
    pushes: tuple[Push, ...] = ()
    occasion = ""
    if _calls_them_otherwise(scenario, rep, text):
        times = state.count("wrong_name")
        state = state.with_pair("counts", "wrong_name", times + 1)
        why = "was called by another name"
        pushes, occasion = (Push("rapport", -4 - 2 * min(times, 1), why, None, "theirs"),), "wrong_name"
    elif "contradicts_self" in turn.triggers:
        occasion = "contradicted"
    fresh = tuple(kind for kind in promised(text) if kind not in state.promises)
    return Noticed(
        replace(
            state,
            promises=(*state.promises, *fresh),
            owed=tuple(kind for kind in state.owed if not _KEPT[kind].search(text)),
            business=state.business or _comes_to_business(turn),
        ),
        pushes,
        occasion,
    )


def promised(text: str) -> tuple[str, ...]:
    """What the rep says they will do: send, bring, ring, find out."""
    return tuple(kind for kind, words in _PROMISES if words.search(text))


def left_lying(before: State, turn: Turn) -> list[Push]:
    """They told something of their own, and nothing came back: no understanding, no question, not a word of it."""
    if not before.disclosed or turn.asks or understood(turn.read) or turn.triggers & _TAKES_UP:
        return []
    if normal(before.last).content & normal(turn.heard.text).content:
        return []
    why = "what they had just told was left lying"
    return [Push("empathy", -3, why, None, "theirs"), Push("emotion", -2, why, None, "theirs")]


def passed_over(before: State, turn: Turn) -> list[Push]:
    """They had just asked something, and it was passed over: neither answered nor spoken of."""
    if not before.question or before.question_age or turn.triggers & _ANSWERS_THEM:
        return []
    if normal(before.last).content & normal(turn.heard.text).content:
        return []
    why = "asked, and got something else"
    return [Push("emotion", -2, why, None, "theirs"), Push("patience", -2, why, None, "theirs")]


def strays(state: State, before: State, turn: Turn, of_the_call: frozenset[str]) -> tuple[State, list[Push]]:
    """Good sentences one after the other that have to do with nothing are a script, however good each is."""
    words = normal(turn.heard.text).content
    recent = tuple(at for at in state.strayed if at > before.rep_turns - _STRAYS_WITHIN + 1)
    short = len(turn.heard.text.split()) <= _A_SHORT_REMARK
    if short or not before.last or words & of_the_call or words & normal(before.last).content:
        return replace(state, strayed=recent), []
    recent = (*recent, before.rep_turns + 1)
    if len(recent) <= _STRAYS_AT_MOST:
        return replace(state, strayed=recent), []
    why = "had to do with nothing they had said, as if read out"
    return replace(state, strayed=recent), [Push("patience", -2, why, None, "theirs")]


def remember_words(state: State, text: str) -> State:
    return replace(state, heard=(*state.heard, mark_of(text))[-_REMEMBERED:])


def asks_the_same(state: State, turn: Turn) -> bool:
    """A question in the very words of one that they have answered."""
    return turn.asks and len(turn.heard.text.split()) > 2 and mark_of(turn.heard.text) in state.heard


def _calls_them_otherwise(scenario: Scenario, rep: str, text: str) -> bool:
    called = _CALLED.match(text)
    if called is None:
        return False
    name = called[1]
    words = (scenario.person.name, scenario.person.organisation, scenario.offer.name, rep,
             *(entry.name for entry in scenario.lexicon))  # fmt: skip
    return name.lower() not in STOP_WORDS and name not in {part for entry in words for part in entry.split()}


def _comes_to_business(turn: Turn) -> bool:
    return bool(turn.triggers & _BUSINESS) or turn.read.intent.kind in ("price", "next_step", "case", "question")


def reminds_of_promise(c: Composition) -> bool:
    """What was promised last time and has not been spoken of is the first thing they mention."""
    if not c.state.owed or c.state.rep_turns < _FIRST_WORDS:
        return False
    kind, *rest = c.state.owed
    c.state = replace(c.state, owed=tuple(rest))
    c.loses("trust", 3, "what was promised last time was not spoken of")
    c.mood = "doubtful"
    return c.stock(f"promise_{kind}")


def wonders_what_it_is_about(c: Composition) -> bool:
    """Long talk that never comes to anything costs patience, and in the end they ask."""
    since = c.state.rep_turns - _COMES_TO_THE_POINT
    if c.state.business or since < 0 or since % _WONDERS_AGAIN:
        return False
    c.loses("patience", _POINTLESS * (1 + since // _WONDERS_AGAIN), "it had come to nothing yet")
    return c.stock("what_about")
