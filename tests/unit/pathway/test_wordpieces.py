from __future__ import annotations

import pytest

from trainer.errors import InputError
from trainer.pathway.wordpieces import WordPieces, as_said

PIECES = WordPieces(["[PAD]", "[UNK]", "[CLS]", "[SEP]", "un", "##aff", "##able", "the", "'", "clock", "o", "5", "##0"])


def test_the_longest_piece_is_taken_first() -> None:
    assert PIECES.ids(["unaffable", "the"]) == [4, 5, 6, 7]


def test_what_no_piece_fits_is_unknown_whole() -> None:
    assert PIECES.ids(["unzzz", "the"]) == [1, 7]
    assert PIECES.ids(["x" * 5000]) == [1]


def test_marks_within_a_word_stand_alone() -> None:
    assert PIECES.ids(["o'clock"]) == [10, 8, 9]


@pytest.mark.parametrize(
    ("token", "said"), [("#7170", "7000"), ("#49.5", "50"), ("#3", "3"), ("#0.5", "0.5"), ("@17:45", "17 o'clock")]
)
def test_numbers_are_told_by_first_figure_and_size(token: str, said: str) -> None:
    assert as_said(token) == said


def test_a_list_without_its_beginning_and_end_is_refused() -> None:
    with pytest.raises(InputError, match="CLS"):
        WordPieces(["[UNK]", "[SEP]", "a"])
