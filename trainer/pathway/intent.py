"""Which thing of this scenario an utterance addresses, from the example phrasings in its file.

Words: weighted overlap, in which a word counts for more the fewer topics use it, and words that say how something is
asked ("how much", "why") count a little. Meaning, where the encoder is there: how near the directions lie, to the
nearest phrasing, to the nearest few, to all of them and to what the person would answer; with the words' likeness that
gives each topic a probability. Two topics too close together are "unsure", too little of anything is "none".
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.pathway.reading import Scene, Topic
from trainer.pathway.words import STOP_WORDS, Normal, normal, stem
from trainer.transcript import Intent, IntentKind


@dataclass(frozen=True, slots=True)
class Cuts:
    """What is held against what.

    ``enough``: how likely it must be that anything of the scenario is meant; ``unasked``: the same for a fact that a
    statement touches, for much is named in passing; ``clear``: how clearly the first must stand before the others.
    """

    enough: float
    unasked: float
    clear: float


BY_WORDS_ALONE = Cuts(enough=0.38, unasked=0.6, clear=0.18)
"""Chosen on the worked calls."""
BY_MEANING = Cuts(enough=0.6, unasked=0.66, clear=0.15)
"""Probabilities. Of the tune part's questions that no fact answers nine in ten lie below ``enough``."""
_AS_GOOD = 0.6
"""Share of a doubt's likeness that a fact must have to be taken for what is meant instead."""
_STEP_WORDS, _STEP_WHOLE = 0.4, 0.8
"""How like a step a proposal must be that is not of its kind, in its words, or in words and meaning together: of all
that is proposed in a call, to look something up or to hold the line, most is no step of the file. Chosen on calls of
players.
"""
_CANDIDATES = 5
_SAME_KIND = 0.4
"""What it adds to a step's likeness that both are a visit, both a call, both something sent."""
_ASKING = frozenset(
    ["how", "what", "why", "when", "who", "where", "much", "many", "long", "often", "if", "wrong", "work", "works"]
)
Floats = NDArray[np.floating[Any]]
FEW = 3
"""Phrasings whose nearness counts besides the nearest one's."""
_LIGHT = 0.25
"""Weight of a word that says how something is asked, next to one that says what."""


@dataclass(frozen=True, slots=True)
class _Map:
    """The topics of a scene, ready to be compared with. ``holds``: by word, each phrase that has it and what the word
    weighs there, squared; ``lengths`` and ``owners``: of each phrase its length and its topic's number."""

    holds: dict[str, tuple[tuple[int, float], ...]]
    lengths: tuple[float, ...]
    owners: tuple[int, ...]
    rarity: dict[str, float]
    unseen: float


@lru_cache(maxsize=32)
def _map(topics: tuple[Topic, ...]) -> _Map:
    spoken = [[_features(normal(phrase)) for phrase in topic.phrases] for topic in topics]
    used: Counter[str] = Counter()
    for phrases in spoken:
        used.update(set().union(*phrases) if phrases else set())
    unseen = math.log(1 + len(topics)) + 0.5
    rarity = {word: (math.log((1 + len(topics)) / (0.5 + count)) + 0.5) * _worth(word) for word, count in used.items()}
    holds: dict[str, list[tuple[int, float]]] = {word: [] for word in rarity}
    lengths: list[float] = []
    owners: list[int] = []
    for owner, phrases in enumerate(spoken):
        for words in phrases:
            for word in words:
                holds[word].append((len(owners), rarity[word] ** 2))
            lengths.append(math.sqrt(sum(rarity[word] ** 2 for word in sorted(words))) or 1.0)
            owners.append(owner)
    return _Map(
        {word: tuple(found) for word, found in holds.items()}, tuple(lengths), tuple(owners), rarity, unseen
    )  # fmt: skip


def _features(text: Normal) -> frozenset[str]:
    words = {
        stem(token.text) for token in text.tokens if token.text not in STOP_WORDS or token.text in _ASKING
    }  # fmt: skip
    return frozenset(word for word in words if len(word) > 1)


_LIGHT_STEMS = frozenset(stem(word) for word in _ASKING)


def _worth(word: str) -> float:
    return _LIGHT if word in _LIGHT_STEMS else 1.0


def scores(text: Normal, topics: tuple[Topic, ...]) -> list[tuple[float, Topic]]:
    """Every topic with its likeness to the words, 0 to 1, most likely first."""
    found = zip(likenesses(text, topics).tolist(), topics, strict=True)
    return sorted(found, key=lambda pair: (-pair[0], pair[1].kind, pair[1].id))


def likenesses(text: Normal, topics: tuple[Topic, ...]) -> Floats:
    """The same, in the topics' own order. Phrases that share no word with the text are not looked at."""
    known = _map(topics)
    said = sorted(_features(text))
    length = math.sqrt(sum(known.rarity.get(word, known.unseen * _worth(word)) ** 2 for word in said)) or 1.0
    shared: dict[int, float] = {}
    for word in said:
        for phrase, weight in known.holds.get(word, ()):
            shared[phrase] = shared.get(phrase, 0.0) + weight
    found = np.zeros(len(topics))
    for phrase, weight in shared.items():
        # A long turn may hold more than the question, so the phrase's own coverage counts as well.
        own = known.lengths[phrase]
        likeness = 0.55 * weight / (own * length) + 0.45 * weight / (own * own)
        found[known.owners[phrase]] = max(found[known.owners[phrase]], likeness)
    return found


@lru_cache(maxsize=32)
def as_answers(topics: tuple[Topic, ...]) -> tuple[Topic, ...]:
    """The topics with what the person would answer for their phrasings: a question often has a word of its answer."""
    return tuple(Topic(topic.kind, topic.id, topic.answers) for topic in topics)


class Meanings:
    """Where the phrasings and answers of some topics lie: directions of meaning, numbers of length 1."""

    def __init__(self, topics: Sequence[Topic], meaning: Callable[[str], Floats]) -> None:
        texts = [(*topic.phrases, *topic.answers) for topic in topics]
        with ThreadPoolExecutor(_READERS) as pool:  # each text is read alone, so that the order does not matter
            directions = list(pool.map(meaning, [text for group in texts for text in group]))
        self._directions = np.array(directions, dtype=np.float32)
        counts = [(len(topic.phrases), len(topic.answers)) for topic in topics]
        starts = np.cumsum([0, *(phrases + answers for phrases, answers in counts)])[:-1]
        self._phrases = _places(starts, [phrases for phrases, _ in counts])
        self._answers = _places(starts + np.array([n for n, _ in counts], dtype=int), [n for _, n in counts])

    def nearness(self, said: Floats) -> Floats:
        """How near some passages (passages × numbers) lie to each topic: topics × to its nearest phrasing, its nearest
        few, all of them, and its nearest answer; each by the passage that is nearest.
        """
        if not len(self._directions):
            return np.zeros((len(self._phrases), 4), dtype=np.float32)
        near = np.append((self._directions @ said.T).max(axis=1), np.float32(_NOWHERE))
        phrases = -np.sort(-near[self._phrases], axis=1)
        here = phrases > _NOWHERE
        phrases, counts = np.where(here, phrases, 0.0), np.maximum(here.sum(axis=1), 1)
        few = phrases[:, :FEW].sum(axis=1) / np.minimum(counts, FEW)
        answers = near[self._answers].max(axis=1)
        every = phrases.sum(axis=1) / counts
        return np.column_stack([phrases[:, 0], few, every, np.where(answers > _NOWHERE, answers, 0.0)])


_READERS = 2
"""Texts read at the same time: a scenario has some fifteen hundred, which takes one core more than three seconds."""
_NOWHERE = -2.0
"""Nearness of what is not there: below that of opposite directions."""


def _places(starts: NDArray[np.integer[Any]], counts: Sequence[int]) -> NDArray[np.integer[Any]]:
    """Topics × numbers of their texts, filled up with -1, which stands for none."""
    found = np.full((len(counts), max([1, *counts])), -1)
    for row, (start, count) in enumerate(zip(starts.tolist(), counts, strict=True)):
        found[row, :count] = np.arange(start, start + count)
    return found


@dataclass(frozen=True, slots=True)
class Addressed:
    """Topics with their likeness (0 to 1), most likely first; how likely it is that any is meant, how clearly the
    first stands before the second, and what both are held against.
    """

    topics: Sequence[tuple[float, Topic]]
    there: float
    clear: float
    cuts: Cuts


def by_words(text: Normal, topics: tuple[Topic, ...], out: frozenset[str] = frozenset()) -> Addressed:
    """What of some topics a text is like, by the words alone; ``out``: kinds that are out of the question."""
    ranked = [pair for pair in scores(text, topics) if pair[1].kind not in out]
    (first, _), (second, _) = (*ranked, (0.0, None), (0.0, None))[:2]
    alike = second >= BY_WORDS_ALONE.enough
    return Addressed(ranked, first, 1 - second / first if alike else 1.0, BY_WORDS_ALONE)


def by_meaning(evidence: Floats, topics: Sequence[Topic], weights: Floats) -> Addressed:
    """What of some topics is meant, as probabilities: a multinomial logit over the topics and nothing of them.

    ``evidence``: topics × (``Meanings.nearness``, likeness to the phrasings' words, to the answers', and how near the
    words, read after the other's last, lie to the nearest phrasing); ``weights``: one each, then the
    weight of nothing (tools/reader/train_heads.py).
    """
    likely = probabilities(evidence, weights)
    ranked = sorted(
        zip(likely[:-1].tolist(), topics, strict=True), key=lambda pair: (-pair[0], pair[1].kind, pair[1].id)
    )
    (first, _), (second, _) = (*ranked, (0.0, None), (0.0, None))[:2]
    return Addressed(ranked, first / (first + float(likely[-1])), first - second, BY_MEANING)


def probabilities(evidence: Floats, weights: Floats) -> Floats:
    """Of each topic, and last that none is meant."""
    odds = np.append(evidence @ weights[:-1], weights[-1])
    powers = np.exp(odds - odds.max())
    likely: Floats = powers / powers.sum()
    return likely


def intent_of(like: Addressed, *, asks: bool, small_talk: float, price: bool) -> Intent:
    """What is addressed. ``price``: the words ask or tell what it costs, as far as patterns can say.

    Only a question can leave open which of two things was meant; a statement is taken for the likelier one.
    """
    ranked, cuts = like.topics, like.cuts
    told = [pair for pair in ranked if pair[1].kind in ("fact", "objection")][:_CANDIDATES]
    candidates = tuple(f"{topic.kind}:{topic.id}" for _, topic in told)
    likelihoods = tuple(round(min(1.0, likely), 4) for likely, _ in told)

    def meant(kind: IntentKind, name: str, certainty: float) -> Intent:
        return Intent(kind, name, round(min(1.0, max(0.0, certainty)), 4), candidates, likelihoods)

    best, topic = ranked[0] if ranked else (0.0, None)
    if topic is not None and topic.kind in ("objection", "question"):
        # The person's own words lie behind these; a thing told is rather meant than the doubt it answers.
        facts = (pair for pair in ranked if pair[1].kind == "fact" and pair[0] >= best * _AS_GOOD)
        best, topic = next(facts, (best, topic)) if like.there >= cuts.unasked else (best, topic)
    enough = cuts.enough if asks or topic is None or topic.kind != "fact" else cuts.unasked
    if topic is None or like.there < enough:
        if price:
            return meant("price", next((other.id for _, other in ranked if other.kind == "price"), ""), 0.6)
        if small_talk >= 0.5:
            return meant("small_talk", "", small_talk)
        return meant("none", "", best)
    if asks and like.clear < cuts.clear and len(told) > 1:
        return meant("unsure", "", best)
    return meant(topic.kind, topic.id, best)


def step_of(
    text: Normal, scene: Scene, kinds: Callable[[str], frozenset[str]], meant: Mapping[str, float]
) -> Intent | None:
    """The next step of the scenario that a proposal comes nearest to. ``kinds``: what a text proposes, roughly;
    ``meant``: how likely each step is by meaning, where that is known.

    A proposal in words of the rep's own ("could I swing by") shares little with the examples but what it is.
    """
    proposed = kinds(text.text)
    best: tuple[float, float, bool, str] = (0.0, 0.0, False, "")
    for likeness, topic in scores(text, scene.topics):
        if topic.kind != "next_step":
            continue
        same = any(_agree(proposed, kinds(normal(phrase).text)) for phrase in topic.phrases)
        whole = likeness + meant.get(topic.id, 0.0) + (_SAME_KIND if same else 0.0)
        best = max(best, (whole, likeness, same, topic.id))
    whole, likeness, same, name = best
    near = same or likeness >= _STEP_WORDS or whole >= _STEP_WHOLE or not meant
    return Intent("next_step", name, round(min(1.0, whole), 4)) if near and whole >= BY_WORDS_ALONE.enough else None


def _agree(proposed: frozenset[str], example: frozenset[str]) -> bool:
    """Something to sign is not meant by what is only sent."""
    return bool(proposed & example) and "step_sign" not in example - proposed
