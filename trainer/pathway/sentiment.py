"""How glad or sore the words are: a small lexicon of our own, with negation and emphasis."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

from trainer.pathway.words import Normal

_NEGATION = frozenset(["not", "no", "never", "nobody", "nothing", "without", "hardly", "neither"])
_EMPHASIS = {"very": 1.3, "really": 1.3, "so": 1.2, "too": 1.2, "absolutely": 1.4, "bit": 0.7, "little": 0.7}
_REACH = 3
"""Words over which a negation reaches back to what it turns round."""


def load_sentiment(path: Path) -> Mapping[str, float]:
    """Words with how glad (above 0) or sore (below) they are, -1 to 1."""
    document = yaml.safe_load(path.read_text("utf-8"))
    return {word: float(worth) for worth, words in document.items() for word in words.split()}


def sentiment(text: Normal, lexicon: Mapping[str, float]) -> float:
    """From -1 to 1; 0 where nothing is said that is glad or sore."""
    total = 0.0
    tokens = [token.text for token in text.tokens]
    for place, word in enumerate(tokens):
        worth = lexicon.get(word, 0.0)
        if not worth:
            continue
        before = tokens[max(0, place - _REACH) : place]
        if any(other in _NEGATION for other in before):
            worth *= -0.6
        for other in before[-1:]:
            worth *= _EMPHASIS.get(other, 1.0)
        total += worth
    return total / (abs(total) + 1.0)
