"""The library: whom do I talk to tonight?"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QBoxLayout, QListView, QStyleOptionViewItem, QWidget

from trainer.desktop.face import FaceParameters
from trainer.desktop.models.people import PersonCard, Shelf, begun, day, greeting, stopped_at
from trainer.desktop.pages.layout import Rule, Scroll, clear, column, fixed, row, space
from trainer.desktop.pages.next_card import NextCard
from trainer.desktop.pages.page import Page
from trainer.desktop.theme import current_theme
from trainer.desktop.widgets import PERSON_ROLE, Button, EmptyState, PersonCell, PersonRow, PlainLabel, SearchField

if TYPE_CHECKING:
    from trainer.records import SessionRow

_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class PeopleModel(QAbstractListModel):
    """The people who match what is searched for."""

    def __init__(self) -> None:
        super().__init__()
        self._people: tuple[PersonCard, ...] = ()

    def set_people(self, people: tuple[PersonCard, ...]) -> None:
        self.beginResetModel()
        self._people = people
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._people)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        card = self._people[index.row()]
        if role == PERSON_ROLE:
            person = card.listing.person
            face = FaceParameters.of(person.face.like, person.face.change)
            return PersonRow(face, card.name, card.role, card.orbit, card.summary, room=person.room)
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.DisplayRole):
            return f"{card.name}, {card.role}, {card.orbit}, {card.summary}"
        return None

    def card(self, index: _Index) -> PersonCard:
        return self._people[index.row()]


class _Cell(PersonCell):
    """A person's cell as wide as its column."""

    def __init__(self, grid: QListView) -> None:
        super().__init__(parent=grid)
        self._grid = grid

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return self._grid.gridSize() - QSize(0, current_theme().px(4))


class PeopleGrid(QListView):
    """As many columns as fit; as high as its rows, for the page scrolls as a whole."""

    def __init__(self, model: PeopleModel) -> None:
        super().__init__()
        self.setModel(model)
        self.setItemDelegate(_Cell(self))
        self.setAccessibleName("People")
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        model.modelReset.connect(self.fit)

    def fit(self) -> None:
        px = current_theme().px
        width = self.viewport().width()
        columns = 3 if width >= px(900) else 2 if width >= px(560) else 1
        self.setGridSize(QSize((width - 2) // columns, px(108)))  # exactly a third would wrap
        rows = -(-self.model().rowCount() // columns)
        self.setFixedHeight(rows * px(108))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return) and self.currentIndex().isValid():
            self.activated.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class LibraryPage(Page):
    """``shelf`` comes by :meth:`show_shelf`, anew after every call."""

    brief_requested = Signal(str)
    resume_requested = Signal(object)
    score_requested = Signal(object)
    discard_requested = Signal(object)

    def __init__(self, now: Callable[[], datetime], name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._now = now
        self._name = name
        self._shelf = Shelf((), (), (), (), None)
        self.title = PlainLabel(greeting(now(), name), 28, weight=600)
        self.search_field = SearchField("Search people and trades")
        fixed(self.search_field, width=264)
        self.search_field.textChanged.connect(self._filter)
        self.unfinished = column(gap=4)
        self._unfinished_lines: list[QBoxLayout] = []
        self.next = NextCard()
        self.next.brief_requested.connect(self.brief_requested)
        self.next.hide()
        self.model = PeopleModel()
        self.grid = PeopleGrid(self.model)
        self.grid.clicked.connect(self._open)
        self.grid.activated.connect(self._open)
        self._nobody = EmptyState("Nobody found", "No name, trade or place has these words.", "Show everybody")
        self._nobody.clicked.connect(self.search_field.clear)
        self._nobody.hide()
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        space(self._head, 16)
        self._head.addWidget(self.title, 1)
        self._head.addWidget(self.search_field)
        # Cells are filled beyond their content when the pointer is over them, so the grid begins further out.
        self._upper = column(self._head, self.unfinished, self.next, self._nobody, gap=16, sides=(48, 40, 48, 12))
        self._lower = row(self.grid, sides=(36, 0, 36, 16))
        self._foot_text = PlainLabel("", 12, ink="ink2", wrap=True)
        self._foot_more = Button("Show", "quiet")
        self._foot_more.clicked.connect(self._toggle_broken)
        self._count = PlainLabel("", 12, ink="ink3")
        self._foot = QWidget()
        self._foot.setLayout(
            column(
                Rule(),
                row(self._foot_text, self._foot_more, None, self._count, gap=12, sides=(0, 8, 0, 8)),
                sides=(48, 0, 48, 0),
            )
        )
        self._foot.hide()
        self.setLayout(column(Scroll(column(self._upper, self._lower, None), self), self._foot))
        self.setTabOrder(self.search_field, self.next.button)
        self.setTabOrder(self.next.button, self.grid)

    def show_shelf(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self.title.setText(greeting(self._now(), self._name))
        clear(self.unfinished)
        self._unfinished_lines.clear()
        for call in shelf.unfinished[:3]:
            self.unfinished.addWidget(self._unfinished_line(call))
        if shelf.next is not None:
            self.next.show_suggestion(shelf.next)
        self._filter(self.search_field.text())
        calls, people = len(shelf.people), len({card.name for card in shelf.people})
        more = f", {calls} calls" if calls > people else ""
        self._count.setText(f"{people} {'person' if people == 1 else 'people'}{more}")
        self._foot.show()
        self._show_broken(False)

    def set_name(self, name: str) -> None:
        self._name = name
        self.title.setText(greeting(self._now(), name))

    def _unfinished_line(self, call: SessionRow) -> QWidget:
        when = day(begun(call, self._now()), self._now())
        said = PlainLabel(f"Your call with {call.person_name} stopped{stopped_at(call)} {when}.", ink="ink2", wrap=True)
        line = QWidget()
        buttons = []
        for text, signal in (
            ("Go on", self.resume_requested),
            ("Score it as it is", self.score_requested),
            ("Discard", self.discard_requested),
        ):
            button = Button(text, "quiet", leads=text == "Go on")
            button.setAccessibleName(f"{text}: the call with {call.person_name}")
            button.clicked.connect(lambda _=False, signal=signal: signal.emit(call))
            buttons.append(button)
        box = QBoxLayout(self._across())
        space(box, 4)
        box.addWidget(said)
        box.addLayout(row(*buttons, None, gap=4), 1)
        line.setLayout(box)
        self._unfinished_lines.append(box)
        return line

    def _filter(self, words: str) -> None:
        shelf = self._shelf
        found = tuple(card for card in shelf.people if card.matches(words))
        searching = bool(words.strip())
        if not searching and shelf.next is not None:
            found = tuple(card for card in found if card.id != shelf.next.card.id)
        self.next.setVisible(not searching and shelf.next is not None)
        self._nobody.setVisible(searching and not found)
        self.model.set_people(found)

    def _show_broken(self, all_of_them: bool) -> None:
        broken = self._shelf.broken
        several = len(broken) > 1
        self._foot_more.setVisible(several)
        self._foot_more.setText("Hide" if all_of_them else "Show")
        if several and not all_of_them:
            self._foot_text.setText(f"{len(broken)} files can’t be used.")
        else:
            self._foot_text.setText("\n".join(broken))

    def _toggle_broken(self) -> None:
        self._show_broken(self._foot_more.text() == "Show")

    def _open(self, index: QModelIndex) -> None:
        self.brief_requested.emit(self.model.card(index).id)

    def entered(self) -> None:
        (self.next.button if self.next.isVisible() else self.grid).setFocus()

    def main_action(self) -> None:
        if self.next.isVisible():
            self.next.button.click()
        elif self.model.rowCount():
            self._open(self.model.index(0))

    def search(self) -> None:
        self.search_field.setFocus()
        self.search_field.selectAll()

    def back(self) -> None:
        self.search_field.clear()
        self.entered()

    def arrange(self) -> None:
        px = current_theme().px
        narrow = self.width() < px(960)
        side, top = (40, 28) if narrow else (48, 40)
        space(self._upper, 16, (side, top, side, 12))
        space(self._lower, 0, (side - 12, 0, side - 12, 16))
        self._head.setDirection(self._across())
        for line in self._unfinished_lines:
            line.setDirection(self._across())
        self.grid.fit()

    def _across(self) -> QBoxLayout.Direction:
        """Side by side, or one below the other where the text is large."""
        fits = self.width() >= current_theme().px(760)
        return QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()
