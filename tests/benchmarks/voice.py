"""The natural voice: understood, joined without a click, as quick as its model, speakers told apart, ready in time."""

from __future__ import annotations

import itertools
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from tests.benchmarks.prospect import _parts
from tools.word_error import word_errors
from trainer.assembly import lines_ahead, voice_traits
from trainer.scenario.schema import Scenario
from trainer.simulate.run import hold
from trainer.sound import RATE, Sound, joined
from trainer.speech.moonshine_ear import MoonshineEar
from trainer.speech.natural.engines import Kokoro
from trainer.speech.natural.speakers import FEMALE, JOE, MALE
from trainer.speech.natural.voice import NaturalVoice, installed
from trainer.speech.sound_files import resampled
from trainer.transcript import said_by_the_person
from trainer.utterance import VoiceTraits

Form = Literal["short", "full"]
LINES = {"short": 40, "full": 200}
TOLD_APART_BY = 6
"""Lines of each speaker."""
READING = 90.0
"""Seconds for which a brief is read."""
TURNS = 5
GAP = 0.04


def measure(form: Form = "short") -> list[dict[str, Any]]:
    if not installed():
        return []
    with tempfile.TemporaryDirectory() as folder:
        voice = NaturalVoice(Path(folder), Path(folder))
        try:
            return [
                *_understood(voice, form), *_joined(voice, form), *_speakers(voice, form),
                *_quick(voice, Path(folder), form), *_ready(voice, form),
            ]  # fmt: skip
        finally:
            voice.close()


def _row(name: str, value: Any, unit: str, bar: str, held: bool, form: Form, n: int) -> dict[str, Any]:
    return {
        "name": name,
        "issue": 8,
        "value": value,
        "unit": unit,
        "bar": bar,
        "held": bool(held),
        "form": form,
        "n": n,
    }


def _scenarios() -> dict[str, Scenario]:
    return {name: loaded.scenario for name, loaded in _parts()[2].items()}


def _some_lines(number: int, longest: int = 20) -> list[tuple[str, VoiceTraits, tuple[str, ...]]]:
    """Lines of the scenarios in turn, each with who speaks it and the names in it."""
    found: list[tuple[str, VoiceTraits, tuple[str, ...]]] = []
    tables = _parts()[1]
    scenarios = list(_scenarios().values())
    for place in itertools.count():
        scenario = scenarios[place % len(scenarios)]
        ahead = lines_ahead(scenario, tables, "Robin Vance")
        lines = [one for one in sorted(ahead) if 4 <= len(one.split()) <= longest]
        names = tuple(name.name for name in scenario.lexicon)
        found.append((lines[(7 * place) % len(lines)], voice_traits(scenario), names))
        if len(found) == number:
            return found
    raise AssertionError


def _understood(voice: NaturalVoice, form: Form) -> Iterator[dict[str, Any]]:
    ear = MoonshineEar()
    said, heard = [], []
    names: set[str] = set()
    for text, traits, known in _some_lines(LINES[form]):
        hearing = ear.listen()
        quiet = np.zeros(RATE // 5, np.int16)
        sound = resampled(voice.render(text, traits), RATE)
        hearing.hear(np.concatenate([quiet, sound.samples, quiet]))
        said.append(text)
        heard.append(hearing.finish().text)
        names |= set(known)
    errors = word_errors(said, heard, sorted(names))
    rate = 100 * errors.rate
    yield _row("word errors of the natural voice at the built-in ear", round(rate, 1), "%", "at most 6", rate <= 6,
               form, len(said))  # fmt: skip


def _joined(voice: NaturalVoice, form: Form) -> Iterator[dict[str, Any]]:
    """The longest silence at a joint, and the largest step there next to the largest inside the clauses."""
    gaps, steps = [], []
    lines = _some_lines(12)
    for (one, traits, _), (other, _, _) in itertools.pairwise(lines):
        parts = [voice.render(one, traits), voice.render(other, traits)]
        line = joined(parts)
        joint = len(parts[0].samples)
        gaps.append(_silence_at(line, joint))
        jump = np.abs(np.diff(line.samples.astype(np.int32)))
        steps.append(float(jump[joint - 1]) / float(jump.max()))
    worst = 1000 * max(gaps)
    yield _row("longest silence where clauses are joined", round(worst), "ms", "at most 40", worst <= 1000 * GAP + 1,
               form, len(gaps))  # fmt: skip
    yield _row("largest step at a joint, to the largest in the line", round(max(steps), 3), "×", "at most 0.1",
               max(steps) <= 0.1, form, len(steps))  # fmt: skip


def _silence_at(line: Sound, joint: int) -> float:
    """Seconds of silence (below -50 dBFS) around a place."""
    loud = np.abs(line.samples.astype(np.int32)) > 104
    before = np.flatnonzero(loud[:joint])
    after = np.flatnonzero(loud[joint:])
    first = joint - int(before[-1]) if len(before) else joint
    return (first + (int(after[0]) if len(after) else 0)) / line.rate


def _speakers(voice: NaturalVoice, form: Form) -> Iterator[dict[str, Any]]:
    """Every pair of speakers, each line assigned to the nearer of the two by the rest of their lines."""
    texts = [text for text, _, _ in _some_lines(TOLD_APART_BY)]
    people = {
        **{f"female {number}": VoiceTraits("female", variant=number) for number in range(len(FEMALE))},
        **{f"male {number}": VoiceTraits("male", variant=number) for number in range(len(MALE))},
        JOE.name: VoiceTraits("male", "en-us"),
    }
    heard = {name: np.stack([_print_of(voice.render(text, traits)) for text in texts])
             for name, traits in people.items()}  # fmt: skip
    every = np.concatenate(list(heard.values()))
    heard = {name: (prints - every.mean(0)) / every.std(0) for name, prints in heard.items()}
    apart = []
    for one, other in itertools.combinations(heard, 2):
        right = 0
        for mine, theirs in ((heard[one], heard[other]), (heard[other], heard[one])):
            for number in range(len(mine)):
                rest = np.delete(mine, number, axis=0).mean(0)
                right += np.linalg.norm(mine[number] - rest) < np.linalg.norm(mine[number] - theirs.mean(0))
        apart.append(right / (2 * len(texts)) >= 0.9)
    share = sum(apart) / len(apart)
    yield _row("pairs of speakers told apart by their sound", round(share, 2), "", "at least 0.9", share >= 0.9, form,
               len(apart))  # fmt: skip


def _print_of(sound: Sound) -> NDArray[np.float64]:
    """What a voice sounds like: the mean and spread of its cepstrum, and the height of its voice."""
    samples = resampled(sound, RATE).samples.astype(np.float64)
    frames = np.lib.stride_tricks.sliding_window_view(samples, 512)[::256] * np.hanning(512)
    frames = frames[np.sqrt((frames**2).mean(1)) > 300]
    power = np.abs(np.fft.rfft(frames)) ** 2
    edges = 700 * (10 ** (np.linspace(45, 2840, 28) / 2595) - 1) / (RATE / 512)
    bins = np.arange(power.shape[1])
    bank = np.stack([
        np.clip(np.minimum((bins - low) / (mid - low), (high - bins) / (high - mid)), 0, None)
        for low, mid, high in zip(edges, edges[1:], edges[2:], strict=False)
    ])  # fmt: skip
    mel = np.log(power @ bank.T + 1)
    ceps = mel @ np.cos(np.pi * np.outer(np.arange(26) + 0.5, np.arange(1, 14)) / 26)
    lags = np.fft.irfft(power)[:, RATE // 400 : RATE // 70]
    height = RATE / (RATE // 400 + lags.argmax(1))
    return np.concatenate([ceps.mean(0), ceps.std(0), [4 * np.log(np.median(height))]])


def _quick(voice: NaturalVoice, folder: Path, form: Form) -> Iterator[dict[str, Any]]:
    bare = Kokoro(folder, 2)
    lines = [text for text, _, _ in _some_lines(8)]
    bare.say("Right.", FEMALE[0], 1.0)
    begun, seconds = time.perf_counter(), 0.0
    for text in lines:
        seconds += len(bare.say(text, FEMALE[0], 1.0)) / bare.rate
    alone = time.perf_counter() - begun
    traits = VoiceTraits(rate=0.999)  # so that nothing of it lies in the cache
    voice.render("Right.", traits)
    begun = time.perf_counter()
    for text in lines:
        voice.render(text, traits)
    ours = time.perf_counter() - begun
    yield _row(f"rendering in our process to the bare model's ({alone / seconds:.2f} s a second of speech)",
               round(ours / alone, 2), "×", "at most 1.1", ours / alone <= 1.1, form, len(lines))  # fmt: skip


def _ready(voice: NaturalVoice, form: Form) -> Iterator[dict[str, Any]]:
    """Of the clauses of the first five turns, those that 90 s of rendering ahead (one thread) would have made."""
    reader, tables, scenarios, cast = _parts()
    with tempfile.TemporaryDirectory() as folder:
        one_thread = Kokoro(Path(folder), 1)
        lines = [text for text, _, _ in _some_lines(8)]
        one_thread.say("Right.", FEMALE[0], 1.0)
        begun = time.perf_counter()
        for text in lines:
            one_thread.say(text, FEMALE[0], 1.0)
        a_word = (time.perf_counter() - begun) / sum(len(text.split()) for text in lines)
    there = wanted = 0
    for loaded in list(scenarios.values())[:: 1 if form == "full" else 3]:
        scenario = loaded.scenario
        made: set[str] = set()
        left = READING
        for text in lines_ahead(scenario, tables, "Robin Vance"):
            left -= a_word * len(text.split())
            if left < 0:
                break
            made.add(text)
        call = hold(loaded, cast.rep("professional", scenario, 1), reader, tables, 1)
        spoken = [said.text for _, said in said_by_the_person(call.entries)][:TURNS]
        for text in spoken:
            wanted += 1
            there += _made_of(text, made)
    share = there / wanted
    yield _row("clauses of the first five turns ready after 90 s of reading, empty cache", round(share, 2), "",
               "at least 0.9", share >= 0.9, form, wanted)  # fmt: skip


def _made_of(text: str, made: Sequence[str] | set[str]) -> bool:
    """Whether a turn is put together from lines that are there."""
    left = text
    for line in sorted(made, key=len, reverse=True):
        left = left.replace(line, "")
    return not left.strip()
