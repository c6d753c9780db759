"""``sparring models``, ``devices`` and ``doctor``: what this machine can hear and say, and how to mend it."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from trainer.assembly import Assembly, voice_of
from trainer.commands.terminal import complain, print_json, say
from trainer.errors import InputError, MachineError, MicrophoneLost

if TYPE_CHECKING:
    from trainer.speech.download import Progress

MISSING = 3
"""Exit code where the machine lacks something."""


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    models = commands.add_parser("models", help="list, install, verify or remove models of the vosk ear")
    models.add_argument("action", nargs="?", choices=("list", "install", "verify", "remove"), default="list")
    models.add_argument("source", nargs="?", metavar="MODEL", help="a known name, or for install a zip or a folder")
    models.add_argument("--yes", action="store_true", help="install even without a known checksum")
    models.add_argument("--json", action="store_true")
    models.set_defaults(run=_models)
    devices = commands.add_parser("devices", help="list microphones and speakers")
    devices.add_argument("--json", action="store_true")
    devices.set_defaults(run=_devices)
    doctor = commands.add_parser("doctor", help="check ears, voice, reader, microphone, speaker and database")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)


def _models(options: argparse.Namespace, assembly: Assembly) -> int:
    from trainer.speech import models

    folder = assembly.places.models
    if options.action == "list":
        listed = models.listing(folder)
        if options.json:
            print_json([
                {"name": m.name, "installed": m.path is not None, "bytes": m.size,
                 "errors_read": m.known and m.known.errors_read, "errors_talk": m.known and m.known.errors_talk}
                for m in listed
            ])  # fmt: skip
            return 0
        say("Models of the vosk ear (word errors in % on read books / on talks, as published):")
        for model in listed:
            known = model.known
            errors = f"{known.errors_read} / {known.errors_talk}" if known else "your own"
            state = "installed" if model.path else "not installed"
            say(f"  {model.name:<22} {model.size / 1e6:>7,.0f} MB   {errors:<14} {state}")
        say("The built-in ear needs none. Install one: sparring models install small-en-us-0.15")
        return 0
    if options.source is None:
        raise InputError(f"Name the model to {options.action}: sparring models lists them.")
    if options.action == "install":
        order = models.Installing(
            models=folder, confirm=_confirm(options.yes), progress=_progress_bar(), clock=time.monotonic,
            today=datetime.now(UTC).date(),
        )  # fmt: skip
        where = models.install(options.source, order)
        say(f"Installed in {where}. It is the first choice from now on.", json_wanted=options.json)
        return 0
    if options.action == "verify":
        wrong = models.verify(options.source, folder)
        for sentence in wrong:
            say(sentence, json_wanted=options.json)
        if not wrong:
            say("Every file is there.", json_wanted=options.json)
        return 1 if wrong else 0
    models.remove(options.source, folder)
    say(f"{options.source} is removed.", json_wanted=options.json)
    return 0


def _confirm(yes: bool) -> Callable[[str], bool]:
    def ask(sentence: str) -> bool:
        if yes:
            return True
        if not sys.stdin.isatty():
            complain(f"{sentence} Say --yes to install it all the same.")
            return False
        return input(f"{sentence} Install it all the same? (y/n) ").strip().lower() == "y"

    return ask


def _progress_bar() -> Callable[[Progress], None]:
    from tqdm import tqdm

    bar: tqdm[Any] = tqdm(unit="B", unit_scale=True, file=sys.stderr, desc="Fetching", delay=0.1)

    def show(progress: Progress) -> None:
        bar.total = progress.total
        bar.update(progress.done - bar.n)
        if progress.total is not None and progress.done >= progress.total:
            bar.close()

    return show


def _devices(options: argparse.Namespace, assembly: Assembly) -> int:
    from trainer.speech.devices import devices

    found = devices()
    if options.json:
        print_json([{"kind": d.kind, "name": d.name, "rate": d.rate, "default": d.default} for d in found])
    else:
        for device in found:
            say(f"{device.kind:<10} {device.name}{'  (the system’s choice)' if device.default else ''}")
        if not found:
            say("No microphone and no speaker. Plug in a headset, or type: sparring call SCENARIO --text")
    return 0 if found else MISSING


def _doctor(options: argparse.Namespace, assembly: Assembly) -> int:
    checks: list[tuple[str, Callable[[Assembly], str], bool]] = [
        ("Ear", _check_ear, True),
        ("Voice", _check_voice, True),
        ("Reader", _check_reader, True),
        ("Microphone", _check_microphone, False),
        ("Speaker", _check_speaker, False),
        ("Database", _check_database, True),
        ("Scenarios", _check_scenarios, True),
    ]
    report = []
    for name, check, needed in checks:
        try:
            report.append((name, "good", check(assembly)))
        except (MachineError, InputError) as fault:
            report.append((name, "wrong" if needed else "missing", str(fault)))
    if options.json:
        print_json([{"part": name, "state": state, "words": words} for name, state, words in report])
    else:
        for name, state, words in report:
            say(f"{name:<11} {state:<8} {words}")
    return MISSING if any(state == "wrong" for _, state, _ in report) else 0


def _check_ear(assembly: Assembly) -> str:
    from trainer.speech.ears import choose_ear

    return choose_ear(assembly.settings.ear, assembly.places.models, assembly.env)[1]


def _check_voice(assembly: Assembly) -> str:
    from trainer.utterance import VoiceTraits

    voice = voice_of(assembly)
    try:
        sound = voice.render("Can you hear me?", VoiceTraits())
    finally:
        voice.close()
    return f"{voice.name} speaks; a short line took {sound.seconds:.1f} s of sound."


def _check_reader(assembly: Assembly) -> str:
    if assembly.reader.lacks:
        raise MachineError(assembly.reader.lacks)
    return f"{assembly.reader.version}: patterns, words and the encoder together."


def _check_microphone(assembly: Assembly) -> str:
    from trainer.speech.microphone import level_of

    level = level_of(1.0, assembly.settings.microphone or None)
    if level.rms == float("-inf"):
        raise MicrophoneLost(f"{level.device} gives only silence. Allow the microphone in the system's settings.")
    return f"{level.device}, {level.rms:.0f} dB below full scale just now (speech lies near -25)."


def _check_speaker(assembly: Assembly) -> str:
    from trainer.speech.devices import find

    return f"{find('speaker', assembly.settings.speaker or None).name} is there."


def _check_database(assembly: Assembly) -> str:
    return f"{len(assembly.records.sessions())} calls in {assembly.places.database}"


def _check_scenarios(assembly: Assembly) -> str:
    entries = assembly.library.entries()
    broken = [entry for entry in entries if entry.listing is None]
    if broken:
        raise InputError(f"{len(broken)} of {len(entries)} can't be used: sparring scenarios validate says why.")
    return f"{len(entries)} people to call."
