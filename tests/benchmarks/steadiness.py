"""The scorecard is the same however often it is made, nearly the same however the ear slips, and quick to make."""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import tempfile
import time
import tracemalloc
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random
from typing import Any, Literal

from tests.benchmarks.scoring import card_of
from tools.rating.rated import rated_as
from tools.reader import material
from trainer.assembly import Assembly, CallSetting
from trainer.call.typed import TypedCall
from trainer.overheard.somebody import anybody
from trainer.pathway.reader import PathwayReader
from trainer.pathway.words import FILLERS
from trainer.places import Places
from trainer.reviewing import card_of as stored_card
from trainer.simulate.cast import Kind
from trainer.simulate.run import Typist
from trainer.transcript import Entry, dumps

Form = Literal["short", "full"]
REPS: tuple[Kind, ...] = ("professional", "order_taker", "pushy", "friend")
STORED = {"short": 40, "full": 200}
CALLS = {"short": 12, "full": 40}
SHARE = 0.1
"""Words that an ear gets wrong."""
HOUR = 60 * 60 // 12
"""Rep turns of a call of an hour, a turn and its answer taking twelve seconds."""


def measure(form: Form = "short") -> list[dict[str, Any]]:
    return [*_repeated(form), *_perturbed(form), *_quick(form)]


def _row(name: str, value: Any, unit: str, bar: str, held: bool, form: Form, n: int) -> dict[str, Any]:
    return {"name": name, "issue": 6, "value": value, "unit": unit, "bar": bar, "held": held, "form": form, "n": n}


# The same card, however often -----------------------------------------------------------------------------------------

_DIGEST = """
import hashlib, sys
from pathlib import Path
from tests.benchmarks.steadiness import digests
print(digests(Path(sys.argv[1])))
"""


def digests(home: Path) -> str:
    """One figure for the cards of all sessions of a home."""
    assembly = Assembly(Places(home), env={})
    rows = sorted(assembly.records.sessions(), key=lambda row: row.id)
    cards = "\n".join(dumps(stored_card(assembly, row.id).to_document()) for row in rows)
    assembly.close()
    return hashlib.sha256(cards.encode()).hexdigest()


def _stored(home: Path, number: int) -> int:
    """Sessions held by scripted reps, stored as a user's are."""
    assembly = Assembly(Places(home), env={})
    names = [entry.id for entry in assembly.library.entries() if entry.listing]
    for place in range(number):
        loaded = assembly.library.find(names[place % len(names)])
        rep = assembly.cast.rep(REPS[place % len(REPS)], loaded.scenario, place)
        held = assembly.new_call(loaded, CallSetting("typed", "none", seed=place + 1), lambda entry: None)
        typist = Typist(rep)
        at = TypedCall(held.conversation, typist.hears).hold(typist.lines())
        assembly.finish(held.id, held.conversation.entries, at)
    assembly.close()
    return number


def _repeated(form: Form) -> Iterator[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        number = _stored(home, STORED[form])
        found = set()
        for seed, threads in (("0", "1"), ("1", "2"), ("4242", "1")):
            environment = os.environ | {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": threads}
            done = subprocess.run(
                [sys.executable, "-c", _DIGEST, folder], env=environment, capture_output=True, text=True, check=True
            )
            found.add(done.stdout.strip())
        held = len(found) == 1
        yield _row(
            "cards of stored sessions alike in fresh processes", 1.0 if held else 0.0, "", "1", held, form, number
        )
        begun = time.perf_counter()
        digests(home)
        rate = number / (time.perf_counter() - begun)
        tracemalloc.start()
        digests(home)
        first = tracemalloc.get_traced_memory()[1]
        tracemalloc.reset_peak()
        digests(home)
        growth = tracemalloc.get_traced_memory()[1] / first
        tracemalloc.stop()
        yield _row("stored sessions rescored", round(rate), "a second", "at least 20", rate >= 20, form, number)
        yield _row("peak memory of rescoring them again", round(growth, 2), "x", "at most 1.1", growth <= 1.1, form, 2)


# Nearly the same, however the ear slips -------------------------------------------------------------------------------

_SOUNDS = (("ph", "f"), ("ck", "k"), ("c", "k"), ("q", "k"), ("z", "s"), ("x", "ks"), ("wr", "r"), ("kn", "n"))


def _skeleton(word: str) -> str:
    """How a word sounds, roughly: its first letter and its consonants."""
    for there, here in _SOUNDS:
        word = word.replace(there, here)
    return word[0] + re.sub(r"(.)\1+", r"\1", re.sub(r"[aeiouyhw']", "", word[1:]))


def look_alikes() -> Mapping[str, Sequence[str]]:
    """Words of the practice calls by other words of them that sound much like them."""
    words = {
        word for call in material.calls() for turn in call.turns for word in re.findall(r"[a-z']+", turn.text.lower())
    }
    alike: dict[str, list[str]] = defaultdict(list)
    for word in sorted(words):
        alike[_skeleton(word)].append(word)
    return {word: [other for other in group if other != word] for group in alike.values() for word in group}


def misheard(text: str, alike: Mapping[str, Sequence[str]], chance: Random) -> str:
    """A tenth of the words as an ear may get them wrong."""
    words = text.split()
    usable = [place for place, word in enumerate(words) if alike.get(word.lower().strip(".,!?"))]
    for place in chance.sample(usable, min(len(usable), round(SHARE * len(words)))):
        words[place] = chance.choice(alike[words[place].lower().strip(".,!?")])
    return " ".join(words)


def _without_fillers(text: str) -> str:
    return " ".join(word for word in text.split() if word.lower().strip(".,") not in FILLERS) or text


def _perturbed(form: Form) -> Iterator[dict[str, Any]]:
    reader = PathwayReader.shipped()
    alike, chance = look_alikes(), Random(1)
    calls = [call for call in material.calls() if call.part == "test" and call.kind == "sales"][: CALLS[form]]
    slips: list[int] = []
    fillers: list[int] = []
    for call in calls:
        as_said = _total(rated_as(call, reader))
        slipped = replace(call, turns=tuple(
            replace(turn, text=misheard(turn.text, alike, chance)) if turn.speaker == "rep" else turn
            for turn in call.turns
        ))  # fmt: skip
        clean = replace(call, turns=tuple(
            replace(turn, text=_without_fillers(turn.text)) if turn.speaker == "rep" else turn for turn in call.turns
        ))  # fmt: skip
        if as_said is not None:
            slips.append(abs((_total(rated_as(slipped, reader)) or 0) - as_said))
            fillers.append(abs((_total(rated_as(clean, reader)) or 0) - as_said))
    share = sum(one <= 5 for one in slips) / len(slips)
    yield _row(
        "calls whose total moves by 5 at most where a tenth of the words is misheard", round(share, 2), "",
        "at least 0.9", share >= 0.9, form, len(slips),
    )  # fmt: skip
    yield _row(
        "most that a total moves without the fillers", max(fillers), "points", "at most 1", max(fillers) <= 1, form,
        len(fillers),
    )  # fmt: skip


def _total(entries: Sequence[Entry]) -> int | None:
    return card_of(entries, anybody()).total


# Quick ----------------------------------------------------------------------------------------------------------------


def _quick(form: Form) -> Iterator[dict[str, Any]]:
    """A call of an hour: how long its card takes, next to reading it."""
    reader = PathwayReader.shipped()
    calls = [call for call in material.calls() if call.part == "test" and call.kind == "sales"]
    turns = [turn for call in calls for turn in call.turns]
    whole = replace(calls[0], turns=tuple(turns[: 2 * HOUR]))
    begun = time.perf_counter()
    entries = rated_as(whole, reader)
    reading = time.perf_counter() - begun
    begun = time.perf_counter()
    card_of(entries, anybody())
    both = reading + time.perf_counter() - begun
    ratio = both / reading
    yield _row(
        "marks and evidence of an hour's call, with reading it", round(ratio, 3), "x", "at most 1.3", ratio <= 1.3,
        form, len(whole.turns),
    )  # fmt: skip
