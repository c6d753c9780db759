"""The small heads: patterns, words and word pairs, the encoder and the call, weighed together for each label.

Each head is a logistic regression on four evidences, every one of them a log odds: what the encoder says, what the
words and pairs say (a logistic regression on tf-idf of its own), what the patterns say, and for behaviours what the
call says: nothing where it calls for the behaviour, something against it where it seems not to. A second set of weights
does without the encoder. All were fitted so that 0.5 is the sensible cut (tools/reader/train_heads.py; docs/reader.md).
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.errors import MachineError

Floats = NDArray[np.floating[Any]]
_EDGE = 8.0
"""Log odds beyond which an evidence says no more."""


@dataclass(frozen=True)
class Heads:
    """``labels`` in the order of all arrays' first axis. ``words``: labels × terms; ``weights``: labels × 4 + bias;
    ``plain``: labels × 3 + bias; ``topics``: what weighs for a topic of the scenario (``trainer.pathway.intent``).
    """

    labels: tuple[str, ...]
    terms: Mapping[str, int]
    rarity: Floats
    words: Floats
    words_bias: Floats
    weights: Floats
    plain: Floats
    topics: Floats
    encoder_labels: tuple[str, ...]
    digest: str

    @classmethod
    def from_file(cls, path: Path) -> Heads:
        """Raises MachineError where the file can't be read."""
        try:
            digest = hashlib.sha256(path.read_bytes()).hexdigest()[:8]
            with np.load(path, allow_pickle=False) as kept:
                return cls(
                    labels=tuple(str(label) for label in kept["labels"]),
                    encoder_labels=tuple(str(label) for label in kept["encoder_labels"]),
                    digest=digest,
                    terms={str(term): number for number, term in enumerate(kept["terms"])},
                    rarity=kept["rarity"].astype(np.float32),
                    words=kept["words"].astype(np.float32),
                    words_bias=kept["words_bias"].astype(np.float32),
                    weights=kept["weights"].astype(np.float32),
                    plain=kept["plain"].astype(np.float32),
                    topics=kept["topics"].astype(np.float32),
                )
        except (OSError, ValueError, KeyError) as error:
            raise MachineError(f"The reader's weights can't be read: {error}. Install the program again.") from error

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each label stands."""
        return {label: number for number, label in enumerate(self.labels)}

    @cached_property
    def encoder_places(self) -> list[int]:
        """Where each label stands among the encoder's."""
        places = {label: number for number, label in enumerate(self.encoder_labels)}
        return [places[label] for label in self.labels]

    def from_words(self, tokens: Sequence[str]) -> Floats:
        """Each label's log odds from words and word pairs alone; one number a label."""
        found = sorted({self.terms[term] for term in terms_of(tokens) if term in self.terms})
        if not found:
            return self.words_bias
        worth = self.rarity[found]
        worth = worth / np.sqrt(np.square(worth).sum())
        odds: Floats = np.clip(self.words[:, found] @ worth + self.words_bias, -_EDGE, _EDGE)
        return odds

    def together(self, encoder: Floats | None, words: Floats, patterns: Floats | float) -> Floats:
        """Each label's log odds where the call speaks against none; arrays whose last axis is the labels'."""
        if encoder is None:
            return self.plain[:, 0] * words + self.plain[:, 1] * patterns + self.plain[:, -1]
        encoder = np.clip(encoder, -_EDGE, _EDGE)
        w = self.weights
        return w[:, 0] * encoder + w[:, 1] * words + w[:, 2] * patterns + w[:, -1]

    def of(self, place: int, encoder: Floats | None, words: Floats, patterns: float, call: float) -> Floats:
        """One label's log odds from all evidences: arrays of one number a passage."""
        if encoder is None:
            plain = self.plain[place]
            odds: Floats = plain[0] * words + plain[1] * patterns + plain[2] * call + plain[3]
        else:
            full = self.weights[place]
            encoder = np.clip(encoder, -_EDGE, _EDGE)
            odds = full[0] * encoder + full[1] * words + full[2] * patterns + full[3] * call + full[4]
        return odds


def terms_of(tokens: Sequence[str]) -> set[str]:
    """Words and pairs of neighbours of a clause, its edges among them; numbers by what they are, not how many."""
    said = ["^", *("#" if token.startswith(("#", "@")) else token for token in tokens), "$"]
    return {*said[1:-1], *(f"{one} {other}" for one, other in pairwise(said))}


def likelihood(odds: Floats) -> Floats:
    """Log odds as probabilities."""
    return (1 / (1 + np.exp(-np.clip(odds, -30, 30)))).astype(np.float32)


def log_odds(likelihoods: Floats) -> Floats:
    """Probabilities as log odds; certainty is held within a thousandth."""
    held = np.clip(likelihoods, 1e-3, 1 - 1e-3)
    return np.log(held / (1 - held)).astype(np.float32)
