"""Fits the small heads on a trained encoder: ``python -m tools.reader.train_heads`` (CI does it too, and compares).

Words and pairs: for each label a logistic regression on tf-idf, learnt from the training part. Weighing encoder, words
and patterns: for each label a logistic regression on three numbers, learnt from turns that neither the encoder nor the
words have seen (the tune part, and every fifth talk of the corpora), so that none is believed for what it remembers.
The bias is then moved to where the cut at 0.5 is best, for base rates differ from field to field.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression

from tools.reader import corpora, material
from tools.reader.asked import scene as scene_of
from tools.reader.exam import macro_f1
from tools.reader.knowledge import LABELS, known_of, known_of_exchange
from tools.reader.transcripts import followed
from trainer.pathway.boundaries import Boundaries
from trainer.pathway.encoder import Encoder
from trainer.pathway.heads import Heads, terms_of
from trainer.pathway.intent import probabilities
from trainer.pathway.patterns import Patterns
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene, Topic
from trainer.pathway.words import normal
from trainer.places import shipped

LEAST, MOST = 4, 6000
"""Turns in which a term must stand, and how many terms are kept."""
FEW = 8
"""Turns for it that a label's words, and the place of its cut, are learnt from; with fewer they are left alone."""
RIDGE = 4.0
"""How strongly a label's weighing is held near to that of all labels."""
EVERY = 3
"""Of the questions that the weighing of topics is learnt from one of so many: eight numbers need no more."""
USUAL, USUAL_PLAIN = (0.8, 0.25, 0.2, 0.5, 0.0), (0.8, 0.5, 0.5, 0.0)
"""A weighing to begin with."""
USUAL_TOPICS, HELD = (3.0, 3.0, 3.0, 3.0, 3.0, 1.0, 3.0, 10.5), 0.002
"""The same for topics, and how strongly theirs is held near to it: questions that share words with the example
phrasings are rarer in the material than in talk.
"""
OF_A_MOMENT = 2
Floats = NDArray[np.float32]
Numbers = NDArray[np.float64]


@dataclass(frozen=True)
class Said:
    """A turn to learn from. ``source`` tells fields apart, so that each counts alike."""

    source: str
    text: str
    previous: str
    known: Mapping[str, float]


def learnt(leave: frozenset[str] = frozenset()) -> Iterator[Said]:
    """The turns that words are learnt from; ``leave``: corpora that are left out."""
    yield from _of_calls("train")
    for one in material.exchanges():
        yield Said("exchanges", one.rep, one.person, known_of_exchange(one))
    if corpora.there():
        for other in corpora.examples():
            if not other.held_back and other.source not in leave:
                yield Said(other.source, other.text, other.previous, other.known)


def unseen(leave: frozenset[str] = frozenset()) -> Iterator[Said]:
    """The turns that the weighing is learnt from."""
    yield from _of_calls("tune")
    if corpora.there():
        for one in corpora.examples():
            if one.held_back and one.source not in leave:
                yield Said(one.source, one.text, one.previous, one.known)


def _of_calls(part: material.Part) -> Iterator[Said]:
    for kind in ("sales", "other"):
        for call in material.of(part, kind):
            for turn in call.turns:
                if turn.labels:
                    yield Said(kind, turn.text, turn.previous, known_of(call, turn))


def words_of(turns: Sequence[Said]) -> Heads:
    """Heads that know words and pairs, with the usual weighing."""
    said = [sorted(terms_of([token.text for token in normal(turn.text).tokens])) for turn in turns]
    counted = Counter(term for terms in said for term in terms)
    terms = sorted(sorted(counted, key=lambda term: (-counted[term], term))[:MOST])
    terms = [term for term in terms if counted[term] >= LEAST]
    place = {term: number for number, term in enumerate(terms)}
    rarity = np.array([np.log(len(turns) / counted[term]) + 1 for term in terms], dtype=np.float32)
    table = _table(said, place, rarity)
    weights = np.zeros((len(LABELS), len(terms)), dtype=np.float32)
    bias = np.zeros(len(LABELS), dtype=np.float32)
    for number, label in enumerate(LABELS):
        known = np.array([turn.known.get(label, np.nan) for turn in turns])
        there = ~np.isnan(known)
        if (known[there] > 0.5).sum() < FEW:
            bias[number] = -4.0
            continue
        weights[number], bias[number] = _fit(table[there], known[there])
    return Heads(
        labels=LABELS, terms=place, rarity=rarity, words=weights, words_bias=bias,
        weights=np.tile(np.array(USUAL, np.float32), (len(LABELS), 1)),
        plain=np.tile(np.array(USUAL_PLAIN, np.float32), (len(LABELS), 1)),
        topics=np.array(USUAL_TOPICS, np.float32), encoder_labels=LABELS, digest="",
    )  # fmt: skip


def _table(said: Sequence[Sequence[str]], place: Mapping[str, int], rarity: Floats) -> csr_matrix:
    rows, columns, values = [], [], []
    for number, terms in enumerate(said):
        found = [place[term] for term in terms if term in place]
        worth = rarity[found]
        length = float(np.sqrt(np.square(worth).sum())) or 1.0
        rows += [number] * len(found)
        columns += found
        values += list(worth / length)
    return csr_matrix((values, (rows, columns)), shape=(len(said), len(place)), dtype=np.float32)


def _fit(table: csr_matrix, known: Numbers) -> tuple[Floats, float]:
    """Weights and bias of a logistic regression against shares: each turn stands for and against by its share."""
    both = vstack([table, table])
    wanted = np.repeat([1, 0], len(known))
    weight = np.concatenate([known, 1 - known])
    model = LogisticRegression(C=1.0, max_iter=300, tol=1e-5)
    model.fit(both[weight > 0], wanted[weight > 0], sample_weight=weight[weight > 0])
    return model.coef_[0].astype(np.float32), float(model.intercept_[0])


Seen = Sequence[tuple[Said, Floats, Floats, Floats, Floats]]
"""Turns with their log odds of encoder, words, patterns and call, a number a label."""


def weighed(heads: Heads, labels: Sequence[str], seen: Seen) -> Heads:
    """The heads with the weighing of some labels learnt: one for all of them together, and each near to that one."""
    weights, plain = heads.weights.copy(), heads.plain.copy()
    told = {label: _evidence(heads.place[label], label, seen) for label in labels}
    for columns, into in (((0, 1, 2, 3), weights), ((1, 2, 3), plain)):
        usual = near(
            np.concatenate([table[:, columns] for table, _, _ in told.values()]),
            np.concatenate([known for _, known, _ in told.values()]),
            np.zeros(len(columns) + 1),
            ridge=1.0,
        )
        for label, (table, known, sources) in told.items():
            fitted = near(table[:, columns], known, usual, ridge=RIDGE)
            fitted[:-1] = np.maximum(fitted[:-1], 0)  # nothing that speaks for a label may count against it
            if label != "sentiment":
                odds = table[:, columns] @ fitted[:-1] + fitted[-1]
                fitted[-1] -= best_cut(odds, known > 0.5, sources)
            into[heads.place[label]] = fitted
    return replace(heads, weights=weights, plain=plain)


def _evidence(place: int, label: str, seen: Seen) -> tuple[Numbers, Numbers, list[str]]:
    rows = [(turn, [of_labels[place] for of_labels in evidence]) for turn, *evidence in seen if label in turn.known]
    table = np.clip(np.array([row for _, row in rows], dtype=np.float64).reshape(-1, 4), -8, 8)
    return table, np.array([turn.known[label] for turn, _ in rows]), [turn.source for turn, _ in rows]


def near(table: Numbers, known: Numbers, usual: Numbers, ridge: float) -> Numbers:
    """Weights and bias of a logistic regression against shares, held near to the usual ones (Newton's method)."""
    given = np.column_stack([table, np.ones(len(table))])
    fitted = usual.copy()
    for _ in range(30):
        likely = 1 / (1 + np.exp(-np.clip(given @ fitted, -30, 30)))
        slope = given.T @ (likely - known) + ridge * (fitted - usual)
        bend = (given * (likely * (1 - likely))[:, None]).T @ given + ridge * np.eye(len(fitted))
        step = np.linalg.solve(bend, slope)
        fitted = fitted - step
        if np.abs(step).max() < 1e-8:
            break
    return fitted


def best_cut(odds: Numbers, there: NDArray[np.bool_], sources: Sequence[str]) -> float:
    """The log odds at which macro-F1, averaged over fields, is best; neighbours count too, so that chance does not."""
    cuts = np.linspace(-2.5, 1.5, 41)
    told = np.array(sources)
    scores = np.zeros(len(cuts))
    for source in sorted(set(sources)):
        mine = told == source
        if there[mine].sum() < FEW:
            continue
        scores += np.array([macro_f1(zip(there[mine], odds[mine] >= cut, strict=True)) for cut in cuts])
    if not scores.any():
        return 0.0
    smooth = np.convolve(np.pad(scores, 3, mode="edge"), np.ones(7) / 7, mode="valid")
    return float(cuts[int(smooth.argmax())])


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--encoder", type=Path, default=shipped("assets/pathway/reader"))
    options.add_argument("--to", type=Path, default=shipped("assets/pathway/reader"))
    given = options.parse_args(arguments)
    write(fitted(given.encoder), given.to / "heads.npz")
    return 0


def fitted(folder: Path, leave: frozenset[str] = frozenset()) -> Heads:
    """Heads for the encoder of a folder; ``leave``: corpora that nothing is learnt from."""
    patterns, encoder = Patterns.from_folder(shipped("assets/pathway")), Encoder(folder)
    heads = replace(words_of(list(learnt(leave))), encoder_labels=encoder.labels)
    print(f"{len(heads.terms):,} terms", flush=True)
    boundaries = Boundaries.from_file(folder / "boundaries.npz")
    reader = PathwayReader(patterns, boundaries, heads, encoder)
    nothing = np.zeros(len(LABELS), dtype=np.float32)  # acts are a matter of the words, whatever the call
    seen = [
        (turn, *reader.strongest(turn.text, turn.previous), nothing)
        for turn in unseen(leave)
        if normal(turn.text).tokens
    ]
    print(f"weighing on {len(seen):,} turns", flush=True)
    heads = weighed(heads, [label for label in LABELS if not label.startswith("b:")], seen)
    rep = list(_followed(PathwayReader(patterns, boundaries, heads, encoder)))
    heads = weighed(heads, [label for label in LABELS if label.startswith("b:")], rep)
    return replace(heads, topics=topics_weighed(PathwayReader(patterns, boundaries, heads, encoder)))


Likened = Sequence[tuple[Numbers, int]]
"""Questions: topics × what speaks for each (``PathwayReader.nearness``), and which was meant, -1 for none of them."""


def topics_weighed(reader: PathwayReader) -> Floats:
    """The weights of a topic's evidences and of "nothing": a multinomial logit on the tune part's questions and those
    to the shipped people."""
    told = list(likened(reader))

    def loss(weights: Numbers) -> float:
        missed = -np.mean([np.log(probabilities(table, weights)[meant] + 1e-9) for table, meant in told])
        return float(missed + HELD * np.square(weights - np.array(USUAL_TOPICS)).sum())

    bounds = [(0.0, None)] * (len(USUAL_TOPICS) - 1) + [(None, None)]  # nothing that is nearer may count against it
    learnt_weights: Floats = minimize(loss, np.array(USUAL_TOPICS), method="L-BFGS-B", bounds=bounds).x.astype("f4")
    return learnt_weights


def likened(reader: PathwayReader) -> Iterator[tuple[Numbers, int]]:
    """Every question of the tune part beside its person's facts, once with the fact it asks for and once without.

    The question itself is no example then, and of every other fact one example is left out as well.
    """
    for person in material.questions("tune").values():
        for fact, (_, _, *ways) in enumerate(person):
            for asked in ways[::EVERY]:
                topics = [
                    Topic(
                        "fact",
                        str(n),
                        (name, *((w for w in more if w != asked) if n == fact else more[:-1])),
                        (answer,),
                    )
                    for n, (name, answer, *more) in enumerate(person)
                ]
                moment = Moment(rep_turn=4, previous=person[fact - 1][1])
                table = np.asarray(reader.nearness(asked, Scene(topics=tuple(topics)), moment), np.float64)
                yield table, fact
                yield np.delete(table, fact, axis=0), -1
    yield from _asked_of_people(reader)
    yield from _of_moments(reader)


def _of_moments(reader: PathwayReader) -> Iterator[tuple[Numbers, int]]:
    """What reps ask in the middle of calls, after the person's own words, each with the fact that answers it best.

    They are few, and nearer to talk than all other questions: each counts several times.
    """
    for one in material.moments():
        if one.kind not in ("question", "follow", "loaded"):
            continue
        topics = scene_of(one.scenario).topics
        places = {topic.id if topic.kind == "fact" else f"{topic.kind}:{topic.id}": n for n, topic in enumerate(topics)}
        moment = Moment(rep_turn=4, previous=one.before)
        table = np.asarray(reader.nearness(one.rep, Scene(topics=topics), moment), np.float64)
        meant = next((places[name] for name in one.fits if name in places), -1)
        for _ in range(OF_A_MOMENT):
            yield table, meant


def _asked_of_people(reader: PathwayReader) -> Iterator[tuple[Numbers, int]]:
    """Questions to the shipped people, written from the fact alone, each with its fact and without."""
    for scenario, every in material.paraphrases().items():
        ways = dict([*every.items()][::EVERY])
        topics = scene_of(scenario).topics
        places = {topic.id: n for n, topic in enumerate(topics) if topic.kind == "fact"}
        for fact, questions in ways.items():
            for question in questions:
                table = np.asarray(reader.nearness(question, Scene(topics=topics), Moment(rep_turn=4)), np.float64)
                yield table, places.get(fact, -1)  # of some no fact tells
                if fact in places:
                    yield np.delete(table, places[fact], axis=0), -1


def _followed(reader: PathwayReader) -> Iterator[tuple[Said, Floats, Floats, Floats, Floats]]:
    """The rep's turns of the tune part with what speaks for and against each behaviour."""
    for call in material.of("tune"):
        for turn, moment, scene in followed(reader, call):
            evidence = reader.behaviour_evidence(turn.text, scene, moment)
            yield Said("sales", turn.text, turn.previous, known_of(call, turn)), *evidence


def write(heads: Heads, path: Path) -> None:
    np.savez_compressed(
        path, labels=np.array(heads.labels), encoder_labels=np.array(heads.encoder_labels),
        terms=np.array(list(heads.terms)), rarity=heads.rarity.astype(np.float16), words=heads.words.astype(np.float16),
        words_bias=heads.words_bias.astype(np.float32), weights=heads.weights.astype(np.float32),
        plain=heads.plain.astype(np.float32), topics=heads.topics.astype(np.float32),
    )  # fmt: skip


if __name__ == "__main__":
    raise SystemExit(main())
