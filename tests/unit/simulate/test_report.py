from __future__ import annotations

from tests.unit.call.house import gail, reader, tables
from trainer.simulate.report import persons_lines, repeats, report
from trainer.simulate.run import hold

LINES = [
    "Hello Gail, it's Robin from Tallystitch, about the tags.",
    "How many houses do you do?",
    "Tell me about Bernie.",
]


def test_a_simulated_call_is_a_call_like_any_other() -> None:
    call = hold(gail(), LINES, reader(), tables(), 1)
    assert call.said == tuple(LINES)
    assert call.ended.ending == "rep_ended"
    assert len(persons_lines(call)) == 4


def test_the_same_seed_gives_the_same_log() -> None:
    first, again = (hold(gail(), LINES, reader(), tables(), 7) for _ in range(2))
    assert first.entries == again.entries


def test_a_report_names_what_was_never_said_and_never_come_to() -> None:
    told = report(gail().scenario, [hold(gail(), LINES, reader(), tables(), 1)])
    assert told.calls == 1
    assert told.endings == {"rep_ended": 1}
    assert "kieran" in told.untold
    assert "bernie" not in told.untold
    assert "fact.kieran.full.0" in told.unsaid
    assert not told.repeats


def test_a_line_of_four_words_twice_is_a_repeat() -> None:
    assert list(repeats(["I've a van back.", "Right.", "Oh. I've a van back."]))


def test_a_run_of_six_words_within_twenty_turns_is_a_repeat() -> None:
    run = "she sits at the kitchen table every Sunday"
    near = [f"And {run} now.", "Yeah.", f"Because {run} night."]
    assert list(repeats(near))
    between = [f"turn number {word}" for word in "abcdefghijklmnopqrstu"]
    assert not list(repeats([near[0], *between, near[2]]))


def test_a_short_line_may_come_three_times_and_not_too_soon() -> None:
    filler = ["One, two.", "Three of them.", "Four, I think.", "Five or six."]
    assert not list(repeats(["Right.", *filler, "Right."]))
    assert list(repeats(["Right.", "One, two.", "Right."]))
