from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.text import plain_for_terminal


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Gail said: “No.”", "Gail said: “No.”"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("\x1b[31mred\x1b[0m", "red"),
        ("\x1b[2J\x1b[1;1Hgone", "gone"),
        ("\x1b[38;2;255;0;0mred", "red"),
        ("\x1b]0;title\x07after", "after"),
        ("\x1b]8;;http://a\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bPq#0\x1b\\after", "after"),
        ("\x1b(Bx\x1bcy\x1b7z", "xyz"),
        ("\x9b31mred", "red"),
        ("\x9d0;title\x9cafter", "after"),
        ("\x1b\x1b[31mx", "x"),
        ("\x1b[\x1b[31m31mx", "31mx"),
        ("over\rwritten", "overwritten"),
        ("back\x08space\x7f", "backspace"),
        ("\x1b]0;never ends", "0;never ends"),
        ("\x00\x07", ""),
        ("a\u202eexe.txt\u202c", "aexe.txt"),
        ("a\u2028b", "a\nb"),
        ("שלום\u200f 👩\u200d👧", "שלום\u200f 👩\u200d👧"),
        (r"\x1b[31m as letters", r"\x1b[31m as letters"),
    ],
)
def test_what_a_terminal_would_obey_is_gone(text: str, plain: str) -> None:
    assert plain_for_terminal(text) == plain


@settings(derandomize=True, database=None)
@given(st.text(alphabet=st.characters(codec="utf-8")) | st.text(alphabet="\x1b[]0;m\x07\\\x9b\x9dPAz\n"))
def test_no_control_character_is_left_and_twice_is_as_once(text: str) -> None:
    plain = plain_for_terminal(text)
    assert not [sign for sign in plain if unicodedata.category(sign) == "Cc" and sign not in "\n\t"]
    assert plain_for_terminal(plain) == plain
