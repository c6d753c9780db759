"""The reader: acts, behaviours and intent of an utterance, from patterns, words and the encoder together.

Each passage of a turn (a clause or two) is read alone. An act's probability is that of the turn's likeliest passage; a
behaviour counts where its evidence is enough, what it needs of the call holds, and words can be shown that carried it.
Without the encoder's weights the reader works on patterns and words, and its version says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np

from trainer.errors import MachineError
from trainer.pathway.acts import ACTS
from trainer.pathway.behaviours import Behaviour
from trainer.pathway.boundaries import Boundaries
from trainer.pathway.boundaries import passages as passages_of
from trainer.pathway.echo import gives_back
from trainer.pathway.encoder import Encoded, Encoder
from trainer.pathway.heads import Floats, Heads, likelihood, log_odds
from trainer.pathway.intent import (
    Addressed,
    Meanings,
    as_answers,
    by_meaning,
    by_words,
    intent_of,
    likenesses,
    step_of,
)
from trainer.pathway.patterns import FLOOR, Patterns
from trainer.pathway.reading import Moment, Scene, Topic
from trainer.pathway.turn import Turn
from trainer.pathway.words import Clause, Normal, normal
from trainer.places import shipped
from trainer.transcript import Intent, Read, Seen, Span

_NOWHERE = Scene()
_SURE = 0.9
"""A fact told less surely than this gives way to a price said in the same words."""
_NO_PROPOSAL = frozenset(("generosity", "will_find_out", "let_me_know"))
"""What says "I'll send you" or "ring me" without proposing a step."""
_TEXTS = 4096
"""Phrasings whose meaning is kept, 6 MB: scenes that differ in one topic share all others."""
_THEIR_LAST, _IN_ALL = 14, 40
"""Words of the other's last line that a question is read after, and of both together."""
_LONGEST = 4000
"""Characters of an utterance that are read; nobody says more in one turn, and pasted text must not hold a call up."""
_HIT = 3.0
"""Log odds that a behaviour's pattern speaks with, for or against, and the call against what it does not call for."""
_SURELY = 2.5
"""Log odds from which on a behaviour counts in a call whose standing is known though no pattern tells it."""
_AT_LEAST = -4.0
"""Log odds below which it does not count there though a pattern tells it. Both chosen on the project's own calls."""
_BEHAVIOUR = "b:"
"""How a behaviour is named among the heads' labels; an act has its own name."""
_EVENT = "e:"
"""How an event in the person's line is named there."""


_MAYBE = -2.2
"""Log odds from which on a behaviour may have been there: one time in ten."""
_BY_PATTERN = 0.9
"""How likely a behaviour is that a pattern tells, where there is nothing else to go by."""


def _likely(odds: float) -> float:
    return 1.0 / (1.0 + math.exp(-odds))


@dataclass(frozen=True, slots=True)
class Carried:
    """Words that carry a behaviour, how likely it is, and whether that is enough for it to count as seen."""

    span: Span
    likely: float
    counts: bool


@dataclass(frozen=True)
class Evidence:
    """What speaks for each of the heads' labels in a turn: passages × labels, log odds; ``encoder`` None without it."""

    passages: tuple[Clause, ...]
    encoded: tuple[Encoded, ...]
    encoder: Floats | None
    words: Floats
    patterns: Floats


@dataclass(frozen=True)
class PathwayReader:
    """Implements ``trainer.pathway.reading.Reader``."""

    patterns: Patterns
    boundaries: Boundaries | None = None
    heads: Heads | None = None
    encoder: Encoder | None = None
    lacks: str = ""
    """Why the encoder is not there, as a sentence; "" where it is."""
    remembers: int = 16
    """How many utterances' acts are kept, so that what is said again is not worked out again: simulations say much
    that was said before."""

    @classmethod
    def from_folder(cls, folder: Path) -> PathwayReader:
        """A reader on the data of a pathway folder and the weights in its folder "reader", as far as they can be used.

        Raises InputError where the data is wrong; weights that are missing or damaged are told in ``lacks``.
        """
        patterns = Patterns.from_folder(folder)
        if not (folder / "reader").is_dir():
            return cls(patterns, lacks="The reader's weights are not there: it reads by patterns and words alone.")
        try:
            boundaries = Boundaries.from_file(folder / "reader" / "boundaries.npz")
            heads = Heads.from_file(folder / "reader" / "heads.npz")
        except MachineError as error:
            return cls(patterns, lacks=str(error))
        try:
            return cls(patterns, boundaries, heads, Encoder(folder / "reader"))
        except MachineError as error:
            return cls(patterns, boundaries, heads, lacks=str(error))

    @classmethod
    def shipped(cls, remembers: int = 16) -> PathwayReader:
        """The reader on what travels with the program."""
        return replace(cls.from_folder(shipped("assets/pathway")), remembers=remembers)

    @property
    def behaviours(self) -> Mapping[str, Behaviour]:
        return self.patterns.behaviours

    @cached_property
    def version(self) -> str:
        """Names what the reading rests on: other data, other weights or a missing encoder make another version."""
        if self.heads is None:
            return f"patterns-1-{self.patterns.digest}"
        how = f"reader-2-{self.encoder.version}" if self.encoder else "reader-2-words-only"
        return f"{how}-{self.patterns.digest}-{self.heads.digest}"

    def acts(self, text: str, previous: str = "") -> dict[str, float]:
        """Every act with its probability, rounded to 4 decimals; sentiment from -1 to 1."""
        return dict(self._by_words(text[:_LONGEST], previous[:_LONGEST])[0])

    def read(self, text: str, scene: Scene, moment: Moment) -> Read:
        """Acts, behaviours with the words that carried them, and what of the scenario is addressed."""
        # Acts are a matter of the words and the line before, so that a transcript read without a scenario agrees.
        acts, by_clause, evidence = self._by_words(text[:_LONGEST], moment.previous[:_LONGEST])
        turn = self._turn(text, scene, moment)
        turn.acts.update(by_clause)
        seen, maybe = self._behaviours_of(turn, evidence)
        intent = self._intent(turn, acts, {item.id for item in seen}, evidence)
        return Read(acts=dict(acts), behaviours=seen, intent=intent, maybe=maybe)

    def events(self, text: str, previous: str = "") -> frozenset[str]:
        """What a line of the person's does to the call (asks, price, objects, tells, …); nothing is told without heads.

        ``previous``: what the rep said just before.
        """
        if self.heads is None or not text.strip():
            return frozenset()
        turn = self._turn(text, _NOWHERE, Moment(previous=previous[:_LONGEST]))
        if not turn.text.tokens:
            return frozenset()
        odds = self._strongest(self.evidence(turn))
        return frozenset(
            label.removeprefix(_EVENT)
            for label, place in self.heads.place.items()
            if label.startswith(_EVENT) and odds[place] >= 0
        )

    def evidence(self, turn: Turn) -> Evidence:
        """What words and encoder make of each passage, and what the patterns make of its acts."""
        assert self.heads is not None
        heads, passages = self.heads, passages_of(turn.text, self.boundaries)
        said = [[token.text for token in turn.text.tokens[p.first : p.last]] for p in passages]
        words = np.stack([heads.from_words(tokens) for tokens in said])
        likely = np.full(words.shape, FLOOR, dtype=np.float32)
        for number, passage in enumerate(passages):
            within = [n for n, c in enumerate(turn.text.clauses) if c.first < passage.last and c.last > passage.first]
            for act, likelihoods in turn.acts.items():
                likely[number, heads.place[act]] = max(likelihoods[n] for n in within)
        likely[:, heads.place["sentiment"]] = 0.5 + 0.5 * self.patterns.sentiment(turn)
        patterns = log_odds(likely)
        if self.encoder is None:
            return Evidence(passages, (), None, words, patterns)
        before = [token.text for token in turn.previous.tokens]
        tokens = [token.text for token in turn.text.tokens]
        encoded = tuple(
            self.encoder.read(passage, before, tokens[: place.first])
            for passage, place in zip(said, passages, strict=True)
        )
        marks = np.stack([one.marks for one in encoded])[:, heads.encoder_places]
        return Evidence(passages, encoded, marks, words, patterns)

    def strongest(self, text: str, previous: str = "") -> tuple[Floats, Floats, Floats]:
        """Log odds of each label in a turn from encoder, words and patterns: what the weighing of acts is learnt from.

        Raises MachineError without weights.
        """
        if self.heads is None or self.encoder is None:
            raise MachineError(self.lacks)
        turn = self._turn(text, _NOWHERE, Moment(previous=previous[:_LONGEST]))
        self.patterns.read_acts(turn)
        evidence = self.evidence(turn)
        assert evidence.encoder is not None
        return evidence.encoder.max(axis=0), evidence.words.max(axis=0), evidence.patterns.max(axis=0)

    def behaviour_evidence(self, text: str, scene: Scene, moment: Moment) -> tuple[Floats, Floats, Floats, Floats]:
        """The same for behaviours, and what the call says: what their weighing is learnt from."""
        encoder, words, patterns = self.strongest(text, moment.previous)
        turn = self._turn(text, scene, moment)
        turn.acts.update(self._by_words(text[:_LONGEST], moment.previous[:_LONGEST])[1])
        call = np.zeros_like(patterns)
        assert self.heads is not None
        for name in self.behaviours if turn.text.clauses else ():
            place = self.heads.place[_BEHAVIOUR + name]
            call[place] = 0.0 if self._called_for(turn, name) else -_HIT
            patterns[place] = _HIT if call[place] == 0 and self.patterns.carried(turn, name) else -_HIT
        return encoder, words, patterns, call

    @cached_property
    def _by_words(self) -> Callable[[str, str], tuple[dict[str, float], dict[str, list[float]], Evidence | None]]:
        """What a text and the line before it give whatever the call: acts, acts by clause, and the evidence."""

        def read(text: str, previous: str) -> tuple[dict[str, float], dict[str, list[float]], Evidence | None]:
            turn = self._turn(text, _NOWHERE, Moment(previous=previous))
            acts, evidence = self._acts_of(turn)
            return acts, turn.acts, evidence

        return lru_cache(maxsize=self.remembers)(read)

    def _called_for(self, turn: Turn, name: str) -> bool:
        """Whether what a behaviour needs of the call and of the words around it holds, as far as is known."""
        return self.patterns.allows(turn, name) and self.patterns.fits(turn, name, 0, len(turn.text.tokens))

    def _turn(self, text: str, scene: Scene, moment: Moment) -> Turn:
        return Turn(normal(text[:_LONGEST]), scene, moment, self.patterns.rules.lists)

    def _acts_of(self, turn: Turn) -> tuple[dict[str, float], Evidence | None]:
        """Acts of the whole turn; clause by clause they are put into the turn."""
        self.patterns.read_acts(turn)
        if self.heads is None or not turn.text.tokens:
            found = {name: round(max(turn.acts.get(name) or [FLOOR]), 4) for name in ACTS}
            found["sentiment"] = round(self.patterns.sentiment(turn), 4)
            return found, None
        evidence = self.evidence(turn)
        heads, places = self.heads, [self.heads.place[act] for act in ACTS]
        of_passages = likelihood(heads.together(evidence.encoder, evidence.words, evidence.patterns))[:, places]
        whole = likelihood(self._strongest(evidence))[places]
        found = {act: round(float(whole[n]), 4) for n, act in enumerate(ACTS)}
        found["sentiment"] = round(2 * float(whole[ACTS.index("sentiment")]) - 1, 4)
        of_clause = [
            next(n for n, p in enumerate(evidence.passages) if p.first <= clause.first < p.last)
            for clause in turn.text.clauses
        ]
        for n, act in enumerate(ACTS):
            if act != "sentiment":
                turn.acts[act] = [float(of_passages[passage, n]) for passage in of_clause]
        return found, evidence

    def _strongest(self, evidence: Evidence) -> Floats:
        """Log odds of each label in the turn: each evidence by the passage in which it is strongest."""
        assert self.heads is not None
        encoder = None if evidence.encoder is None else evidence.encoder.max(axis=0)
        return self.heads.together(encoder, evidence.words.max(axis=0), evidence.patterns.max(axis=0))

    def _behaviours_of(self, turn: Turn, evidence: Evidence | None) -> tuple[tuple[Seen, ...], tuple[Seen, ...]]:
        """The behaviours that count as seen, and those that may have been there."""
        if not turn.text.clauses:
            return (), ()
        seen: list[Seen] = []
        maybe: list[Seen] = []
        hopeless = self._hopeless(evidence, _MAYBE if turn.moment.guessed else _AT_LEAST)
        for name, behaviour in self.behaviours.items():
            if not behaviour.told or name in hopeless:
                continue
            found = self._carried(turn, name, evidence)
            if found is None or (not behaviour.helps and gives_back(turn, found.span)):
                continue
            (seen if found.counts else maybe).append(Seen(name, found.span, round(found.likely, 3)))
        return tuple(seen), tuple(maybe)

    def _hopeless(self, evidence: Evidence | None, least: float) -> frozenset[str]:
        """Behaviours that words and encoder rule out, whatever patterns and call say: most, and looking is dear."""
        if evidence is None or self.heads is None:
            return frozenset()
        best = self.heads.together(evidence.encoder, evidence.words, _HIT).max(axis=0)
        return frozenset(name for name, place in self._behaviour_places if best[place] < least)

    @cached_property
    def _behaviour_places(self) -> tuple[tuple[str, int], ...]:
        assert self.heads is not None
        places = self.heads.place
        return tuple((name, places[_BEHAVIOUR + name]) for name in self.behaviours if _BEHAVIOUR + name in places)

    def _carried(self, turn: Turn, name: str, evidence: Evidence | None) -> Carried | None:
        """The words that carried a behaviour, or None where it is hardly there.

        Where the call's standing is known, nothing counts that it does not call for; where it was worked out from the
        words alone, that only speaks against it.
        """
        allowed = self.patterns.allows(turn, name)
        if not allowed and not turn.moment.guessed:
            return None
        span = self.patterns.carried(turn, name) if allowed else None
        place = None if self.heads is None else self.heads.place.get(_BEHAVIOUR + name)
        if evidence is None or place is None or self.heads is None:
            return None if span is None else Carried(span, _BY_PATTERN, counts=True)
        called_for = allowed and (span is not None or self.patterns.fits(turn, name, 0, len(turn.text.tokens)))
        if not called_for and not turn.moment.guessed:
            return None
        encoder = None if evidence.encoder is None else evidence.encoder[:, place]
        odds = self.heads.of(
            place, encoder, evidence.words[:, place], _HIT if span else -_HIT, 0.0 if called_for else -_HIT
        )
        enough = 0.0 if turn.moment.guessed else _AT_LEAST if span else _SURELY
        best = float(odds.max())
        if best < min(enough, _MAYBE):
            return None
        passage = evidence.passages[int(odds.argmax())]
        return Carried(span or turn.text.span(passage.first, passage.last), _likely(best), counts=best >= enough)

    def likeness(self, text: str, scene: Scene, moment: Moment) -> Sequence[tuple[float, Topic]]:
        """How near a text is to each topic of the scene, nearest first."""
        turn = self._turn(text, scene, moment)
        evidence = self._by_words(text[:_LONGEST], moment.previous[:_LONGEST])[2]
        return self._addressed(turn, turn.text.clauses, frozenset(), evidence).topics

    def nearness(self, text: str, scene: Scene, moment: Moment) -> Floats:
        """Topics × what speaks for each by meaning and words: what the weighing of topics is learnt from.

        Raises MachineError without weights.
        """
        if self.encoder is None:
            raise MachineError(self.lacks)
        turn = self._turn(text, scene, moment)
        evidence = self.evidence(self._turn(text, _NOWHERE, Moment(previous=moment.previous[:_LONGEST])))
        return self._nearness(turn, turn.text, turn.text.clauses, evidence)

    def warm(self, scene: Scene) -> None:
        """Find where the scene's phrasings lie, which takes a second or two, before the first words are read."""
        if self.encoder is not None:
            self._meanings(scene.topics)

    def meaning(self, text: str) -> Floats:
        """The direction of meaning of a text read alone. Raises MachineError without the encoder."""
        if self.encoder is None:
            raise MachineError(self.lacks)
        return self.encoder.read([token.text for token in normal(text).tokens]).meaning

    @cached_property
    def _meanings(self) -> Callable[[tuple[Topic, ...]], Meanings]:
        known = lru_cache(maxsize=_TEXTS)(self.meaning)
        return lru_cache(maxsize=16)(lambda topics: Meanings(topics, known))

    def _intent(self, turn: Turn, acts: Mapping[str, float], seen: set[str], evidence: Evidence | None) -> Intent:
        proposes = self._at_best("next_step", acts, evidence) >= 0.5 and not seen & _NO_PROPOSAL
        small_talk = self._at_best("small_talk", acts, evidence)
        if proposes and (
            found := step_of(turn.text, turn.scene, self._step_kinds, self._step_nearness(turn, evidence))
        ):
            return found
        price = turn.says_price or turn.matches("price_told", turn.text.text)
        possible = {"price": price, "next_step": proposes}  # a word of a step alone ("on Thursday") is none
        out = frozenset(kind for kind, is_possible in possible.items() if not is_possible)
        asking = [
            c
            for c in turn.text.clauses
            if c.asks or max(turn.act("open_question", c), turn.act("closed_question", c)) >= 0.5
        ]
        asked = None
        if asking:  # what is asked counts for more than what was said before it
            like = self._addressed(turn, asking, out, evidence)
            asked = intent_of(like, asks=True, small_talk=small_talk, price=price)
            if asked.kind not in ("none", "small_talk"):
                return asked
        like = self._addressed(turn, turn.text.clauses, out, evidence)
        found = intent_of(like, asks=bool(asking), small_talk=small_talk, price=price)
        if asked is not None and found.kind == "none":
            found = asked
        if turn.says_price and (found.kind in ("objection", "question", "none") or found.certainty < _SURE):
            of_the_price = normal(" ".join(turn.text.clause_text(clause) for clause in asking))
            if asked is not None and not (
                turn.matches("price_told", of_the_price.text) or set(of_the_price.numbers) & set(turn.scene.prices)
            ):
                return asked  # a price is said, and something else is asked
            return Intent("price", next((topic.id for topic in turn.scene.topics if topic.kind == "price"), ""), 0.8)
        return found

    def _at_best(self, act: str, acts: Mapping[str, float], evidence: Evidence | None) -> float:
        """An act's probability by all evidences together or by the patterns alone, whichever is higher.

        Good enough to look for what fits it in the scenario, which is a check of its own.
        """
        if evidence is None or self.heads is None:
            return acts[act]
        return max(acts[act], float(likelihood(evidence.patterns[:, self.heads.place[act]]).max()))

    def _addressed(
        self, turn: Turn, clauses: Sequence[Clause], out: frozenset[str], evidence: Evidence | None
    ) -> Addressed:
        """Which topics of the scene some clauses of a turn address; ``out``: kinds that are out of the question."""
        whole = len(clauses) == len(turn.text.clauses)
        text = turn.text if whole else normal(" ".join(turn.text.clause_text(clause) for clause in clauses))
        if evidence is None or not evidence.encoded or self.heads is None:
            return by_words(text, turn.scene.topics, out)
        kept = [number for number, topic in enumerate(turn.scene.topics) if topic.kind not in out]
        near = self._nearness(turn, text, clauses, evidence)[kept]
        return by_meaning(near, [turn.scene.topics[number] for number in kept], self.heads.topics)

    def _nearness(self, turn: Turn, text: Normal, clauses: Sequence[Clause], evidence: Evidence) -> Floats:
        """The scene's topics × what speaks for each: by meaning of the clauses' passages, and by words of the text."""
        said = [
            encoded.meaning
            for passage, encoded in zip(evidence.passages, evidence.encoded, strict=True)
            if any(clause.first < passage.last and clause.last > passage.first for clause in clauses)
        ]
        topics = turn.scene.topics
        asked, answered = likenesses(text, topics), likenesses(text, as_answers(topics))
        meanings = self._meanings(topics)
        after = meanings.nearness(self._after_their_words(turn, text)[np.newaxis])[:, 0]
        return np.column_stack([meanings.nearness(np.stack(said)), asked, answered, after])

    def _after_their_words(self, turn: Turn, text: Normal) -> Floats:
        """The direction of the words as they follow on the other's: "since when?" means nothing by itself."""
        assert self.encoder is not None
        before = [token.text for token in normal(turn.moment.previous[:_LONGEST]).tokens][-_THEIR_LAST:]
        words = [token.text for token in text.tokens]
        return self.encoder.read([*before, *words][-_IN_ALL:]).meaning

    def _step_nearness(self, turn: Turn, evidence: Evidence | None) -> Mapping[str, float]:
        """How likely each next step of the scenario is by meaning, among them; empty without the encoder."""
        if evidence is None or not evidence.encoded or self.heads is None:
            return {}
        steps = [number for number, topic in enumerate(turn.scene.topics) if topic.kind == "next_step"]
        if not steps:
            return {}
        near = self._nearness(turn, turn.text, turn.text.clauses, evidence)[steps]
        found = by_meaning(near, [turn.scene.topics[number] for number in steps], self.heads.topics)
        return {topic.id: likely for likely, topic in found.topics}

    def _step_kinds(self, text: str) -> frozenset[str]:
        return frozenset(
            name for name, words in self.patterns.rules.lists.items() if name.startswith("step_") and words.search(text)
        )
