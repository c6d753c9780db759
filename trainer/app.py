"""Where Sparring starts: without a command it opens the window, with one it hands over to the command line."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any

from trainer.places import Places

if TYPE_CHECKING:
    from trainer.assembly import Assembly
    from trainer.call.notices import Notice
    from trainer.call.ports import Voice
    from trainer.desktop.services import BegunCall, CallWanted, Services
    from trainer.transcript import Entry


def main(arguments: Sequence[str] | None = None) -> int:
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given:
        from trainer.cli import main as command

        return command(given)
    if not has_display():
        print(
            "There is no display here, so no window. In the terminal: sparring call gail_petrie --text", file=sys.stderr
        )
        return 3
    return open_desktop()


def has_display() -> bool:
    """Whether a window can be shown: always on macOS and Windows, elsewhere where X or Wayland runs, or Qt is told."""
    if sys.platform in ("darwin", "win32"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))


def open_desktop() -> int:
    """Open the window and stay until it is closed."""
    from trainer.settings import first_look  # before PySide6, whose import hook slows every later import

    look = first_look(Places.of_this_user().settings, os.environ)
    from PySide6.QtWidgets import QApplication

    from trainer.desktop.faults import install_hooks
    from trainer.desktop.window import open_window

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Sparring")
    places = Places.of_this_user()
    window = open_window(look, lambda: services(places), lambda: datetime.now().astimezone(), time.monotonic)
    undo_hooks = install_hooks(window.report_error)
    code = application.exec()
    undo_hooks()
    return code


def services(places: Places) -> Services:
    """What the window works with. Called off the GUI thread, after the first paint."""
    from trainer import reviewing
    from trainer.assembly import Assembly
    from trainer.desktop.services import Services
    from trainer.settings import save
    from trainer.transcript import length_of

    keep_a_log(places)
    assembly = Assembly(places)
    assembly.tidy()

    def score_as_it_is(session_id: str) -> None:
        entries = assembly.records.entries(session_id)
        assembly.finish(session_id, entries, length_of(entries))

    def discard(session_id: str) -> None:
        assembly.records.discard(session_id)
        assembly.delete_recordings(session_id)

    def scorecard(session_id: str) -> tuple[dict[str, Any], Sequence[Entry]]:
        card = assembly.records.scorecard(session_id) or reviewing.card_of(assembly, session_id).to_document()
        return card, reviewing.log_of(assembly, session_id)

    def correct(session_id: str, turn: int, text: str | None) -> None:
        reviewing.correct(assembly, session_id, turn, text)

    def export(session_id: str, path: Path) -> None:
        from trainer.report.export import export

        export(assembly.to_export([assembly.records.find(session_id)]), path)

    waiting = WaitingVoice(assembly)

    def close() -> None:
        waiting.close()
        assembly.close()

    return Services(
        settings=assembly.settings,
        library=assembly.library.entries,
        sessions=lambda limit: [row for row in assembly.records.sessions(limit=limit) if row.state == "finished"],
        unfinished=lambda: [assembly.with_length(row) for row in assembly.records.unfinished()],
        prepare=waiting.prepare,
        begin_call=lambda wanted, notify: begin_call(assembly, wanted, notify, waiting.take()),
        scorecard=scorecard,
        score_as_it_is=score_as_it_is,
        discard=discard,
        advice=lambda session_id: reviewing.advice(assembly, session_id),
        correct=correct,
        family=assembly.records.family,
        look_back=assembly.records.afterwards.look_back,
        keep_look_back=assembly.records.afterwards.keep_look_back,
        export=export,
        save=lambda name, value: save(places.settings, {name: value}),
        close=close,
    )


def keep_a_log(places: Places) -> None:
    """What the program itself has to say goes to a file of half a megabyte at most; never a word that was said."""
    import logging
    from logging.handlers import RotatingFileHandler

    path = places.logs / "sparring.log"
    path.touch(mode=0o600)
    handler = RotatingFileHandler(path, maxBytes=250_000, backupCount=1, encoding="utf-8")
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger("trainer").addHandler(handler)


class WaitingVoice:
    """The voice of the next call, which gets its lines ready while the brief is read."""

    def __init__(self, assembly: Assembly) -> None:
        self._assembly = assembly
        self._voice: Voice | None = None
        self._handing = Lock()

    def prepare(self, scenario: str) -> None:
        """Have what this person may say first ready, then all else."""
        from trainer.assembly import lines_ahead, voice_traits

        loaded = self._assembly.library.find(scenario).scenario
        voice = self.take()
        ahead = lines_ahead(loaded, self._assembly.tables, self._assembly.settings.name)
        voice.expect(ahead, voice_traits(loaded), soon=False)
        with self._handing:
            self._voice, left = voice, self._voice
        if left is not None:
            left.close()

    def take(self) -> Voice:
        """The voice, whoever closes it now."""
        from trainer.assembly import voice_of

        with self._handing:
            voice, self._voice = self._voice, None
        return voice if voice is not None else voice_of(self._assembly)

    def close(self) -> None:
        with self._handing:
            voice, self._voice = self._voice, None
        if voice is not None:
            voice.close()


def begin_call(assembly: Assembly, wanted: CallWanted, notify: Callable[[Notice], None], voice: Voice) -> BegunCall:
    """A live call with its session, ready to start. Its card is stored before it is told that the call is over.

    Loads ear and voice, which may take seconds. Raises InputError and EarMissing; without microphone or speaker the
    call is typed, read, or both.
    """
    from trainer.assembly import CallSetting, devices_of_call, live_call
    from trainer.call.notices import Floor, Trouble
    from trainer.desktop.services import BegunCall
    from trainer.errors import MachineError
    from trainer.reviewing import attempt
    from trainer.transcript import STEPS, length_of

    devices = devices_of_call(assembly)
    ear_name = devices.ear.name if devices.ear is not None else "typed"
    log: Sequence[Entry] = ()
    setting = CallSetting(ear_name, voice.name, 1, wanted.mode, wanted.record)
    if wanted.rewind is not None:
        held, log = attempt(assembly, *wanted.rewind, setting, notify)
    elif wanted.resume is None:
        held = assembly.new_call(assembly.library.find(wanted.scenario), setting, notify)
    else:
        held, log = assembly.call_to_go_on_with(wanted.resume, ear_name, voice.name, notify)

    def tell(notice: Notice) -> None:
        if isinstance(notice, Floor) and notice.state == "over":
            entries = held.conversation.entries
            try:
                assembly.finish(held.id, entries, length_of(entries))
            except MachineError as fault:  # the call is over all the same; at the next start it is offered to be scored
                notify(Trouble(str(fault), "store"))
        notify(notice)

    state = held.conversation.state
    return BegunCall(
        call=live_call(held, devices, voice, tell),
        session_id=held.id,
        log=log,
        gauges={step: state.get(step) for step in STEPS},
        hears=devices.microphone is not None,
    )
