"""What holds around a clause: the conditions that rules and behaviours name.

Every condition is a question about one clause of a turn and the call before it. The data files use them by name;
``not`` before a name turns it round, ``|`` between names means any of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from trainer.pathway.intent import BY_WORDS_ALONE, scores
from trainer.pathway.turn import RECENT, Turn, stems_of_phrases, vocabulary
from trainer.pathway.words import Clause, Normal, normal, stem

_FIRST_PERSON = frozenset(["i", "we", "my", "our", "us", "me", "mine"])
_LOW = 35
"""Below this a gauge does not bear what stands on it: in the worked calls they push at trust 11."""

_AFTER_QUESTION = 7
"""Words that may follow a question before it is taken to be over."""

Condition = Callable[[Turn, Clause], bool]


def _question_open(turn: Turn, clause: Clause) -> bool:
    if turn.moment.question:
        return True
    if any(mark in turn.moment.previous for mark in ".?!"):
        # "And?" and "Is it?" are no more than a nod; and a question waits only where little was said after it.
        least = len(turn.previous.tokens) - _AFTER_QUESTION
        return any(clause.asks and len(clause) > 2 and clause.last >= least for clause in turn.previous.clauses)
    return turn.matches("asks_us", turn.previous.text)


def _just_asked(turn: Turn, clause: Clause) -> bool:
    """They asked it with their last words: what was left lying some turns ago is not answered at once."""
    return _question_open(turn, clause) and ("?" in turn.moment.previous or not turn.previous.clauses[-1].marked)


def _price_asked(turn: Turn, clause: Clause) -> bool:
    return turn.moment.price_asked or turn.matches("price_question", turn.previous.text)


def _limit(turn: Turn, clause: Clause) -> bool:
    return bool(turn.moment.limit) or any(turn.matches("limit", line.text) for line in turn.lines[-2:])


def _story(turn: Turn, clause: Clause) -> bool:
    return turn.moment.disclosed or turn.moment.needs_found or any(len(line.content) >= 4 for line in turn.lines[-2:])


def _their_words(turn: Turn, clause: Clause) -> bool:
    return bool(turn.clause_content(clause) & turn.recent)


def _fresh_words(turn: Turn, clause: Clause) -> bool:
    return any(not word.startswith("#") for word in turn.clause_content(clause) & turn.fresh)


def _previous_words(turn: Turn, clause: Clause) -> bool:
    return bool(turn.clause_content(clause) & (turn.previous.content - turn.own_words))


def _two_of_theirs(turn: Turn, clause: Clause) -> bool:
    return len(turn.text.content & turn.recent) >= 2


def _words_ever(turn: Turn, clause: Clause) -> bool:
    return bool(turn.clause_content(clause) & turn.ever)


def _three_ever(turn: Turn, clause: Clause) -> bool:
    return len(turn.text.content & turn.ever) >= 3


def _old_detail(turn: Turn, clause: Clause) -> bool:
    return bool(turn.clause_content(clause) & turn.old)


def _old_details(turn: Turn, clause: Clause) -> bool:
    """More than a word by chance: two old words together, or one that is a name or of their own life."""
    shared = turn.text.content & turn.old
    return len(shared) >= 2 or bool(shared & (turn.names | frozenset(map(stem, _personal_words(turn, turn.text)))))


def _personal_words(turn: Turn, text: Normal) -> frozenset[str]:
    return frozenset(turn.lists["personal"].findall(text.text))


def _echo(turn: Turn, clause: Clause) -> bool:
    """Three words in a row as the person said them, however small they are."""
    runs = {run for line in turn.lines[-2:] for run in _runs(line)}
    return any(run in runs for run in _runs(turn.text))


def _runs(text: Normal) -> list[tuple[str, ...]]:
    words = [token.text for token in text.tokens]
    return [tuple(words[at : at + 3]) for at in range(len(words) - 2)]


def _personal(turn: Turn, clause: Clause) -> bool:
    stems = frozenset(turn.text.stems[clause.first : clause.last])
    recent = frozenset().union(*(frozenset(line.stems) for line in turn.lines[-RECENT:]))
    if stems & turn.names & recent:
        return True
    here = frozenset(turn.lists["personal"].findall(turn.text.clause_text(clause)))
    return any(here & _personal_words(turn, line) for line in turn.lines[-RECENT:])


def _personal_previous(turn: Turn, clause: Clause) -> bool:
    return bool(_personal_words(turn, turn.previous) or turn.names & turn.previous.content)


def _uses_name(turn: Turn, clause: Clause) -> bool:
    names = stems_of_phrases((turn.scene.person, *turn.scene.person_names))
    lately = frozenset().union(*(line.content for line in turn.rep_lines[-6:]))
    said = sum(stem(token.text) in names for token in turn.text.tokens)
    return said == 1 and bool(names & turn.clause_content(clause)) and not names & lately


def _serves_care(turn: Turn, clause: Clause) -> bool:
    """A word or phrase of something they care about, whole: of "water page" both must be said."""
    wanted = (normal(phrase).content for _, phrases in turn.scene.cares for phrase in phrases)
    return any(words and words <= turn.text.content for words in wanted)


def _tells_case(turn: Turn, clause: Clause) -> bool:
    return any(_names_case(turn, words) for _, words in turn.scene.cases)


def _fitting_case(turn: Turn, clause: Clause) -> bool:
    return any(_names_case(turn, words) for name, words in turn.scene.cases if name == turn.scene.fitting_case)


def _names_case(turn: Turn, words: tuple[str, ...]) -> bool:
    told = f" {turn.text.text} "
    # A bare number in a case's words says nothing of whose case it is.
    return any(phrase and not normal(phrase).numbers and f" {normal(phrase).text} " in told for phrase in words)


def _offer_named(turn: Turn, clause: Clause) -> bool:
    return bool(stems_of_phrases((turn.scene.offer,)) & turn.clause_content(clause))


def _product(turn: Turn, clause: Clause) -> bool:
    text = turn.text.clause_text(clause)
    return turn.matches("product", text) or _offer_named(turn, clause)


def _their_number(turn: Turn, clause: Clause) -> bool:
    return bool(turn.their_numbers & frozenset(turn.text.numbers))


def _counts_on(turn: Turn, clause: Clause) -> bool:
    """Two figures in the turn, one of them the person's: a sum is being made."""
    return len(turn.text.numbers) >= 2 and bool(turn.their_numbers & frozenset(turn.text.numbers))


def _new_number(turn: Turn, clause: Clause) -> bool:
    return any(number not in turn.their_numbers for number in turn.clause_numbers(clause))


def _price_figure(turn: Turn, clause: Clause) -> bool:
    numbers = turn.clause_numbers(clause)
    money = any(q.kind == "money" for q in turn.text.quantities)
    return any(number in turn.scene.prices for number in numbers) or (bool(numbers) and money) or (
        any(number >= 20 for number in numbers) and _price_asked(turn, clause)
    )  # fmt: skip


def _only_their_numbers(turn: Turn, clause: Clause) -> bool:
    numbers = turn.clause_numbers(clause)
    return bool(numbers) and turn.their_numbers.issuperset(numbers)


def _asks_known(turn: Turn, clause: Clause) -> bool:
    """Asks for a fact that the brief tells, or one that was told, in a way that is not asking on."""
    if max(turn.act("open_question", clause), turn.act("closed_question", clause)) < 0.5:
        return False
    ranked = scores(normal(turn.text.clause_text(clause)), turn.scene.topics)
    if not ranked or ranked[0][0] < BY_WORDS_ALONE.enough or ranked[0][1].kind != "fact":
        return False
    return ranked[0][1].id in turn.scene.known


def _after_step(turn: Turn, clause: Clause) -> bool:
    return turn.moment.asks > 0 or turn.matches("taken_step", turn.previous.text)


def _closed_in_a_row(turn: Turn, clause: Clause) -> bool:
    """The rep's last two lines ended in plain questions, and so does this one, without anything given back."""
    asked = turn.rep_lines[-2:]
    if len(asked) < 2 or turn.act_of_turn("closed_question") < 0.5 or turn.act_of_turn("reflection") >= 0.5:
        return False
    return all(turn.matches("plain_question", line.text) and _ends_asking(line) for line in asked)


def _ends_asking(line: Normal) -> bool:
    """A short line that is a question, as far as its marks tell."""
    marked = any(clause.marked for clause in line.clauses)
    return len(line.tokens) <= 14 and (line.clauses[-1].asks or not marked)


def _said_no_lately(turn: Turn, clause: Clause) -> bool:
    """They declined in one of their last two lines, or twice in all. One no of long ago closes nothing."""
    if turn.moment.said_no >= 2 or turn.matches("no_step", turn.previous.text):
        return True
    return turn.moment.said_no > 0 and any(turn.matches("declines", line.text) for line in turn.lines[-2:])


def _yes_or_no(turn: Turn, clause: Clause) -> bool:
    return bool(turn.text.tokens) and turn.text.tokens[0].text in (
        "yes",
        "no",
        "nothing",
        "not",
        "about",
        "only",
        "none",
    )


def _states_it(turn: Turn, clause: Clause) -> bool:
    words = [token.text for token in turn.text.tokens[:2]]
    return words[:1] in (
        ["it"],
        ["they"],
        ["because"],
        ["at"],
        ["in"],
        ["on"],
        ["by"],
        ["off"],
        ["every"],
        ["from"],
    ) or (words == ["here", "is"] or words == ["i", "will"])


def _they_know(turn: Turn, clause: Clause) -> bool:
    known = [normal(sentence).content for sentence in turn.scene.they_know]
    here = turn.clause_content(clause)
    return any(len(here & content) >= max(2, (len(content) + 1) // 2) for content in known)


_OF_CALL: dict[str, Condition] = {
    "opening": lambda turn, _: turn.moment.rep_turn <= 2,
    "fresh_objection": lambda turn, _: turn.moment.objection_fresh,
    "first_turn": lambda turn, _: turn.moment.rep_turn == 1,
    "early": lambda turn, _: turn.moment.rep_turn <= 3,
    "under_way": lambda turn, _: bool(turn.lines),
    "their_story": _story,
    "disclosed": lambda turn, _: turn.moment.disclosed,
    "objection": lambda turn, _: bool(turn.moment.objection),
    "clarified": lambda turn, _: turn.moment.objection_clarified,
    "question": _question_open,
    "just_asked": _just_asked,
    "price_asked": _price_asked,
    "price_objection": lambda turn, _: bool(re.search("price|cost|money|budget", turn.moment.objection)),
    "limit": _limit,
    "gave": lambda turn, _: turn.moment.gave,
    "bridged": lambda turn, _: turn.moment.bridged,
    "discounted": lambda turn, _: turn.moment.discounts > 0,
    "slight": lambda turn, _: bool(turn.moment.slight),
    "stalled": lambda turn, _: bool(turn.moment.stalled) or turn.matches("stall", turn.previous.text),
    "lacks_reason": lambda turn, _: turn.moment.stalled == "logic",
    "lacks_feeling": lambda turn, _: turn.moment.stalled == "emotion",
    "said_no": lambda turn, _: turn.moment.said_no > 0 or turn.matches("no_step", turn.previous.text),
    "said_yes": lambda turn, _: turn.moment.yes_given,
    "buying_sign": lambda turn, _: turn.moment.yes_given or turn.matches("buying_sign", turn.previous.text),
    "corrected": lambda turn, _: turn.matches("correction", turn.previous.text),
    "not_yet": lambda turn, _: turn.matches("not_yet", turn.previous.text),
    "asked_for_step": _after_step,
    "needs_found": lambda turn, _: turn.moment.needs_found,
    "understood": lambda turn, _: turn.moment.empathy >= _LOW,
    "low_empathy": lambda turn, _: turn.moment.empathy < _LOW - 10,
    "low_trust": lambda turn, _: turn.moment.trust < _LOW,
    "low_rapport": lambda turn, _: turn.moment.rapport < _LOW,
    "turned": lambda turn, _: turn.moment.turned,
    "left_silence": lambda turn, _: turn.moment.silence_before >= 1.5,
    "left_a_beat": lambda turn, _: turn.moment.silence_before >= 0.6,
    "cut_in": lambda turn, _: turn.moment.interrupts,
    "said_no_lately": _said_no_lately,
    "not_a_fit_found": lambda turn, _: bool(set(turn.scene.not_a_fit) & set(turn.moment.told)),
    "too_many_options": lambda turn, _: turn.matches("too_many", turn.previous.text),
}
"""Where the call stands: the same for every clause of a turn."""

_OF_CLAUSE: dict[str, Condition] = {
    "their_words": _their_words,
    "fresh_words": _fresh_words,
    "previous_words": _previous_words,
    "two_of_theirs": _two_of_theirs,
    "words_ever": _words_ever,
    "three_ever": _three_ever,
    "old_detail": _old_detail,
    "old_details": _old_details,
    "echo": _echo,
    "personal": _personal,
    "personal_previous": _personal_previous,
    "their_name": _uses_name,
    "serves_care": _serves_care,
    "tells_case": _tells_case,
    "on_topic": lambda turn, _: bool(turn.text.content & (turn.ever | vocabulary(turn.scene))),
    "fitting_case": _fitting_case,
    "offer_named": _offer_named,
    "product": _product,
    "product_talk": lambda turn, clause: turn.matches("product", turn.text.clause_text(clause)),
    "their_number": _their_number,
    "counts_on": _counts_on,
    "new_number": _new_number,
    "number": lambda turn, clause: bool(turn.clause_numbers(clause)),
    "price_figure": _price_figure,
    "quoted_otherwise": lambda turn, clause: turn.quoted_otherwise(clause),
    "closed_in_a_row": _closed_in_a_row,
    "three_questions": lambda turn, _: (
        sum(clause.asks for clause in turn.text.clauses) >= 3 and turn.act_of_turn("open_question") < 0.5
    ),
    "they_know": _they_know,
    "first_person": lambda turn, clause: bool(
        _FIRST_PERSON & {token.text for token in turn.text.tokens[clause.first : clause.last]}
    ),
    "marked_question": lambda turn, clause: clause.asks,
    "their_number_only": _only_their_numbers,
    "asks_known": _asks_known,
    "price_told": lambda turn, _: turn.says_price or turn.matches("price_told", turn.text.text),
    "yes_or_no": _yes_or_no,
    "states_it": _states_it,
    "early_question": lambda turn, clause: clause.first > 12,
    "tiny_question": lambda turn, clause: len(turn.text.tokens) <= 4 and clause.asks,
    "asks": lambda turn, clause: max(turn.act("open_question", clause), turn.act("closed_question", clause)) >= 0.5,
    "after_open": lambda turn, clause: any(
        turn.act("open_question", other) >= 0.5 for other in turn.text.clauses if other.last == clause.first
    ),
    "chat": lambda turn, _: turn.act_of_turn("small_talk") >= 0.5,
    "turn_asks": lambda turn, _: max(turn.act_of_turn("open_question"), turn.act_of_turn("closed_question")) >= 0.5,
    "brief_clause": lambda turn, clause: len(clause) <= 9,
    "tiny_turn": lambda turn, _: len(turn.text.tokens) <= 4,
    "short_turn": lambda turn, _: len(turn.text.tokens) <= 14,
    "long_turn": lambda turn, _: len(turn.text.tokens) > 60,
    "some_length": lambda turn, clause: len(clause) >= 5,
    "last_clause": lambda turn, clause: clause == turn.text.clauses[-1],
}


CONDITIONS: Mapping[str, Condition] = _OF_CALL | _OF_CLAUSE


def is_of_call(expression: str) -> bool:
    """Whether an expression asks about the call alone, so that it can be settled before any word is looked at."""
    return all(part.strip().removeprefix("not ").strip() in _OF_CALL for part in expression.split("|"))


def condition(expression: str) -> Condition:
    """The condition that an expression names: "objection", "not price_asked", "stalled | said_no". Raises KeyError."""
    choices = [_single(part.strip()) for part in expression.split("|")]
    if len(choices) == 1:
        return choices[0]
    return lambda turn, clause: any(choice(turn, clause) for choice in choices)


def _single(name: str) -> Condition:
    if name.startswith("not "):
        plain = CONDITIONS[name.removeprefix("not ").strip()]
        return lambda turn, clause: not plain(turn, clause)
    return CONDITIONS[name]
