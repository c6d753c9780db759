"""``sparring read`` and ``sparring explain``: what the reader sees in words, for programs and for people."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from typing import Any

from trainer.assembly import Assembly
from trainer.commands.terminal import complain, print_json, say
from trainer.errors import InputError
from trainer.pathway.acts import DEFINITIONS
from trainer.pathway.explanation import Explanation, explain
from trainer.pathway.reading import Moment, Reader, Scene

_LONGEST_LINE = 200_000
"""Characters of a line that are taken for an utterance; a longer one is a mistake."""
_BAR = 20


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    read = commands.add_parser("read", help="read utterances: JSON lines in, JSON lines out")
    read.set_defaults(run=_read)
    why = commands.add_parser("explain", help="say what is read in a sentence, and on which words it rests")
    why.add_argument("text", metavar="TEXT")
    why.add_argument("--previous", default="", metavar="TEXT", help="what the other one said just before")
    why.add_argument("--json", action="store_true")
    why.set_defaults(run=_explain)


def _read(options: argparse.Namespace, assembly: Assembly) -> int:
    if assembly.reader.lacks:
        complain(assembly.reader.lacks)
    wrong = False
    for answer in answers(sys.stdin, assembly.reader):
        wrong = wrong or "error" in answer
        print_json(answer)
    return 1 if wrong else 0


def answers(lines: Iterable[str], reader: Reader) -> Iterable[dict[str, Any]]:
    """A reading for each line as it comes, or what is wrong with the line; blank lines are passed over."""
    for line in lines:
        if not line.strip():
            continue
        known: Any = None
        try:
            given = _utterance(line)
            known = given.get("id")
            yield _answer(given, reader)
        except InputError as error:
            yield {"id": known, "error": str(error)}


def _utterance(line: str) -> dict[str, Any]:
    if len(line) > _LONGEST_LINE:
        raise InputError(f"The line is longer than {_LONGEST_LINE:,} characters.")
    try:
        given = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError("The line is no JSON.") from error
    if not isinstance(given, dict):
        raise InputError("The line is no JSON object.")
    return given


def _answer(given: Mapping[str, Any], reader: Reader) -> dict[str, Any]:
    for key in ("text", "previous"):
        if not isinstance(given.get(key, ""), str) and not (key == "previous" and given[key] is None):
            raise InputError(f"{key} must be a text.")
    if "text" not in given:
        raise InputError("text is missing.")
    previous = given.get("previous") or ""
    told = reader.read(given["text"], Scene(), Moment(previous=previous, person_lines=(previous,) if previous else ()))
    return {
        "id": given.get("id"),
        "acts": told.acts,
        "behaviours": [{"id": seen.id, "span": list(seen.span)} for seen in told.behaviours],
    }


def _explain(options: argparse.Namespace, assembly: Assembly) -> int:
    reader = assembly.reader
    if reader.lacks:
        complain(reader.lacks)
    found = explain(reader, options.text, options.previous)
    if options.json:
        print_json(_as_json(found))
        return 0
    names = {act: act.replace("_", " ") for act in DEFINITIONS}
    say(f"“{options.text}”" + (f"  after “{options.previous}”" if options.previous else ""))
    say()
    if not found.acts:
        say("None of the acts is there.")
    for why in found.acts:
        carried = ", ".join(f"“{word}”" for word in why.words) or "the whole of it"
        say(f"{names[why.act]:<20} {why.likelihood:4.2f} {_bar(why.likelihood)}  {carried}")
        say(f"{'':<20} {DEFINITIONS[why.act]}")
    if found.near:
        say("Nearly: " + ", ".join(f"{names[why.act]} {why.likelihood:.2f}" for why in found.near))
    say(f"{'sentiment':<20} {found.sentiment:+.2f}")
    say()
    words = options.text.split()
    if not found.behaviours:
        say("No behaviour of the pathway counts by these words alone; some need a call around them.")
    for seen in found.behaviours:
        behaviour = reader.behaviours[seen.id]
        sign = "helps" if behaviour.helps else "hurts"
        say(f"{seen.id.replace('_', ' ')} ({behaviour.step}, {sign}): “{' '.join(words[slice(*seen.span)])}”")
        say(f"    {behaviour.definition}")
    return 0


def _bar(likelihood: float) -> str:
    return "▮" * round(likelihood * _BAR) + "▯" * (_BAR - round(likelihood * _BAR))


def _as_json(found: Explanation) -> dict[str, Any]:
    return {
        "acts": [{"act": why.act, "likelihood": why.likelihood, "words": list(why.words)} for why in found.acts],
        "near": [{"act": why.act, "likelihood": why.likelihood, "words": list(why.words)} for why in found.near],
        "sentiment": found.sentiment,
        "behaviours": [{"id": seen.id, "span": list(seen.span)} for seen in found.behaviours],
    }
