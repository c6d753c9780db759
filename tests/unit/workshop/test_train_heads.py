"""The small heads learnt anew from the material: what ships is what the material says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from tools.reader import corpora, material
from tools.reader.train_heads import fitted
from trainer.pathway.reader import PathwayReader
from trainer.places import shipped

ALIKE = 0.04
"""How far an act's probability may lie from the shipped heads'."""


@pytest.mark.timeout(600)
@pytest.mark.skipif(not corpora.there(), reason=corpora.MISSING)
def test_the_heads_learnt_anew_read_as_the_shipped_ones() -> None:
    reader = PathwayReader.shipped()
    assert reader.heads is not None
    heads = fitted(shipped("assets/pathway/reader"))
    anew = replace(reader, heads=heads)
    assert heads.labels == reader.heads.labels
    assert np.abs(heads.topics - reader.heads.topics).max() <= ALIKE
    for call in material.of("tune")[::4]:
        for turn in call.turns:
            one, other = (some.acts(turn.text, turn.previous) for some in (reader, anew))
            assert one == pytest.approx(other, abs=ALIKE), (call.id, turn.number)
