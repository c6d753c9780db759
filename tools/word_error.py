"""Word error rate, after one normaliser that is the same wherever a rate is told.

The normaliser takes a line through these steps, in this order:

1. Typographic quotes and dashes become plain ones; everything is lower case.
2. Names of the scenario's lexicon are set aside and come back as they are, save for case and punctuation: nothing of
   a name is expanded, turned into words or taken for a filler.
3. Numbers become words, without "and": money ("$42,000", "£3.50", "$1.2 million", "42k"), percentages, clock times
   ("9:30", "9:00" is "nine oclock"), dates ("2025-03-01", "March 3rd"), years (1900 to 2099 without a comma), ranges
   ("10-15" is "ten to fifteen"), ordinals, decimals, and figures with a leading zero one by one. In words already,
   "a hundred" is "one hundred", "fifteen hundred" is "one thousand five hundred", and "one hundred and five" loses
   its "and".
4. Contractions are opened ("we'll", "can't", "it's", "gonna"); of other words' 's only the apostrophe goes.
5. Hyphens become spaces, all other punctuation goes; "ok" is "okay", "per cent" "percent", "mr" "mister".
6. Fillers go: um, uh, erm, er, ah, eh, hm, mm, mhm and their longer spellings.

The raw rate beside it splits both texts at white space and does nothing else.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "—": " - ", "−": "-", "…": " "})

_MONEY = {"$": ("dollar", "cent"), "£": ("pound", "penny"), "€": ("euro", "cent")}
_PLURAL = {"dollar": "dollars", "pound": "pounds", "euro": "euros", "cent": "cents", "penny": "pence"}
_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_SCALES = {"k": "thousand", "m": "million", "bn": "billion"}

_CONTRACTIONS = {
    "won't": "will not", "can't": "can not", "cannot": "can not", "shan't": "shall not", "let's": "let us",
    "gonna": "going to", "wanna": "want to", "gotta": "got to", "y'all": "you all", "'cause": "because",
}  # fmt: skip
_IS = (
    "it", "that", "what", "he", "she", "there", "here", "who", "where", "how", "when", "why",
    "this", "everything", "something", "nothing",
)  # fmt: skip
_ENDINGS = {"n't": " not", "'re": " are", "'ve": " have", "'ll": " will", "'m": " am", "'d": " would"}
_RESPELLED = {"ok": "okay", "mr": "mister", "mrs": "missus", "dr": "doctor"}
_FILLERS = re.compile(r"\b(?:u+h*m+|u+h+|e+r+m*|a+h+|e+h+|h+m+|m+|m+hm+)\b")

_NUMBER_WORD = (
    "(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|"
    "eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
_TEENS = (
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class WordErrors:
    """Errors as a share of the words said: after the normaliser, and raw. ``words``, ``errors``: the normalised."""

    rate: float
    raw_rate: float
    words: int
    errors: int


def word_errors(said: Sequence[str], heard: Sequence[str], names: Sequence[str] = ()) -> WordErrors:
    """Substitutions, deletions and insertions over all pairs of lines, divided by all words said.

    Raises ValueError if the sequences differ in length or nothing was said.
    """
    if len(said) != len(heard):
        raise ValueError(f"{len(said)} lines were said, {len(heard)} heard")
    raw = [_count(reference.split(), guess.split()) for reference, guess in zip(said, heard, strict=True)]
    pairs = [
        (normalise(reference, names), normalise(guess, names)) for reference, guess in zip(said, heard, strict=True)
    ]
    plain = [_count(reference.split(), guess.split()) for reference, guess in pairs]
    words, errors = sum(each[0] for each in plain), sum(each[1] for each in plain)
    raw_words, raw_errors = sum(each[0] for each in raw), sum(each[1] for each in raw)
    if not words:
        raise ValueError("nothing was said")
    return WordErrors(errors / words, raw_errors / raw_words, words, errors)


def _count(reference: list[str], guess: list[str]) -> tuple[int, int]:
    import jiwer

    if not reference:
        return 0, len(guess)
    if not guess:
        return len(reference), len(reference)
    found = jiwer.process_words(" ".join(reference), " ".join(guess))
    return len(reference), found.substitutions + found.deletions + found.insertions


def normalise(text: str, names: Sequence[str] = ()) -> str:
    """The line as bare lower-case words, by the steps above."""
    line = unicodedata.normalize("NFKC", text).translate(_PLAIN).lower()
    kept: list[str] = []
    for name in sorted({name.translate(_PLAIN).lower() for name in names if name}, key=len, reverse=True):
        place = f" \ue000{chr(0xE100 + len(kept))}\ue001 "
        line, found = re.subn(rf"(?<!\w){re.escape(name)}(?!\w)", place, line)
        if found:
            kept.append(_bare(name))
    line = _without_fillers(_bare(_opened(_numbers_in_words(line))))
    return re.sub("\ue000(.)\ue001", lambda found: kept[ord(found[1]) - 0xE100], line)


def _numbers_in_words(line: str) -> str:
    line = re.sub(r"\b(\d{4})-(\d{2})-(\d{2})\b", _iso_date, line)
    line = re.sub(r"([$£€])\s?(\d[\d,]*(?:\.\d+)?)\s?(k|m|bn|thousand|million|billion)?\b", _money, line)
    line = re.sub(r"\b(\d{1,2}):(\d{2})\s?(am|pm|[ap]\.m\.)?", _clock, line)
    line = re.sub(r"\b([ap])\.\s?m\b\.?", r"\1m", line)
    line = re.sub(r"(?<=\d)\s?-\s?(?=\d)", " to ", line)
    line = re.sub(r"(\d)\s?%", r"\1 percent", line).replace("per cent", "percent")
    line = re.sub(r"\b(\d[\d,]*)(?:st|nd|rd|th)\b", lambda found: _words(_whole(found[1]), to="ordinal"), line)
    line = re.sub(r"(\d)\s?(k|bn)\b", lambda found: f"{found[1]} {_SCALES[found[2]]}", line)
    line = re.sub(r"(\d)(?=(?:am|pm)\b)", r"\1 ", line)
    line = re.sub(r"\d[\d,]*\.\d+", lambda found: _words(float(found[0].replace(",", ""))), line)
    line = re.sub(r"\d[\d,]*", _figure, line)
    line = re.sub(r"\ba (?=(?:hundred|thousand|million)\b)", "one ", line)
    line = re.sub(rf"\b({'|'.join(_TEENS)}) hundred\b", _teen_hundred, line)
    before = "hundred|thousand|million|dollars?|pounds?|euros?"
    return re.sub(rf"\b({before}) and (?={_NUMBER_WORD}\b)", r"\1 ", line)


def _iso_date(found: re.Match[str]) -> str:
    try:
        day = date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        return found[0]
    return f" {_MONTHS[day.month - 1]} {_words(day.day, to='ordinal')} {_words(day.year, to='year')} "


def _money(found: re.Match[str]) -> str:
    major, minor = _MONEY[found[1]]
    amount, scale = found[2].rstrip(",").replace(",", ""), found[3]
    if scale:
        number = float(amount) if "." in amount else int(amount)
        return f" {_words(number)} {_SCALES.get(scale, scale)} {_PLURAL[major]} "
    whole, _, part = amount.partition(".")
    said = [_counted(int(whole), major)] if int(whole) or not part else []
    if int(part or 0):
        said.append(_counted(int(part.ljust(2, "0")[:2]), minor))
    return f" {' '.join(said)} "


def _counted(number: int, unit: str) -> str:
    return f"{_words(number)} {unit if number == 1 else _PLURAL[unit]}"


def _clock(found: re.Match[str]) -> str:
    hour, minute, half = int(found[1]), int(found[2]), (found[3] or "").replace(".", "")
    if not minute:
        return f" {_words(hour)} {half or 'oclock'} "
    said = _words(minute) if minute > 9 else f"oh {_words(minute)}"
    return f" {_words(hour)} {said} {half} "


def _figure(found: re.Match[str]) -> str:
    text = found[0].rstrip(",")
    digits = text.replace(",", "")
    if len(digits) > 1 and digits[0] == "0":
        return " " + " ".join(_words(int(digit)) for digit in digits) + " "
    if len(text) == 4 and "1900" <= text <= "2099":
        return f" {_words(int(digits), to='year')} "
    return f" {_words(int(digits))} "


def _teen_hundred(found: re.Match[str]) -> str:
    return f"one thousand {_UNITS[_TEENS.index(found[1])]} hundred"


def _whole(text: str) -> int:
    return int(text.replace(",", ""))


def _words(number: float, to: str = "cardinal") -> str:
    import num2words

    spell: Callable[..., Any] = num2words.num2words
    return re.sub(r"\band\b|[-,]", " ", str(spell(number, to=to)))


def _opened(line: str) -> str:
    for short, long in _CONTRACTIONS.items():
        line = re.sub(rf"(?<![\w']){short}\b", long, line)
    line = re.sub(rf"\b({'|'.join(_IS)})'s\b", r"\1 is", line)
    for short, long in _ENDINGS.items():
        line = re.sub(rf"(?<=\w){short}\b", long, line)
    return line


def _bare(line: str) -> str:
    line = re.sub(r"[^\w\s\ue000-\uf8ff]+", " ", line.replace("'", "").replace("&", " and ")).replace("_", " ")
    return " ".join(_RESPELLED.get(word, word) for word in line.split())


def _without_fillers(line: str) -> str:
    return " ".join(_FILLERS.sub(" ", line).split())
