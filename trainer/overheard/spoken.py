"""What was heard in a recorded call, as the lines of a transcript: with its times, and the pauses that were left."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from trainer.overheard.lines import Printed
from trainer.sound import RATE

if TYPE_CHECKING:
    from trainer.call.from_recording import Spoken

REP, PERSON = "", " "
"""Nobody's name is known in a recording, and none may be read into the words: neither of these is one."""
_BEAT = 0.6
"""Seconds between the other's words and these that are a pause left, and told as one."""
_CUT_IN = RATE // 2
"""Samples of the other's words still to come when these begin: from here on it was cut in on."""
_MURMUR = 2
"""Words of a line that is no more than "mm" under the other's."""


def printed(spoken: Sequence[Spoken]) -> list[Printed]:
    """``spoken`` in order of time. Lines are numbered from 1; their times are those of the recording."""
    return [
        Printed(
            number, REP if one.side == "rep" else PERSON, f"{_before(one, spoken[: number - 1])}{one.text}",
            one.start / RATE, one.end / RATE, heard=True, confidence=one.confidence,
        )
        for number, one in enumerate(spoken, start=1)
    ]  # fmt: skip


def _before(one: Spoken, earlier: Sequence[Spoken]) -> str:
    """The sign of what went before the words: a silence, or that they cut in."""
    last = max((other.end for other in earlier), default=None)
    if last is None:
        return ""
    if (one.start - last) / RATE >= _BEAT:
        return f"[{(one.start - last) / RATE:.1f} s] "
    under = any(other.end - one.start >= _CUT_IN for other in _others(one, earlier) if _is_more(other))
    return "[cuts in] " if under and _is_more(one) else ""


def _others(one: Spoken, earlier: Sequence[Spoken]) -> Iterator[Spoken]:
    return (other for other in earlier if other.side != one.side)


def _is_more(one: Spoken) -> bool:
    return len(one.text.split()) > _MURMUR
