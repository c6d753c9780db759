from __future__ import annotations

import pytest

from tests.unit.scenario.files import line_of, load_small, only_problem, problems_of, small

BRUSH = "    worse_by: brush_off"


@pytest.mark.parametrize(
    ("old", "new", "field", "message", "instead"),
    [
        (BRUSH, "    worse_by: [brush_of, pressure]", "objections.another_contract.worse_by.1",
         "No behaviour is called “brush_of”. Did you mean “brush_off”?", "brush_off"),
        (BRUSH, "    worse_by: pressur", "objections.another_contract.worse_by",
         "No act is called “pressur”. Did you mean “pressure”?", "pressure"),
        (BRUSH, "    worse_by: landlords", "objections.another_contract.worse_by",
         "No topic of this scenario is called “landlords”. Did you mean “landlord”?", "landlord"),
        (BRUSH, "    worse_by: qqqq", "objections.another_contract.worse_by",
         "No behaviour, act or topic of this scenario is called “qqqq”.", ""),
        ("known: [use]}", "known: [used]}", "facts.use.full.needs.known.1",
         "No fact of this scenario is called “used”. Did you mean “use”?", "use"),
        ("known: [use]}", "known: [runs]}", "facts.use.full.needs.known.1",
         "No fact of this scenario is called “runs”.", ""),
        ("said: [open_question, use]", "said: [open_questions, use]", "facts.use.partial.needs.said.1",
         "No act is called “open_questions”. Did you mean “open_question”?", "open_question"),
        ("must_not: [begs]", "must_not: [pressure]", "must_not.1",
         "No behaviour is called “pressure”. Did you mean “repeated_pressure”?", "repeated_pressure"),
        ("case: harbour", "case: harbor", "like_them.case",
         "No case of this scenario is called “harbor”. Did you mean “harbour”?", "harbour"),
        ("  known: use\n", "  known: station_runs\n", "brief.known",
         "No fact of this scenario is called “station_runs”. Did you mean “station”?", "station"),
        ("behind: station", "behind: stations", "pains.runs.behind",
         "No fact of this scenario is called “stations”. Did you mean “station”?", "station"),
        ("About {boxes} boxes", "About {boxs} boxes", "facts.use.partial.says",
         "“{boxs}” is no number of this scenario's facts. Did you mean “{boxes}”?", "boxes"),
        ("About {boxes} boxes", "About {first} boxes", "facts.use.partial.says",
         "“{first}” is no number of this scenario's facts.", ""),
        ("About {boxes} boxes", "About {{boxes}} boxes", "facts.use.partial.says",
         "Braces can only hold the name of a number, as {pieces}.", ""),
        ("About {boxes} boxes", "About {boxes!r} boxes", "facts.use.partial.says",
         "Braces can only hold the name of a number, as {pieces}.", ""),
        ("numbers: {boxes: 6}", "numbers: {boxes: 6, rep: 1}", "facts.use.numbers.rep",
         "“rep” stands for something else in lines; choose another name.", ""),
        ("    touchy: yes\n", "    touchy: yes\n    numbers: {boxes: 2}\n", "facts.station.numbers.boxes",
         "“boxes” is a number of “use” already; choose another name.", ""),
        ("    partial: {says: I ran to the station twice last week.}\n", "", "facts.station",
         "This fact has no answer; it needs guarded, partial or full.", ""),
        ("    after_turn: 10\n", "", "turns.landlord",
         "It never comes up: say when, with after_turn (a number) or after (what the rep does).", ""),
        ("  says: Reed Copies.\n", "  starts: person\n", "opening",
         "The person begins, so “says” must hold what they say.", ""),
        ("scenario: small_shop_before", "scenario: small_shop", "after.scenario",
         "A scenario can't follow itself.", ""),
        ("like: ingrid", "like: ingird", "person.face.like",
         "Nobody drawn is called “ingird”. Did you mean “ingrid”?", "ingrid"),
        ("glasses: \"#222222\"", "glases: \"#222222\"", "person.face.change.glases",
         "A face has no “glases”. Did you mean “glasses”?", "glasses"),
        ("glasses: \"#222222\"", "glasses: url(x)", "person.face.change.glasses",
         "This is “url(x)”; it must be a colour in quotes, as \"#6B4128\".", ""),
        ("hair: \"#333333\"", "hair: false", "person.face.change.hair",
         "This is “False”; it must be a colour in quotes, as \"#6B4128\".", ""),
        ("age: 0.5", "age: 1e300", "person.face.change.age", "This is “1e+300”; it must be a number from 0 to 1.", ""),
        ("  hung_up: {says: I've a customer.}\n", "", "endings", "The ending “hung_up” is missing.", ""),
        (", intended: true", "", "endings", "Exactly one ending must be marked with intended: true. None is.", ""),
        ("no: {says: \"No, thank you.\"}", "no: {says: \"No, thank you.\", intended: yes}", "endings",
         "Exactly one ending must be marked with intended: true. 2 are.", ""),
        ("won_at: observation}", "won_at: awareness}", "orbit.won_at", "It lies further out than “from”.", ""),
        ("    leads_to: observation\n", "", "next_steps",
         "No next step leads to “observation”, so the call can't be won; one needs leads_to.", ""),
        ("hope: 15, urgency: 10", "hope: 15, urgency: 20", "weights",
         "The weights must be 100 together; they are 110.", ""),
        ("rapport: 20, empathy: 30", "rapport: 30, empathy: 20", "weights", "Empathy must weigh most.", ""),
        ("empathy: 30, trust: 25, hope: 15", "empathy: 28, trust: 28, hope: 14", "weights",
         "Empathy must weigh most.", ""),
        (", why: She is hard to warm.", "", "weights",
         "Other weights than 15, 30, 25, 20, 10 need a line that says why.", ""),
        ("- id: quiet_friday", "- id: station", "wishes.station.id",
         "“station” is the id of the fact on line 123 already; call this something else.", ""),
        ("- id: landlord", "- id: hope", "turns.hope.id",
         "“hope” is the name of an act already; call this something else.", ""),
        ("- id: landlord", "- id: begs", "turns.begs.id",
         "“begs” is the name of a behaviour already; call this something else.", ""),
    ],
)  # fmt: skip
def test_the_sentence(old: str, new: str, field: str, message: str, instead: str) -> None:
    problem = only_problem(small((old, new)))
    assert (problem.field, problem.message, problem.instead) == (field, message, instead)
    assert problem.severity == "error"


def test_the_line_is_that_of_the_wrong_name() -> None:
    text = small((BRUSH, "    worse_by:\n      - pressure\n      - brush_of"))
    problem = only_problem(text)
    assert (problem.line, problem.column) == (line_of(text, "- brush_of"), 9)


def test_a_fact_and_a_pain_may_share_a_name() -> None:
    assert load_small(("- id: runs", "- id: station")).problems == ()


def test_two_of_a_kind_may_not_share_an_id() -> None:
    text = small(("    - id: school", "    - id: harbour"))
    assert "id of the case on line" in only_problem(text).message


def test_face_to_face_people_walk_away_and_do_not_hang_up() -> None:
    found = problems_of(small(("setting: telephone_out", "setting: stand")))
    assert [problem.message for problem in found if problem.severity == "error"] == [
        "The ending “walked_away” is missing."
    ]


def test_a_call_whose_right_end_is_not_for_you_must_be_found_out() -> None:
    not_for_you = (
        (", intended: true", ""),
        ("not_for_you: {says: Thanks for saying so.", "not_for_you: {intended: true, says: Thanks for saying so."),
    )
    assert load_small(*not_for_you).scenario.endings["not_for_you"].intended
    text = small(*not_for_you, ("They use less than a box a month., fact: use}", "They use little.}"))
    assert "can't be found out" in only_problem(text).message


def test_nobody_aims_at_being_hung_up_on() -> None:
    text = small((", intended: true", ""), ("hung_up: {", "hung_up: {intended: true, "))
    assert only_problem(text).message == "“hung_up” can't be what a good call aims at."


def test_a_person_who_begins_says_something() -> None:
    assert load_small(("  says: Reed Copies.\n", "  says: Hello?\n  starts: person\n")).problems == ()


def test_usual_weights_need_no_reason() -> None:
    usual = "weights: {rapport: 15, empathy: 30, trust: 25, hope: 20, urgency: 10}"
    old = "weights: {rapport: 20, empathy: 30, trust: 25, hope: 15, urgency: 10, why: She is hard to warm.}"
    assert load_small((old, usual)).problems == ()


def test_what_not_everybody_wears_can_be_taken_away() -> None:
    assert load_small(('glasses: "#222222"', "glasses: false")).scenario.person.face.change["glasses"] is False
