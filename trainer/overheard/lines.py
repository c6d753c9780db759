"""Transcripts from outside: lines of “Name: what they said”, JSON lines, or WebVTT.

Signs such as [pause], [3 s], [overlap], [laughs] and [cuts in] stay in the words (see ``trainer.pathway.following``).
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trainer.errors import InputError

MOST_BYTES = 4 * 1024 * 1024
_MOST_LINES = 4_000
_SPOKEN = re.compile(r"^\s*([^:\[\]]{1,40}):\s*(.*)$")
_TIMES = re.compile(r"^\s*((?:\d+:)?\d{1,2}:\d{2}\.\d{3})\s+-->\s+((?:\d+:)?\d{1,2}:\d{2}\.\d{3})")
_VOICE = re.compile(r"<v(?:\.[^ >]*)?\s+([^>]{1,40})>")
_TAG = re.compile(r"<[^>]*>")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Printed:
    """What somebody says in a transcript: the number of its line in the file, who speaks, and the words.

    ``start``, ``end``: seconds since the call began, None where the transcript has no times. ``heard``: an ear heard
    it, and may have misheard; ``confidence``: how sure it was, 0 to 1, None where it does not tell.
    """

    number: int
    name: str
    text: str
    start: float | None = None
    end: float | None = None
    heard: bool = False
    confidence: float | None = None


def printed(content: str) -> list[Printed]:
    """The lines of a transcript, whatever form it has. Raises InputError."""
    content = _CONTROL.sub(" ", content.removeprefix("\ufeff"))
    first = next((line for line in content.splitlines() if line.strip()), "").strip()
    if first.startswith("WEBVTT"):
        found = list(_from_vtt(content))
    elif first.startswith("{"):
        found = list(_from_json(content))
    else:
        found = list(_from_text(content))
    if not found:
        raise InputError("There is no line like “Name: what they said” in this transcript.")
    if len(found) > _MOST_LINES:
        raise InputError(f"A transcript may have {_MOST_LINES:,} lines at most.")
    return found


def read_text(path: Path) -> str:
    """A transcript's file. Raises InputError."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        if len(content) > MOST_BYTES:
            raise InputError(f"{path.name} is larger than {MOST_BYTES // 1024 // 1024} MB: that is no transcript.")
        return content.decode("utf-8")
    except OSError as error:
        raise InputError(f"{path.name} can't be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path.name} is no UTF-8 text.") from error


def turns(lines: Sequence[Printed], rep: str) -> list[Printed]:
    """The lines as turns, by the number of their first line: what one side says in several lines running is one turn.

    All but the rep are one side.
    """
    found: list[Printed] = []
    for line in lines:
        if found and (found[-1].name == rep) == (line.name == rep):
            sure = [one.confidence for one in (found[-1], line) if one.confidence is not None]
            text = f"{found[-1].text} {line.text}".strip()
            found[-1] = replace(found[-1], text=text, end=line.end, confidence=min(sure, default=None))
        else:
            found.append(line)
    return found


def names(lines: Sequence[Printed]) -> list[str]:
    """Who speaks, in the order of their first words."""
    return list(dict.fromkeys(line.name for line in lines))


def chosen(lines: Sequence[Printed], rep: str | None) -> str:
    """The rep's name as it stands in the transcript. Raises InputError that lists the names."""
    there = names(lines)
    if rep is not None:
        found = next((name for name in there if name.casefold() == rep.strip().casefold()), None)
        if found is not None:
            return found
        raise InputError(f"Nobody here is called {rep}. The names are: {', '.join(there)}.")
    raise InputError(f"Say which one is the rep with --rep. The names are: {', '.join(there)}.")


def _from_text(content: str) -> Iterator[Printed]:
    """A line without a name goes on from the one before; one that begins with # is a note."""
    last: Printed | None = None
    for number, line in enumerate(content.splitlines(), start=1):
        spoken = _SPOKEN.match(line)
        if spoken:
            if last is not None:
                yield last
            last = Printed(number, spoken[1].strip(), spoken[2].strip())
        elif line.strip() and last is not None and not line.lstrip().startswith("#"):
            last = replace(last, text=f"{last.text} {line.strip()}")
    if last is not None:
        yield last


def _from_json(content: str) -> Iterator[Printed]:
    for number, line in enumerate(content.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            given = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise InputError(f"Line {number} is no JSON.") from error
        if not isinstance(given, dict):
            raise InputError(f"Line {number} is no JSON object.")
        who, text = given.get("speaker", given.get("name")), given.get("text")
        if not isinstance(who, str) or not who.strip() or not isinstance(text, str):
            raise InputError(f"Line {number} needs a speaker and a text.")
        yield Printed(number, who.strip()[:40], text.strip(), _seconds(given, "start"), _seconds(given, "end"))


def _seconds(given: dict[str, Any], key: str) -> float | None:
    value = given.get(key)
    return float(value) if isinstance(value, (int, float)) and 0 <= value < 86_400 else None


def _from_vtt(content: str) -> Iterator[Printed]:
    start = end = None
    who = ""
    for number, line in enumerate(content.splitlines(), start=1):
        times = _TIMES.match(line)
        if times:
            start, end = _clock(times[1]), _clock(times[2])
            continue
        if start is None:
            continue  # the head, notes, and names of cues
        if not line.strip():
            start = end = None
            continue
        voice, spoken = _VOICE.search(line), _SPOKEN.match(_TAG.sub("", line))
        if voice:
            who, text = voice[1].strip(), _TAG.sub("", line).strip()
        elif spoken:
            who, text = spoken[1].strip(), spoken[2].strip()
        else:
            text = _TAG.sub("", line).strip()
        if not who:
            raise InputError(f"Line {number} does not say who speaks: <v Name> or “Name: …” does.")
        yield Printed(number, who, text, start, end)


def _clock(text: str) -> float:
    seconds = 0.0
    for part in text.split(":"):
        seconds = 60 * seconds + float(part)
    return seconds
