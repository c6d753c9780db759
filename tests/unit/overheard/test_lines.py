from __future__ import annotations

from pathlib import Path

import pytest

from trainer.errors import InputError
from trainer.overheard.lines import MOST_BYTES, Printed, chosen, names, printed, read_text, turns


def test_lines_of_names_and_words_are_numbered_as_in_the_file() -> None:
    found = printed("# a note\n\nAnn: Morning.\n\nBo: Yes?\nand more of it\n")
    assert found == [Printed(3, "Ann", "Morning."), Printed(5, "Bo", "Yes? and more of it")]


def test_signs_stay_in_the_words() -> None:
    (line,) = printed("Ann: [3 s] Go on. [laughs]")
    assert line.text == "[3 s] Go on. [laughs]"


def test_json_lines_may_say_when() -> None:
    one, other = printed(
        '{"speaker": "Ann", "text": "Morning.", "start": 1.5, "end": 2}\n\n{"name": "Bo", "text": "Yes?"}'
    )
    assert (one.number, one.name, one.start, one.end) == (1, "Ann", 1.5, 2.0)
    assert (other.number, other.name, other.start) == (3, "Bo", None)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("{", "no JSON"),
        ('{"a": 1}', "speaker"),
        ('{"speaker": "Ann"}', "text"),
        ('{"speaker": " ", "text": ""}', "speaker"),
    ],
)
def test_a_broken_json_line_is_told_with_its_number(line: str, says: str) -> None:
    with pytest.raises(InputError, match=r"Line 2 .*" + says):
        printed('{"speaker": "Ann", "text": "Morning."}\n' + line)


def test_subtitles_say_who_speaks_by_their_tag_or_by_name() -> None:
    content = (
        "WEBVTT\n\nNOTE nothing\n\n1\n00:01.000 --> 00:02.500\n<v Ann>Morning <b>Bo</b>.\n\n"
        "01:00:03.000 --> 01:00:04.000\nBo: Yes?\nWhat is it?\n"
    )
    assert printed(content) == [
        Printed(7, "Ann", "Morning Bo.", 1.0, 2.5),
        Printed(10, "Bo", "Yes?", 3603.0, 3604.0),
        Printed(11, "Bo", "What is it?", 3603.0, 3604.0),
    ]


def test_subtitles_without_a_speaker_are_refused() -> None:
    with pytest.raises(InputError, match="who speaks"):
        printed("WEBVTT\n\n00:01.000 --> 00:02.000\nMorning.\n")


@pytest.mark.parametrize("content", ["", "nothing here", "[3 s]: x"])
def test_what_holds_no_line_is_refused(content: str) -> None:
    with pytest.raises(InputError, match="Name: what they said"):
        printed(content)


def test_a_hundred_thousand_lines_are_refused() -> None:
    with pytest.raises(InputError, match="4,000 lines"):
        printed("Ann: a\n" * 4_001)


def test_lines_running_of_one_side_are_one_turn() -> None:
    lines = printed("Ann: One.\nAnn: Two.\nBo: Three.\nCy: Four.\nAnn: Five.\n")
    assert [(turn.number, turn.text) for turn in turns(lines, "Ann")] == [
        (1, "One. Two."), (3, "Three. Four."), (5, "Five."),
    ]  # fmt: skip


def test_the_rep_is_chosen_by_name_and_else_the_names_are_listed() -> None:
    lines = printed("Ann: One.\nBo: Two.\n")
    assert names(lines) == ["Ann", "Bo"]
    assert chosen(lines, "bo") == "Bo"
    for rep in (None, "Cy"):
        with pytest.raises(InputError, match="Ann, Bo"):
            chosen(lines, rep)


def test_a_file_that_is_no_text_or_too_large_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "call.txt"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(InputError, match="UTF-8"):
        read_text(path)
    path.write_bytes(b"a" * (MOST_BYTES + 1))
    with pytest.raises(InputError, match="larger than"):
        read_text(path)
    with pytest.raises(InputError, match="can't be read"):
        read_text(tmp_path)
