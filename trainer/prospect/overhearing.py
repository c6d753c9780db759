"""The person's own lines as somebody else printed them: what they change in the state, so that a transcript can be
run through the engine. Lines of the scenario's file are recognised; of others the reader tells what they do."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import cached_property

from trainer.prospect.moves import Push
from trainer.prospect.state import DEPTHS, Depth, State
from trainer.scenario.contents import clauses
from trainer.scenario.schema import Scenario
from trainer.text import sentences

_WORDS = re.compile(r"[\w'’]+")
_LIKE = 0.6
"""Share of a shorter text's words that must stand in the other for both to be the same line."""
_FEW = 3


MISSED = (
    Push("empathy", -9, "was guessed at, and wrongly", None, "theirs"),
    Push("emotion", -5, "was guessed at, and wrongly", None, "theirs"),
    Push("patience", -2, "was guessed at, and wrongly", None, "theirs"),
)
"""What a reflection is worth that they put right: less than nothing, whatever it would have brought."""


_NO = re.compile(r"^(?:\W*(?:um|uh|well|oh),?)*\W*(?:no|not)\b", re.I)


def puts_right(answer: str, events: frozenset[str]) -> bool:
    """Whether a line puts right what the rep has just guessed."""
    return "corrects" in events or ("objects" in events and bool(_NO.match(answer)))


class Overheard:
    """What printed lines of one scenario's person do to a state."""

    def __init__(self, scenario: Scenario) -> None:
        self._scenario = scenario

    @cached_property
    def _known(self) -> Mapping[str, frozenset[str]]:
        wanted = ("fact.", "objection.", "question.", "wish.", "pain.", "turn.")
        lines = {
            clause: _content(text) for clause, text in clauses(self._scenario).items() if clause.startswith(wanted)
        }
        return {clause: words for clause, words in lines.items() if len(words) >= _FEW}

    def clauses_in(self, text: str) -> list[str]:
        """Clause ids of the file's lines that a printed line holds, wholly or nearly."""
        spoken = [_content(text), *(_content(sentence) for sentence in sentences(text))]
        return [clause for clause, words in self._known.items() if any(_alike(words, said) for said in spoken)]

    def take(self, state: State, text: str, events: frozenset[str]) -> State:
        """The state after a printed line. ``events``: what the reader makes of it (asks, price, objects, tells, …)."""
        found = self.clauses_in(text)
        for clause in found:
            kind, name, *more = clause.split(".")
            if kind == "fact":
                state = _told(state, name, more[0])
            elif kind == "objection" and more[0] == "says":
                state = state.with_pair("objections", name, "open")
            elif kind == "question" and more[0] != "content":
                state = replace(state, question=name, question_age=0)
            elif kind == "turn":
                state = replace(state, turned=(*state.turned, name), turn_open=name)
        deep = any(".partial." in clause or ".full." in clause for clause in found)
        tells = bool(events & {"tells", "personal"}) or deep or any(c.startswith(("wish.", "pain.")) for c in found)
        return replace(
            state,
            disclosed=tells,
            needs_found=state.needs_found or tells,
            price_asked=state.price_asked or "price" in events,
            question=state.question or ("asked" if "asks" in events else ""),
            steps=state.steps + len(events & {"tells", "asks", "price", "agrees"}),
            said_no=state.said_no + ("declines" in events),
            granted=True,
            last=text,
        )


def _told(state: State, fact: str, depth: str) -> State:
    now: Depth = next(one for one in DEPTHS if one == depth)
    before = state.depth_of(fact)
    if before is not None and DEPTHS.index(before) >= DEPTHS.index(now):
        return state
    return state.with_pair("told", fact, now)


def _content(text: str) -> frozenset[str]:
    return frozenset(word for word in _WORDS.findall(text.lower()) if len(word) > 2)


def _alike(words: frozenset[str], said: frozenset[str]) -> bool:
    least = min(len(words), len(said))
    return (least >= _FEW and len(words & said) >= _LIKE * max(len(words), len(said))) or (
        least >= 2 * _FEW and len(words & said) >= 0.9 * least
    )
