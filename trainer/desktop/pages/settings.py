"""The few settings that this window has. A change holds at once."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from trainer.desktop.pages.layout import Scroll, at_most, column, fixed, row
from trainer.desktop.pages.page import Page
from trainer.desktop.widgets import Button, Choice, PlainLabel, Segmented, TextField
from trainer.settings import Settings


class SettingsPage(Page):
    entry = "settings"
    changed = Signal(str, object)
    text_size_changed = Signal(int)
    appearance_chosen = Signal(str)

    def __init__(self, settings: Settings, appearance: str, text_size: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = TextField("What you are called")
        self.name.setText(settings.name)
        self.name.setMaxLength(60)
        self.name.editingFinished.connect(self._name_edited)
        self._saved_name = settings.name
        self.appearance = Segmented(
            (Choice("system", "As the system"), Choice("light", "Light"), Choice("dark", "Dark")), "Appearance"
        )
        self.appearance.choose(appearance)
        self.appearance.chosen.connect(self.appearance_chosen)
        self.smaller = Button("Smaller", "second", key="Ctrl −")
        self.larger = Button("Larger", "second", key="Ctrl +")
        self.smaller.clicked.connect(lambda: self.text_size_changed.emit(-10))
        self.larger.clicked.connect(lambda: self.text_size_changed.emit(10))
        self._size = PlainLabel("")
        self.show_text_size(text_size)
        self.record = Segmented(
            (Choice("ask", "Ask me"), Choice("yes", "Keep it"), Choice("no", "Don’t")), "Sound of your calls"
        )
        self.record.choose("ask" if settings.record is None else "yes" if settings.record else "no")
        self.record.chosen.connect(
            lambda chosen: self.changed.emit("record", {"ask": None, "yes": True, "no": False}[chosen])
        )
        self.talk = Segmented(
            (Choice("hold", "Hold to talk"), Choice("open", "Open"), Choice("type", "Type")), "How you talk"
        )
        self.talk.choose(settings.talk)
        self.talk.chosen.connect(lambda chosen: self.changed.emit("talk", chosen))
        fixed(self.name, width=280)
        kept = f"On this computer, for {settings.keep_days} days. Without it a call is scored all the same."
        inner = QWidget()
        inner.setLayout(
            column(
                PlainLabel("Settings", 28, weight=600),
                _setting("What you are called", row(self.name, None)),
                _setting("Appearance", row(self.appearance, None)),
                _setting("Text size", row(self.smaller, self._size, self.larger, None, gap=12)),
                _setting("How you talk", row(self.talk, None), "It can be changed at any time in a call."),
                _setting("Sound of your calls", row(self.record, None), kept),
                None,
                gap=24,
            )
        )
        at_most(inner, 568)
        self.setLayout(column(Scroll(row(inner, None, sides=(48, 40, 48, 40)), self)))

    def show_text_size(self, text_size: int) -> None:
        self._size.setText(f"{text_size} %")

    def _name_edited(self) -> None:
        name = self.name.text().strip()
        if name != self._saved_name:
            self._saved_name = name
            self.changed.emit("name", name)

    def entered(self) -> None:
        self.name.setFocus()


def _setting(title: str, control: QLayout, sentence: str = "") -> QVBoxLayout:
    box = column(PlainLabel(title, weight=500), gap=8)
    box.addLayout(control)
    if sentence:
        box.addWidget(PlainLabel(sentence, 12, ink="ink2", wrap=True))
    return box
