from __future__ import annotations

import pytest

from tests.unit.scenario.files import load_small, problems_of, small

SETTLED = "    settled_by: [clarifies_objection, admits_limit]"


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        (SETTLED, "    settled_by: []", "objections.another_contract.settled_by", "Nothing settles this objection."),
        ("    set_off_by: [next_step, early_pitch]", "    set_off_by: []", "objections.another_contract.set_off_by",
         "Nothing sets this objection off, so it never comes up."),
        ("    worse_by: brush_off", "    worse_by: admits_limit", "objections.another_contract.worse_by",
         "“admits_limit” both settles this objection and makes it worse."),
        ("    answered_by: [answers_straight]\n", "", "questions.who_comes",
         "Nothing counts as an answer to this question; add answered_by."),
        ("needs: {rapport: 20, said: [open_question, use]}", "needs: {rapport: 20, known: [use]}",
         "facts.use.partial.needs.known.1",
         "This gate can't open: nothing of “use” beyond its guarded answer can ever be told."),
        ("needs: {trust: 25, known: [use]}", "needs: {rapport: 10}", "facts.use.partial",
         "This answer is never given: whenever its gate is open, that of “full” is too."),
        ("content: All right.", "content: No. I'll think about it.", "", ""),
        ("content: All right.", "content: I close the shop and run.", "questions.who_comes.content",
         "This line stands in pains.runs.says as well; it is said only once in a call."),
        ("content: All right.", "content: " + "very " * 61, "questions.who_comes.content",
         "This line has 61 words; people rarely say more than 40."),
        ("  rep_ended: {says: Bye.}\n", "", "endings",
         "The ending “rep_ended” has no lines, so words from the common stock are used."),
        ("content: All right.", "content: Well, I close the shop and run up there.", "questions.who_comes.content",
         "“i close the shop and run” stands in pains.runs.says as well; nobody says it twice."),
        ("      words: [lamp, light]\n", "", "person.cares_about.window_light",
         "A gift that serves this can't be recognised; add words by which it is."),
    ],
)  # fmt: skip
def test_the_warning(old: str, new: str, field: str, message: str) -> None:
    found = [(one.field, one.message) for one in load_small((old, new)).problems]
    expected = [(field, message)] if message else []
    if "known: [use]}" in new:  # the full answer waits for the same fact
        expected.append(("facts.use.full.needs.known.1", message))
    assert found == expected


def test_facts_that_wait_for_each_other_never_open() -> None:
    text = small(
        ("needs: {rapport: 20, said: [open_question, use]}", "needs: {known: [station]}"),
        ("partial: {says: I ran to the station twice last week.}", "partial: {says: I ran., needs: {known: [use]}}"),
    )
    fields = [problem.field for problem in problems_of(text) if "can't open" in problem.message]
    assert fields == [
        "facts.use.partial.needs.known.1", "facts.use.full.needs.known.1", "facts.station.partial.needs.known.1",
    ]  # fmt: skip


def test_an_answer_that_waits_for_another_fact_shadows_nothing() -> None:
    waits = ("needs: {trust: 25, known: [use]}", "needs: {rapport: 20, known: [station]}")
    assert load_small(waits).problems == ()


def test_a_touchy_fact_stays_guarded_though_its_gate_is_open() -> None:
    guarded = ("    partial: {says: I ran", "    guarded: {says: I manage.}\n    partial: {says: I ran")
    assert load_small(guarded).problems == ()


def test_an_offer_with_few_cases_is_noticed() -> None:
    text = small()
    start, end = text.index("    - id: school"), text.index("orbit: {from")
    found = problems_of(text[:start] + text[end:])
    assert [problem.field for problem in found] == ["offer.cases"]


def test_too_many_lines_to_prepare_are_noticed() -> None:
    many = ", ".join(f"Line number {n} of the person" for n in range(1500))
    (problem,) = load_small(("noted: [Right., Okay., Mm.]", f"noted: [{many}]")).problems
    assert "can be prepared" in problem.message
    assert problem.line == 1 or problem.field == "the file"


def test_a_brief_of_long_sentences_is_noticed() -> None:
    scenario = load_small().scenario
    text = small((scenario.brief.who, "She " + "and then " * 18 + "went.")) if scenario.brief.who in small() else ""
    assert text, "the small scenario says who she is on one line"
    (problem,) = [one for one in problems_of(text) if one.field == "brief.who"]
    assert "hard to read" in problem.message
