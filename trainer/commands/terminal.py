"""How things are said in a terminal: plain text, escape sequences of others stripped, JSON apart from all else."""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from typing import Any

from trainer.scoring.card import Mark, Scorecard
from trainer.sound import RATE
from trainer.text import plain_for_terminal
from trainer.transcript import (
    STEPS,
    Ended,
    Entry,
    Evidence,
    Heard,
    Moved,
    OrbitJumped,
    Said,
    dumps,
    to_document,
)

_BAR = 40
_WORDS = {"helped": "helped", "hurt": "hurt", "missed": "missed"}
_VERDICTS = {
    "professional": "sales professional", "order_taker": "order taker", "pushy": "pushy seller",
    "unclear": "not enough to tell",
}  # fmt: skip
ENDINGS = {
    "yes": "a yes", "think": "“I need to think about it”", "no": "a no", "hung_up": "they hung up",
    "walked_away": "they left it there", "not_for_you": "you said it is not for them",
    "rep_ended": "you ended the call", "unfinished": "not finished",
}  # fmt: skip


def say(text: str = "", *, json_wanted: bool = False) -> None:
    """A line on stdout; on stderr where stdout is for JSON alone."""
    print(plain_for_terminal(text), file=sys.stderr if json_wanted else sys.stdout, flush=True)


def complain(text: str) -> None:
    print(plain_for_terminal(text), file=sys.stderr, flush=True)


def print_json(document: Any) -> None:
    print(json.dumps(document, ensure_ascii=False, sort_keys=True), flush=True)


def clock(samples: int) -> str:
    seconds = samples // RATE
    return f"{seconds // 60}:{seconds % 60:02d}"


class Told:
    """Tells a call in the terminal as it happens: who said what, and what moved."""

    def __init__(self, person: str, *, json_wanted: bool, exam: bool, echo: bool) -> None:
        self._person = person
        self._json_wanted = json_wanted
        self._exam = exam
        self._echo = echo
        self._moved: list[str] = []

    def __call__(self, entry: Entry) -> None:
        event = entry.event
        match event:
            case Heard() if self._echo:
                self._say(f"{clock(event.start):>6}  You    {event.text}")
            case Moved():
                self._moved.append(f"{event.what} {event.after - event.before:+d}")
            case Said():
                self._tell_moves()
                who = self._person if event.by == "person" else ""
                self._say(f"{clock(event.start):>6}  {who:<6} {event.text}")
            case OrbitJumped():
                self._moved.append(f"{event.before} → {event.after}")
            case Ended():
                self._tell_moves()
                self._say(f"        The call is over: {ENDINGS[event.ending]}.")

    def _tell_moves(self) -> None:
        if self._moved and not self._exam:
            self._say(f"               {', '.join(self._moved)}")
        self._moved.clear()

    def _say(self, line: str) -> None:
        say(line, json_wanted=self._json_wanted)


def print_card(card: Scorecard, *, json_wanted: bool = False) -> None:
    """How it ended, why, and what to change: in this order."""

    def line(text: str = "") -> None:
        say(text, json_wanted=json_wanted)

    line()
    line(f"How it ended   {ENDINGS[card.ending]}" + (f": “{card.how_it_ended}”" if card.how_it_ended else ""))
    line(f"               {card.why}")
    line(f"               {card.orbit_from} → {card.orbit_to}; the goal was {card.orbit_goal}.")
    for fusion in card.fusion_points:
        line(f"               ◆ {clock(fusion.at)} fusion point: {fusion.why}")
    line()
    for step in STEPS:
        mark = card.marks[step]
        if mark is None:
            line(f"{step.capitalize():<9}  –    not enough to score. {card.not_marked[step]}")
        else:
            _print_mark(step, mark, line)
    if card.total is None:
        line("Total      –    not enough to score")
    else:
        line(f"Total    {card.total:>3}    {card.total_low} to {card.total_high}; pass mark {card.pass_mark}")
    line()
    line(f"Verdict  {_VERDICTS[card.verdict]}" + "".join(f"\n         {_quoted(e)}" for e in card.verdict_evidence))
    if card.effort is not None:
        line(f"Effort   {card.effort} % yours (10 to 49 is good)")
    line(
        f"Talking  {card.talk_share} % yours, {card.questions} questions, longest turn {card.longest_turn_words} words"
    )
    for requirement in card.requirements:
        wanted = "must" if requirement.wanted else "must not"
        shown = f" {_quoted(requirement.evidence)}" if requirement.evidence else ""
        if requirement.met and requirement.wanted and requirement.evidence is None:
            shown = ", but the call gave no occasion"
        state = "unheard" if requirement.met is None else "met" if requirement.met else "NOT MET"
        if requirement.met is None:
            shown = ", but the ear may have missed it: it costs nothing"
        line(f"{state:<8} {wanted}: {requirement.behaviour.replace('_', ' ')}{shown}")
    line()
    line(f"It left   {card.left_behind.cause}")
    line(f"          {card.left_behind.relationship}")
    line(f"          {card.left_behind.step}")
    line(f"They tell it like this: {card.told}")
    if card.first_ask is not None:
        given = " and ".join(_quoted(words) for words in card.first_ask.given) or "nothing of use to them"
        line(f"First ask {clock(card.first_ask.at)} {_quoted(card.first_ask.evidence)}")
        line(f"          Their trust stood at {card.first_ask.trust} then; you had given {given}.")
    if card.hints:
        line(f"Hints     {card.hints} asked for")
    if card.corrected:
        line(f"Put right {', '.join(map(str, card.corrected))}: in these turns the words are yours, not the ear's")
    if card.strength:
        line(f"Strong   {_quoted(card.strength.evidence)}: {card.strength.why}")
    if card.to_change:
        line()
        line("Next time")
        for number, moment in enumerate(card.to_change, start=1):
            line(f"  {number}. {clock(moment.at)} {_quoted(moment.evidence)}: {moment.why}")


def _quoted(evidence: Evidence) -> str:
    words = evidence.quote if len(evidence.quote) <= 90 else evidence.quote[:88].rstrip() + " …"
    return f"{evidence.turn} “{words}”"


def _print_mark(step: str, mark: Mark, line: Any) -> None:
    line(
        f"{step.capitalize():<9}{mark.value:>3}    {mark.low} to {mark.high}; {mark.taken} of {mark.openings} openings"
    )
    for kind in ("helped", "hurt", "missed"):
        for moment in [m for m in mark.moments if m.kind == kind and m.sure][:2]:
            line(f"            {clock(moment.at):>5} {_WORDS[kind]:<6} {_quoted(moment.evidence)}: {moment.why}")


def card_as_json(card: Scorecard, lines: Mapping[int, int] | None = None) -> dict[str, Any]:
    """The card in the shape that scripts rely on (contracts: command line).

    ``lines``: for a transcript the line in the file at which each turn begins; places are told by these then.
    """

    def place(turn: int) -> int:
        return turn if lines is None else lines.get(turn, turn)

    def words(evidence: Evidence) -> dict[str, Any]:
        return {"turn": place(evidence.turn), "span": evidence.span, "quote": evidence.quote}

    return {
        "marks": {
            step: None if (mark := card.marks[step]) is None
            else {"value": mark.value, "low": mark.low, "high": mark.high}
            for step in STEPS
        },
        "total": card.total,
        "verdict": card.verdict,
        "decision": card.decision,
        "ending": card.ending,
        "won": card.won,
        "effort": card.effort,
        "left_behind": {"cause": card.left_behind.cause, "relationship": card.left_behind.relationship,
                        "step": card.left_behind.step},
        "told": card.told,
        "fusion_points": [words(m.evidence) for m in card.fusion_points],
        "yes": None if card.decision != "yes" else {"own": card.own, "borrowed": card.borrowed, "holds": card.holds},
        "rewind": [place(m.rep_turn) for m in card.to_change],
        "evidence": [
            {"step": step, "kind": m.kind, "at": m.at / RATE, "points": m.points, "why": m.why, "sure": m.sure}
            | words(m.evidence)
            for step, mark in card.marks.items()
            if mark is not None
            for m in mark.moments
        ],
    }  # fmt: skip


def log_as_lines(entries: tuple[Entry, ...]) -> str:
    return "".join(dumps(to_document(entry)) + "\n" for entry in entries)
