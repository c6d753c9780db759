"""What a call left behind, and how the person tells it to somebody of their own: made from the causes in the log.

A call can be won on this alone: somebody who has a figure, an idea or a worry less than before, and would take the next
call, has been served, whatever they bought.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from trainer.scenario.schema import Scenario
from trainer.scoring.card import LeftBehind
from trainer.scoring.seen import RepTurn, gave_away, kept
from trainer.text import sentences
from trainer.transcript import Ended, Ending, Entry, Moved, of_kind, said_by_the_person

_GIVEN: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset(("works_out_value",)), "A figure of their own"),
    (frozenset(("confirms_settled", "clarifies_objection")), "A worry less"),
    (frozenset(("generosity",)), "Something of use to them"),
    (frozenset(("fitting_case", "applies_to_case", "pictures_after", "links_need")), "An idea of how it would go"),
    (frozenset(("says_not_a_fit", "admits_limit", "corrects_kindly", "specific_claim")), "Something true to go by"),
    (frozenset(("reflects_feeling", "returns_to_detail", "asks_impact")), "Having been heard"),
)
"""What the rep did that leaves something with them, the most lasting first."""
_QUOTED = 14
"""Words of a quote that are told."""
_WARM, _COLD = 8, -5
"""Emotion (-50 to 50) from which on it is told kindly, and up to which it is not."""
_HURT_MUCH = -3
_SAYS_SOMETHING = 5
"""Words from which on a sentence of theirs can stand alone."""
_MENDS = frozenset(("repairs",))
_ENDS: Mapping[Ending, str] = {
    "yes": "I said yes to that.",
    "think": "I said I'd think about it.",
    "no": "I said no.",
    "hung_up": "I put the phone down.",
    "walked_away": "I left it there.",
    "not_for_you": "And then I was told straight that it isn't for me.",
    "rep_ended": "And that was it.",
    "unfinished": "And that was it.",
}


@dataclass(frozen=True)
class _Call:
    entries: Sequence[Entry]
    turns: Sequence[RepTurn]
    ended: Ended
    last: Mapping[str, int]
    start: Mapping[str, int]


def left_behind(
    entries: Sequence[Entry], turns: Sequence[RepTurn], scenario: Scenario, ended: Ended,
    start: Mapping[str, int], last: Mapping[str, int],
) -> tuple[LeftBehind, str]:  # fmt: skip
    """Cause, relationship and step in a line each; and two or three sentences in the person's own voice.

    ``start``, ``last``: gauges, logic and emotion at the beginning and at the end.
    """
    call = _Call(entries, turns, ended, last, start)
    what, words = _cause(call)
    cause = f"{what}: “{words}”" if words else what
    return LeftBehind(cause, _relationship(call), _step(call, scenario)), _told(call, words)


def _cause(call: _Call) -> tuple[str, str]:
    """What they have now that they had not, and the words of it."""
    for ids, what in _GIVEN:
        for turn in reversed(call.turns):
            shown = turn.shows(ids)
            if shown is not None and kept(turn):
                return what, _short(shown.quote)
    return "Nothing that they did not have before", ""


def _relationship(call: _Call) -> str:
    emotion, slight = call.last["emotion"], _open_slight(call)
    if emotion <= _COLD or call.ended.ending in ("hung_up", "walked_away"):
        would = "They would let the next call ring."
    elif call.last["rapport"] > call.start["rapport"] and emotion > call.start["emotion"]:
        would = "They would take the next call."
    else:
        would = "They would take the next call if nothing better is on."
    return f"{would} What stands open: “{_short(slight.evidence.quote)}”." if slight else would


def _open_slight(call: _Call) -> Moved | None:
    """The last thing that hurt and was not mended afterwards."""
    mended = max((turn.turn for turn in call.turns if turn.shows(_MENDS)), default=0)
    moves = [event for _, event in of_kind(call.entries, Moved) if event.what == "emotion"]
    slights = [event for event in moves if event.after - event.before <= _HURT_MUCH]
    return next((event for event in reversed(slights) if event.evidence.turn > mended), None)


def _step(call: _Call, scenario: Scenario) -> str:
    if call.ended.ending == "yes":
        holds = " It rests on levers, and will hardly hold." if call.ended.holds is False else ""
        steps = {step.id: step.what for step in scenario.next_steps}
        agreed = next((name for name in reversed(_said_yes_to(call)) if name in steps), "")
        return f"{steps[agreed] if agreed else 'A step was agreed.'}{holds}"
    if call.ended.ending == "think":
        return "No step: they will think about it, and nobody's turn was named."
    return "No step."


def _said_yes_to(call: _Call) -> list[str]:
    clauses = [clause for _, said in said_by_the_person(call.entries) for clause in said.clauses]
    return [clause.split(".")[1] for clause in clauses if clause.startswith("next_step.") and ".says_yes" in clause]


def _told(call: _Call, words: str) -> str:
    """In the person's voice: how it was, what stuck with them, and how it ended."""
    emotion, worst, mine = call.last["emotion"], _worst(call), _their_own(call)
    if emotion <= _COLD:
        said = ["I had one of those on the phone.", f"‘{_short(worst)}’, I ask you." if worst else ""]
    else:
        said = ["Somebody rang who listened." if emotion >= _WARM else "Somebody rang, wanting something."]
        said += [
            f"What stuck with me was ‘{words}’." if words else "",
            f"I ended up telling them: {mine}" if mine else "",
        ]
    return " ".join(filter(None, (*said, _ENDS[call.ended.ending])))


def _worst(call: _Call) -> str:
    moves = (event for _, event in of_kind(call.entries, Moved) if event.what == "emotion")
    hurt = [event for event in moves if event.after < event.before]
    return min(hurt, key=lambda event: event.after - event.before).evidence.quote if hurt else ""


def _their_own(call: _Call) -> str:
    """The deepest thing that they told: their longest line of some depth, its first sentence."""
    deep = {turn.after.turn for turn in call.turns if turn.after is not None and gave_away(turn.after)}
    lines = [said.text for entry, said in said_by_the_person(call.entries) if entry.turn in deep]
    if not lines:
        return ""
    told = sentences(max(lines, key=len))
    first = next((one for one in told if len(one.split()) >= _SAYS_SOMETHING), told[0] if told else "")
    return first if first.endswith((".", "!", "?")) else f"{first}."


def _short(words: str) -> str:
    parts = words.strip().rstrip(".,;:").split()
    return " ".join(parts[:_QUOTED]) + ("…" if len(parts) > _QUOTED else "")
