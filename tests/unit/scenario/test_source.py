from __future__ import annotations

import pytest

from trainer.scenario.problems import MOST, ScenarioProblems
from trainer.scenario.source import MAX_BYTES, MAX_NODES, MAX_TEXT, Place, read


def refused(text: str | bytes) -> ScenarioProblems:
    with pytest.raises(ScenarioProblems) as raised:
        read(text if isinstance(text, bytes) else text.encode(), "a.yaml")
    return raised.value


def test_scalars_stay_as_they_are_written() -> None:
    source = read(b"a: 31\nb: 5,200\nc: yes\nd: no\ne: true\nf: 1e3\ng: '0x10'\nh: 2026-11-22\n", "a.yaml")
    assert source.data == {
        "a": "31", "b": "5,200", "c": "yes", "d": "no", "e": "true", "f": "1e3", "g": "0x10", "h": "2026-11-22",
    }  # fmt: skip


def test_yes_and_no_are_names_of_fields() -> None:
    assert list(read(b"yes: a\nno: b\non: c\n1: d\n", "a.yaml").data) == ["yes", "no", "on", "1"]


@pytest.mark.parametrize("written", ["", "~", "null", "Null", "NULL"])
def test_what_is_left_empty_is_nothing(written: str) -> None:
    assert read(f"a: {written}\n".encode(), "a.yaml").data == {"a": None}


def test_quoted_emptiness_is_a_text() -> None:
    assert read(b"a: ''\nb: 'null'\n", "a.yaml").data == {"a": "", "b": "null"}


def test_every_value_and_key_has_a_place() -> None:
    source = read("# ä\na:\n  - b: 'c'\n    d: [e, f]\n".encode(), "a.yaml")
    assert source.place(("a", 0, "d", 1)) == Place(4, 12)
    assert source.place(("a", 0, "d"), at_key=True) == Place(4, 5)
    assert source.place(("a", 0, "b")) == Place(3, 8)


def test_what_is_not_in_the_file_has_the_place_of_what_is_around_it() -> None:
    source = read(b"x: y\na:\n  - b: c\n", "a.yaml")
    assert source.place(("a", 0, "missing", 3)) == Place(3, 5)
    assert source.known_path(("x", 0)) == ("x",)
    assert source.known_path(("a", 0, "missing")) == ("a", 0, "missing")


def test_a_byte_order_mark_is_no_part_of_the_text() -> None:
    assert read(b"\xef\xbb\xbfa: b\n", "a.yaml").data == {"a": "b"}


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("", 1, "empty"),
        ("# only this\n", 1, "empty"),
        ("just words", 1, "must hold fields"),
        ("- a\n- b\n", 1, "must hold fields"),
        ("a: b\nc: &x d\n", 2, "Anchors"),
        ("a: b\n&x c: d\n", 2, "Anchors"),
        ("a: &x b\nc: *x\n", 1, "Anchors"),
        ("a:\n  - *x\n", 2, "References"),
        ("a: b\nc: !!int 3\n", 2, "Tags"),
        ("a: !<tag:x> {}\n", 1, "Tags"),
        ("a: !!python/object/apply:os.system ['true']\n", 1, "Tags"),
        ("a: 1\nb: 2\na: 3\n", 3, "second time; the first is on line 1"),
        ("a: b\n---\nc: d\n", 2, "Only one scenario"),
        ("? [a]\n: b\n", 1, "plain word"),
        ("a: b: c\n", 1, "put the text in quotes"),
        ("a:\n\tb: c\n", 2, "tab"),
        ("a: @b\n", 1, "begin with @"),
        ("a: `b\n", 1, "begin with `"),
        ("a: [b\nc: d\n", 2, "bracket"),
        ("x: y\na: 'b\nc: d\n", 2, "never closed"),
        ("a:\n  b: c\n d: e\n", 3, "indented"),
        ('a: "\\q"\n', 1, "single quotes"),
        ('a: "\\ud800"\n', 1, "single quotes"),
        ("a: b\nc: \x07\n", 2, "U+0007"),
        ("a: b\r\nc: d\r\ne: \x1b[31m\r\n", 3, "U+001B"),
        ("a: \u0085\n", 1, "U+0085"),
        ("a: b\u2028c\n", 1, "U+2028"),
        ("a: b\nc: x\ufeff\n", 2, "U+FEFF"),
        ('a: b\nc: "\\e[31m"\n', 2, "U+001B"),
        ('a: b\nc: "\\0"\n', 2, "U+0000"),
        ('a: b\n"\\x07": c\n', 2, "U+0007"),
    ],
)
def test_what_is_refused_and_where(text: str, line: int, words: str) -> None:
    problem = refused(text).problems[0]
    assert (problem.file, problem.line) == ("a.yaml", line)
    assert words in problem.message
    assert problem.field


def test_bytes_that_are_not_utf8_are_refused_with_their_line() -> None:
    problem = refused(b"a: b\nc: caf\xe9\n").problems[0]
    assert problem.line == 2
    assert "UTF-8" in problem.message


def test_utf16_is_refused() -> None:
    assert "UTF-8" in str(refused("a: b\n".encode("utf-16")))


def test_a_problem_names_the_field_by_the_ids_around_it() -> None:
    text = "objections:\n  - id: people\n    says: x\n  - id: work\n    says:\n      - a\n      - &x b\n"
    assert refused(text).problems[0].field == "objections.work.says.2"


def test_several_problems_are_told_at_once_in_their_order() -> None:
    problems = refused("a: &x 1\nb: !t 2\na: 3\n").problems
    assert [problem.line for problem in problems] == [1, 2, 3]


def test_at_most_so_many_problems_are_told() -> None:
    assert len(refused("a:\n" + "  - &x b\n" * 500).problems) == MOST


def test_depth_has_a_limit() -> None:
    def nested(depth: int) -> str:
        return "a: " + "[" * (depth - 1) + "]" * (depth - 1)

    assert read(nested(20).encode(), "a.yaml").data
    assert "20 levels" in str(refused(nested(21)))


def test_the_number_of_things_has_a_limit() -> None:
    def many(items: int) -> str:
        return "a:\n" + "- b\n" * items

    assert read(many(MAX_NODES - 3).encode(), "a.yaml").data
    assert "20,000" in str(refused(many(MAX_NODES - 2)))


def test_a_text_has_a_limit() -> None:
    assert read(b"a: " + b"x" * MAX_TEXT, "a.yaml").data
    assert "4,000 characters" in str(refused("a: " + "x" * (MAX_TEXT + 1)))


def test_a_file_has_a_limit() -> None:
    comment = b"a: b\n#"
    assert read(comment + b"x" * (MAX_BYTES - len(comment)), "a.yaml").data == {"a": "b"}
    assert "1 MiB" in str(refused(comment + b"x" * (MAX_BYTES - len(comment) + 1)))


def test_without_the_c_parser_the_same_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    text = b"a: 31\nb: [c, 'd', {e: yes}]\nf:\n  - g\n  - |\n    h\n    i\n"
    with_c = read(text, "a.yaml")
    monkeypatch.setattr("yaml.__with_libyaml__", False)
    without = read(text, "a.yaml")
    assert (without.data, without.values, without.keys) == (with_c.data, with_c.values, with_c.keys)
    assert "second time" in str(refused("a: 1\na: 2\n"))
    assert "indented" in str(refused("a:\n  b: c\n d: e\n"))
