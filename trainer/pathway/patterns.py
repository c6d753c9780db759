"""The first reader: patterns and words, and what stands around them. It needs no model and no training."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from trainer.errors import InputError
from trainer.pathway.acts import ACTS
from trainer.pathway.behaviours import Behaviour, load_behaviours
from trainer.pathway.context import Condition, condition, is_of_call
from trainer.pathway.intent import intent_of, step_of
from trainer.pathway.reading import Moment, Scene
from trainer.pathway.rules import Rule, RuleBook, load_rules
from trainer.pathway.sentiment import load_sentiment, sentiment
from trainer.pathway.turn import Turn
from trainer.pathway.words import normal
from trainer.places import shipped
from trainer.transcript import Intent, Read, Seen, Span

_FLOOR = 0.02
"""What an act has that nothing speaks for."""
_CEILING = 0.97
_NOWHERE = Scene()
_SURE = 0.9
"""A fact told less surely than this gives way to a price said in the same words."""
_NO_PROPOSAL = frozenset(("generosity", "will_find_out", "let_me_know"))
"""What says "I'll send you" or "ring me" without proposing a step."""
_LONGEST = 4000
"""Characters of an utterance that are read; nobody says more in one turn, and pasted text must not hold a call up."""


@dataclass(frozen=True)
class PatternReader:
    """Implements ``trainer.pathway.reading.Reader``."""

    behaviours: Mapping[str, Behaviour]
    rules: RuleBook
    lexicon: Mapping[str, float]
    needs: Mapping[str, tuple[Condition, ...]]
    needs_of_call: Mapping[str, tuple[Condition, ...]]
    version: str

    @classmethod
    def from_folder(cls, folder: Path) -> PatternReader:
        """A reader on behaviours.yaml, patterns.yaml and sentiment.yaml. Raises InputError."""
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
            version=f"patterns-1-{digest.hexdigest()[:8]}",
        )

    @classmethod
    def shipped(cls) -> PatternReader:
        """The reader on the data that travels with the program."""
        return cls.from_folder(shipped("assets/pathway"))

    def acts(self, text: str, previous: str = "") -> dict[str, float]:
        """Every act with its probability, rounded to 4 decimals; sentiment from -1 to 1."""
        return self._acts_of(self._turn(text, _NOWHERE, Moment(previous=previous[:_LONGEST])))

    def read(self, text: str, scene: Scene, moment: Moment) -> Read:
        """Acts, behaviours with the words that carried them, and what of the scenario is addressed."""
        # Acts are a matter of the words and the line before, so that a transcript read without a scenario agrees.
        alone = self._turn(text, _NOWHERE, Moment(previous=moment.previous[:_LONGEST]))
        acts = self._acts_of(alone)
        turn = self._turn(text, scene, moment)
        turn.acts.update(alone.acts)
        seen = self._behaviours_of(turn)
        return Read(acts=acts, behaviours=seen, intent=self._intent(turn, acts, {item.id for item in seen}))

    def _turn(self, text: str, scene: Scene, moment: Moment) -> Turn:
        return Turn(normal(text[:_LONGEST]), scene, moment, self.rules.lists)

    def _acts_of(self, turn: Turn) -> dict[str, float]:
        for name, rules in self.rules.acts.items():
            turn.acts[name] = _likelihoods(turn, rules)
        found = {name: round(max(turn.acts.get(name) or [_FLOOR]), 4) for name in ACTS}
        found["sentiment"] = round(sentiment(turn.text, self.lexicon), 4)
        return found

    def _behaviours_of(self, turn: Turn) -> tuple[Seen, ...]:
        if not turn.text.clauses:
            return ()
        seen = []
        for name, rules in self.rules.behaviours.items():
            if self.behaviours[name].told and (span := self._carried(turn, name, rules)) is not None:
                seen.append(Seen(name, span))
        return tuple(seen)

    def _carried(self, turn: Turn, name: str, rules: tuple[Rule, ...]) -> Span | None:
        """The words that carried a behaviour: those of the first rule that holds where its needs hold too."""
        first = turn.text.clauses[0]
        if not all(holds(turn, first) for holds in self.needs_of_call[name]):
            return None
        for rule in rules:
            for clause, span in rule.hits(turn):
                if all(holds(turn, clause) for holds in self.needs[name]):
                    return span
        return None

    def _intent(self, turn: Turn, acts: Mapping[str, float], seen: set[str]) -> Intent:
        proposes = acts["next_step"] >= 0.5 and not seen & _NO_PROPOSAL
        if proposes and (found := step_of(turn.text, turn.scene, self._step_kinds)):
            return found
        price = turn.says_price or turn.matches("price_told", turn.text.text)
        small_talk = acts["small_talk"]
        asking = [
            c for c in turn.text.clauses if max(turn.act("open_question", c), turn.act("closed_question", c)) >= 0.5
        ]
        asked = normal(" ".join(turn.text.clause_text(clause) for clause in asking))
        if asking:  # what is asked counts for more than what was said before it
            found = intent_of(asked, turn.scene, asks=True, small_talk=small_talk, price=price, step=proposes)
            if found.kind not in ("none", "small_talk"):
                return found
        found = intent_of(turn.text, turn.scene, asks=bool(asking), small_talk=small_talk, price=price, step=proposes)
        if turn.says_price and (found.kind in ("objection", "question", "none") or found.certainty < _SURE):
            return Intent("price", next((topic.id for topic in turn.scene.topics if topic.kind == "price"), ""), 0.8)
        return found

    def _step_kinds(self, text: str) -> frozenset[str]:
        return frozenset(
            name for name, words in self.rules.lists.items() if name.startswith("step_") and words.search(text)
        )


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
    return [max(_FLOOR, min(_CEILING, (1 - missing[c]) * factors[c])) for c in turn.text.clauses]
