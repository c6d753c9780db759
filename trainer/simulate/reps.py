"""Scripted reps of known character. Their lines come from what they have prepared and what the person has said."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from trainer.pathway.words import normal
from trainer.simulate import hearing
from trainer.simulate.plan import Plan
from trainer.simulate.wording import given_back, with_small_letter
from trainer.text import sentences

MOST_TURNS = 60

Lines = Mapping[str, Sequence[str]]
"""What one character says, by occasion (assets/simulate/lines.yaml)."""


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a rep goes into a call with. ``examples``: what a reciter has learnt by heart; ``others``: lines meant for
    other people; ``question``: one question about a fact of this person's, for whoever asks it again and again."""

    rep: str
    person: str
    offer: str
    plan: Plan
    brief: str
    days: tuple[str, ...]
    """Days the brief names, as "Tuesday 4 November at eleven"."""
    examples: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    question: str = ""


class Rep:
    """One rep in one call. ``next`` gives the rep's next line, or None where they hang up."""

    def __init__(self, prepared: Preparation, lines: Lines, chance: Random) -> None:
        self.prepared = prepared
        self.plan = prepared.plan
        self.lines = lines
        self.chance = chance
        self.turn = 0
        self._said: set[str] = set()

    def next(self, heard: Sequence[str]) -> str | None:
        """``heard``: the person's lines so far."""
        self.turn += 1
        if self.turn > MOST_TURNS:
            return None
        return self.say(heard, heard[-1] if heard else "")

    def say(self, heard: Sequence[str], last: str) -> str | None:
        raise NotImplementedError

    def unsaid(self, lines: Sequence[str]) -> str | None:
        """The first of these lines that was not said yet."""
        line = next((line for line in lines if line not in self._said), None)
        if line is not None:
            self._said.add(line)
        return line

    def either(self, lines: Sequence[str]) -> str | None:
        """One of these lines that was not said yet, by chance."""
        left = [line for line in lines if line not in self._said]
        return self.unsaid([self.chance.choice(left)]) if left else None

    def form(self, occasion: str, said: str = "", **fill: str) -> str | None:
        """The next form for an occasion that was not said yet, filled in."""
        form = self.unsaid(self.lines[occasion])
        return None if form is None else self._filled(form, said, fill)

    def any_form(self, occasion: str, said: str = "", **fill: str) -> str:
        """One of the forms for an occasion, by chance, said before or not."""
        return self._filled(self.chance.choice(self.lines[occasion]), said, fill)

    def _filled(self, form: str, said: str, fill: Mapping[str, str]) -> str:
        names = {"rep": self.prepared.rep, "person": self.prepared.person, "offer": self.prepared.offer}
        return form.format(**names, said=with_small_letter(said), Said=said[:1].upper() + said[1:], **fill)

    def hello(self) -> str:
        return self.chance.choice(self.plan.opening).replace("{rep}", self.prepared.rep)

    def straight(self, last: str) -> str | None:
        """The prepared answer to a question, or what there is to tell that shares most with it."""
        if hearing.asks_price(last):
            return self.unsaid(self.plan.price) or self.plan.price[0]
        asked = normal(last).content
        told = [*((" ".join(words), say) for words, say in self.plan.answers),
                *((line, line) for line in (*self.plan.tells, *self.plan.limits))]  # fmt: skip
        shared = ((len(asked & normal(words).content), say) for words, say in told if say not in self._said)
        best = max(shared, key=lambda pair: pair[0], default=(0, ""))
        return self.unsaid([best[1]]) if best[0] else None


class OrderTaker(Rep):
    """Answers what is asked, clearly and politely, and leads nowhere."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        if self.turn == 1:
            return self.form("hello")
        if self.turn == 2:
            return self.form("offers")
        if self.turn > 22:
            return self.form("bye")
        if hearing.asks(last):
            return self.straight(last) or self.any_form("looks_up")
        if self.turn in (13, 20):
            return self.any_form("asks")
        if self.turn in (14, 21):
            return self.any_form("let_me_know")
        if self.turn % 3 == 0:
            return self.form("anything_else") or self.any_form("anything_else")
        told = (*self.plan.tells, *self.plan.price, *self.plan.limits, *self.plan.cases)
        return self.unsaid(told) or self.any_form("agrees")


class Pushy(Rep):
    """Quick, likeable, talks over people, makes the hurry himself and comes back after every no."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        if self.turn == 1:
            return self.form("hello")
        return self.form("pitch", tell=self.plan.tells[min(self.turn - 2, len(self.plan.tells) - 1)])


class Friend(Rep):
    """Warm, generous, understands, and never comes to business."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        if self.turn == 1:
            return self.hello()
        if self.turn in (2, 9) and (packet := self.unsaid(self.plan.packets)):
            return packet
        if self.turn > 40:
            return self.form("bye")
        asks = hearing.asks(last)
        if hearing.words(last) >= 6 and not asks and self.turn % 2:
            told = max((s for s in sentences(last) if not s.endswith("?")), key=len, default=last)
            return self.any_form("gives_back", given_back(told))
        if asks:
            return self.form("not_now") or self.any_form("not_now")
        return self.either(self.lines["chat"]) or self.any_form("mm")


class Reciter(Rep):
    """Has learnt every good sentence by heart and says them one after the other."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        return self.hello() if self.turn == 1 else self.either(self.prepared.examples)


class Silent(Rep):
    """Says hello, and then nothing."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        return self.form("hello") if self.turn == 1 else "[4 s]"


class Scattered(Rep):
    """Sentences that were meant for other people."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        return self.either(self.prepared.others)


class AsksAgain(Rep):
    """Has one question, and asks it again and again."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        return self.hello() if self.turn == 1 else self.prepared.question


class Disqualifier(Rep):
    """Tells everybody soon that it is not for them."""

    def say(self, heard: Sequence[str], last: str) -> str | None:
        begins = (self.hello(), self.plan.questions[0], self.plan.limits[0])
        return begins[self.turn - 1] if self.turn <= len(begins) else self.form("says")
