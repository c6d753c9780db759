"""``sparring simulate`` and ``sparring replay``: scripted reps against a scenario, and a transcript run through it."""

from __future__ import annotations

import argparse
import statistics
from pathlib import Path
from typing import Any

from trainer.assembly import Assembly
from trainer.commands.terminal import ENDINGS, print_json, say
from trainer.errors import InputError
from trainer.overheard.lines import printed, read_text
from trainer.prospect.engine import Prospect
from trainer.scenario.load import Loaded
from trainer.simulate.cast import KINDS, Kind
from trainer.simulate.replay import ReplayedTurn, replay, sides
from trainer.simulate.report import GAUGES, Report, report
from trainer.simulate.run import SimulatedCall, hold
from trainer.transcript import Moved, OrbitJumped

_SHOWN = 12
"""Facts and lines that a report names; more are counted."""
_MOST_RUNS = 10_000


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    simulate = commands.add_parser("simulate", help="hold many calls with scripted reps, and say how they went")
    simulate.add_argument("scenario", metavar="SCENARIO", help="an id (sparring scenarios) or a file")
    simulate.add_argument("--rep", type=_kind, choices=KINDS, help="which rep; without it a few calls with each")
    simulate.add_argument("--runs", type=int, default=10, help="calls with each rep (10)")
    simulate.add_argument("--seed", type=int, default=1, help="seed of the first call (1)")
    simulate.add_argument("--json", action="store_true")
    simulate.set_defaults(run=_simulate)
    run_through = commands.add_parser("replay", help="run a transcript through a scenario: what each turn moves")
    run_through.add_argument("transcript", type=Path, metavar="TRANSCRIPT", help="lines of “Name: what they said”")
    run_through.add_argument("--scenario", required=True, metavar="SCENARIO", help="an id or a file")
    run_through.add_argument("--rep", metavar="NAME", help="who of them is the rep")
    run_through.add_argument("--json", action="store_true")
    run_through.set_defaults(run=_replay)


def _kind(name: str) -> str:
    return name.replace("-", "_")


def _simulate(options: argparse.Namespace, assembly: Assembly) -> int:
    if not 1 <= options.runs <= _MOST_RUNS:
        raise InputError(f"--runs must be from 1 to {_MOST_RUNS:,}.")
    loaded = assembly.library.find(options.scenario)
    kinds: tuple[Kind, ...] = (options.rep,) if options.rep else KINDS
    told: list[dict[str, Any]] = []
    every: list[SimulatedCall] = []
    for kind in kinds:
        calls = [
            hold(loaded, assembly.cast.rep(kind, loaded.scenario, seed), assembly.reader, assembly.tables, seed, kind)
            for seed in range(options.seed, options.seed + options.runs)
        ]
        every += calls
        told += [_as_json(call) for call in calls]
        if not options.json:
            _print_endings(kind, report(loaded.scenario, calls))
    if options.json:
        print_json(told)
    else:
        _print_rest(loaded, report(loaded.scenario, every))
    return 0


def _as_json(call: SimulatedCall) -> dict[str, Any]:
    return {
        "scenario": call.scenario, "rep": call.rep, "seed": call.seed, "ending": call.ended.ending,
        "decision": call.ended.decision, "won": call.ended.won, "holds": call.ended.holds, "turns": len(call.said),
        "gauges": {what: call.state.get(what) for what in GAUGES}, "orbit": call.state.orbit,
        "agreed": call.state.agreed or None,
    }  # fmt: skip


def _print_endings(kind: Kind, told: Report) -> None:
    ends = ", ".join(f"{ENDINGS.get(name, name)} {count}" for name, count in told.endings.most_common())
    gauges = "  ".join(f"{what} {told.gauges[what]:.0f}" for what in GAUGES)
    say(f"{kind.replace('_', ' '):<13} intended end {told.won} of {told.calls};  {ends}")
    say(f"{'':<13} {statistics.median(told.turns):.0f} turns of the rep;  {gauges}")


def _print_rest(loaded: Loaded, told: Report) -> None:
    say()
    if told.words:
        tenths = statistics.quantiles(told.words, n=20) if len(told.words) > 1 else [told.words[0]] * 19
        shape = " / ".join(f"{tenths[place]:.0f}" for place in (1, 4, 9, 14, 17))
        say(f"Words in {loaded.scenario.person.called}'s turns, at 10/25/50/75/90 %: {shape}")
    for title, names in (
        ("Said again in one call", told.repeats),
        ("Facts that nobody came to", told.untold),
        ("Lines that were never said", told.unsaid),
    ):
        if names:
            more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
            say(f"{title}: {', '.join(names[:_SHOWN])}{more}")


def _replay(options: argparse.Namespace, assembly: Assembly) -> int:
    loaded = assembly.library.find(options.scenario)
    lines = printed(read_text(options.transcript))
    rep = sides(lines, loaded.scenario, options.rep)
    turns, decided = replay(lines, rep, Prospect(loaded.scenario, assembly.tables, 1, rep), assembly.reader)
    if options.json:
        print_json({"scenario": loaded.scenario.id, "rep": rep, "decision": decided,
                    "turns": [_turn_as_json(turn) for turn in turns]})  # fmt: skip
        return 0
    for turn in turns:
        say(f"{turn.line:>4}  {turn.text}")
        for move in turn.moves:
            if isinstance(move, Moved):
                say(f"      {move.what} {move.after - move.before:+d}: {move.cause}")
            elif isinstance(move, OrbitJumped):
                say(f"      {move.before} → {move.after}: {move.cause}")
    say(f"At the end: {'  '.join(f'{what} {turns[-1].state.get(what)}' for what in GAUGES)}; decision: {decided}")
    return 0


def _turn_as_json(turn: ReplayedTurn) -> dict[str, Any]:
    return {
        "line": turn.line, "orbit": turn.orbit, "state": {what: turn.state.get(what) for what in GAUGES},
        "moves": [{"what": move.what, "by": move.after - move.before, "cause": move.cause, "owner": move.owner,
                   "words": move.evidence.quote} for move in turn.moves if isinstance(move, Moved)],
    }  # fmt: skip
