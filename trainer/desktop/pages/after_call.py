"""After a call: the rep looks back, the card, what the coach makes of it; back into the call, attempts compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from PySide6.QtCore import QObject, Signal

from trainer.desktop.models.people import PersonCard, begun
from trainer.desktop.pages.compare import ComparePage
from trainer.desktop.pages.export import export_dialog
from trainer.desktop.pages.look_back import LookBackPage
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.services import Services
from trainer.desktop.widgets import NoticeBar
from trainer.report.card_view import card_view
from trainer.report.lines import line_of
from trainer.report.person_words import Words, words_for
from trainer.transcript import Entry

if TYPE_CHECKING:
    from trainer.coaching.advice import Advice
    from trainer.desktop.window import Window
    from trainer.records import LookBack, SessionRow

BackTo = Literal["practise", "history"]


class AfterCall(QObject):
    """Shows cards, and what leads on from them. ``back_requested`` carries where to; ``again_requested`` the scenario,
    ``rewind_requested`` a session and the turn of the rep's to hold another way."""

    back_requested = Signal(str)
    again_requested = Signal(str)
    rewind_requested = Signal(PersonCard, str, int)

    def __init__(self, window: Window, services: Services) -> None:
        super().__init__(window)
        self._window = window
        self._services = services

    def look_back(self, session: str, card: PersonCard) -> None:
        """Ask which moment the rep would take back, then show the card."""

        def show(found: tuple[dict[str, Any], Sequence[Entry]]) -> None:
            lines = [line for entry in found[1] if (line := line_of(entry)) is not None]
            page = LookBackPage(lines, words_for(card.listing.person).called, self._window.pages)

            def done(turn: int, instead: str) -> None:
                if turn >= 0:
                    tried = {turn: instead} if turn and instead else {}
                    self._keep(session, lambda was: replace(was, take_back=turn, tried={**was.tried, **tried}))
                self.show_card(session, None, "practise", card)

            page.done.connect(done)
            self._window.show_page(page)

        self._window.errands.run(lambda: self._services.scorecard(session), show, self._failed)

    def show_card(self, session: str, row: SessionRow | None, back_to: BackTo, card: PersonCard | None) -> None:
        def show(found: tuple[dict[str, Any], Sequence[Entry]]) -> None:
            document, log = found
            person = None if card is None else card.listing.person
            name = person.name if person else row.person_name if row else ""
            words = words_for(person) if person else Words(name, "they", "them", "their")
            now = self._window.now()
            view = card_view(document, log, words, begun(row, now) if row else now)
            page = ScorecardPage(view, person, name, words, document["ending"], back_to, self._window.pages)
            page.back_requested.connect(lambda: self.back_requested.emit(back_to))
            page.tried.connect(lambda turn, said: self._keep(
                session, lambda was: replace(was, tried={**was.tried, turn: said})
            ))  # fmt: skip
            page.answered.connect(lambda given, trusts: self._keep(
                session, lambda was: replace(was, given_enough=given or None, trusts_me=trusts or None)
            ))  # fmt: skip
            page.corrected.connect(lambda turn, said: self._correct(session, turn, said, row, back_to, card))
            page.opened.connect(lambda other: self.show_card(other.id, other, back_to, card))
            page.compare_requested.connect(lambda other: self._compare(session, other, row, back_to, card))
            page.export_requested.connect(lambda: self._export(session, name))
            if card is not None:
                page.again_requested.connect(lambda: self.again_requested.emit(card.id))
                page.rewind_requested.connect(lambda turn: self.rewind_requested.emit(card, session, turn))
            self._window.show_page(page)
            self._add(page, session)

        self._window.errands.run(lambda: self._services.scorecard(session), show, self._failed)

    def _add(self, page: ScorecardPage, session: str) -> None:
        """What is not there at once: how the rep looked back, the attempts, and the call played again."""
        services = self._services

        def early() -> tuple[LookBack, Sequence[SessionRow]]:
            return services.look_back(session), services.family(session)

        def late(advice: Sequence[Advice]) -> None:
            if page is self._window.page:
                page.set_advice(advice)

        def show(found: tuple[LookBack, Sequence[SessionRow]]) -> None:
            if page is self._window.page:
                page.set_look_back(found[0])
                page.set_family(session, found[1])
                self._window.errands.run(lambda: services.advice(session), late)

        self._window.errands.run(early, show)

    def _keep(self, session: str, change: Callable[[LookBack], LookBack]) -> None:
        services = self._services
        self._window.errands.run(
            lambda: services.keep_look_back(session, change(services.look_back(session)))
        )  # fmt: skip

    def _correct(
        self, session: str, turn: int, said: str, row: SessionRow | None, back_to: BackTo, card: PersonCard | None
    ) -> None:
        def done(_: None) -> None:
            self.show_card(session, row, back_to, card)

        self._window.errands.run(
            lambda: self._services.correct(session, turn, said or None), done, self._window.show_error
        )  # fmt: skip

    def _compare(
        self, session: str, other: str, row: SessionRow | None, back_to: BackTo, card: PersonCard | None
    ) -> None:
        from trainer.scoring.attempts import side_by_side

        def show(found: tuple[tuple[dict[str, Any], Sequence[Entry]], tuple[dict[str, Any], Sequence[Entry]]]) -> None:
            (first, one), (second, two) = found
            called = card.listing.person.called if card else ""
            page = ComparePage(
                ("The other", "This one"), (first, second), side_by_side(one, two), called, self._window.pages
            )
            page.entry = back_to
            page.back_requested.connect(lambda: self.show_card(session, row, back_to, card))
            self._window.show_page(page)

        services = self._services
        self._window.errands.run(lambda: (services.scorecard(other), services.scorecard(session)), show)

    def _export(self, session: str, name: str) -> None:
        """Ask for a file, write it beside the window, and say where it lies."""
        dialog = export_dialog(name, self._window)

        def written(path: Path) -> None:
            bar = NoticeBar(f"The call with {name} is in {path}.", ("Close",))
            bar.chosen.connect(lambda _: self._window.drop_bar(bar))
            self._window.show_bar(bar)

        def chosen(file: str) -> None:
            path = Path(file)
            self._window.errands.run(lambda: self._services.export(session, path), lambda _: written(path))

        dialog.fileSelected.connect(chosen)
        dialog.open()

    def _failed(self, error: Exception) -> None:
        self._window.show_error(error)
        self.back_requested.emit("practise")
