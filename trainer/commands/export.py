"""``sparring export``: finished calls as files to read, print, reckon with, or hand on."""

from __future__ import annotations

import argparse
from pathlib import Path

from trainer.assembly import Assembly
from trainer.commands.terminal import print_json, say
from trainer.errors import InputError


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("export", help="write calls to a file: page, PDF, table, data, learning records")
    parser.add_argument("sessions", nargs="*", metavar="SESSION", help="ids or their first 8 letters")
    parser.add_argument("--all", action="store_true", help="all finished calls")
    parser.add_argument(
        "--to", type=Path, required=True, metavar="FILE",
        help="its ending tells the kind: .html or .pdf for one call, .csv, .json or .xapi.json for any number",
    )  # fmt: skip
    parser.add_argument("--json", action="store_true")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, assembly: Assembly) -> int:
    from trainer.report.export import export, kind_of

    kind_of(options.to)  # told before anything is read
    if bool(options.sessions) == options.all:
        raise InputError("Name the calls, or say --all.")
    rows = [assembly.records.find(name) for name in dict.fromkeys(options.sessions)]
    for row in rows:
        if row.state == "running":
            raise InputError(f"The call {row.id[:8]} is not over. End it first: sparring sessions finish {row.id[:8]}")
    if options.all:
        rows = [row for row in assembly.records.sessions() if row.state == "finished"]
    export(assembly.to_export(rows), options.to)
    calls = f"{len(rows)} call{'' if len(rows) == 1 else 's'}"
    if options.json:
        print_json({"file": str(options.to.resolve()), "calls": len(rows)})
    else:
        say(f"{calls} written to {options.to}")
    return 0
