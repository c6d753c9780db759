from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from trainer.errors import MachineError
from trainer.pathway.boundaries import Boundaries, features, passages
from trainer.pathway.words import normal

BEFORE_WHAT = Boundaries({">what": 5.0}, -2.0)


def parted(text: str, boundaries: Boundaries | None = None) -> list[str]:
    said = normal(text)
    return [said.clause_text(passage) for passage in passages(said, boundaries)]


def test_words_tell_where_a_sentence_ends_when_no_mark_does() -> None:
    text = "i rang them on monday what did they say about the sheets"
    assert parted(text, BEFORE_WHAT) == ["i rang them on monday", "what did they say about the sheets"]
    assert parted(text) == [text]


def test_where_marks_stand_they_decide() -> None:
    said = "I rang them on Monday. And what did they say about the sheets?"
    assert parted(said, BEFORE_WHAT) == ["i rang them on monday", "and what did they say about the sheets"]


def test_what_is_short_joins_what_stands_beside_it() -> None:
    assert parted("Right. So it is the ringing up. Is it?") == ["right so it is the ringing up is it"]


def test_every_word_stands_in_one_passage_and_none_is_long() -> None:
    said = normal("so what " * 100)
    found = passages(said, BEFORE_WHAT)
    assert [place for p in found for place in range(p.first, p.last)] == list(range(len(said.tokens)))
    assert max(map(len, found)) <= 26
    assert passages(normal(""), BEFORE_WHAT) == ()
    assert parted("yes") == ["yes"]


def test_features_are_the_words_on_either_side() -> None:
    assert features(["it", "is", "#6", "what"], 3) == ("<#", ">what", "<is #", ">what ^", "#|what")


def test_weights_that_are_damaged_are_told(tmp_path: Path) -> None:
    path = tmp_path / "boundaries.npz"
    np.savez(path, features=np.array([">what"]), weights=np.array([2.0]), bias=np.float32(-1))
    assert Boundaries.from_file(path).weights == {">what": 2.0}
    path.write_bytes(b"PK nothing")
    with pytest.raises(MachineError, match="Install"):
        Boundaries.from_file(path)
