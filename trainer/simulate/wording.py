"""Paraphrase by rule: what a person said given back as "you", what a brief tells of them said to them.

Scripted reps talk with these. The rules are simple on purpose: a rep who gives back half a sentence a little crookedly
is still understood, and nothing here knows how the person works inside.
"""

from __future__ import annotations

import re

_FILLERS = re.compile(
    r"^(?:(?:um|uh|well|oh|yeah|no|i mean|you know|so|and|but|right|huh|mm|'cause|cause|look),?\s+)+", re.I
)
_INNER = re.compile(r",?\s*\b(?:um|uh|you know|i mean)\b,?", re.I)
_TO_YOU = {
    "i": "you", "i'm": "you're", "i've": "you've", "i'd": "you'd", "i'll": "you'll", "me": "you", "my": "your",
    "mine": "yours", "myself": "yourself", "we": "you", "we're": "you're", "we've": "you've", "we'd": "you'd",
    "we'll": "you'll", "us": "you", "our": "your", "ours": "yours", "am": "are",
}  # fmt: skip
_OF_THEM = {
    "she": {"she": "you", "her": "your", "hers": "yours", "herself": "yourself"},
    "he": {"he": "you", "him": "you", "his": "your", "himself": "yourself"},
    "they": {"they": "you", "them": "you", "their": "your", "theirs": "yours", "themselves": "yourself"},
}
_VERBS = {"is": "are", "was": "were", "has": "have", "does": "do"}
_WORD = re.compile(r"[\w'’]+")
_AFTER_OBJECT = frozenset(
    ("for", "to", "and", "at", "in", "on", "with", "about", "that", "if", "what", "how", "a", "an", "the")
)
_OPENERS = frozenset((
    "the", "a", "an", "it", "it's", "there", "there's", "they", "she", "he", "you", "you've", "you'd", "that",
    "that's", "this", "if", "when", "some", "somebody", "nobody", "what", "no", "not", "and", "but", "so", "for",
    "in", "on", "at", "we", "one", "two", "three", "four", "about", "everybody", "people",
))  # fmt: skip


def without_fillers(sentence: str) -> str:
    return _FILLERS.sub("", _INNER.sub("", sentence).strip()).strip(" ,.…!?")


def given_back(sentence: str, most: int = 14) -> str:
    """A sentence of the person's turned round: "I've stopped ringing, now." is "you've stopped ringing, now"."""
    words = [_turned(word) for word in without_fillers(sentence).split()]
    text = " ".join(words[:most]).strip(" ,")
    return re.sub(r"\byou was\b", "you were", text)


def _turned(word: str) -> str:
    bare = word.strip(".,!?…").lower().replace("’", "'")
    if bare not in _TO_YOU:
        return word
    return word.lower().replace("’", "'").replace(bare, _TO_YOU[bare])


def to_them(sentence: str, pronouns: str, names: tuple[str, ...]) -> str:
    """A sentence of the brief about the person, said to the person: "She took a leaflet" is "You took a leaflet"."""
    told = _OF_THEM[pronouns]
    words = sentence.split()
    found: list[str] = []
    for place, word in enumerate(words):
        bare = word.strip(".,:;!?").lower()
        before = found[-1].lower() if found else ""
        if bare in told and not (pronouns == "she" and bare == "her" and _stands_alone(words, place)):
            found.append(_like(word, told[bare]))
        elif bare in told or word.strip(".,:;!?") in names:
            found.append(_like(word, "you"))
        elif before == "you" and bare in _VERBS:
            found.append(_like(word, _VERBS[bare]))
        elif before == "you" and bare.endswith("s") and len(bare) > 3 and not bare.endswith(("ss", "us")):
            found.append(word.replace(bare, bare[:-1]))
        else:
            found.append(word)
    return " ".join(found)


def _stands_alone(words: list[str], place: int) -> bool:
    """Whether "her" is a whole object ("asked her for") and not somebody's ("her page")."""
    after = words[place + 1].strip(".,").lower() if place + 1 < len(words) else ""
    return after in _AFTER_OBJECT or not after or words[place][-1] in ".,;:"


def _like(word: str, now: str) -> str:
    bare = word.strip(".,:;!?")
    now = now.capitalize() if bare[:1].isupper() else now
    return word.replace(bare, now)


def with_small_letter(text: str) -> str:
    """A text that goes on from other words: with a small letter, where its first word is no name."""
    first = text.split(" ", 1)[0].strip(",.").lower().replace("’", "'")
    return text[:1].lower() + text[1:] if first in _OPENERS else text
