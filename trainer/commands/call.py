"""``sparring call``: one call, by typing, by microphone, or from sound files."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING

from trainer.assembly import (
    Assembly,
    CallSetting,
    HeldCall,
    devices_of_call,
    lines_ahead,
    live_call,
    name_repair,
    sound_files,
    voice_of,
    voice_traits,
)
from trainer.commands.terminal import Told, card_as_json, complain, print_card, print_json, say
from trainer.errors import InputError
from trainer.reviewing import attempt
from trainer.transcript import Entry, length_of, said_by_the_person

if TYPE_CHECKING:
    from trainer.call.live import LiveCall
    from trainer.call.notices import Notice
    from trainer.call.ports import Ear
    from trainer.scenario.load import Loaded


def add_to(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("call", help="hold a call in the terminal")
    parser.add_argument("scenario", nargs="?", metavar="SCENARIO", help="an id (sparring scenarios) or a file")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--text", action="store_true", help="type one turn a line; “[3 s]” is silence")
    way.add_argument("--mic", action="store_true", help="speak, with a headset on")
    way.add_argument("--audio", nargs="+", type=Path, metavar="FILE", help="your side as sound files or a folder")
    parser.add_argument("--seed", type=int, default=1, help="another seed, another day (1)")
    parser.add_argument("--mode", choices=("practice", "exam"), default="practice")
    parser.add_argument("--resume", metavar="SESSION", help="go on with a call that was cut off")
    parser.add_argument("--rewind", metavar="SESSION", help="go back into a call that is over, to --turn")
    parser.add_argument("--turn", type=int, metavar="N", help="the turn of yours to hold another way")
    parser.add_argument("--record", action="store_true", help="keep the sound of this call")
    parser.add_argument("--sound", type=Path, metavar="FILE", help="write what the person says to this .wav or .flac")
    parser.add_argument("--log", type=Path, metavar="FILE", help="write the event log to this file, a line an event")
    parser.add_argument("--json", action="store_true", help="print the scorecard as JSON, and only that, to stdout")
    parser.set_defaults(run=run)


def run(options: argparse.Namespace, assembly: Assembly) -> int:
    assembly.tidy()
    if (options.rewind is None) != (options.turn is None):
        raise InputError("Say which call to go back into, and to which turn: --rewind SESSION --turn N.")
    if options.resume is None and options.rewind is None:
        if options.scenario is None:
            raise InputError("Name a scenario: sparring scenarios lists them.")
        _offer_unfinished(assembly)
    way: Callable[[argparse.Namespace, Assembly], tuple[HeldCall, int]]
    if options.text:
        way = _typed
    elif options.audio:
        way = _from_sound
    else:
        way = _by_microphone
    held, at = way(options, assembly)
    entries = held.conversation.entries
    card = assembly.finish(held.id, entries, at)
    if options.log:
        from trainer.commands.terminal import log_as_lines

        options.log.write_text(log_as_lines(entries), "utf-8")
    print_card(card, json_wanted=options.json)
    if options.json:
        print_json(card_as_json(card))
    say(f"\nStored as {held.id[:8]} in {assembly.places.database}; see it again: sparring score {held.id[:8]}",
        json_wanted=options.json)  # fmt: skip
    return 0


def _offer_unfinished(assembly: Assembly) -> None:
    for row in assembly.records.unfinished():
        short = row.id[:8]
        complain(
            f"Your call with {row.person_name} of {row.started_at[:10]} was cut off. "
            f"Go on: sparring call --resume {short} --text; "
            f"score it as it is: sparring sessions finish {short}; discard it: sparring sessions discard {short}"
        )


def _begin(
    options: argparse.Namespace, assembly: Assembly, ear: str, voice: str, also: Callable[[Entry], None] | None = None
) -> HeldCall:
    loaded: Loaded | None = None
    earlier = options.resume or options.rewind
    if earlier:
        person = assembly.records.find(earlier).person_name.split()[0]
    else:
        loaded = assembly.library.find(options.scenario)
        person = loaded.scenario.person.called
    shown = Told(
        person, json_wanted=options.json, exam=options.mode == "exam", echo=not (options.text and sys.stdin.isatty())
    )

    def told(entry: Entry) -> None:
        shown(entry)
        if also is not None:
            also(entry)

    setting = CallSetting(ear, voice, options.seed, options.mode, options.record)
    if loaded is None:
        if options.rewind:
            held, entries = attempt(assembly, options.rewind, options.turn, setting, told)
        else:
            held, entries = assembly.call_to_go_on_with(options.resume, ear, voice, told)
        last = ([said.text for _, said in said_by_the_person(entries)] or [""])[-1]
        where = f"Back before turn {options.turn}." if options.rewind else "Going on where you were cut off."
        say(f"{where} {person} said last: “{last}”", json_wanted=options.json)
        return held
    held = assembly.new_call(loaded, setting, told)
    if held.met is not None:
        when = held.met.started_at[:10]
        say(
            f"You have met: this goes on from your call of {when}. What was said then still holds.",
            json_wanted=options.json,
        )
    return held


def _typed(options: argparse.Namespace, assembly: Assembly) -> tuple[HeldCall, int]:
    from trainer.call.typed import TypedCall

    at_terminal = sys.stdin.isatty()
    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")

    held = _begin(options, assembly, "typed", "none")
    call = TypedCall(held.conversation, lambda text: None, held.at)
    lines = _prompted(options.json) if at_terminal else iter(sys.stdin)
    if options.resume or options.rewind:
        return held, call.go_on(lines)
    return held, call.hold(lines)


def _prompted(json_wanted: bool) -> Iterator[str]:
    say("Type what you say, one turn a line. End with Ctrl+D.", json_wanted=json_wanted)
    while True:
        try:
            yield input("You    > ")
        except EOFError:
            return


def _ear(options: argparse.Namespace, assembly: Assembly) -> Ear:
    from trainer.speech.ears import choose_ear

    ear, sentence = choose_ear(assembly.settings.ear, assembly.places.models, assembly.env)
    say(sentence, json_wanted=options.json)
    return ear


def _from_sound(options: argparse.Namespace, assembly: Assembly) -> tuple[HeldCall, int]:
    from trainer.call.from_sound import CallFromSound
    from trainer.sound import RATE
    from trainer.speech.sound_files import FileMicrophone, FileSpeaker, resampled
    from trainer.speech.voice_activity import SileroActivity

    sounds = FileMicrophone(sound_files(options.audio))
    ear = _ear(options, assembly)
    voice = voice_of(assembly)
    held = _begin(options, assembly, ear.name, voice.name)
    target = options.sound or assembly.places.temporary / f"{held.id}.wav"
    speaker = FileSpeaker(target)
    try:
        call = CallFromSound(
            held.conversation, ear, SileroActivity(), voice, voice_traits(held.scenario), held.recorder,
            lambda sound: resampled(sound, RATE), [name.name for name in held.scenario.lexicon],
            name_repair(held.scenario), speaker.place,
        )  # fmt: skip
        at = call.hold(iter(sounds))
    finally:
        voice.close()
        speaker.close()
        held.recorder.close()
    if options.sound:
        say(f"What {held.scenario.person.called} said is in {target}", json_wanted=options.json)
    else:
        target.unlink(missing_ok=True)
    return held, at


def _by_microphone(options: argparse.Namespace, assembly: Assembly) -> tuple[HeldCall, int]:
    from trainer.speech.devices import find

    settings = assembly.settings
    find("microphone", settings.microphone or None)  # told before anything is loaded
    find("speaker", settings.speaker or None)
    notices: SimpleQueue[Notice] = SimpleQueue()
    devices = devices_of_call(assembly)
    assert devices.ear is not None, "there is a microphone, so there is an ear"
    say(devices.sentence, json_wanted=options.json)
    voice = voice_of(assembly)
    held = _begin(options, assembly, devices.ear.name, voice.name)
    call = live_call(held, devices, voice, notices.put)
    ahead = lines_ahead(held.scenario, assembly.tables, settings.name)
    voice.expect(ahead, voice_traits(held.scenario), soon=False)
    say("Speak when you are ready; Ctrl+C ends the call.", json_wanted=options.json)
    call.start()
    try:
        _follow(call, notices, options.json)
    finally:
        call.stop(10.0)
    return held, length_of(held.conversation.entries)


def _follow(call: LiveCall, notices: SimpleQueue[Notice], json_wanted: bool) -> None:
    """Until the call is over; Ctrl+C ends it, a device that fails ends it too."""
    from trainer.call.notices import Floor, Trouble, Waited

    while True:
        try:
            notice = notices.get()
        except KeyboardInterrupt:
            call.end()
            continue
        if isinstance(notice, Floor) and notice.state == "over":
            return
        if isinstance(notice, Trouble):
            complain(notice.sentence)
            call.end()
        if isinstance(notice, Waited) and os.environ.get("SPARRING_TIMES"):
            parts = ", ".join(f"{name} {1000 * seconds:.0f}" for name, seconds in notice.parts)
            complain(f"answered after {1000 * notice.total:.0f} ms: {parts}")
