"""What patterns and words tell of an utterance, with what stands around it: one of the three evidences of a reading."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import InputError
from trainer.pathway.behaviours import Behaviour, load_behaviours
from trainer.pathway.context import Condition, condition, is_of_call
from trainer.pathway.rules import Rule, RuleBook, load_rules
from trainer.pathway.sentiment import load_sentiment, sentiment
from trainer.pathway.turn import Turn
from trainer.transcript import Span

FLOOR = 0.02
"""What an act has that no pattern speaks for."""
_CEILING = 0.97


@dataclass(frozen=True)
class Patterns:
    """The data of a pathway folder: behaviours.yaml, patterns.yaml and sentiment.yaml."""

    behaviours: Mapping[str, Behaviour]
    rules: RuleBook
    lexicon: Mapping[str, float]
    needs: Mapping[str, tuple[Condition, ...]]
    needs_of_call: Mapping[str, tuple[Condition, ...]]
    digest: str

    @classmethod
    def from_folder(cls, folder: Path) -> Patterns:
        """Raises InputError with what is wrong and where."""
        known = load_behaviours(folder / "behaviours.yaml")
        rules = load_rules(folder / "patterns.yaml", known)
        digest = hashlib.sha256()
        for name in ("behaviours.yaml", "patterns.yaml", "sentiment.yaml"):
            digest.update((folder / name).read_bytes())
        return cls(
            behaviours=known,
            rules=rules,
            lexicon=load_sentiment(folder / "sentiment.yaml"),
            needs={name: _needs_of(behaviour, of_call=False) for name, behaviour in known.items()},
            needs_of_call={name: _needs_of(behaviour, of_call=True) for name, behaviour in known.items()},
            digest=digest.hexdigest()[:8],
        )

    def read_acts(self, turn: Turn) -> None:
        """Put each act's likelihood, clause by clause, into the turn."""
        for name, rules in self.rules.acts.items():
            turn.acts[name] = _likelihoods(turn, rules)

    def sentiment(self, turn: Turn) -> float:
        """From -1 to 1."""
        return sentiment(turn.text, self.lexicon)

    def allows(self, turn: Turn, name: str) -> bool:
        """Whether the call is such that a behaviour can count at all."""
        first = turn.text.clauses[0]
        return all(holds(turn, first) for holds in self.needs_of_call[name])

    def fits(self, turn: Turn, name: str, first: int, last: int) -> bool:
        """Whether what a behaviour needs holds in some clause between two tokens."""
        needs = self.needs[name]
        return not needs or any(
            all(holds(turn, clause) for holds in needs)
            for clause in turn.text.clauses
            if clause.first < last and clause.last > first
        )

    def carried(self, turn: Turn, name: str) -> Span | None:
        """The words that carried a behaviour: those of the first rule that holds where its needs hold too."""
        for rule in self.rules.behaviours.get(name, ()):
            for clause, span in rule.hits(turn):
                if all(holds(turn, clause) for holds in self.needs[name]):
                    return span
        return None


def _needs_of(behaviour: Behaviour, *, of_call: bool) -> tuple[Condition, ...]:
    try:
        return tuple(condition(need) for need in behaviour.needs if is_of_call(need) is of_call)
    except KeyError as error:
        raise InputError(
            f"behaviours.yaml, {behaviour.id}: {error} is no condition that a behaviour can need."
        ) from error


def _likelihoods(turn: Turn, rules: tuple[Rule, ...]) -> list[float]:
    """An act's probability clause by clause: what speaks for it together, less what speaks against it."""
    missing = dict.fromkeys(turn.text.clauses, 1.0)
    factors = dict.fromkeys(turn.text.clauses, 1.0)
    for rule in rules:
        for clause, _ in rule.hits(turn):
            if rule.times is None:
                missing[clause] *= 1 - rule.p
            else:
                factors[clause] *= rule.times
    return [max(FLOOR, min(_CEILING, (1 - missing[c]) * factors[c])) for c in turn.text.clauses]
