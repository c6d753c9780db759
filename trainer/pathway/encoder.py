"""The sentence encoder: what a clause does and what it means, from its words and those before it.

One forward pass of a small transformer (MiniLM, fine-tuned on conversations; docs/reader.md is its card) a clause gives
two things: the logit of every act, behaviour and event that it was taught, and a direction of meaning by which the
scenario's example phrasings are compared. A clause is always read alone, never padded and never in a batch: the
quantised weights scale their inputs by whatever is read together, and a reading must not depend on that.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from trainer.errors import MachineError
from trainer.pathway.wordpieces import WordPieces

LONGEST = 40
"""Pieces of a clause that are read."""
BEFORE = 20
"""Pieces of the other's words just before that are read with it."""
OWN_BEFORE = 10
"""Pieces of the same turn just before that are read with it."""
_THREADS = 2

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Encoded:
    """``marks``: a logit for each of the encoder's labels; ``meaning``: 384 numbers of length 1."""

    marks: Floats
    meaning: Floats


class Encoder:
    """Loads an encoder folder: encoder.onnx, pieces.txt and manifest.json with their SHA-256 and the labels' names."""

    def __init__(self, folder: Path) -> None:
        """Raises MachineError where a file is missing or is not the one the manifest names."""
        manifest = _checked(folder)
        self.labels: tuple[str, ...] = tuple(manifest["labels"])
        self.place: Mapping[str, int] = {label: number for number, label in enumerate(self.labels)}
        self.version: str = str(manifest["version"])
        self._pieces = WordPieces.from_file(folder / "pieces.txt")
        self._session = _session(folder / "encoder.onnx")
        self._cached = lru_cache(maxsize=2048)(self._run)

    def read(self, clause: Sequence[str], previous: Sequence[str] = (), own: Sequence[str] = ()) -> Encoded:
        """A clause of the normal form with the other's words before it and the speaker's own in the same turn."""
        return self._cached(*numbered(self._pieces, clause, previous, own))

    def forget(self) -> None:
        """Drop what is remembered of clauses read before, so that a measurement measures."""
        self._cached.cache_clear()

    def _run(self, ids: tuple[int, ...], first: int) -> Encoded:
        row = np.array([ids], dtype=np.int64)
        kinds = np.array([[0] * first + [1] * (len(ids) - first)], dtype=np.int64)
        marks, meaning = self._session.run(None, {"ids": row, "kinds": kinds})
        return Encoded(marks[0], meaning[0])


def numbered(
    pieces: WordPieces, clause: Sequence[str], previous: Sequence[str], own: Sequence[str]
) -> tuple[tuple[int, ...], int]:
    """What the encoder is fed, and how much of it is the clause; the words before it stand as another segment."""
    ids = [pieces.begin, *pieces.ids(clause)[:LONGEST], pieces.end]
    first = len(ids)
    if previous or own:
        ids += [*pieces.ids(previous)[-BEFORE:], pieces.end]
    if own:
        ids += [*pieces.ids(own)[-OWN_BEFORE:], pieces.end]
    return tuple(ids), first


def _checked(folder: Path) -> dict[str, Any]:
    try:
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
        for name, wanted in manifest["sha256"].items():
            if hashlib.sha256((folder / name).read_bytes()).hexdigest() != wanted:
                raise MachineError(f"The reader's file {name} is not the one it should be. Install the program again.")
    except (OSError, ValueError, KeyError) as error:
        raise MachineError(
            f"The reader's weights in {folder} can't be used: {error}. Install the program again."
        ) from error
    return manifest


def _session(path: Path) -> Any:
    import onnxruntime  # heavy: only where a model is really loaded

    onnxruntime.disable_telemetry_events()  # nothing leaves the machine
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = _THREADS
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
