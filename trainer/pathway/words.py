"""One normal form for both ears.

One recogniser gives bare lower case, the other capitals, punctuation and digits; people type as they like. All of it
becomes the same tokens, each of which knows the white-space words of the original that it stands for. Punctuation is
a hint: where it stands it separates clauses, and nothing needs it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from trainer.pathway.numbers import MONEY, ORDINALS, Piece, Quantity, Token, number_token, quantities, read_number
from trainer.transcript import Span

FILLERS = frozenset(["um", "uh", "erm", "er", "uhm", "umm", "uhh"])
_SPELLED_OUT = {
    "i'm": "i am", "im": "i am", "i'd": "i would", "i'll": "i will", "i've": "i have", "ive": "i have",
    "let's": "let us", "lets": "let us", "can't": "can not", "cannot": "can not", "cant": "can not",
    "won't": "will not", "wont": "will not", "shan't": "shall not", "ain't": "is not", "dont": "do not",
    "didnt": "did not", "doesnt": "does not", "isnt": "is not", "wasnt": "was not", "youre": "you are",
    "thats": "that is", "whats": "what is", "theres": "there is", "gonna": "going to", "wanna": "want to",
    "gotta": "got to", "'cause": "because", "cause": "because", "cos": "because", "cuz": "because",
    "d'you": "do you", "d'ya": "do you", "'em": "them", "em": "them", "y'know": "you know", "ya": "you",
    "ok": "okay", "yeah": "yes", "yep": "yes", "yup": "yes", "nope": "no", "dunno": "do not know",
    "kinda": "kind of", "sorta": "sort of", "till": "until", "'til": "until",
    "thankyou": "thank you", "thanks": "thank you", "cheers": "thank you", "hiya": "hi", "alright": "all right",
    "hmm": "mm", "mhm": "mm", "mmm": "mm",
}  # fmt: skip
_IS = frozenset((
    "it", "that", "he", "she", "what", "how", "where", "who", "there", "here", "when", "why", "this", "one", "which",
    "everything", "nothing", "somebody", "nobody", "everybody", "anybody", "someone", "everyone",
))  # fmt: skip
_ENDINGS = {"n't": "not", "'re": "are", "'ve": "have", "'ll": "will", "'d": "would"}

STOP_WORDS = frozenset((
    "a", "an", "the", "this", "that", "these", "those", "it", "its", "i", "me", "my", "mine", "we", "us", "our",
    "ours", "you", "your", "yours", "he", "him", "his", "she", "her", "hers", "they", "them", "their", "theirs",
    "who", "whom", "whose", "which", "what", "when", "where", "why", "how", "is", "am", "are", "was", "were",
    "be", "been", "being", "do", "does", "did", "done", "have", "has", "had", "having", "will", "would", "shall",
    "should", "can", "could", "may", "might", "must", "not", "no", "nor", "yes", "and", "or", "but", "if", "so",
    "because", "as", "until", "while", "of", "at", "by", "for", "with", "about", "against", "between", "into",
    "through", "during", "before", "after", "above", "below", "to", "from", "up", "down", "in", "out", "on",
    "off", "over", "under", "again", "then", "once", "here", "there", "all", "any", "both", "each", "few", "more",
    "most", "other", "some", "such", "only", "own", "same", "than", "too", "very", "just", "now", "also", "even",
    "still", "yet", "ever", "never", "always", "well", "okay", "oh", "right", "sure", "mm", "hello", "hi", "hey",
    "bye", "please", "thank", "sorry", "get", "got", "getting", "go", "goes", "going", "gone", "come", "comes",
    "came", "make", "makes", "made", "take", "takes", "took", "put", "say", "says", "said", "tell", "tells",
    "told", "know", "knows", "knew", "think", "thinks", "thought", "want", "wants", "wanted", "need", "needs",
    "like", "look", "looks", "see", "sees", "mean", "means", "let", "lets", "thing", "things", "something",
    "anything", "nothing", "everything", "one", "ones", "someone", "anyone", "everyone", "somebody", "anybody",
    "everybody", "bit", "lot", "lots", "kind", "sort", "way", "much", "many", "little", "really", "actually",
    "quite", "maybe", "perhaps", "probably", "good", "great", "fine", "nice", "else", "around", "away", "back",
    "first", "last", "next", "two", "is'nt", "it'll", "hang", "worth", "use", "used", "using", "give", "gives",
    "gave", "given", "ask", "asked", "asks", "asking", "work", "works", "call", "called", "ring", "rang", "talk",
    "talked", "people", "person", "time", "times", "day", "days", "week", "weeks", "month", "months", "year",
    "years", "today", "tomorrow", "whatever", "though", "rather", "near", "nearly", "enough", "every", "own",
    "keep", "keeps", "happen", "happens", "happened", "try", "start", "ago", "wait", "feel", "might", "half",
    "guess",
))  # fmt: skip
"""Words that carry nothing of a person's own."""

_SENTENCE_END = re.compile(r"[.?!;:…]+[\"'”’)\]]*$")
_CURRENCY = {"£": "pounds", "$": "dollars", "€": "euros"}
_PIECE = re.compile(r"[^\w'.,:%£$€#&+]+")
_GLUED = re.compile(r"^([£$€]?)(\d[\d,]*(?:\.\d+)?)(k|m|p|%|st|nd|rd|th|am|pm|pence|s)?$")
_CLOCK = re.compile(r"^(\d{1,2})[:.](\d{2})(am|pm)?$")
_CASE_MARKS = str.maketrans({"’": "'", "‘": "'", "`": "'", "—": " ", "–": " ", "_": " ", "…": "… "})
_WH = frozenset(["what", "how", "why", "where", "when", "who", "which", "whose"])
_AUX = frozenset((
    "do", "does", "did", "is", "are", "was", "were", "can", "could", "would", "will", "have", "has", "had", "should",
    "shall", "am",
))  # fmt: skip
_SUBJECTS = frozenset(["i", "you", "we", "they", "he", "she", "it", "that", "this", "there", "your"])
_LINKS = frozenset(["and", "but", "so", "because", "or", "then"])
_TAKES_CLAUSE = _AUX | {
    "that", "if", "what", "how", "why", "where", "when", "who", "which", "know", "think", "say", "see", "wonder",
    "whether", "as", "because", "whatever",
}  # fmt: skip
"""After one of these what looks like a new clause belongs to the one that has begun."""
_TAKES_WHAT = frozenset((
    "of", "with", "on", "about", "to", "for", "from", "in", "at", "by", "bring", "had", "has", "have", "do", "ask",
    "tell", "hear", "get", "like", "show", "find", "is", "was", "than", "you", "me", "us", "them", "not", "exactly",
    "count", "counted", "see", "check", "know", "write", "weigh", "measure", "read",
))  # fmt: skip
"""After one of these "what is" is no question of its own: "bring what is in the drawer"."""


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens ``first`` to ``last`` (one past the end) of a turn.

    ``asks``: a question mark stood at its end; ``marked``: some mark did, so that the sentence is over.
    """

    first: int
    last: int
    asks: bool = False
    marked: bool = False

    def __len__(self) -> int:
        return self.last - self.first


@dataclass(frozen=True)
class Normal:
    """A text in normal form."""

    words: tuple[str, ...]
    tokens: tuple[Token, ...]
    clauses: tuple[Clause, ...]

    @cached_property
    def text(self) -> str:
        """The tokens with one space between them: what patterns are matched against."""
        return " ".join(token.text for token in self.tokens)

    @cached_property
    def marked(self) -> str:
        """``text`` with clauses parted: "| hello gail | is this bad ¦ or is it not |", | at a mark, ¦ at a guess."""
        parts = ["|"]
        for clause in self.clauses:
            parts += [self.clause_text(clause), "|" if clause.marked or clause is self.clauses[-1] else "¦"]
        return " ".join(parts)

    @cached_property
    def places(self) -> dict[int, int]:
        """Where each token begins in ``marked``: offset to number of the token."""
        found: dict[int, int] = {}
        here = 0
        for clause in self.clauses:
            here += 2
            for number in range(clause.first, clause.last):
                found[here] = number
                here += len(self.tokens[number].text) + 1
        return found

    @cached_property
    def stems(self) -> tuple[str, ...]:
        return tuple(stem(token.text) for token in self.tokens)

    @cached_property
    def content(self) -> frozenset[str]:
        """Stems of the words that carry something; numbers as they are."""
        return frozenset(
            stem(token.text) for token in self.tokens if token.text not in STOP_WORDS and len(token.text) > 1
        )

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        return quantities(self.tokens)

    @cached_property
    def numbers(self) -> tuple[float, ...]:
        """Every number said, in order; times of day and "one" are none."""
        return tuple(token.value for token in self.tokens if token.value is not None)

    def clause_text(self, clause: Clause) -> str:
        return " ".join(token.text for token in self.tokens[clause.first : clause.last])

    def span(self, first: int, last: int) -> Span:
        """Tokens first to last (one past the end) as words of the original."""
        if not self.tokens or last <= first:
            return (0, len(self.words))
        return (self.tokens[first].first, self.tokens[last - 1].last)


@lru_cache(maxsize=4096)
def normal(text: str) -> Normal:
    """The normal form of a text."""
    words = tuple(text.split())
    pieces: list[Piece] = []
    breaks: dict[int, bool] = {}
    for place, word in enumerate(words):
        parts = _pieces(word)
        ends = word.endswith((",", ";", ".", ":", "?", "!"))
        pieces.extend(Piece(part, place, ends and part is parts[-1]) for part in parts)
        if (end := _SENTENCE_END.search(word)) and pieces:
            breaks[place] = "?" in end.group()
    tokens = _with_numbers(pieces)
    return Normal(words, tokens, _clauses(tokens, breaks))


def _pieces(word: str) -> list[str]:
    found: list[str] = []
    for part in _PIECE.split(word.translate(_CASE_MARKS).lower()):
        part = part.strip(".,:&+#") if not _CLOCK.match(part.strip(".,:")) else part.strip(".,:")
        if part and part not in FILLERS:
            found.extend(_spelled_out(part))
    return found


@lru_cache(maxsize=8192)
def _spelled_out(part: str) -> tuple[str, ...]:
    """Contractions in full, glued units apart: "15%" is "15 percent", "don't" is "do not"."""
    if clock := _CLOCK.match(part):
        hour = int(clock[1]) + (12 if clock[3] == "pm" and int(clock[1]) < 12 else 0)
        if hour < 25 and int(clock[2]) < 60 and (":" in part or clock[3]):
            return (f"@{hour}:{clock[2]}",)
    if glued := _GLUED.match(part):
        return _unglued(glued)
    if part in _SPELLED_OUT:
        return tuple(_SPELLED_OUT[part].split())
    part = part.strip("%£$€") or part
    for ending, full in _ENDINGS.items():
        if part.endswith(ending) and len(part) > len(ending):
            return (part.removesuffix(ending), full)
    if part.endswith("'s") and part[:-2] in _IS:
        return (part[:-2], "is")
    part = part.strip("'")
    return (part,) if part else ()


def _unglued(glued: re.Match[str]) -> tuple[str, ...]:
    currency, digits, ending = glued.groups()
    value = digits.rstrip(",")
    if ending in ("st", "nd", "rd", "th"):
        number = int(value.replace(",", ""))
        return (ORDINALS[number - 1],) if 0 < number <= len(ORDINALS) else (value, "th")
    out = [value]
    if ending == "k":
        out.append("thousand")
    elif ending == "m":
        out.append("million")
    elif ending == "%":
        out.append("percent")
    elif ending in ("p", "pence"):
        out.append("pence")
    elif ending in ("am", "pm"):
        out.append(ending)
    if currency:
        out.append(_CURRENCY[currency])
    return tuple(out)


def _with_numbers(pieces: Sequence[Piece]) -> tuple[Token, ...]:
    tokens: list[Token] = []
    here = 0
    while here < len(pieces):
        piece = pieces[here]
        number = read_number(pieces, here)
        if number is None:
            text = "percent" if piece.text == "per" and _text_at(pieces, here + 1) == "cent" else piece.text
            width = 2 if text == "percent" and piece.text == "per" else 1
            if text in MONEY and tokens and tokens[-1].text.startswith("#"):
                text = MONEY[text]
            tokens.append(Token(text, piece.word, pieces[here + width - 1].word + 1))
            here += width
            continue
        value, end = number
        text = "one" if value == 1 and end == here + 1 else number_token(value)
        tokens.append(Token(text, piece.word, pieces[end - 1].word + 1))
        if pieces[end - 1].text == "grand":
            tokens.append(Token("pounds", pieces[end - 1].word, pieces[end - 1].word + 1))
        here = end
    return tuple(tokens)


def _text_at(pieces: Sequence[Piece], place: int) -> str:
    return pieces[place].text if place < len(pieces) else ""


def _clauses(tokens: Sequence[Token], breaks: dict[int, bool]) -> tuple[Clause, ...]:
    """Where the turn falls apart: at sentence marks where there are some, else where a new clause plainly begins."""
    clauses: list[Clause] = []
    first = 0
    for place, token in enumerate(tokens):
        following = tokens[place + 1] if place + 1 < len(tokens) else None
        at_mark = token.last - 1 in breaks and (following is None or following.first >= token.last)
        begins = following is not None and place + 1 - first >= 2 and _begins_clause(tokens, place + 1)
        if following is None or at_mark or begins:
            clauses.append(Clause(first, place + 1, at_mark and breaks[token.last - 1], at_mark))
            first = place + 1
    return tuple(clauses)


def _begins_clause(tokens: Sequence[Token], at: int) -> bool:
    text, before = tokens[at].text, tokens[at - 1].text
    following = tokens[at + 1].text if at + 1 < len(tokens) else ""
    if text in _LINKS and before not in _LINKS:
        return following in _SUBJECTS or following in _WH or following in _AUX or following in ("can", "let", "tell")
    if before in _LINKS or before in _TAKES_CLAUSE:
        return False
    if text in _WH and (following in _AUX or following in ("much", "many", "about")):
        return before not in _TAKES_WHAT
    if text in _AUX and following in _SUBJECTS:
        if text in ("do", "have") and following in ("it", "that", "this"):
            return False  # "some people do it in winter"
        return before not in _SUBJECTS and before not in _WH
    if text in ("i", "we") and before not in ("to", "for", "with", "and", "do"):
        return following in ("am", "will", "would", "can", "have", "could")
    return text in ("thank", "sorry", "okay") or (text == "tell" and following == "me")


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A light stem: enough that "arguing", "argued" and "argues" meet."""
    if word.startswith(("#", "@")) or len(word) <= 3:
        return word
    word = word.removesuffix("'s").removesuffix("'")
    for ending, least in (("ingly", 4), ("edly", 4), ("ings", 4), ("ing", 4), ("ied", 3), ("ies", 3), ("ed", 4)):
        if word.endswith(ending) and len(word) - len(ending) >= least - 1:
            word = word.removesuffix(ending) + ("y" if ending in ("ied", "ies") else "")
            break
    else:
        if word.endswith("es") and len(word) > 4 and word[-3] in "sxzh":
            word = word[:-2]
        elif word.endswith("s") and not word.endswith(("ss", "us", "is")):
            word = word[:-1]
        word = word.removesuffix("ly") if len(word) > 5 else word
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word[:-1] if len(word) > 3 and word.endswith("e") else word


def content_of(texts: Iterable[str]) -> frozenset[str]:
    """All content stems of several texts."""
    return frozenset().union(*(normal(text).content for text in texts))
