"""What the vosk ear says when its model can't be used."""

import sys
from types import SimpleNamespace

import pytest

from trainer.errors import EarMissing
from trainer.speech.vosk_ear import VoskEar, VoskHearing


def looks_like_a_model(folder):
    for name in ("am/final.mdl", "conf/mfcc.conf", "graph/HCLG.fst"):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"not really")
    return folder


def test_no_folder(tmp_path):
    with pytest.raises(EarMissing, match=r"no vosk model in .*sparring models install"):
        VoskEar(tmp_path / "none")


def test_half_a_model(tmp_path):
    folder = looks_like_a_model(tmp_path / "vosk-model-x")
    (folder / "graph/HCLG.fst").unlink()
    with pytest.raises(EarMissing, match="no whole vosk model"):
        VoskEar(folder)


def test_a_damaged_model(tmp_path):
    with pytest.raises(EarMissing, match="damaged"):
        VoskEar(looks_like_a_model(tmp_path / "vosk-model-x"))


def test_on_windows_an_accented_path_is_told(tmp_path):
    with pytest.raises(EarMissing, match="accented"):
        VoskEar(looks_like_a_model(tmp_path / "Jürgen"), platform="win32")


def test_no_vosk_for_this_machine(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "vosk", None)
    with pytest.raises(EarMissing, match="--ear moonshine"):
        VoskEar(looks_like_a_model(tmp_path / "vosk-model-x"))


def test_its_name_is_engine_and_model(tmp_path, monkeypatch):
    engine = SimpleNamespace(SetLogLevel=lambda level: None, Model=lambda path: path, KaldiRecognizer=None)
    monkeypatch.setitem(sys.modules, "vosk", engine)
    assert VoskEar(looks_like_a_model(tmp_path / "vosk-model-small-en-us-0.15")).name == "vosk small-en-us-0.15"


class Recogniser:
    """Declares an utterance over after every block."""

    def AcceptWaveform(self, data):
        assert isinstance(data, bytes)
        return 1

    def Result(self):
        return '{"text": "one", "result": [{"word": "one", "start": 0.5, "end": 1.0, "conf": 1.000001}]}'

    def PartialResult(self):
        return '{"partial": "two"}'

    def FinalResult(self):
        return '{"text": ""}'


def test_what_the_engine_ends_by_itself_is_kept():
    import numpy as np

    hearing = VoskHearing(Recogniser())
    hearing.hear(np.full(160, 1000, dtype=np.int16))
    hearing.hear(np.full(160, 1000, dtype=np.int16))
    assert hearing.so_far() == "one one two"
    found = hearing.finish()
    assert found.text == "one one"
    assert [(word.start, word.end, word.confidence) for word in found.words] == [(8000, 16000, 1.0)] * 2
    assert found.confidence == 1.0
