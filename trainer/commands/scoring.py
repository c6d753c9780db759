"""``sparring score``: the card of a call that was held here, or of one that others held and wrote down."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.assembly import Assembly
from trainer.commands.terminal import card_as_json, print_card, print_json, say
from trainer.errors import InputError


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    score = commands.add_parser("score", help="show the scorecard of a call, or of a transcript")
    score.add_argument(
        "what", metavar="SESSION|FILE",
        help="a session's id or its first 8 letters; or a file of “Name: what they said”, JSON lines or WebVTT",
    )  # fmt: skip
    score.add_argument("--rep", metavar="NAME", help="who of a transcript is the rep")
    score.add_argument("--json", action="store_true")
    score.set_defaults(run=_score)


def _score(options: argparse.Namespace, assembly: Assembly) -> int:
    path = Path(options.what)
    if path.is_file():
        return _score_file(path, options, assembly)
    if path.suffix:
        raise InputError(f"There is no file {options.what}.")
    row = assembly.records.find(options.what)
    if row.state == "running":
        raise InputError(f"This call is not over. Score it as it is: sparring sessions finish {row.id[:8]}")
    card = assembly.card_of(assembly.records.entries(row.id))
    print_card(card, json_wanted=options.json)
    if options.json:
        print_json(card_as_json(card))
    return 0


def _score_file(path: Path, options: argparse.Namespace, assembly: Assembly) -> int:
    from trainer.overheard.lines import chosen, printed, read_text, turns

    lines = printed(read_text(path))
    rep = chosen(lines, options.rep)
    card = assembly.card_of(assembly.overheard(lines, rep))
    numbers = {turn: line.number for turn, line in enumerate(turns(lines, rep), start=1)}
    if options.json:
        print_json(card_as_json(card, numbers))
    else:
        print_card(card)
        say()
        say("Nobody is known in this call, so how they stood is inferred from both sides' words.")
    return 0
