"""How acts are told in a field that nothing was learnt from: each corpus left out in turn.

``python -m tools.reader.leave_out FOLDER`` trains, for each corpus, an encoder without it (for a round of its own:
--epochs) and prints AUC and macro-F1 at 0.5 on its talks, beside a logistic regression on the stock model's embedding.
FOLDER must hold boundaries.npz; the encoders stay in it.
"""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score

from tools.reader import corpora, train_encoder
from tools.reader.exam import macro_f1
from tools.reader.train_heads import Said, fitted, learnt, unseen
from trainer.pathway.acts import ACTS
from trainer.pathway.boundaries import Boundaries
from trainer.pathway.encoder import Encoder
from trainer.pathway.patterns import Patterns
from trainer.pathway.reader import PathwayReader
from trainer.pathway.words import normal
from trainer.places import shipped

SOURCES = ("charity", "negotiation", "comments")
ENOUGH = 40
"""Examples for and against that an act needs in a corpus to be looked at."""
MOST = 3000
"""Examples of a corpus that are looked at, evenly taken."""
Table = Mapping[str, tuple[float, float, int]]
"""Act → AUC, macro-F1 at 0.5, examples for it."""


def examined(likely: Sequence[Mapping[str, float]], examples: Sequence[corpora.Example]) -> Table:
    """Each act of which a corpus tells enough."""
    found: dict[str, tuple[float, float, int]] = {}
    for act in ACTS[:-1]:
        rows = [
            (one.known[act] > 0.5, told[act]) for one, told in zip(examples, likely, strict=True) if act in one.known
        ]
        there = [yes for yes, _ in rows]
        if min(sum(there), len(there) - sum(there)) >= ENOUGH:
            area = float(roc_auc_score(there, [value for _, value in rows]))
            found[act] = area, macro_f1((yes, value >= 0.5) for yes, value in rows), sum(there)
    return found


def stock(source: str, folder: Path, examples: Sequence[corpora.Example]) -> list[dict[str, float]]:
    """Likelihoods of acts by a logistic regression on the stock model's embedding of the turn, learnt from the rest."""
    encoder = Encoder(folder)

    def embedded(turns: Sequence[Said | corpora.Example]) -> np.ndarray:
        return np.stack([encoder.read([token.text for token in normal(one.text).tokens]).meaning for one in turns])

    left = frozenset((source,))
    told = [one for part in (learnt(left), unseen(left)) for one in part if normal(one.text).tokens]
    table, asked = embedded(told), embedded(examples)
    found: list[dict[str, float]] = [{} for _ in examples]
    for act in ACTS[:-1]:
        known = np.array([one.known.get(act, np.nan) for one in told])
        there = ~np.isnan(known)
        model = LogisticRegression(C=10.0, max_iter=500, class_weight="balanced")
        model.fit(table[there], known[there] > 0.5)
        for row, value in zip(found, model.predict_proba(asked)[:, 1], strict=True):
            row[act] = float(value)
    return found


def examples_of(source: str) -> list[corpora.Example]:
    some = [one for one in corpora.examples() if one.source == source and normal(one.text).tokens]
    return some[:: max(1, len(some) // MOST)]


def rows(source: str, tuned: Table, plain: Table) -> Iterator[str]:
    for act, (area, f1, count) in tuned.items():
        was = plain[act]
        yield f"| {source} | {act} | {count} | {was[0]:.2f} / {was[1]:.2f} | {area:.2f} / {f1:.2f} |"


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folder", type=Path)
    options.add_argument("--epochs", type=float, default=1.0)
    given = options.parse_args(arguments)
    boundaries = given.folder / "boundaries.npz"
    born = given.folder / "stock"
    _copied(boundaries, born)
    train_encoder.main(["--to", str(born), "--epochs", "0"])
    patterns = Patterns.from_folder(shipped("assets/pathway"))
    print("| left out | act | examples | stock: AUC / macro-F1 | fine-tuned |\n|---|---|---|---|---|")
    for source in SOURCES:
        to = given.folder / source
        _copied(boundaries, to)
        if not (to / "encoder.onnx").exists():
            train_encoder.main(["--to", str(to), "--leave", source, "--epochs", str(given.epochs)])
        examples = examples_of(source)
        heads = fitted(to, frozenset((source,)))
        reader = PathwayReader(patterns, Boundaries.from_file(boundaries), heads, Encoder(to))
        tuned = examined([reader.acts(one.text, one.previous) for one in examples], examples)
        plain = examined(stock(source, born, examples), examples)
        print("\n".join(rows(source, tuned, plain)), flush=True)
    return 0


def _copied(file: Path, to: Path) -> None:
    to.mkdir(parents=True, exist_ok=True)
    shutil.copy(file, to / file.name)


if __name__ == "__main__":
    raise SystemExit(main())
