"""What the format's models refuse, as an author is told it."""

from __future__ import annotations

import pytest

from tests.unit.scenario.files import line_of, only_problem, problems_of, small


@pytest.mark.parametrize(
    ("old", "new", "field", "message", "instead"),
    [
        ("{from: potential,", "{from: Potentials,", "orbit.from",
         "“from” is “Potentials”. Did you mean “potential”?", "potential"),
        ("traits: [cool, hurried]", "traits: [cool, hurryed]", "person.traits.2",
         "This is “hurryed”. Did you mean “hurried”?", "hurried"),
        ("room: sage", "room: blue", "person.room",
         "“room” is “blue”. It must be straw, sage, rose, dusk, clay or oat.", ""),
        ("    settled_by: [clar", "    setled_by: [clar", "objections.another_contract.setled_by",
         "No field is called “setled_by” here. Did you mean “settled_by”?", "settled_by"),
        ("minutes: 5", "minutes: five", "minutes", "This must be a whole number, and it is “five”.", ""),
        ("minutes: 5", "minutes: 500", "minutes", "This is “500”; it must be at most 90.", ""),
        ("minutes: 5", "minutes: 0", "minutes", "This is “0”; it must be at least 1.", ""),
        ("age: 41", "age: [41]", "person.age", "This must be a whole number, and it is a list.", ""),
        ("comes_back: true", "comes_back: perhaps", "objections.another_contract.comes_back",
         "This must be true or false, and it is “perhaps”.", ""),
        ("numbers: {boxes: 6}", "numbers: {boxes: six}", "facts.use.numbers.boxes",
         "This must be a number, and it is “six”.", ""),
        ("numbers: {boxes: 6}", "numbers: {boxes: .inf}", "facts.use.numbers.boxes",
         "This must be a number, and it is “.inf”.", ""),
        ("numbers: {boxes: 6}", "numbers: {boxes: 1e999}", "facts.use.numbers.boxes",
         "This must be a number, and it is “1e999”.", ""),
        ("title: Paper that runs out", "title: [Paper]", "title", "This must be a text, and it is a list.", ""),
        ("pains:\n  - id: runs", "pains:\n  - id: Paper Runs", "pains.Paper Runs.id",
         "“Paper Runs” must be small letters, digits and _, beginning with a letter. Did you mean “paper_runs”?",
         "paper_runs"),
        ("currency: GBP", "currency: pounds", "offer.prices.1.currency",
         "“pounds” must be three capitals such as GBP.", ""),
        ("language: en-GB", "language: English", "language", "“English” must be a language such as en or en-GB.", ""),
        ("format: 1", "format: 2", "format", "This program reads format 1, and the file says 2.", ""),
        ("face: {like: ingrid, change: {hair: \"#333333\",", "face: {like: ingrid, change: {hair: [x],",
         "person.face.change.hair", "This must be a number, true or false, or a text.", ""),
        ("  think: {says", "  thinks: {says", "endings.thinks",
         "There is no “thinks” here. Did you mean “think”?", "think"),
        ("opening:\n  says: Reed Copies.\n", "opening:\n  says: []\n", "opening.says",
         "This list is empty; it needs at least one.", ""),
        ("granted: Go on, then.", "granted: ''", "opening.granted", "This text is empty.", ""),
        ("granted: Go on, then.", "granted:", "opening.granted", "“granted” is empty; write something.", ""),
        ("  granted: Go on, then.\n", "", "opening.granted", "“granted” is missing here.", ""),
        ("{value: 31, label", "{value: 31,400, label", "brief.numbers.2.400",
         "A comma ends a value inside braces; put a number with a comma in it in quotes.", ""),
    ],
)  # fmt: skip
def test_the_sentence(old: str, new: str, field: str, message: str, instead: str) -> None:
    problem = only_problem(small((old, new)))
    assert (problem.field, problem.message, problem.instead) == (field, message, instead)
    assert problem.severity == "error"


def test_the_line_is_that_of_the_value() -> None:
    text = small(("numbers: {boxes: 6}", "numbers:\n      boxes: six"))
    assert only_problem(text).line == line_of(text, "boxes: six")


def test_the_line_of_an_unknown_field_is_its_own() -> None:
    text = small(("    worse_by: brush_off", "    worsened_by: brush_off"))
    problem = only_problem(text)
    assert (problem.line, problem.column) == (line_of(text, "worsened_by"), 5)


def test_the_line_of_what_is_missing_is_that_of_what_lacks_it() -> None:
    text = small(("    about: one more contract\n", ""))
    assert only_problem(text).line == line_of(text, "- id: another_contract")


def test_fields_are_listed_where_none_is_near() -> None:
    message = only_problem(small(("  granted: Go on, then.", "  granted: Go on.\n  zzzzz: x"))).message
    assert message == "No field is called “zzzzz” here. Here stand starts, says, granted."


def test_fields_of_lists_within_lists_are_listed_too() -> None:
    message = only_problem(small(("costs: [{amount: 40,", "costs: [{amount: 40, zz9: 1,"))).message
    assert message.endswith("Here stand amount, unit, per.")


def test_several_errors_are_told_in_the_order_of_the_file() -> None:
    found = problems_of(small(("minutes: 5", "minutes: x"), ("format: 1", "format: x"), ("age: 41", "age: x")))
    assert [problem.field for problem in found] == ["format", "person.age", "minutes"]


def test_a_field_left_empty_means_its_default() -> None:
    assert problems_of(small(("pass_mark: 60", "pass_mark:"))) == ()
    assert problems_of(small(("must_not: [begs]", "must_not: ~"))) == ()


def test_an_unknown_field_left_empty_is_still_unknown() -> None:
    assert only_problem(small(("pass_mark: 60", "pass_marks:"))).instead == "pass_mark"
