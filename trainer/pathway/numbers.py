"""Numbers as people say and write them, and what they count.

"£7,170", "7170" and "seven thousand one hundred and seventy" are one number; so is "seven thousand one-seventy".
A number in the normal form is ``#7170``, a time of day ``@17:45``; "one" alone stays a word, because it mostly is one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

UNITS = {
    word: value
    for value, word in enumerate(
        [
            "zero",
            "one",
            "two",
            "three",
            "four",
            "five",
            "six",
            "seven",
            "eight",
            "nine",
            "ten",
            "eleven",
            "twelve",
            "thirteen",
            "fourteen",
            "fifteen",
            "sixteen",
            "seventeen",
            "eighteen",
            "nineteen",
        ]
    )
}
TENS = {
    word: 10 * value
    for value, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
SCALES = {"hundred": 100, "thousand": 1000, "grand": 1000, "k": 1000, "million": 1_000_000, "mil": 1_000_000}
ORDINALS = [
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
    "twentieth",
]
MONEY = {
    "pounds": "pounds", "pound": "pounds", "quid": "pounds", "pence": "pence", "penny": "pence",
    "dollars": "dollars", "dollar": "dollars", "bucks": "dollars", "cents": "cents",
    "euros": "euros", "euro": "euros", "zloty": "zloty", "francs": "francs",
}  # fmt: skip
SECONDS = {
    "second": 1, "minute": 60, "min": 60, "hour": 3600, "day": 86_400, "week": 604_800,
    "month": 2_629_800, "year": 31_557_600,
}  # fmt: skip
DAYS = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "tonight"]
)
MONTHS = frozenset((
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
))  # fmt: skip

Kind = Literal["number", "money", "percent", "duration", "date", "time"]

_DIGITS = re.compile(r"^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a white-space word, in lower case: its text, the place of the word, and whether a mark follows."""

    text: str
    word: int
    ends: bool = False


@dataclass(frozen=True, slots=True)
class Token:
    """One token of the normal form, and the words of the original that it stands for: first, one past the last."""

    text: str
    first: int
    last: int

    @property
    def value(self) -> float | None:
        """The number it is, if it is one."""
        return float(self.text[1:]) if self.text.startswith("#") else None


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, sum of money, share, length of time, date or time of day that was said, in which words.

    ``value``: money in its unit (``unit``), percent as said, duration in seconds, time in hours; a date has none.
    """

    kind: Kind
    value: float | None
    unit: str
    first: int
    last: int


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else f"{value:g}"


def number_token(value: float) -> str:
    """The normal form of a number."""
    return f"#{_plain(value)}"


def _digits(text: str) -> float | None:
    return float(text.replace(",", "")) if _DIGITS.match(text) else None


def _small(text: str) -> int | None:
    return UNITS.get(text, TENS.get(text))


def _starts_number(pieces: Sequence[Piece], at: int) -> bool:
    text = pieces[at].text
    if _digits(text) is not None or _small(text) is not None:
        return True
    following = pieces[at + 1].text if at + 1 < len(pieces) else ""
    return text in ("a", "couple") and following in ("hundred", "thousand", "million", "grand", "dozen")


def read_number(pieces: Sequence[Piece], at: int) -> tuple[float, int] | None:
    """The number that begins at a piece, and the place one past its end. None where none begins."""
    if not _starts_number(pieces, at):
        return None
    total: float = 0.0
    current: float | None = None
    last = ""
    here, complete = at, (0.0, 0.0, at)  # the last scale word, the total and the place after it
    if pieces[at].text in ("a", "couple"):
        current, last, here = 1.0, "unit", at + 1
    while here < len(pieces) and not (here > at and pieces[here - 1].ends):
        text = pieces[here].text
        digits, small = _digits(text), _small(text)
        if text == "dozen" and current is not None:
            current, last = current * 12, "done"
        elif text in SCALES and current is not None:
            if complete[0] and SCALES[text] >= complete[0]:
                return complete[1], int(complete[2])  # "twelve grand, fourteen grand" are two
            current, total, last = _scaled(current, total, SCALES[text])
            if last == "scale":
                complete = (SCALES[text], total, here + 1)
        elif text == "and" and _goes_on_after_and(pieces, here, last):
            if pieces[here + 1].text == "a":
                return total + (current or 0.0) + 0.5, here + 3
        elif text == "point" and current is not None and _is_digit_word(pieces, here + 1):
            return _with_decimals(pieces, here + 1, total + current)
        elif digits is not None and (current is None or last == "hundred"):
            current, last = (current or 0.0) + digits, "digits"
        elif small is not None and (joined := _joined(current, last, small)) is not None:
            current, last = joined
        else:
            break
        here += 1
    return total + (current or 0.0), here


def _scaled(current: float, total: float, scale: int) -> tuple[float | None, float, str]:
    if scale == 100:
        return current * 100, total, "hundred"
    return None, total + current * scale, "scale"


def _goes_on_after_and(pieces: Sequence[Piece], at: int, last: str) -> bool:
    following = pieces[at + 1].text if at + 1 < len(pieces) else ""
    if following == "a":
        return at + 2 < len(pieces) and pieces[at + 2].text == "half"
    if last not in ("hundred", "scale"):
        return False
    return _small(following) is not None or (_digits(following) or 1000) < 100


def _is_digit_word(pieces: Sequence[Piece], at: int) -> bool:
    return at < len(pieces) and UNITS.get(pieces[at].text, 10) < 10


def _with_decimals(pieces: Sequence[Piece], at: int, whole: float) -> tuple[float, int]:
    shift = 0.1
    while _is_digit_word(pieces, at):
        whole += UNITS[pieces[at].text] * shift
        shift /= 10
        at += 1
    return round(whole, 6), at


def _joined(current: float | None, last: str, small: int) -> tuple[float, str] | None:
    """A number word after what stands already; None where it begins another number."""
    kind = "tens" if small >= 20 else "teen" if small >= 10 else "unit"
    if current is None:
        return float(small), kind
    if last == "tens" and kind == "unit" and small:
        return current + small, "whole"
    if last == "hundred":
        return current + small, kind
    if last in ("unit", "teen", "tens", "whole") and small >= 10 and 1 <= current < 100:
        return current * 100 + small, kind  # "two fifty", "nineteen sixty-one"
    return None


def quantities(tokens: Sequence[Token]) -> tuple[Quantity, ...]:
    """All that was counted, in order."""
    found: list[Quantity] = []
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        if token.text.startswith("@"):
            hour, minute = token.text[1:].split(":")
            found.append(Quantity("time", int(hour) + int(minute) / 60, "hours", token.first, token.last))
        elif token.text in DAYS or (token.text in MONTHS and token.text != "may"):
            found.append(Quantity("date", None, token.text, token.first, token.last))
        elif token.value is not None:
            found.append(_counted(token, following))
        elif following and following.text in SECONDS and _is_one(tokens, place):
            found.append(
                Quantity("duration", float(SECONDS[following.text]), following.text, token.first, following.last)
            )
    return tuple(found)


def _is_one(tokens: Sequence[Token], place: int) -> bool:
    """ "A month" as a length of time, not as in "£260 a month"."""
    before = tokens[place - 1] if place else None
    return tokens[place].text in ("a", "an", "one") and not (
        before and (before.text in MONEY or before.value is not None)
    )


def _counted(token: Token, following: Token | None) -> Quantity:
    value = token.value or 0.0
    unit = following.text if following else ""
    last = following.last if following else token.last
    if unit in MONEY:
        return Quantity("money", value, MONEY[unit], token.first, last)
    if unit == "percent":
        return Quantity("percent", value, "percent", token.first, last)
    if unit == "o'clock" or unit in ("am", "pm"):
        return Quantity("time", value + (12 if unit == "pm" and value < 12 else 0), "hours", token.first, last)
    if (single := unit.removesuffix("s")) in SECONDS:
        return Quantity("duration", value * SECONDS[single], single, token.first, last)
    return Quantity("number", value, "", token.first, token.last)
