"""``sparring score``: the card of a call that was held here, or of one that others held and wrote down."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.assembly import Assembly, wall_clock
from trainer.commands.terminal import card_as_json, print_card, print_json, say
from trainer.errors import InputError
from trainer.reviewing import card_of
from trainer.scoring.difference import difference


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    score = commands.add_parser("score", help="show the scorecard of a call, or of a transcript")
    score.add_argument(
        "what", metavar="SESSION|FILE",
        help="a session's id or its first 8 letters; or a file of “Name: what they said”, JSON lines or WebVTT",
    )  # fmt: skip
    score.add_argument("--rep", metavar="NAME", help="who of a transcript is the rep")
    score.add_argument("--json", action="store_true")
    score.set_defaults(run=_score)
    again = commands.add_parser("rescore", help="score stored calls by today's rubric, beside the cards they have")
    again.add_argument("sessions", nargs="*", metavar="SESSION", help="ids or their first 8 letters")
    again.add_argument("--all", action="store_true", help="all calls that have no card by this rubric yet")
    again.add_argument("--json", action="store_true")
    again.set_defaults(run=_rescore)


def _score(options: argparse.Namespace, assembly: Assembly) -> int:
    path = Path(options.what)
    if path.is_file():
        return _score_file(path, options, assembly)
    if path.suffix:
        raise InputError(f"There is no file {options.what}.")
    row = assembly.records.find(options.what)
    if row.state == "running":
        raise InputError(f"This call is not over. Score it as it is: sparring sessions finish {row.id[:8]}")
    card = card_of(assembly, row.id)
    print_card(card, json_wanted=options.json)
    if options.json:
        print_json(card_as_json(card))
    return 0


def _rescore(options: argparse.Namespace, assembly: Assembly) -> int:
    """Each card is kept as it is made, so that whoever stops it can go on later where it was."""
    records = assembly.records
    if bool(options.sessions) == options.all:
        raise InputError("Name the calls, or say --all.")
    rows = [records.find(name) for name in options.sessions] or records.sessions()
    rubric = assembly.versions.rubric
    waiting = [row for row in rows if row.state == "finished" and (
        not options.all or records.scorecard(row.id, rubric) is None)]  # fmt: skip
    changed = []
    for number, row in enumerate(waiting, start=1):
        before = records.scorecard(row.id)
        card = card_of(assembly, row.id).to_document()
        records.keep_scorecard(row.id, card, wall_clock())
        told = {"session": row.id, "person": row.person_name} | difference(before, card)
        changed.append(told)
        if not options.json:
            say(f"{number:>5} of {len(waiting)}  {row.id[:8]}  {row.person_name}: {told['sentence']}")
    if options.json:
        print_json(changed)
    elif not waiting:
        say("Every finished call has a card by this rubric.")
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
