"""``sparring scenarios`` and ``sparring sessions``: what there is to call, and what has been held."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.assembly import Assembly
from trainer.commands.terminal import ENDINGS, card_as_json, complain, print_card, print_json, say
from trainer.errors import InputError
from trainer.transcript import length_of


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    scenarios = commands.add_parser("scenarios", help="list the people you can call, or check scenario files")
    scenarios.add_argument("action", nargs="?", choices=("list", "validate", "lint"), default="list")
    scenarios.add_argument("paths", nargs="*", type=Path, metavar="PATH")
    scenarios.add_argument("--json", action="store_true")
    scenarios.set_defaults(run=_scenarios)
    sessions = commands.add_parser("sessions", help="list your calls; finish or discard one that was cut off")
    sessions.add_argument("action", nargs="?", choices=("list", "finish", "discard"), default="list")
    sessions.add_argument("session", nargs="?", metavar="SESSION")
    sessions.add_argument("--json", action="store_true")
    sessions.set_defaults(run=_sessions)


def _scenarios(options: argparse.Namespace, assembly: Assembly) -> int:
    if options.action != "list":
        return _validate(options, assembly)
    entries = assembly.library.entries()
    if options.json:
        print_json([
            {"id": e.id, "path": str(e.path), "own": e.own, "usable": e.listing is not None,
             "problems": [str(problem) for problem in e.problems]}
            for e in entries
        ])  # fmt: skip
        return 0
    for entry in entries:
        if entry.listing is None:
            complain(f"{entry.path.name} can't be used: {next((str(p) for p in entry.problems), 'it is empty')}")
            continue
        s = entry.listing
        own = ", your own" if entry.own else ""
        say(f"{s.id:<24} {s.person.name}, {s.person.role}, {s.person.organisation}. {s.title}")
        say(f"{'':<24} {s.orbit.start} → {s.orbit.won_at}, {s.minutes} min, {s.difficulty.replace('_', ' ')}{own}")
    return 0


def _validate(options: argparse.Namespace, assembly: Assembly) -> int:
    from trainer.scenario.load import check

    paths = options.paths or [entry.path for entry in assembly.library.entries()]
    problems = [problem for path in paths for problem in check(path)]
    if options.json:
        print_json([
            {"file": p.file, "line": p.line, "field": p.field, "message": p.message, "severity": p.severity}
            for p in problems
        ])  # fmt: skip
    else:
        for problem in problems:
            say(str(problem))
        if not problems:
            say(f"{len(paths)} file{'' if len(paths) == 1 else 's'}, nothing wrong.")
    wrong = ("error", "warning") if options.action == "lint" else ("error",)  # whoever lints wants nothing left
    return 1 if any(problem.severity in wrong for problem in problems) else 0


def _sessions(options: argparse.Namespace, assembly: Assembly) -> int:
    records = assembly.records
    if options.action != "list":
        if options.session is None:
            raise InputError("Name the call: sparring sessions lists them.")
        row = records.find(options.session)
        if options.action == "discard":
            records.discard(row.id)
            assembly.delete_recordings(row.id)
            say(f"The call with {row.person_name} is discarded.", json_wanted=options.json)
            return 0
        if row.state != "running":
            raise InputError(f"The call {row.id[:8]} is over already: sparring score {row.id[:8]} shows its card.")
        entries = records.entries(row.id)
        card = assembly.finish(row.id, entries, length_of(entries))
        print_card(card, json_wanted=options.json)
        if options.json:
            print_json(card_as_json(card))
        return 0
    cut_off = {row.id for row in records.unfinished()}
    rows = records.sessions()
    if options.json:
        print_json([
            {"id": r.id, "scenario": r.scenario, "person": r.person_name, "started_at": r.started_at,
             "ending": r.ending, "won": r.won, "total": r.total, "state": "cut_off" if r.id in cut_off else r.state}
            for r in rows
        ])  # fmt: skip
        return 0
    if not rows:
        say("No calls yet. Your first one takes ten minutes: sparring scenarios lists whom you can call.")
    for row in rows:
        how = ENDINGS[row.ending] if row.ending else "cut off" if row.id in cut_off else "going on"
        total = "–" if row.total is None else str(row.total)
        say(f"{row.id[:8]}  {row.started_at[:16].replace('T', ' ')}  {row.person_name:<20} {total:>3}  {how}")
    return 0
