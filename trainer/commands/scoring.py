"""``sparring score``: the card of a call that was held here, or of one that others held and wrote down."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path

from trainer.assembly import Assembly, wall_clock
from trainer.commands.terminal import card_as_json, complain, print_card, print_json, say
from trainer.errors import InputError
from trainer.reviewing import card_of
from trainer.scoring.card import Scorecard
from trainer.scoring.difference import difference

SOUND = (".wav", ".flac", ".ogg", ".aiff", ".aif", ".mp3", ".m4a", ".opus")
"""Endings of recorded calls; all else is text or a session."""
_TOLD_EVERY = 5
"""Minutes of a recording after which it is told how far one is."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    score = commands.add_parser("score", help="show the scorecard of a call, or of a transcript")
    score.add_argument(
        "what", nargs="+", metavar="SESSION|FILE",
        help="a session's id or its first 8 letters; a file of “Name: what they said”, JSON lines or WebVTT; a stereo "
        "recording with one speaker on each channel, or two files: the rep's, then the person's",
    )  # fmt: skip
    score.add_argument("--rep", metavar="NAME", help="who of a transcript is the rep; of a stereo file: left or right")
    score.add_argument("--json", action="store_true")
    score.set_defaults(run=_score)
    again = commands.add_parser("rescore", help="score stored calls by today's rubric, beside the cards they have")
    again.add_argument("sessions", nargs="*", metavar="SESSION", help="ids or their first 8 letters")
    again.add_argument("--all", action="store_true", help="all calls that have no card by this rubric yet")
    again.add_argument("--json", action="store_true")
    again.set_defaults(run=_rescore)


def _score(options: argparse.Namespace, assembly: Assembly) -> int:
    paths = [Path(what) for what in options.what]
    if any(path.suffix.lower() in SOUND for path in paths):
        return _score_recording(paths, options, assembly)
    if len(paths) > 1:
        raise InputError("One call at a time: give one session or one file. (Two files: of a recorded call only.)")
    if paths[0].is_file():
        return _score_file(paths[0], options, assembly)
    if paths[0].suffix:
        raise InputError(f"There is no file {paths[0]}.")
    row = assembly.records.find(options.what[0])
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
    return _show(card, options, numbers)


def _score_recording(paths: list[Path], options: argparse.Namespace, assembly: Assembly) -> int:
    """Two times through the sound: who speaks how loud on which channel, then what they say."""
    from trainer.call.crosstalk import apart, measured
    from trainer.call.from_recording import hear_both
    from trainer.overheard.spoken import REP, printed
    from trainer.sound import RATE
    from trainer.speech.ears import choose_ear
    from trainer.speech.two_sides import two_sides
    from trainer.speech.voice_activity import SileroActivity

    sides = two_sides(paths, options.rep)
    ear, sentence = choose_ear(assembly.settings.ear, assembly.places.models, assembly.env)
    complain(sentence)
    told = 0

    def heard(samples: int) -> None:
        nonlocal told
        minutes = samples // (60 * RATE)
        if minutes >= told + _TOLD_EVERY:
            told = minutes
            complain(f"{minutes} of {sides.seconds / 60:.0f} minutes heard")

    speech = measured(sides.blocks())
    lines = printed(hear_both(apart(sides.blocks(), speech), ear, SileroActivity, heard))
    if not lines:
        raise InputError("No words are heard in this recording.")
    return _show(assembly.card_of(assembly.overheard(lines, REP)), options, None)


def _show(card: Scorecard, options: argparse.Namespace, numbers: Mapping[int, int] | None) -> int:
    if options.json:
        print_json(card_as_json(card, numbers))
    else:
        print_card(card)
        say()
        say("Nobody is known in this call, so how they stood is inferred from both sides' words.")
    return 0
