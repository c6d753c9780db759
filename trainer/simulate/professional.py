"""The scripted rep who does it well: asks, gives back, gives something, comes to business late, says limits, works it
out with them on their own figures, and names a step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from random import Random
from typing import Literal

from trainer.pathway.words import normal
from trainer.simulate import hearing
from trainer.simulate.reps import Lines, Preparation, Rep
from trainer.simulate.wording import given_back
from trainer.text import sentences

_PROPOSALS = 5
_DECLINED = 3
_STALLS = 3
_TOO_SOON = 7
"""Questions asked before which somebody who stalls was only asked too soon."""
_QUESTIONS = 11
_NAMES = 3
_LONG = 25
"""Words after which a good listener says nothing for three seconds."""
_GIVES_BACK = 0.75
_SIGNS = 2
"""Signs that it is not for them, before it is said: one is a word in passing, but a number is plain."""
_BEFORE_NOT_FOR = 14


class Professional(Rep):
    def __init__(self, prepared: Preparation, lines: Lines, chance: Random) -> None:
        super().__init__(prepared, lines, chance)
        self._phase: Literal["open", "discover", "present", "close", "confirmed", "after"] = "open"
        self._names: set[str] = set()
        self._asked = 0
        self._gave_back = False
        self._summed = False
        self._presented = 0
        self._proposed = 0
        self._stalls = 0
        self._declined = 0
        self._told_not_for = False
        self._against = ""
        """What they hold against it and were asked about."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        if self.turn == 1:
            return self.hello()
        if self._phase == "after":
            return self.form("not_for_you") if self._told_not_for else None
        if self._phase == "confirmed":  # they are still there, so it was no yes
            self._phase, self._against = "close", ""
            return self._propose(heard) if self._proposed < _PROPOSALS else None
        if self._phase in ("present", "close") and hearing.signals(last) and self._proposed < _PROPOSALS:
            return " ".join((*(() if self._proposed else self.plan.happens), self._propose(heard)))
        if self.turn > 3 and hearing.stalls(last):
            if self._asked < _TOO_SOON:
                return self._discover(last)
            return self._after_stall(heard, last)
        if self._proposed and self._phase == "close":
            return self._after_proposal(heard, last)
        if self.turn > _BEFORE_NOT_FOR and (not_for := self._not_for(heard)):
            self._phase, self._told_not_for = "after", True
            return not_for
        if answer := self._answer(last):
            return answer
        if self._against:
            return self._settle(last)
        if self._phase == "present" and hearing.holds_against(last):
            self._against = last
            return self.any_form("clarifies")
        return self._go_on(heard, last)

    def _go_on(self, heard: Sequence[str], last: str) -> str | None:
        match self._phase:
            case "open" if self.turn == 2:
                return self.either(self.plan.packets)
            case "open" if hearing.asks(last):
                return self.any_form("page")
            case "open" | "discover":
                self._phase = "discover"
                return self._discover(last)
            case "present":
                return self._present(heard)
        return self._propose(heard)

    # Understanding -------------------------------------------------------------------------------------------------

    def _discover(self, last: str) -> str | None:
        if not self._gave_back and hearing.words(last) >= 6 and not hearing.asks(last):
            self._gave_back = True
            long = hearing.words(last) >= _LONG
            if long or self.chance.random() < _GIVES_BACK:
                return ("[3 s] " if long else "") + self.any_form("gives_back", _own_words(last))
        self._gave_back = False
        fresh = [name for name in hearing.names(last) if name not in self._names and name not in self.prepared.brief]
        if fresh and len(self._names) < _NAMES:
            self._names.add(fresh[0])
            return self.any_form("follows_name", name=fresh[0])
        if hearing.has_number(last) and not self._summed and self._asked >= 3 and hearing.words(last) < 30:
            self._summed = True
            number = next(s for s in sentences(last) if hearing.has_number(s))
            return self.any_form("sums", given_back(number, 8))
        if self._asked < _QUESTIONS and (question := self.unsaid(self.plan.questions)):
            self._asked += 1
            return question
        self._phase = "present"
        return self.any_form("bridge")

    def _not_for(self, heard: Sequence[str]) -> str | None:
        told = " ".join(heard).lower()
        for signs, say in self.plan.not_for:
            found = [sign for sign in signs if sign.lower() in told]
            if len(found) >= _SIGNS or any(hearing.has_number(sign) for sign in found):
                return say
        return None

    # Business ------------------------------------------------------------------------------------------------------

    def _answer(self, last: str) -> str | None:
        """What they asked comes first, whatever was planned."""
        if self.turn <= 2 or not hearing.asks(last):
            return None
        if meant := hearing.asks_back(last):
            return self.any_form("means", meant)
        if hearing.words(last) < 5 and "mean" in last:
            return self.unsaid(self.plan.questions)
        if answer := self.straight(last):
            return answer
        return self.form("finds_out") if hearing.words(last) > 5 and self._phase != "open" else None

    def _settle(self, last: str) -> str:
        """Asked what is behind it, they said; it is answered, and asked whether that does it."""
        against, self._against = f"{self._against} {last}", ""
        near = self.straight(against) or self.unsaid(self.plan.limits) or self.plan.tells[0]
        return self.any_form("settles", tell=near)

    def _present(self, heard: Sequence[str]) -> str:
        self._presented += 1
        match self._presented:
            case 1:
                return self.any_form("links", _heart(heard), tell=self.unsaid(self.plan.tells) or "")
            case 2:
                return self.unsaid(self.plan.limits) or self.plan.limits[0]
            case 3:
                return self._case(heard)
            case 4:
                return self.any_form("pictures", _heart(heard, 1))
            case 5:
                return self.unsaid(self.plan.price) or self.any_form("whole_price")
            case 6:
                return self.unsaid(self.plan.tells) or self.any_form("leaves_it")
            case 7:
                return self.any_form("own_figures")
        self._phase = "close"
        told = dict.fromkeys(_heart(heard, place) for place in range(3))
        return self.any_form("sums_up", " ".join(f"{part[:1].upper()}{part[1:]}." for part in told))

    def _case(self, heard: Sequence[str]) -> str:
        known = normal(" ".join((self.prepared.brief, *heard))).content
        return max(self.plan.cases, key=lambda case: len(normal(case).content & known))

    def _propose(self, heard: Sequence[str]) -> str:
        """What was prepared, then a day with whoever they keep naming, on their own figures."""
        self._phase = "close"
        self._proposed += 1
        named = Counter(name for line in heard for name in hearing.names(line)).most_common(2)
        day = self.prepared.days[-1] if self.prepared.days else "Thursday at four"
        with_them = [self.any_form("with_whom", day=day, name=name) for name, _ in named]
        first, *others = self.plan.steps
        return self.unsaid([first, *with_them, *others]) or first

    def _after_proposal(self, heard: Sequence[str], last: str) -> str | None:
        if answer := self._answer(last):
            return answer
        if self._against:
            return self._settle(last)
        if hearing.agrees(last):
            self._phase = "confirmed"
            return self.either(self.plan.confirms) or self.any_form("settled")
        self._declined += 1
        if self._declined > _DECLINED and self._proposed >= _PROPOSALS:
            self._phase = "after"
            return self.any_form("lets_go")
        if self._declined == 1 and hearing.declines(last):
            return self.any_form("too_fast")
        self._against = last
        return self.form("in_the_way") or self._propose(heard)

    def _after_stall(self, heard: Sequence[str], last: str) -> str:
        """Which half is missing decides what comes: grounds of their own, or what it would be like."""
        self._phase = "close"
        self._stalls += 1
        if self._stalls > _STALLS:
            self._phase = "after"
            return self.any_form("lets_go")
        if not hearing.lacks_grounds(last):
            return self.form("feeling", _heart(heard)) or self.any_form("own_figures")
        grounds = self.form("grounds", tell=self._case(heard), number=_number(heard))
        return grounds or self.any_form("own_figures")


def _own_words(last: str) -> str:
    """The sentence of their last words in which they speak of themselves, turned round."""
    told = [s for s in sentences(last) if not s.endswith("?") and hearing.words(s) >= 3] or [last]
    own = (" i ", "i've", "i'd", "never", "nobody", "not")
    return given_back(max(told, key=lambda s: (any(word in s.lower() for word in own), len(s))))


def _heart(heard: Sequence[str], place: int = 0) -> str:
    """What they said at most length, turned round."""
    told = (s for line in heard for s in sentences(line) if not s.endswith("?"))
    long = sorted(told, key=hearing.words, reverse=True) or [heard[-1]]
    return given_back(long[min(place, len(long) - 1)], 12)


def _number(heard: Sequence[str]) -> str:
    """The last figure they named, in its sentence, turned round."""
    with_number = [s for line in heard for s in sentences(line) if hearing.has_number(s)]
    return given_back(with_number[-1], 10) if with_number else _heart(heard)
