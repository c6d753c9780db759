"""Text that came from outside: made fit for where it is shown, taken apart into sentences."""

from __future__ import annotations

import re

_ESCAPE = re.compile(
    "(?:\x1b[\\]PX^_]|[\x9d\x90\x98\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\\\|\x9c)"  # commands that carry a text
    "|(?:\x1b\\[|\x9b)[0-?]*[ -/]*[@-~]"  # colours, the cursor
    "|\x1b[ -/]*[0-~]"  # all others
)
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
_SEPARATOR = re.compile("[\u2028\u2029]")


_BETWEEN_SENTENCES = re.compile(r"(?<=[.?!…])\s+")


def sentences(text: str) -> list[str]:
    """The sentences of a text, each with its mark."""
    return [sentence for sentence in _BETWEEN_SENTENCES.split(text.strip()) if sentence]


def plain_for_terminal(text: str) -> str:
    """The text without anything that a terminal obeys: escape sequences, control characters, and the signs that turn
    the direction of what follows. New lines, tabs and the marks inside words of other scripts stay."""
    return _CONTROL.sub("", _SEPARATOR.sub("\n", _ESCAPE.sub("", text)))
