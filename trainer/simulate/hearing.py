"""What a scripted rep makes of the person's last words: by plain rules, as somebody at the other end would."""

from __future__ import annotations

import re

_WORDS = re.compile(r"[\w'’]+")
_ASKS = re.compile(r"\?\s*$")
_PRICE = re.compile(
    r"\b(?:how much|what(?:'s| does| would| do| is)? (?:it|that|they|you)?\s*(?:cost|charge|come to)|the price|cost)\b"
    r".*\?", re.I,
)  # fmt: skip
_STALL = re.compile(
    r"\b(?:think about it|have a think|sleep on it|need to think|want to think|me think|turn it over)\b", re.I
)
_NO_GROUNDS = re.compile(
    r"\b(?:not sure|can'?t (?:quite )?see|don'?t know (?:that|if|whether)|doubt|wouldn'?t work|"
    r"i'?d (?:love|like) (?:it|to))\b", re.I,
)  # fmt: skip
_DECLINES = re.compile(
    r"\b(?:no,? thank|not (?:now|today|yet|just now|this)|i'?ll leave (?:it|that|this)|let them have it|no\.|"
    r"not for (?:us|me)|say no|ahead of|hurried|hurry|rushed|steady|slow down|hang on)\b", re.I,
)  # fmt: skip
_AGREES = re.compile(
    r"\b(?:all right|go on,? then|yes|yeah|right then|fine|done|you'?re on|that'?ll do|let'?s|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|bring|come|i can do)\b", re.I,
)  # fmt: skip
_AGAINST = re.compile(
    r"\b(?:i'?ll not|won'?t|not having|wouldn'?t have|worr|what if|don'?t like|not being funny|who'?s going to|"
    r"i don'?t want|can'?t have|never again|that'?s what (?:he|she|they) (?:all )?sa(?:y|id)|last lot|burn)", re.I,
)  # fmt: skip
_EITHER = re.compile(r"(?:is that|mean,?|about|which(?: one)?,?|wait,?)\s+(.+?),?\s+[Oo]r\s+.+\?", re.I)
_SIGNALS = re.compile(
    r"\b(?:what would (?:i|you|we) (?:have to|need)|how would (?:that|we|it)|"
    r"when (?:would|could) (?:that|you|it|somebody)|"
    r"would i have to|would it be you|who'?d come|what(?:'d| would) be the first|which day|"
    r"who does what|what happens (?:then|next)|how do we start|first day)\b.*\?", re.I,
)  # fmt: skip
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|"
    r"hundred|thousand|half|dozen)\b", re.I,
)  # fmt: skip
_NAME = re.compile(r"(?<=[a-z,’'] )((?:(?:Mrs|Mr|Miss) )?[A-Z][a-z]{2,})\b")
_NO_NAMES = frozenset((
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "Christmas",
    "Easter", "Mum", "Dad", "God", "Bye", "Hello",
))  # fmt: skip


def words(line: str) -> int:
    return len(_WORDS.findall(line))


def asks(line: str) -> bool:
    """A question of their own: more than one word handed back."""
    return bool(_ASKS.search(line)) and words(line.rstrip("?").split(". ")[-1]) >= 3


def asks_back(line: str) -> str:
    """The first of two readings that they offer, asking what was meant; "" where they don't."""
    offered = _EITHER.search(line)
    return offered[1] if offered else ""


def asks_price(line: str) -> bool:
    return bool(_PRICE.search(line))


def stalls(line: str) -> bool:
    return bool(_STALL.search(line))


def lacks_grounds(line: str) -> bool:
    """Of the two stalls the one that has the wish and no reason."""
    return bool(_NO_GROUNDS.search(line))


def declines(line: str) -> bool:
    return bool(_DECLINES.search(line))


def agrees(line: str) -> bool:
    return bool(_AGREES.search(line)) and not declines(line) and not stalls(line)


def signals(line: str) -> bool:
    """They ask how it would go: the door stands open."""
    return bool(_SIGNALS.search(line))


def holds_against(line: str) -> bool:
    return bool(_AGAINST.search(line))


def has_number(line: str) -> bool:
    return bool(_NUMBER.search(line))


def names(line: str) -> list[str]:
    """First names that fall in the middle of a sentence."""
    return [name for name in _NAME.findall(line) if name not in _NO_NAMES]
