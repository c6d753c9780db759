"""``sparring coach``, ``correct`` and ``compare``: what is done with a call that is over."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING

from trainer.assembly import Assembly
from trainer.commands.terminal import card_as_json, print_card, print_json, say
from trainer.reviewing import advice, card_of, correct, log_of
from trainer.scoring.attempts import Pair, parted_at, side_by_side
from trainer.scoring.difference import difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trainer.coaching.advice import Advice


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    coach = commands.add_parser("coach", help="what would have changed most in a call, and how it could have been said")
    coach.add_argument("session", metavar="SESSION")
    coach.add_argument("--json", action="store_true")
    coach.set_defaults(run=_coach)
    right = commands.add_parser("correct", help="put right what the ear got wrong in a turn, and score the call again")
    right.add_argument("session", metavar="SESSION")
    right.add_argument("turn", type=int, metavar="TURN")
    right.add_argument("text", nargs="?", metavar="TEXT", help="what you really said; without it: as it was heard")
    right.add_argument("--json", action="store_true")
    right.set_defaults(run=_correct)
    compare = commands.add_parser("compare", help="two attempts at a call beside each other, turn by turn")
    compare.add_argument("first", metavar="SESSION")
    compare.add_argument("second", metavar="SESSION")
    compare.add_argument("--json", action="store_true")
    compare.set_defaults(run=_compare)


def _coach(options: argparse.Namespace, assembly: Assembly) -> int:
    found = advice(assembly, options.session)
    if options.json:
        print_json([asdict(one) for one in found])
        return 0
    if not found:
        say("Nothing in this call would have changed much, as far as it can be played again.")
    for number, one in enumerate(found, start=1):
        _print_advice(number, one, options.session)
    return 0


def _print_advice(number: int, one: Advice, session: str) -> None:
    say(f"{number}. {one.title}. Turn {one.turn}, at “{one.evidence.quote}”" + (f": {one.why}" if one.why else ""))
    say(f"   {one.coach}")
    if one.could_say:
        say(f"   It could have been: “{one.could_say}”")
    say(f"   Played again, {_moves(one.replayed.instead)} instead of {_moves(one.replayed.was)}.")
    if one.exercise:
        say(f"   Exercise: {one.exercise}")
    say(f"   Try it: sparring call --rewind {session[:8]} --turn {one.turn} --text")


def _moves(moved: Mapping[str, int]) -> str:
    return ", ".join(f"{what} {by:+d}" for what, by in moved.items()) or "nothing"


def _correct(options: argparse.Namespace, assembly: Assembly) -> int:
    before = card_of(assembly, options.session).to_document()
    card = correct(assembly, options.session, options.turn, options.text)
    say(difference(before, card.to_document())["sentence"], json_wanted=options.json)
    print_card(card, json_wanted=options.json)
    if options.json:
        print_json(card_as_json(card))
    return 0


def _compare(options: argparse.Namespace, assembly: Assembly) -> int:
    logs = [log_of(assembly, session) for session in (options.first, options.second)]
    cards = [card_of(assembly, session).to_document() for session in (options.first, options.second)]
    pairs = side_by_side(*logs)
    changed = difference(*cards)
    if options.json:
        print_json({"parted_at": parted_at(pairs), "turns": [asdict(pair) for pair in pairs], "difference": changed})
        return 0
    parted = parted_at(pairs)
    if parted is None:
        say("The two are the same, word for word.")
        return 0
    say(f"The same until turn {parted}. Then:")
    for pair in pairs:
        if pair.turn >= parted:
            _print_pair(pair)
    say(f"\nThe second: {changed['sentence']}")
    return 0


def _print_pair(pair: Pair) -> None:
    for label, one in (("1", pair.first), ("2", pair.second)):
        if one is not None:
            who = "You " if one.side == "rep" else "They"
            moved = f"   [{', '.join(f'{step} {by:+d}' for step, by in one.moved)}]" if one.moved else ""
            say(f"{pair.turn:>3} {label} {who} {one.text}{moved}")
