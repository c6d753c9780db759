"""One utterance of the rep's with everything around it that is asked about it, worked out once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from trainer.pathway.numbers import DAYS, MONTHS, number_token
from trainer.pathway.reading import Moment, Scene
from trainer.pathway.words import STOP_WORDS, Clause, Normal, content_of, normal, stem

RECENT = 3
"""How many of a person's lines are still in the air."""

_NAME = re.compile(r"(?<![.?!…:]\s)(?<!^)\b[A-Z][a-z]{2,}\b")
_OF_PRICES = frozenset(map(stem, ("cost", "price", "pay", "money")))


@lru_cache(maxsize=1024)
def names_in(line: str) -> frozenset[str]:
    """Stems of the names in a printed line: capitals that begin no sentence, and are no "I"."""
    return frozenset(stem(name) for name in map(str.lower, _NAME.findall(line)) if not _is_date(name))


def _is_date(name: str) -> bool:
    return name in MONTHS or name in DAYS or name.removesuffix("s") in DAYS


@lru_cache(maxsize=256)
def stems_of_phrases(phrases: tuple[str, ...]) -> frozenset[str]:
    """Content of several texts, kept for the next time."""
    return content_of(phrases)


@lru_cache(maxsize=32)
def vocabulary(scene: Scene) -> frozenset[str]:
    """All content of a scene: what is spoken of in this call, whoever speaks."""
    words = [phrase for topic in scene.topics for phrase in topic.phrases]
    words += [phrase for _, phrases in (*scene.cares, *scene.cases) for phrase in phrases]
    prices = frozenset(number_token(price) for price in scene.prices)
    return content_of((*words, scene.brief, scene.offer, *scene.they_know, *scene.names)) | prices


@dataclass
class Turn:
    """One utterance with everything that is asked about it, worked out once."""

    text: Normal
    scene: Scene
    moment: Moment
    lists: Mapping[str, re.Pattern[str]]
    acts: dict[str, list[float]] = field(default_factory=dict)
    """Each act's probability, clause by clause, as far as they have been read."""

    @cached_property
    def previous(self) -> Normal:
        return normal(self.moment.previous)

    @cached_property
    def lines(self) -> tuple[Normal, ...]:
        """The person's lines, oldest first, the last one included."""
        lines = self.moment.person_lines
        if self.moment.previous and (not lines or lines[-1] != self.moment.previous):
            lines = (*lines, self.moment.previous)
        return tuple(normal(line) for line in lines)

    @cached_property
    def rep_lines(self) -> tuple[Normal, ...]:
        return tuple(normal(line) for line in self.moment.rep_lines)

    @cached_property
    def own_words(self) -> frozenset[str]:
        """What the rep brings along: the offer's name, the rep's own, the person's. Saying it is no echo."""
        scene = self.scene
        return content_of((scene.offer, scene.rep, scene.person, scene.organisation, *scene.person_names))

    @cached_property
    def brief(self) -> frozenset[str]:
        return normal(self.scene.brief).content

    @cached_property
    def recent(self) -> frozenset[str]:
        """Content of the person's last lines."""
        return frozenset().union(*(line.content for line in self.lines[-RECENT:])) - self.own_words

    @cached_property
    def ever(self) -> frozenset[str]:
        return frozenset().union(*(line.content for line in self.lines)) - self.own_words

    @cached_property
    def fresh(self) -> frozenset[str]:
        """Words that are the person's own: said by them in their last lines, and not in the rep's mouth first."""
        said_by_rep = frozenset().union(*(line.content for line in self.rep_lines))
        return self.recent - (said_by_rep - self._told_by_person_first) - self.brief - self._names_only - _OF_PRICES

    @cached_property
    def _told_by_person_first(self) -> frozenset[str]:
        theirs: set[str] = set()
        reps: set[str] = set()
        for place, line in enumerate(self.rep_lines):
            reps |= line.content - theirs
            if place < len(self.lines):
                theirs |= self.lines[place].content - reps
        return frozenset(theirs)

    @cached_property
    def old(self) -> frozenset[str]:
        """Content of lines three or more turns back that neither side has taken up since."""
        since = frozenset().union(
            *(line.content for line in self.lines[-RECENT:]), *(line.content for line in self.rep_lines[-RECENT:])
        )
        back = frozenset().union(*(line.content for line in self.lines[:-RECENT]))
        numbers = frozenset(word for word in back if word.startswith("#"))
        return back - since - self.own_words - self.brief - numbers

    @cached_property
    def names(self) -> frozenset[str]:
        """Names the person has dropped."""
        lines = (*self.moment.person_lines, self.moment.previous)
        return frozenset().union(*(names_in(line) for line in lines)) - self.own_words

    @cached_property
    def _names_only(self) -> frozenset[str]:
        """Names, but for "Mum" and "Dad", which are a person's own words for them."""
        return frozenset(name for name in self.names if not self.matches("personal", name))

    @cached_property
    def their_numbers(self) -> frozenset[float]:
        return frozenset(number for line in self.lines for number in line.numbers)

    def clause_content(self, clause: Clause) -> frozenset[str]:
        return frozenset(
            stem(token.text)
            for token in self.text.tokens[clause.first : clause.last]
            if token.text not in STOP_WORDS and len(token.text) > 1
        )

    def clause_numbers(self, clause: Clause) -> list[float]:
        return [token.value for token in self.text.tokens[clause.first : clause.last] if token.value is not None]

    def act(self, name: str, clause: Clause) -> float:
        """An act's probability in one clause; 0 while it has not been read."""
        values = self.acts.get(name)
        return values[self.text.clauses.index(clause)] if values else 0.0

    def act_of_turn(self, name: str) -> float:
        return max(self.acts.get(name) or [0.0])

    def matches(self, name: str, text: str) -> bool:
        """Whether a list of the pattern file is found in a normal text."""
        return bool(self.lists[name].search(text))

    @cached_property
    def says_price(self) -> bool:
        """Whether one of the offer's own prices is said; pence are told as pence and kept as a part of a pound."""
        prices = self.scene.prices
        return any(number in prices or number / 100 in prices for number in self.text.numbers)

    def quoted_otherwise(self, clause: Clause) -> bool:
        """A price said for something for which the rep has said another one, about as high: neither a sum of theirs nor
        the same price for several."""
        here = _quotes(self.text, clause.first, clause.last)
        for line in self.rep_lines:
            for unit, value in _quotes(line, 0, len(line.tokens)).items():
                now = here.get(unit, value)
                if now == value or value not in self.moment.figures or not value / 2 < now < 2 * value:
                    continue
                return now not in self.moment.figures and now not in self.their_numbers
        return False


def _quotes(text: Normal, first: int, last: int) -> dict[tuple[str, ...], float]:
    """Prices by what they are for: "#260 a month for the gate" is (month, gate): 260."""
    found: dict[tuple[str, ...], float] = {}
    tokens = text.tokens
    for place in range(first, last):
        value = tokens[place].value
        if value is None:
            continue
        after = [token.text for token in tokens[place + 1 : min(place + 8, last)]]
        if after[:1] and after[0] in ("pounds", "dollars", "euros", "pence"):
            after = after[1:]
        if len(after) < 2 or after[0] not in ("a", "per", "an", "the", "each"):
            continue
        if after[0] == "the" and after[1] != "first":
            continue
        unit = stem(after[2] if after[1] == "first" and len(after) > 2 else after[1])
        rest = after[3:6] if after[2:3] == ["for"] else []
        thing = next((stem(word) for word in rest if word not in STOP_WORDS), "")
        found[(unit, thing)] = value
    return found
