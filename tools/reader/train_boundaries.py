"""Learns where sentences end from printed conversations: ``python -m tools.reader.train_boundaries``."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from tools.reader import corpora, material
from trainer.pathway.boundaries import features
from trainer.pathway.words import normal
from trainer.places import shipped

LEAST = 8
"""Times that a feature must have been seen."""


def samples(texts: Iterable[str]) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Each place between two tokens of texts with marks: its features, and whether a sentence ends there."""
    for text in texts:
        said = normal(text)
        ends = {clause.last for clause in said.clauses if clause.marked}
        tokens = [token.text for token in said.tokens]
        if ends:
            yield from ((features(tokens, place), place in ends) for place in range(1, len(tokens)))


def printed(*parts: material.Part) -> list[str]:
    """What was printed with marks: our own calls, and the talks of the corpora where they are there."""
    texts = [turn.text for part in parts for kind in ("sales", "other") for call in material.of(part, kind)
             for turn in call.turns]  # fmt: skip
    if corpora.there():
        texts += [one.text for one in (*corpora.charity(), *corpora.negotiation()) if not one.held_back]
    return texts


def main(to: Path) -> None:
    found = list(samples(printed("train")))
    random.Random(1).shuffle(found)
    counted = Counter(name for names, _ in found for name in names)
    kept = sorted(name for name, count in counted.items() if count >= LEAST)
    place = {name: number for number, name in enumerate(kept)}
    rows = [[place[name] for name in names if name in place] for names, _ in found]
    pointers = np.cumsum([0, *map(len, rows)])
    columns = np.concatenate([np.array(row, dtype=np.int64) for row in rows])
    table = csr_matrix((np.ones(len(columns)), columns, pointers), shape=(len(rows), len(kept)))
    model = LogisticRegression(C=0.5, max_iter=300, tol=1e-5).fit(table, [ends for _, ends in found])
    np.savez_compressed(
        to, features=np.array(kept), weights=model.coef_[0].astype(np.float16), bias=np.float32(model.intercept_[0])
    )


if __name__ == "__main__":
    main(shipped("assets/pathway/reader") / "boundaries.npz")
