"""Where Sparring starts: without a command it opens the window, with one it hands over to the command line."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from trainer.places import Places

if TYPE_CHECKING:
    from trainer.assembly import Assembly, HeldCall
    from trainer.call.notices import Notice
    from trainer.desktop.services import CallWanted, PastCall, Services
    from trainer.records import SessionRow
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
    from PySide6.QtWidgets import QApplication

    from trainer.desktop.window import open_window
    from trainer.settings import first_look

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Sparring")
    places = Places.of_this_user()
    window = open_window(
        first_look(places.settings, os.environ), lambda: services(places), lambda: datetime.now().astimezone(),
        time.monotonic,
    )  # fmt: skip
    code = application.exec()
    del window
    return code


def services(places: Places) -> Services:
    """What the window works with. Called off the GUI thread, after the first paint."""
    from trainer.assembly import Assembly
    from trainer.desktop.services import Services
    from trainer.settings import save

    assembly = Assembly(places)
    assembly.tidy()

    def score_as_it_is(session_id: str) -> None:
        entries = assembly.records.entries(session_id)
        assembly.finish(session_id, entries, max((entry.at for entry in entries), default=0))

    def discard(session_id: str) -> None:
        assembly.records.discard(session_id)
        assembly.delete_recordings(session_id)

    def scorecard(session_id: str) -> tuple[dict[str, Any], Sequence[Entry]]:
        entries = assembly.records.entries(session_id)
        return assembly.records.scorecard(session_id) or assembly.card_of(entries).to_document(), entries

    return Services(
        settings=assembly.settings,
        library=assembly.library.entries,
        sessions=lambda limit: [_past(row) for row in assembly.records.sessions(limit=limit) if row.ending],
        unfinished=lambda: [_past(row) for row in assembly.records.unfinished()],
        begin_call=lambda wanted, notify: DesktopCall(assembly, wanted, notify),
        scorecard=scorecard,
        score_as_it_is=score_as_it_is,
        discard=discard,
        save=lambda name, value: save(places.settings, {name: value}),
        close=assembly.close,
    )


def _past(row: SessionRow) -> PastCall:
    from trainer.desktop.services import PastCall
    from trainer.sound import RATE

    return PastCall(
        id=row.id, scenario=row.scenario, person=row.person_name,
        started_at=datetime.fromisoformat(row.started_at).astimezone(), seconds=(row.length or 0) / RATE,
        ending=row.ending or "unfinished", won=bool(row.won), total=row.total,
    )  # fmt: skip


class DesktopCall:
    """A live call with its session: begun from a page, stored and scored when it is over.

    Making one loads ear and voice and may take seconds. Raises InputError and EarMissing; without microphone or
    speaker the call is typed, read, or both.
    """

    def __init__(self, assembly: Assembly, wanted: CallWanted, notify: Callable[[Notice], None]) -> None:
        from trainer.assembly import devices_of_call, live_call
        from trainer.speech.pyttsx3_voice import Pyttsx3Voice

        self._assembly = assembly
        self._notify = notify
        self._voice = Pyttsx3Voice(assembly.places.temporary)
        self.log: Sequence[Entry] = ()
        self._finished = False
        parts = devices_of_call(assembly)
        ear_name = parts.ear.name if parts.ear is not None else "typed"
        if wanted.resume is None:
            self._held = self._new(wanted, ear_name)
        else:
            self._held, self.log = assembly.call_to_go_on_with(wanted.resume, ear_name, self._voice.name, self._told)
        self._call = live_call(self._held, parts, self._voice, self._tell)
        state = self._held.conversation.state
        self.gauges = {step: getattr(state, step) for step in ("rapport", "empathy", "trust", "hope", "urgency")}

    def _new(self, wanted: CallWanted, ear_name: str) -> HeldCall:
        from trainer.assembly import CallSetting

        loaded = self._assembly.library.find(wanted.scenario)
        setting = CallSetting(ear_name, self._voice.name, 1, wanted.mode, wanted.record)
        return self._assembly.new_call(loaded, setting, self._told)

    @property
    def session_id(self) -> str:
        return self._held.id

    def start(self) -> None:
        self._call.start()

    def type(self, text: str) -> None:
        self._call.type(text)

    def hold(self, holding: bool) -> None:
        self._call.hold(holding)

    def listen(self, way: Any) -> None:
        self._call.listen(way)

    def mute(self, on: bool) -> None:
        self._call.mute(on)

    def pause(self) -> None:
        self._call.pause()

    def resume(self) -> None:
        self._call.resume()

    def repeat(self) -> None:
        self._call.repeat()

    def end(self) -> None:
        self._call.end()

    def stop(self, timeout: float) -> bool:
        """End all that runs, whatever the state; wait for it, and say whether it ended in time."""
        stopped = self._call.stop(timeout)
        self._voice.close()
        return stopped

    def _told(self, entry: Entry) -> None:
        self._notify(entry)

    def _tell(self, notice: Notice) -> None:
        """Every notice passes here, on the call's thread; the card is stored before the end is told."""
        from trainer.call.notices import Floor

        if isinstance(notice, Floor) and notice.state == "over" and not self._finished:
            self._finished = True
            entries = self._held.conversation.entries
            self._assembly.finish(self._held.id, entries, max((entry.at for entry in entries), default=0))
        self._notify(notice)
