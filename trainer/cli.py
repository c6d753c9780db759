"""The command line. Exit codes: 0 done, 1 found something wrong, 2 wrong use, 3 the machine lacks something."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from trainer import __version__
from trainer.assembly import Assembly
from trainer.commands import call, export, library, machine, reading, reviewing, scoring, simulate, voices
from trainer.commands.terminal import complain
from trainer.errors import InputError, MachineError
from trainer.places import Places


def parser() -> argparse.ArgumentParser:
    whole = argparse.ArgumentParser(
        prog="sparring",
        description="Practise sales conversations with people who answer back. Without a command the window opens.",
    )
    whole.add_argument("--version", action="version", version=f"sparring {__version__}")
    commands = whole.add_subparsers(title="commands", metavar="COMMAND")
    for part in (call, library, scoring, reviewing, export, simulate, reading, voices, machine):
        part.add_to(commands)
    for command in ("call", "score", "doctor"):
        commands.choices[command].add_argument("--ear", choices=("auto", "vosk", "moonshine"))
    commands.choices["call"].add_argument("--name", help="what the person may call you")
    return whole


def main(arguments: Sequence[str]) -> int:
    options = parser().parse_args(arguments)
    given = {name: getattr(options, name, None) for name in ("ear", "name")}
    assembly = Assembly(Places.of_this_user(), options=given)
    try:
        code: int = options.run(options, assembly)
    except InputError as fault:
        complain(str(fault))
        return 2
    except MachineError as fault:
        complain(str(fault))
        return 3
    except BrokenPipeError:  # whoever read our output has gone
        sys.stderr.close()
        return 1
    finally:
        assembly.close()
    return code
