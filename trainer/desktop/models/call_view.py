"""The call as it is shown: what the pages draw, worked out from the call's notices. No Qt, no clock."""

from __future__ import annotations

from trainer.report.lines import Line, line_of
from trainer.transcript import STEPS, Entry, Fusion, Heard, Hint, MoodShown, Moved, OrbitJumped


class CallView:
    """Gauges with their change since the rep's last turn, the talk ratio, the newest fusion point, the hint asked for,
    mood and lines."""

    def __init__(self) -> None:
        self.gauges: dict[str, int] = {}
        self.changes: dict[str, int] = {}
        self.fusion: Entry | None = None
        self.hint = ""
        self.orbit = ""
        self.mood = "attentive"
        self.attention = 1.0
        self.lines: list[Line] = []
        self._words = {"rep": 0, "person": 0}

    def take(self, entry: Entry) -> None:
        line = line_of(entry)
        if line is not None:
            self.lines.append(line)
            if line.who in self._words:
                self._words[line.who] += len(line.text.split())
        match entry.event:
            case Heard():
                # The person's answer belongs to the same move, so the changes stand until the rep speaks again.
                self.changes = {}
                self.hint = ""
            case Moved(what=what, before=before, after=after) if what in STEPS:
                self.gauges[what] = after
                self.changes[what] = self.changes.get(what, 0) + after - before
            case Fusion():
                self.fusion = entry
            case Hint(text=text):
                self.hint = text
            case OrbitJumped(after=orbit):
                self.orbit = orbit
            case MoodShown(mood=mood, attention=attention):
                self.mood, self.attention = mood, attention

    @property
    def rep_share(self) -> int | None:
        """Per cent of the words that were the rep's; None before anybody spoke."""
        said = sum(self._words.values())
        return round(100 * self._words["rep"] / said) if said else None


def shown_after(text: str, seconds: float, elapsed: float) -> int:
    """How many words of a line that sounds for ``seconds`` are out after ``elapsed``, each at its share of the letters.

    A word shows when it begins to sound, so that one never reads ahead of the voice.
    """
    words = text.split()
    if seconds <= 0 or elapsed >= seconds:
        return len(words)
    letters = sum(len(word) + 1 for word in words)
    begun = 0
    for count, word in enumerate(words):
        if begun / letters * seconds > elapsed:
            return count
        begun += len(word) + 1
    return len(words)


def firm_words(before: str, now: str) -> int:
    """How many leading words of a partial stood the same in the one before it: those are shown as firm."""
    count = 0
    for old, new in zip(before.split(), now.split(), strict=False):
        if old != new:
            break
        count += 1
    return count
