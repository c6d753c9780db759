"""Rules as data: words to find, words that must be absent, and what must hold around them.

A pattern is a regular expression over the normal form (``trainer.pathway.words``), whole words only, with a few signs
of its own: ``^`` a clause begins, ``^^`` the turn begins, ``$`` a clause ends, ``~`` up to three words of any kind,
``~~`` up to eight, ``{name}`` a list of the same file, ``#`` any number. A space in it may fall between two clauses
where no mark stands, a gap anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.errors import InputError
from trainer.files import read_yaml
from trainer.pathway.acts import ACTS
from trainer.pathway.context import CONDITIONS, Condition, condition
from trainer.pathway.turn import Turn
from trainer.pathway.words import Clause
from trainer.transcript import Span

_SPACE = " (?:¦ )?"
_ANY_WORD = "(?: (?:[|¦] )?[^ |¦]+)"
_ANCHORS = (("^^", r"(?<=\A\|\x20)"), ("^", r"(?<=[|¦]\x20)"), ("$", r"(?=\x20[|¦])"))
_PARTS = re.compile(r"(\(\?<[=!][^)]*\)| ~~?(?= |\||\)|\(|$))")
_LIST = re.compile(r"\{([a-z_]+)\}")
_KEYS = {"say", "unless", "unless_turn", "when", "acts", "p", "times"}


@dataclass(frozen=True, slots=True)
class Rule:
    """``p``: how likely the act is where the rule holds; ``times``: instead, a factor on what other rules give."""

    say: re.Pattern[str] | None
    unless: re.Pattern[str] | None
    unless_turn: re.Pattern[str] | None
    when: tuple[Condition, ...]
    acts: tuple[str, ...]
    p: float
    times: float | None

    def hits(self, turn: Turn) -> Iterator[tuple[Clause, Span]]:
        """Each clause in which the rule holds, with the words that carried it."""
        if self.unless_turn is not None and self.unless_turn.search(turn.text.marked):
            return
        if self.say is None:
            for clause in turn.text.clauses:
                if self._holds(turn, clause):
                    yield clause, turn.text.span(clause.first, clause.last)
            return
        done: set[Clause] = set()
        for match in self.say.finditer(turn.text.marked):
            first, last = turn.text.places[match.start()], _last_token(turn, match.end())
            touched = [c for c in turn.text.clauses if c.first < last and c.last > first]
            held = next((c for c in touched if c not in done and self._holds(turn, c)), None)
            if held is not None:
                done.add(held)
                yield held, turn.text.span(touched[0].first, touched[-1].last)

    def _holds(self, turn: Turn, clause: Clause) -> bool:
        if self.unless is not None and self.unless.search(f"| {turn.text.clause_text(clause)} |"):
            return False
        if self.acts and max(turn.act(act, clause) for act in self.acts) < 0.5:
            return False
        return all(holds(turn, clause) for holds in self.when)


def _last_token(turn: Turn, end: int) -> int:
    """One past the last token that begins before a place in the marked text."""
    return max((number for place, number in turn.text.places.items() if place < end), default=-1) + 1


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All rules of a file: for each act and each behaviour, in the file's order."""

    acts: Mapping[str, tuple[Rule, ...]]
    behaviours: Mapping[str, tuple[Rule, ...]]
    lists: Mapping[str, re.Pattern[str]]


def load_rules(path: Path, behaviours: Mapping[str, object]) -> RuleBook:
    """The rules of a file. Raises InputError, naming the rule, where one can't be used."""
    document = read_yaml(path)
    if not isinstance(document, dict) or set(document) != {"lists", "acts", "behaviours"}:
        raise InputError(f"{path.name}: there must be lists, acts and behaviours, and nothing else.")
    writer = _Writer(path.name, {name: _alternatives(text) for name, text in document["lists"].items()})
    for kind, known in (("acts", ACTS), ("behaviours", tuple(behaviours))):
        if unknown := sorted(set(document[kind]) - set(known)):
            raise InputError(f"{path.name}: {', '.join(unknown)} is none of the {kind}.")
    return RuleBook(
        acts={name: writer.rules(name, entries) for name, entries in document["acts"].items()},
        behaviours={name: writer.rules(name, entries) for name, entries in document["behaviours"].items()},
        lists={name: writer.listed(name) for name in document["lists"]},
    )


def _alternatives(entries: Any) -> tuple[str, ...]:
    return (entries,) if isinstance(entries, str) else tuple(str(entry) for entry in entries)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Turns the file's patterns into regular expressions."""

    file: str
    lists: Mapping[str, tuple[str, ...]]

    def rules(self, name: str, entries: Any) -> tuple[Rule, ...]:
        where = f"{self.file}, {name}"
        if not isinstance(entries, list):
            raise InputError(f"{where}: there must be a list of rules.")
        return tuple(self._rule(f"{where}, rule {number}", entry) for number, entry in enumerate(entries, start=1))

    def listed(self, name: str) -> re.Pattern[str]:
        """A list for searching in a normal text without bars."""
        return re.compile(rf"(?<!\S)(?:{'|'.join(self._words(text, ' ') for text in self.lists[name])})(?!\S)")

    def _rule(self, where: str, entry: Any) -> Rule:
        if isinstance(entry, str):
            entry = {"say": entry}
        if not isinstance(entry, dict) or set(entry) - _KEYS:
            raise InputError(f"{where}: a rule has {', '.join(sorted(_KEYS))}, and nothing else.")
        try:
            when = tuple(condition(text) for text in _alternatives(entry.get("when", ())))
        except KeyError as error:
            raise InputError(f"{where}: {error} is no condition; there are {', '.join(sorted(CONDITIONS))}.") from error
        acts = _alternatives(entry.get("acts", ()))
        if unknown := sorted(set(acts) - set(ACTS)):
            raise InputError(f"{where}: {', '.join(unknown)} is none of the acts.")
        try:
            say, unless, unless_turn = (
                self._pattern(_alternatives(entry.get(key, ()))) for key in ("say", "unless", "unless_turn")
            )
        except (re.error, KeyError) as error:
            raise InputError(f"{where}: the pattern can't be used: {error}.") from error
        times = entry.get("times")
        return Rule(say, unless, unless_turn, when, acts, float(entry.get("p", 0.9)), times and float(times))

    def _pattern(self, texts: Sequence[str]) -> re.Pattern[str] | None:
        if not texts:
            return None
        words = "|".join(self._words(text, _SPACE) for text in texts)
        return re.compile(rf"(?<![^ ])(?:{words})(?= )")  # one look behind for all: most places begin no word

    def _words(self, text: str, space: str) -> str:
        """The regular expression of a pattern; ``space`` is what may stand between two words."""
        text = _LIST.sub(lambda found: "(?:" + "|".join(self.lists[found[1]]) + ")", text)
        text = _trimmed(text)
        if space == _SPACE:
            for sign, anchor in _ANCHORS:
                text = text.replace(sign, anchor)
        out = []
        for part in _PARTS.split(text.replace("#", r"#[\d.]+")):
            if part.startswith("(?<"):
                out.append(part)
            elif part.startswith(" ~"):
                out.append(f"{_ANY_WORD}{{0,{8 if '~~' in part else 3}}}")
            else:
                out.append(part.replace(" ", space))
        return "".join(out)


def _trimmed(text: str) -> str:
    """Without the spaces around the bars that part whole alternatives: words end where they end."""
    depth, parts, part = 0, [], ""
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "|" and depth == 0:
            parts.append(_bare(part))
            part = ""
        else:
            part += sign
    return "|".join([*parts, _bare(part)])


def _bare(part: str) -> str:
    """An alternative without the gap at its end: nothing has to follow, and the span ends with the clause."""
    return re.sub(r"( ~~?)+$", "", part.strip())
