from __future__ import annotations

import os
from pathlib import Path

import numpy as np

from trainer.sound import RATE, Sound
from trainer.speech.voice_cache import VoiceCache


def tone(seconds: float = 0.2, seed: int = 1) -> Sound:
    noise = np.random.default_rng(seed).normal(0, 3000, int(seconds * RATE))
    return Sound(noise.astype(np.int16), RATE)


def test_a_line_comes_back_as_it_was(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path)
    assert cache.get("Right.", "joe 1") is None
    cache.put("Right.", "joe 1", tone())
    found = cache.get("Right.", "joe 1")
    assert found is not None
    assert np.array_equal(found.samples, tone().samples)
    assert found.rate == RATE


def test_another_voice_or_text_is_another_line(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path)
    cache.put("Right.", "joe 1", tone())
    assert not cache.has("Right.", "joe 2")
    assert not cache.has("Right", "joe 1")


def test_a_broken_file_counts_as_none_and_is_mended(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path)
    cache.path_of("Right.", "joe 1").write_bytes(b"fLaC and then nothing")
    assert cache.get("Right.", "joe 1") is None
    cache.put("Right.", "joe 1", tone())
    assert cache.get("Right.", "joe 1") is not None


def test_it_is_bounded_and_the_oldest_go_first(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path, most=60_000)
    for number in range(12):
        cache.put(str(number), "joe", tone(seed=number))
        os.utime(cache.path_of(str(number), "joe"), (number, number))
    kept = [number for number in range(12) if cache.has(str(number), "joe")]
    assert kept == list(range(12 - len(kept), 12))
    assert 0 < len(kept) < 12
    assert sum(path.stat().st_size for path in tmp_path.iterdir()) <= 60_000


def test_a_folder_that_is_gone_costs_nothing_but_time(tmp_path: Path) -> None:
    cache = VoiceCache(tmp_path / "voices")
    cache.put("Right.", "joe", tone())
    assert cache.get("Right.", "joe") is None
