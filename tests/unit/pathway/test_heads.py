from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from trainer.pathway.acts import ACTS
from trainer.pathway.heads import Heads
from trainer.pathway.reader import PathwayReader
from trainer.pathway.reading import Moment, Scene

LABELS = (*ACTS, "b:admits_limit", "b:begs")
TEXT = "It won't dry a wet floor by itself, mind."
"""Nothing that a pattern tells."""


def heads(weights: tuple[float, ...], plain: tuple[float, ...]) -> Heads:
    """The same weighing for every label, on no words at all."""
    count = len(LABELS)
    return Heads(
        labels=LABELS, encoder_labels=LABELS, digest="test", terms={}, rarity=np.zeros(0, np.float32),
        words=np.zeros((count, 0), np.float32), words_bias=np.zeros(count, np.float32),
        weights=np.tile(np.array(weights, np.float32), (count, 1)),
        plain=np.tile(np.array(plain, np.float32), (count, 1)), topics=np.array((3, 3, 3, 3, 3, 1, 0, 9), np.float32),
    )  # fmt: skip


def test_each_evidence_has_its_weight() -> None:
    one = heads((1, 2, 3, 4, 5), (2, 3, 4, 5))
    encoder, words = np.array([0.5, -1], np.float32), np.array([1, 0], np.float32)
    assert one.of(0, encoder, words, patterns=1, call=-1).tolist() == [0.5 + 2 + 3 - 4 + 5, -1 + 0 + 3 - 4 + 5]
    assert one.of(0, None, words, patterns=1, call=-1).tolist() == [2 + 3 - 4 + 5, 0 + 3 - 4 + 5]


def test_together_is_each_label_where_the_call_speaks_against_none() -> None:
    one = heads((1, 2, 3, 4, 5), (2, 3, 4, 5))
    encoder = np.linspace(-3, 3, 2 * len(LABELS), dtype=np.float32).reshape(2, -1)
    words = encoder[::-1]
    for given in (encoder, None):
        whole = one.together(given, words, 3.0)
        for place in range(len(LABELS)):
            mine = None if given is None else given[:, place]
            assert whole[:, place] == pytest.approx(one.of(place, mine, words[:, place], 3.0, 0.0))


@pytest.fixture
def reader(request: pytest.FixtureRequest) -> PathwayReader:
    """A reader whose weights see every behaviour where the call does not speak against it (bias of the parameter)."""
    bare = PathwayReader.shipped()
    return replace(bare, heads=heads((0, 0, 0, 1, request.param), (0, 0, 1, request.param)))


CALLED_FOR = Moment(rep_turn=5, previous="Will it dry the floor?", person_lines=("The floor is wet.",))
UNCALLED = replace(CALLED_FOR, rep_turn=1, person_lines=())


def sees(reader: PathwayReader, moment: Moment) -> bool:
    return any(item.id == "admits_limit" for item in reader.read(TEXT, Scene(), moment).behaviours)


@pytest.mark.parametrize("reader", [1.0], indirect=True)
def test_what_is_guessed_of_a_call_speaks_against_a_behaviour(reader: PathwayReader) -> None:
    assert sees(reader, replace(CALLED_FOR, guessed=True))
    assert not sees(reader, replace(UNCALLED, guessed=True))


@pytest.mark.parametrize("reader", [3.5], indirect=True)
def test_what_is_guessed_does_not_rule_it_out(reader: PathwayReader) -> None:
    assert sees(reader, replace(UNCALLED, guessed=True))


@pytest.mark.parametrize(("reader", "there"), [(2.0, False), (3.0, True)], indirect=["reader"])
def test_in_a_known_call_weights_alone_must_be_surer(reader: PathwayReader, there: bool) -> None:
    assert sees(reader, CALLED_FOR) is there


@pytest.mark.parametrize("reader", [20.0], indirect=True)
def test_in_a_known_call_nothing_counts_that_is_not_called_for(reader: PathwayReader) -> None:
    assert not sees(reader, UNCALLED)
