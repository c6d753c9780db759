"""The simulated person against scripted reps: how calls end, how people talk in them, and how fast it goes."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import cache
from itertools import cycle
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory
from typing import Any, Literal

from trainer.call.conversation import Conversation
from trainer.pathway.behaviours import behaviours
from trainer.pathway.reader import PathwayReader
from trainer.places import shipped
from trainer.prospect.engine import Prospect
from trainer.prospect.facts import understood
from trainer.prospect.state import State
from trainer.prospect.tables import Tables, load_tables
from trainer.scenario.contents import clauses
from trainer.scenario.library import Library
from trainer.scenario.load import Loaded, check, load
from trainer.scenario.schema import NextStep
from trainer.simulate.cast import KINDS, Cast, Kind
from trainer.simulate.report import persons_lines, repeats
from trainer.simulate.run import SimulatedCall, hold
from trainer.transcript import STEPS, Heard, Read, of_kind, said_by_the_person

ROOT = Path(__file__).parents[2]
Form = Literal["short", "full"]
Half = Literal["logic", "emotion"]
SEEDS = {"short": 10, "full": 200}
OTHERS = {"short": 2, "full": 60}
"""Calls a scenario with reps who hardly ever win, whose share is small whatever the seed."""
SHARES: dict[Kind, tuple[str, float]] = {
    "professional": ("at least", 0.80), "order_taker": ("at most", 0.15), "friend": ("at most", 0.15),
    "pushy": ("at most", 0.05), "reciter": ("at most", 0.02), "silent": ("at most", 0.02), "random": ("at most", 0.0),
    "asks_again": ("at most", 0.0), "disqualifier": ("at most", 0.10),
}  # fmt: skip
EACH: dict[Kind, tuple[str, float]] = {
    "professional": ("at least", 0.60), "order_taker": ("at most", 0.35), "pushy": ("at most", 0.15),
}  # fmt: skip
LEVER = "And if you decide today, I can take fifteen percent off."


def measure(form: Form = "short") -> list[dict[str, Any]]:
    told = list(_simulated(form))
    rows = [*_endings(told, form), *_repeats(told, form), *_talk(told, form)]
    rows += [*_paired(told, form), *_stalls(told, form), *_speed(form), _same_in_any_process(form)]
    return rows


def _row(name: str, value: Any, unit: str, bar: str, held: bool, form: Form, n: int) -> dict[str, Any]:
    return {"name": name, "issue": 5, "value": value, "unit": unit, "bar": bar, "held": held, "form": form, "n": n}


# Calls ----------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Told:
    """What is kept of one simulated call, small enough to be sent between processes."""

    scenario: str
    rep: Kind
    seed: int
    won: bool
    holds: bool | None
    turns: tuple[tuple[str, str], ...]
    """The rep's line, with what it was ("open", "closed", "hit", ""), and the person's answer to it."""
    repeats: tuple[str, ...]
    said: tuple[str, ...]
    total: int
    """Gauges, logic and emotion at the end, together."""
    stall: dict[str, Any] | None
    """The state of the first stall, as a snapshot."""


@cache
def _parts() -> tuple[PathwayReader, Tables, dict[str, Loaded], Cast]:
    loaded = {path.stem: load(path) for path in sorted(shipped("scenarios").glob("*.yaml"))}
    examples = [line for one in behaviours().values() if one.helps for line in one.examples]
    others = {name: [fact.ask[0] for fact in one.scenario.facts] for name, one in loaded.items()}
    return (
        PathwayReader.shipped(remembers=40_000), load_tables(shipped("assets/prospect")), loaded,
        Cast.from_folder(shipped("assets/simulate"), examples, others),
    )  # fmt: skip


def _simulated(form: Form) -> Iterator[Told]:
    names = sorted(path.stem for path in shipped("scenarios").glob("*.yaml"))
    with ProcessPoolExecutor(2) as pool:
        for told in pool.map(_of_scenario, names, [form] * len(names)):
            yield from told


def _of_scenario(name: str, form: Form) -> list[Told]:
    reader, tables, scenarios, cast = _parts()
    loaded = scenarios[name]
    found = []
    for kind in KINDS:
        for seed in range(1, (SEEDS if kind in EACH else OTHERS)[form] + 1):
            call = hold(loaded, cast.rep(kind, loaded.scenario, seed), reader, tables, seed, kind)
            found.append(_told(call, kind))
    return found


def _told(call: SimulatedCall, kind: Kind) -> Told:
    heard = {entry.turn: event.text for entry, event in of_kind(call.entries, Heard)}
    answers = {entry.turn: said.text for entry, said in said_by_the_person(call.entries)}
    turns = tuple(
        (_what(event), answers.get(entry.turn + 1, ""))
        for entry, event in of_kind(call.entries, Read)
        if heard[entry.turn]
    )
    return Told(
        call.scenario, kind, call.seed, call.ended.won, call.ended.holds, turns,
        tuple(repeats(persons_lines(call))), call.said,
        sum(call.state.get(step) for step in STEPS) + call.state.logic + call.state.emotion, None,
    )  # fmt: skip


def _what(read: Read) -> str:
    if read.acts.get("open_question", 0.0) >= 0.5:
        return "open"
    if read.acts.get("closed_question", 0.0) >= 0.5:
        return "closed"
    return "hit" if understood(read) else ""


def _share(told: Sequence[Told]) -> float:
    return sum(one.won for one in told) / max(1, len(told))


# How calls end --------------------------------------------------------------------------------------------------------


def _endings(told: Sequence[Told], form: Form) -> Iterator[dict[str, Any]]:
    by_kind: dict[Kind, list[Told]] = defaultdict(list)
    by_both: dict[tuple[Kind, str], list[Told]] = defaultdict(list)
    for one in told:
        by_kind[one.rep].append(one)
        by_both[one.rep, one.scenario].append(one)
    for kind, (way, bar) in SHARES.items():
        value = _share(by_kind[kind])
        yield _row(
            f"intended end, {kind}",
            round(value, 3),
            "",
            f"{way} {bar}",
            _holds(value, way, bar),
            form,
            len(by_kind[kind]),
        )
    for kind, (way, bar) in EACH.items():
        shares = {name: _share(calls) for (rep, name), calls in by_both.items() if rep == kind}
        worst = (min if way == "at least" else max)(shares, key=lambda name: shares[name])
        value = shares[worst]
        yield _row(f"the same in each scenario, {kind} ({worst})", round(value, 2), "", f"{way} {bar}",
                   _holds(value, way, bar), form, len(shares))  # fmt: skip


def _holds(value: float, way: str, bar: float) -> bool:
    return value >= bar if way == "at least" else value <= bar


def _paired(told: Sequence[Told], form: Form) -> Iterator[dict[str, Any]]:
    """A won call again with its close before anything else, and again with one lever before the close."""
    won = [one for one in told if one.rep == "professional" and one.won]
    first = {one.scenario: one for one in reversed(won)}
    sample = list(first.values()) if form == "short" else won[:: max(1, len(won) // 200)]
    with ProcessPoolExecutor(2) as pool:
        both = list(pool.map(_told_again, sample))
    early, levered = zip(*both, strict=True)
    for name, again in (("hurried: the close before the needs", early), ("one lever before the close", levered)):
        worse = sum(other.total < one.total or (one.won and not other.won)
                    for one, other in zip(sample, again, strict=True)) / len(sample)  # fmt: skip
        yield _row(f"{name}: ends worse", round(worse, 2), "", "at least 0.9", worse >= 0.9, form, len(sample))


def _told_again(one: Told) -> tuple[Told, Told]:
    reader, tables, scenarios, _ = _parts()
    loaded = scenarios[one.scenario]
    opening, *middle = one.said
    close = max(1, len(middle) - 4)
    early = [opening, *middle[close:], *middle[:close]]
    levered = [opening, *middle[: max(0, close - 1)], LEVER, *middle[max(0, close - 1) :]]
    return (
        _told(hold(loaded, early, reader, tables, one.seed), "professional"),
        _told(hold(loaded, levered, reader, tables, one.seed), "professional"),
    )


def _stalls(told: Sequence[Told], form: Form) -> Iterator[dict[str, Any]]:
    """From a stall the missing half turns it and more of the other does not."""
    names = sorted({one.scenario for one in told})
    with ProcessPoolExecutor(2) as pool:
        ends = list(pool.map(_from_stalls, names, [SEEDS[form] // 2] * len(names)))
    for half, bar, way in ((0, 0.7, "at least"), (1, 0.1, "at most")):
        turned = [end for pairs in ends for end in pairs[half]]
        value = sum(turned) / max(1, len(turned))
        name = "the missing half" if half == 0 else "more of the half that is there"
        yield _row(
            f"from a stall, {name}: a yes",
            round(value, 2),
            "",
            f"{way} {bar}",
            _holds(value, way, bar),
            form,
            len(turned),
        )


def _from_stalls(name: str, seeds: int) -> tuple[list[bool], list[bool]]:
    reader, tables, scenarios, cast = _parts()
    loaded = scenarios[name]
    plan = cast.plan(loaded.scenario)
    if not loaded.scenario.endings["yes"].intended:
        return [], []
    step = _winning_step(loaded)
    grounds = [*plan.cases[:1], *plan.tells[:2], *plan.limits[:1], *plan.price[:1]]
    feelings = [line for line in cast.lines["professional"]["feeling"] if "{" not in line]
    feelings += [
        "That sounds like a lot to carry, all of it on you.",
        "You've kept that going on your own all this time.",
    ]
    turned: tuple[list[bool], list[bool]] = ([], [])
    for seed in range(1, seeds + 1):
        halves: tuple[tuple[Half, list[str], list[str]], ...] = (
            ("logic", grounds, feelings), ("emotion", feelings, grounds),
        )  # fmt: skip
        for missing, lines, others in halves:
            for place, said in enumerate((lines, others)):
                state = _stalled(loaded, tables, seed, missing)
                call = _from_state(
                    loaded, [*said[:4], step.ask[0], "Good. That's settled, then."], reader, tables, seed, state
                )
                turned[place].append(call)
    return turned


def _winning_step(loaded: Loaded) -> NextStep:
    goal = loaded.scenario.orbit.won_at
    return next(step for step in loaded.scenario.next_steps if step.leads_to == goal)


def _stalled(loaded: Loaded, tables: Tables, seed: int, missing: Half) -> State:
    """Somebody who has just said that they would think about it, halfway through a good call."""
    fits = Prospect(loaded.scenario, tables, seed).start
    has: dict[str, Any] = {"logic": 42, "emotion": 24} if missing == "logic" else {"logic": 62, "emotion": 8}
    step = _winning_step(loaded)
    return replace(
        fits, rapport=45, empathy=42, trust=44, hope=34, urgency=24, rep_turns=20, granted=True, needs_found=True,
        business=True, stalled=missing, stall_left=tables.limits.stall_turns, orbit=step.from_orbit, wrong_ideas=(),
        **has,
    )  # fmt: skip


def _from_state(
    loaded: Loaded, lines: Sequence[str], reader: PathwayReader, tables: Tables, seed: int, state: State
) -> bool:
    from trainer.call.conversation import Setting
    from trainer.call.typed import TypedCall
    from trainer.transcript import Versions

    setting = Setting(
        scenario=loaded.scenario.id, sha256="", text="", seed=seed, mode="exam", ear="typed", voice="none",
        versions=Versions("", "", ""),
    )  # fmt: skip
    conversation = Conversation(
        Prospect(loaded.scenario, tables, seed, "Robin Vance"), reader, setting, lambda _: None, lambda *_: None
    )
    conversation.go_on((), state.to_document() | {"pending": None}, 0)
    TypedCall(conversation, lambda _: None).go_on(lines)
    assert conversation.ended is not None
    return conversation.ended.ending == "yes"


# How people talk ------------------------------------------------------------------------------------------------------


def _repeats(told: Sequence[Told], form: Form) -> Iterator[dict[str, Any]]:
    found = Counter({one.rep: 0 for one in told})
    for one in told:
        found[one.rep] += len(one.repeats)
    worst = found.most_common(1)[0][0]
    turns = sum(len(one.turns) for one in told)
    yield _row(
        f"said again in one call (most with {worst})",
        sum(found.values()),
        "",
        "0",
        not sum(found.values()),
        form,
        turns,
    )


def _talk(told: Sequence[Told], form: Form) -> Iterator[dict[str, Any]]:
    calls = [one for one in told if one.rep == "professional"]
    answers = [answer for one in calls for _, answer in one.turns if answer]
    words = sorted(len(answer.split()) for answer in answers)
    for share, low, high in ((0.1, 1, 3), (0.25, 2, 6), (0.5, 7, 14), (0.75, 16, 28), (0.9, 30, 50)):
        value = words[int(share * len(words))]
        yield _row(f"words a turn, {share:.0%}", value, "", f"{low} to {high}", low <= value <= high, form, len(words))
    short = sum(count <= 3 for count in words) / len(words)
    yield _row(
        "turns of three words or less", round(short, 2), "", "0.25 to 0.40", 0.25 <= short <= 0.4, form, len(words)
    )
    forms = statistics.median(len({a for _, a in one.turns if 0 < len(a.split()) <= 3}) for one in calls)
    yield _row("forms of them in a call", forms, "", "at least 12", forms >= 12, form, len(calls))
    lengths: dict[str, list[int]] = defaultdict(list)
    for one in calls:
        for what, answer in one.turns:
            lengths[what].append(len(answer.split()))
    ratio = statistics.median(lengths["open"]) / max(1, statistics.median(lengths["closed"]))
    yield _row(
        "answers to open questions, beside closed ones",
        round(ratio, 1),
        "x",
        "at least 2",
        ratio >= 2,
        form,
        len(words),
    )
    brief = sum(count <= 5 for count in lengths["hit"]) / len(lengths["hit"])
    rest = statistics.mean(count for count in lengths["hit"] if count > 5)
    held = 0.4 <= brief <= 0.6 and rest > statistics.mean(words)
    yield _row("short answers where a reflection hits", round(brief, 2), "", "0.4 to 0.6, the rest long", held,
               form, len(lengths["hit"]))  # fmt: skip
    spoken = " ".join(answers).lower().replace(",", " ").replace(".", " ").split()
    fillers = 100 * sum(word in ("um", "uh") for word in spoken) / len(spoken)
    yield _row("“um” and “uh” in 100 words", round(fillers, 1), "", "1.5 to 4", 1.5 <= fillers <= 4, form, len(spoken))


# Speed and sameness ---------------------------------------------------------------------------------------------------


def _speed(form: Form) -> Iterator[dict[str, Any]]:
    reader, tables, scenarios, cast = _parts()
    loaded = scenarios["gail_petrie"]
    for seed in range(1, 6):
        hold(loaded, cast.rep("professional", loaded.scenario, seed), reader, tables, seed)
    begun, calls = time.perf_counter(), 0
    for seed in range(1, 6):
        hold(loaded, cast.rep("professional", loaded.scenario, seed), reader, tables, seed)
        calls += 1
    rate = calls / (time.perf_counter() - begun)
    yield _row("simulated calls a second, readings cached", round(rate, 1), "", "at least 10", rate >= 10, form, calls)
    prospect = Prospect(loaded.scenario, tables, 1, "Robin Vance")
    state, took, listed = prospect.start, [], []
    for turn, line in enumerate(cast.plan(loaded.scenario).questions * 2):
        moment = prospect.moment(state, ["Go on, then."], [], 0.0)
        read = reader.read(line, prospect.scene, moment)
        listed.append(len(prospect.possible_next(state, 2 * turn + 2)))
        before = time.perf_counter()
        state = prospect.hear(state, Heard(text=line, start=0, end=1, typed=True), read, 2 * turn + 1).state
        took.append(1000 * (time.perf_counter() - before))
    reply = statistics.median(took)
    yield _row("one reply beyond the reading", round(reply, 2), "ms", "at most 20", reply <= 20, form, len(took))
    median = statistics.median(listed)
    yield _row("lines that can be said next", median, "", "at most 60", median <= 60, form, len(listed))
    most = max(len(clauses(one.scenario)) for one in scenarios.values()) + sum(map(len, tables.stock.values()))
    yield _row(
        "lines of a scenario with the common stock", most, "", "at most 1,500", most <= 1500, form, len(scenarios)
    )
    path = shipped("scenarios/gail_petrie.yaml")
    begun = time.perf_counter()
    check(path)
    took_ms = 1000 * (time.perf_counter() - begun)
    yield _row("loading and linting a scenario", round(took_ms), "ms", "at most 300", took_ms <= 300, form, 1)
    yield _library_lists(form)


def _library_lists(form: Form) -> dict[str, Any]:
    """A library of 500 is the shipped one many times over, each under an id of its own."""
    with TemporaryDirectory() as folder:
        own = Path(folder) / "own"
        for part in ("people", "offers"):
            copytree(shipped("scenarios") / part, own / part)
        for number, path in zip(range(500), cycle(sorted(shipped("scenarios").glob("*.yaml")))):
            named = path.read_text("utf-8").replace(f"\nid: {path.stem}\n", f"\nid: {path.stem}_{number}\n", 1)
            (own / f"{path.stem}_{number}.yaml").write_text(named, "utf-8")
        library = Library(Path(folder) / "none", own, Path(folder) / "library.jsonl")
        library.entries()
        begun = time.perf_counter()
        listed = sum(entry.listing is not None for entry in library.entries())
        took = time.perf_counter() - begun
    held = took <= 1 and listed == 500
    return _row("listing a library of 500, read before", round(took, 2), "s", "at most 1", held, form, listed)


def _same_in_any_process(form: Form) -> dict[str, Any]:
    """The events of one call, in fresh processes with other hash seeds and thread counts."""
    code = (
        "import hashlib\n"
        "from tests.benchmarks.prospect import _parts, hold\n"
        "from trainer.transcript import to_lines\n"
        "reader, tables, scenarios, cast = _parts()\n"
        "one = scenarios['tomas_rivera']\n"
        "call = hold(one, cast.rep('professional', one.scenario, 3), reader, tables, 3)\n"
        "print(hashlib.sha256(to_lines(call.entries).encode()).hexdigest())\n"
    )
    sums = set()
    for hash_seed, threads in (("0", "1"), ("77", "2"), ("4711", "1")):
        environment = {"PYTHONHASHSEED": hash_seed, "OMP_NUM_THREADS": threads, "PATH": "/usr/bin:/bin"}
        done = subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
        )
        sums.add(done.stdout.strip())
    return _row("logs of one call in three processes", len(sums), "", "1", len(sums) == 1, form, 3)
