"""From page to page: whom to call, the brief, the call, its scorecard, and back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QObject, QTimer

from trainer.desktop.background import Background
from trainer.desktop.models.people import PersonCard, Shelf, shelf
from trainer.desktop.pages.after_call import AfterCall
from trainer.desktop.pages.brief import BriefPage
from trainer.desktop.pages.call import CallPage
from trainer.desktop.pages.history import HistoryPage
from trainer.desktop.pages.library import LibraryPage
from trainer.desktop.pages.settings import SettingsPage
from trainer.desktop.services import BegunCall, CallWanted, LiveCall, Plan, Services
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import NoticeBar
from trainer.settings import Appearance
from trainer.transcript import Mode

if TYPE_CHECKING:
    from trainer.desktop.window import Window
    from trainer.records import SessionRow

_SESSIONS = 500
"""So many past calls are looked at for last and best results; the whole history comes with the Desktop issue."""
_STOP_SECONDS = 5.0


class Flow(QObject):
    """Owns what is under way: the shelf, the plans that were begun, the call that is held."""

    def __init__(self, window: Window, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services
        self._settings = services.settings
        self._shelf = Shelf((), (), (), (), None)
        self._plans: dict[str, Plan] = {}
        self._calls = Background("calls", window.show_error, self)
        self._call: LiveCall | None = None
        self._discarding: tuple[SessionRow, NoticeBar] | None = None
        self._after = AfterCall(window, services)
        self._after.back_requested.connect(self.go_to)
        self._after.again_requested.connect(self.show_brief)
        self._after.rewind_requested.connect(self._rewind)
        self._library = LibraryPage(window.now, self._settings.name, window.pages)
        self._library.brief_requested.connect(self.show_brief)
        self._library.resume_requested.connect(self._resume)
        self._library.score_requested.connect(self._score_as_it_is)
        self._library.discard_requested.connect(self._discard)

    def go_to(self, entry: str) -> None:
        """Show what a navigation entry leads to."""
        if entry == "history":
            self.show_history()
        elif entry == "settings":
            self.show_settings()
        else:
            self.show_library()

    # Practise ---------------------------------------------------------------------------------------------------------

    def show_library(self) -> None:
        self._window.errands.run(self._read_shelf, self._show_shelf)

    def _read_shelf(self) -> Shelf:
        services = self._services
        return shelf(services.library(), services.sessions(_SESSIONS), services.unfinished())

    def _show_shelf(self, found: Shelf) -> None:
        self._keep_shelf(found)
        self._window.show_page(self._library, keep=True)

    def _keep_shelf(self, found: Shelf) -> None:
        going = self._discarding[0].id if self._discarding else None
        unfinished = tuple(call for call in found.unfinished if call.id != going)
        self._shelf = replace(found, unfinished=unfinished)
        self._library.show_shelf(self._shelf)

    def _card(self, scenario: str) -> PersonCard | None:
        return next((card for card in self._shelf.people if card.id == scenario), None)

    def show_brief(self, scenario: str) -> None:
        card = self._card(scenario)
        if card is None:
            return
        self._window.errands.run(lambda: self._services.prepare(scenario))
        page = BriefPage(
            card,
            self._plans.get(scenario, Plan()),
            self._settings.record is None,
            self._window.ticks,
            self._window.pages,
        )
        page.back_requested.connect(self.show_library)
        page.plan_left.connect(lambda plan: self._plans.__setitem__(scenario, plan))
        page.recording_answered.connect(lambda yes: self._set("record", yes))
        page.call_requested.connect(lambda mode: self._begin(card, cast(Mode, mode), page.plan.plan))
        self._window.show_page(page)

    # The call ---------------------------------------------------------------------------------------------------------

    def _begin(
        self, card: PersonCard, mode: Mode, plan: Plan, resume: SessionRow | None = None,
        rewind: tuple[str, int] | None = None,
    ) -> None:  # fmt: skip
        page = CallPage(card.listing.person, mode, self._settings.talk, self._window.ticks, self._window.pages)
        record = bool(self._settings.record)
        wanted = CallWanted(card.id, mode, plan, record, None if resume is None else resume.id, rewind)
        left = False

        def begun_call(ready: BegunCall) -> None:
            if left:
                self._calls.run(lambda: ready.call.stop(_STOP_SECONDS))
                return
            self._call = ready.call
            page.ended.connect(lambda: self._ended(page, ready, card, rewind is not None))
            page.attach(ready)

        def failed(error: Exception) -> None:
            self._window.show_error(error)
            if not left:
                self.show_brief(card.id)

        def leave() -> None:
            nonlocal left
            left = True
            self._stop_call(page)
            self.show_library()

        page.left.connect(leave)
        self._window.show_page(page)
        self._calls.run(lambda: self._services.begin_call(wanted, page.notify), begun_call, failed)

    def _stop_call(self, page: CallPage) -> None:
        page.close_call()
        call, self._call = self._call, None
        if call is not None:
            # On the errands' thread, so that the shelf that is read next knows how the call was left.
            self._window.errands.run(lambda: call.stop(_STOP_SECONDS))

    def _ended(self, page: CallPage, ready: BegunCall, card: PersonCard, attempt: bool) -> None:
        self._stop_call(page)
        self._plans.pop(card.id, None)
        if attempt:
            self._after.show_card(ready.session_id, None, "practise", card)
        else:
            self._after.look_back(ready.session_id, card)

    def _rewind(self, card: PersonCard, session: str, turn: int) -> None:
        self._begin(card, "practice", Plan(), rewind=(session, turn))

    def _resume(self, call: SessionRow) -> None:
        card = self._card(call.scenario)
        if card is not None:
            self._begin(card, call.mode, Plan(), call)

    def _score_as_it_is(self, call: SessionRow) -> None:
        def done(_: None) -> None:
            self._after.show_card(call.id, call, "practise", self._card(call.scenario))

        self._window.errands.run(lambda: self._services.score_as_it_is(call.id), done)

    def _discard(self, call: SessionRow) -> None:
        """Gone at once to the eye, and for good once nobody undid it for eight seconds."""
        self._really_discard()
        bar = NoticeBar(f"The call with {call.person_name} is discarded.", ("Undo",))
        timer = QTimer(bar)
        timer.setSingleShot(True)
        timer.timeout.connect(self._really_discard)

        def undo(_: str) -> None:
            self._discarding = None
            self._window.drop_bar(bar)
            self.show_library()

        bar.chosen.connect(undo)
        self._discarding = (call, bar)
        self._window.show_bar(bar)
        timer.start(round(1000 * float(current_theme().step("motion", "notice_stays_s"))))
        self._keep_shelf(self._shelf)

    def _really_discard(self) -> None:
        if self._discarding is not None:
            (call, bar), self._discarding = self._discarding, None
            self._window.drop_bar(bar)
            self._window.errands.run(lambda: self._services.discard(call.id))

    # Scorecards -------------------------------------------------------------------------------------------------------

    def show_history(self) -> None:
        def show(calls: Sequence[SessionRow]) -> None:
            page = HistoryPage(calls, self._window.now, self._window.pages)
            page.practise_requested.connect(self.show_library)
            page.card_requested.connect(self._open_past)
            self._window.show_page(page)

        self._window.errands.run(lambda: self._services.sessions(_SESSIONS), show)

    def _open_past(self, call: SessionRow) -> None:
        if call.state == "finished":
            self._after.show_card(call.id, call, "history", self._card(call.scenario))
        else:
            self.show_library()

    # Settings ---------------------------------------------------------------------------------------------------------

    def show_settings(self) -> None:
        look = self._window.look
        page = SettingsPage(self._settings, look.appearance, look.text_size, self._window.pages)
        page.changed.connect(self._set)
        page.appearance_chosen.connect(
            lambda chosen: self._window.set_look(replace(self._window.look, appearance=cast(Appearance, chosen)))
        )
        page.text_size_changed.connect(self._window.change_text_size)
        self._window.text_size_changed.connect(page.show_text_size)
        page.back_requested.connect(self.show_library)
        self._window.show_page(page)

    def _set(self, name: str, value: object) -> None:
        self._settings = replace(self._settings, **{name: value})  # type: ignore[arg-type]
        self._window.save(name, value)
        if name == "name":
            self._library.set_name(self._settings.name)

    def close(self, timeout: float) -> None:
        """Stop what is under way, each within ``timeout`` seconds."""
        self._really_discard()
        if isinstance(page := self._window.page, CallPage):
            page.close_call()
        if self._call is not None:
            self._call.stop(timeout)
        self._calls.close(timeout)
