from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from trainer.records import Records


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "sparring.sqlite3"


@pytest.fixture
def records(path: Path) -> Iterator[Records]:
    with Records.open(path, patience=0.05) as opened:
        yield opened
