"""Packs what was written and labelled into assets/material: ``python -m tools.reader.pack FOLDER``.

FOLDER holds ``calls/ID.txt`` (a head of ``KEY: value`` lines, then ``REP:`` and ``PROSPECT:`` lines) and
``labels/A/ID.txt``, ``labels/B/ID.txt`` in the form of docs/reader/labelling.md, and ``settled/ID.txt`` where a third
hand settled what the two saw differently (``TURN behaviour yes|no``); ``exchanges/NAME.txt`` and
``questions/PERSON.txt`` in the form of docs/reader/writing.md. What can't be understood stops the packing with its
place.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from tools.reader.material import part_of
from trainer.pathway.behaviours import behaviours

ROOT = Path(__file__).resolve().parents[2]
CODES = {
    "oq": "open_question", "cq": "closed_question", "re": "reflection", "er": "emotional_reaction",
    "in": "interpretation", "ex": "exploration", "af": "affirmation", "ak": "acknowledgement", "en": "encouragement",
    "st": "small_talk", "cg": "common_ground", "sd": "self_disclosure", "if": "information", "ad": "advice",
    "ev": "evidence", "ho": "hope", "ns": "next_step", "pr": "pressure", "sc": "scarcity", "ch": "change_talk",
    "su": "sustain_talk", "co": "commitment",
}  # fmt: skip
SENTIMENT = {"s--": -1.0, "s-": -0.5, "s0": 0.0, "s+": 0.5, "s++": 1.0}
EVENTS = ("asks", "price", "objects", "tells", "personal", "limit", "stalls", "declines", "notyet", "agrees",
          "corrects", "turn")  # fmt: skip
LABELLERS = ("A", "B")
_HEAD = re.compile(r"^([A-Z_]+): (.*)$")
_TURN = re.compile(r"^(REP|PROSPECT): (.+)$")
_ROW = re.compile(r"^\s*(\d+)\s+([^|]*)\|?(.*)$")
_EXCHANGE = re.compile(r"^R:(.+)\|([^|]*)$")
_BEHAVIOUR = re.compile(r"^(\w+)\s*\{(.*)\}$")
_PARTS = re.compile(r";(?![^{]*\})")
_OTHER = "x"
"""Begins the id of a call from another field than selling."""


class Wrong(Exception):
    """A file that can't be understood; its text names file, line and what is wrong."""


def pack(folder: Path, to: Path) -> dict[str, int]:
    """Write calls, exchanges and questions, in the order of their files, and tell how many of each there are."""
    calls = [call(folder, path) for path in sorted((folder / "calls").glob("*.txt"))]
    told = [one for path in sorted((folder / "exchanges").glob("*.txt")) for one in exchanges(path)]
    asked = [group for path in sorted((folder / "questions").glob("*.txt")) for group in questions(path)]
    to.mkdir(parents=True, exist_ok=True)
    for name, rows in (("calls", calls), ("exchanges", told), ("questions", asked)):
        write(to / f"{name}.jsonl.gz", rows)
    return dict(Counter(one["part"] for one in calls)) | {"exchanges": len(told), "questions": len(asked)}


def write(path: Path, rows: Iterable[Any]) -> None:
    """Rows as JSON lines, gzipped; the same rows give the same file."""
    lines = [json.dumps(row, ensure_ascii=False, sort_keys=True) for row in rows]
    with path.open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as packed:
        packed.write("".join(line + "\n" for line in lines).encode())


def exchanges(path: Path) -> Iterator[dict[str, Any]]:
    """What one hand wrote: the person's line, the rep's, and either its behaviours or its acts and sentiment."""
    known = behaviours()
    focus, person = "", ""
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        if line.startswith("# "):
            focus, person = line[2:].strip(), ""
        elif line.startswith("P:"):
            person = line[2:].strip()
        elif (found := _EXCHANGE.match(line)) and (focus in known or focus in CODES):
            told: dict[str, Any] = {"by": path.stem, "focus": CODES.get(focus, focus), "person": person}
            marks, person = found[2].split(), ""
            told["rep"] = found[1].strip()
            if focus in known:
                told["behaviours"] = sorted(set(marks))
                unknown = set(marks) - set(known)
            else:
                told["acts"] = sorted({CODES[mark] for mark in marks if mark in CODES})
                told["sentiment"] = next((SENTIMENT[mark] for mark in marks if mark in SENTIMENT), 0.0)
                unknown = set(marks) - set(CODES) - set(SENTIMENT)
            if unknown:
                raise Wrong(f"{path.name}: {sorted(unknown)} in “{line[:50]}” is not known.")
            yield told
        else:
            raise Wrong(f"{path.name}: “{line[:50]}” is no exchange.")


def questions(path: Path) -> Iterator[dict[str, Any]]:
    """One person's facts: ways to ask for each, after its name and its answer."""
    group: list[str] = []
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        kind, _, text = line.partition(": ")
        if kind == "FACT" or line.startswith("#"):
            if group:
                yield {"person": path.stem, "ways": group}
            group = []
        if kind in ("FACT", "A", "Q"):
            group.append(text.strip())
        elif not line.startswith("#"):
            raise Wrong(f"{path.name}: “{line[:50]}” is neither fact nor answer nor question.")
    if group:
        yield {"person": path.stem, "ways": group}


def call(folder: Path, path: Path) -> dict[str, Any]:
    head: dict[str, str] = {}
    turns: list[dict[str, Any]] = []
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        if found := _TURN.match(line):
            turns.append({"speaker": "rep" if found[1] == "REP" else "person", "text": found[2], "labels": []})
        elif (found := _HEAD.match(line)) and not turns:
            head[found[1]] = found[2]
        else:
            raise Wrong(f"{path.name}: “{line[:50]}” is neither head nor turn.")
    for labeller in LABELLERS:
        rows = folder / "labels" / labeller / path.name
        if rows.exists():
            add_labels(turns, rows, labeller)
    settled = folder / "settled" / path.name
    for line in settled.read_text("utf-8").splitlines() if settled.exists() else ():
        number, name, verdict = line.split()
        turns[int(number) - 1].setdefault("settled", {})[name] = verdict == "yes"
    writer = path.stem[:3]
    kind = "other" if writer.startswith(_OTHER) else "sales"
    return {"id": path.stem, "writer": writer, "kind": kind, "part": part_of(path.stem), "head": head, "turns": turns}


def add_labels(turns: Sequence[dict[str, Any]], path: Path, labeller: str) -> None:
    known = behaviours()
    seen: set[int] = set()
    for line in filter(None, map(str.strip, path.read_text("utf-8").splitlines())):
        row = _ROW.match(line)
        if row is None or not 1 <= int(row[1]) <= len(turns):
            raise Wrong(f"{path}: “{line[:50]}” is no turn.")
        turn = turns[int(row[1]) - 1]
        codes = row[2].split()
        if unknown := [code for code in codes if code not in CODES and code not in SENTIMENT]:
            raise Wrong(f"{path}, turn {row[1]}: {unknown} are no codes.")
        label: dict[str, Any] = {
            "by": labeller,
            "acts": sorted({CODES[code] for code in codes if code in CODES}),
            "sentiment": next((SENTIMENT[code] for code in codes if code in SENTIMENT), 0.0),
        }
        for part in filter(None, map(str.strip, _PARTS.split(row[3]))):
            if part.startswith("!"):
                label.setdefault("events", []).extend(e for e in re.findall(r"!(\w+)", part) if e in EVENTS)
            elif (found := _BEHAVIOUR.match(part)) and found[1] in known:
                label.setdefault("behaviours", []).append([found[1], span(turn["text"], found[2])])
            else:
                raise Wrong(f"{path}, turn {row[1]}: “{part[:50]}” is no behaviour.")
        turn["labels"].append(label)
        seen.add(int(row[1]))
    if missing := set(range(1, len(turns) + 1)) - seen:
        raise Wrong(f"{path}: turns {sorted(missing)[:8]} are not labelled.")


def span(text: str, quote: str) -> tuple[int, int]:
    """Words of a text that a quote "first words .. last words" stands for; all of them where it is not found."""
    words = [_bare(word) for word in text.split()]
    begin, _, end = quote.partition("..")
    first = _find(words, [_bare(word) for word in begin.split()], 0)
    if first is None:
        return 0, len(words)
    wanted = [_bare(word) for word in (end or begin).split()]
    last = _find(words, wanted, first)
    return first, (len(words) if last is None else last + len(wanted))


def _bare(word: str) -> str:
    return re.sub(r"[^\w]", "", word.lower())


def _find(words: Sequence[str], wanted: Sequence[str], begin: int) -> int | None:
    width = len(wanted)
    if not width:
        return None
    return next((n for n in range(begin, len(words) - width + 1) if list(words[n : n + width]) == list(wanted)), None)


if __name__ == "__main__":
    print(pack(Path(sys.argv[1]), ROOT / "assets/material"))
