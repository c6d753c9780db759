"""A typed call: the rep's turns as text, on a virtual clock of 160 words a minute."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from trainer.call.conversation import Conversation, Line
from trainer.sound import RATE
from trainer.transcript import Heard

WORDS_A_MINUTE = 160
_SILENCE = re.compile(r"^\[(\d+(?:\.\d+)?) s\]\s*")
_WAITS = 4.0
"""Seconds of silence after which somebody asks whether anybody is there."""


def speaking_time(text: str) -> int:
    """Samples that the words take on the virtual clock."""
    return len(text.split()) * RATE * 60 // WORDS_A_MINUTE


class TypedCall:
    """Holds one call by text. ``answered`` gets each line of the person's."""

    def __init__(self, conversation: Conversation, answered: Callable[[Line], None], at: int = 0) -> None:
        self._conversation = conversation
        self._answered = answered
        self.at = at

    def hold(self, lines: Iterable[str]) -> int:
        """One rep turn a line; "[3 s]" is silence, alone or before words; the end of the lines ends the call."""
        self._conversation.begin(self.at)
        return self.go_on(lines)

    def go_on(self, lines: Iterable[str]) -> int:
        """The rest of a call that has begun. Returns its length in samples."""
        self.answer(self._conversation.pending)
        for line in lines:
            if self._conversation.ended is not None:
                return self.at
            self.take(line.strip())
        if self._conversation.ended is None:
            self._conversation.end(self.at)
        return self.at

    def take(self, text: str) -> None:
        """One line of the rep's."""
        silence = 0
        if match := _SILENCE.match(text):
            seconds = float(match[1])
            silence = int(seconds * RATE)
            self.at += silence
            text = text[match.end() :]
            if not text:
                if seconds >= _WAITS:
                    self.answer(self._conversation.nothing_said(self.at, seconds))
                return
        if not text:
            return
        start = self.at
        self.at += speaking_time(text)
        heard = Heard(text=text, start=start, end=self.at, typed=True)
        self.answer(self._conversation.hears(heard, silence=silence))

    def answer(self, line: Line | None) -> None:
        if line is None:
            return
        start = self.at
        self.at += speaking_time(line.text)
        self._answered(line)
        self._conversation.spoken(start, self.at, self.at)
