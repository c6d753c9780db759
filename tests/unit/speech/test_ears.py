"""Which ear is chosen, and how often it may be asked."""

from importlib.util import find_spec
from pathlib import Path

import pytest

from trainer.errors import EarMissing
from trainer.speech import ears
from trainer.speech.ears import choose_ear
from trainer.speech.models import RECORD


class Built:
    def __init__(self, *paths):
        self.paths = paths
        self.name = " ".join(["built", *(path.name for path in paths)])


@pytest.fixture
def engines(monkeypatch):
    monkeypatch.setattr(ears, "VoskEar", Built)
    monkeypatch.setattr(ears, "MoonshineEar", Built)


def put_model(models, folder):
    for name in ("am/final.mdl", "conf/mfcc.conf", "graph/HCLG.fst", RECORD):
        path = models / folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"{}")
    return models / folder


def test_auto_takes_the_built_in_ear_where_no_model_is_and_says_how_to_get_one(engines, tmp_path):
    ear, line = choose_ear("auto", tmp_path, {})
    assert ear.paths == ()
    assert "built-in" in line
    assert "sparring models install small-en-us-0.15" in line
    assert "\n" not in line


def test_auto_takes_an_installed_english_model(engines, tmp_path):
    put_model(tmp_path, "vosk-model-small-en-us-0.15")
    ear, line = choose_ear("auto", tmp_path, {})
    assert ear.paths == (tmp_path / "vosk-model-small-en-us-0.15",)
    assert "--ear moonshine" in line


def test_the_most_accurate_installed_model_is_taken(engines, tmp_path):
    for name in ("vosk-model-small-en-us-0.15", "vosk-model-en-us-0.22-lgraph", "vosk-model-small-de-0.15"):
        put_model(tmp_path, name)
    assert choose_ear("vosk", tmp_path, {})[0].paths[0].name == "vosk-model-en-us-0.22-lgraph"


def test_a_model_of_another_language_is_not_taken(engines, tmp_path):
    put_model(tmp_path, "vosk-model-small-de-0.15")
    assert choose_ear("auto", tmp_path, {})[0].paths == ()
    with pytest.raises(EarMissing, match="sparring models install"):
        choose_ear("vosk", tmp_path, {})


def test_the_environment_names_a_model_that_lies_elsewhere(engines, tmp_path):
    put_model(tmp_path, "vosk-model-small-en-us-0.15")
    assert choose_ear("auto", tmp_path, {"SPARRING_VOSK_MODEL": "/elsewhere"})[0].paths == (Path("/elsewhere"),)


def test_moonshine_is_taken_when_asked_for(engines, tmp_path):
    put_model(tmp_path, "vosk-model-small-en-us-0.15")
    assert choose_ear("moonshine", tmp_path, {})[0].paths == ()


@pytest.mark.skipif(find_spec("moonshine_voice") is None, reason="no moonshine for this machine")
def test_a_damaged_model_is_told_and_the_built_in_ear_taken(tmp_path):
    put_model(tmp_path, "vosk-model-small-en-us-0.15")
    ear, line = choose_ear("auto", tmp_path, {})
    assert ear.name == "moonshine tiny-en"
    assert "damaged" in line
    with pytest.raises(EarMissing, match="damaged"):
        choose_ear("vosk", tmp_path, {})
