"""The one source of chance, keyed so that one more draw here changes nothing there."""

from __future__ import annotations

import hashlib
import random


def draw(seed: int, turn: int, purpose: str) -> random.Random:
    """A generator for one purpose in one turn. The same key gives the same numbers on every machine."""
    key = hashlib.sha256(f"{seed}:{turn}:{purpose}".encode()).digest()
    return random.Random(int.from_bytes(key[:8], "big"))


def rank(seed: int, name: str) -> bytes:
    """Where something stands in an order that is shuffled once a call: sort by this."""
    return hashlib.sha256(f"{seed}:{name}".encode()).digest()[:8]
