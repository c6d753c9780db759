from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pytest

from trainer import cli
from trainer.commands.reading import answers
from trainer.pathway.acts import ACTS
from trainer.pathway.explanation import explain
from trainer.pathway.reader import PathwayReader


@pytest.fixture(scope="module")
def reader() -> PathwayReader:
    return PathwayReader.shipped()


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SPARRING_HOME", str(tmp_path))


def typed(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(text))


def test_each_line_is_answered_with_its_id(
    reader: PathwayReader, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, '{"id": "a", "speaker": "rep", "text": "What does that do to you?"}\n\n{"id": 2, "text": ""}\n')
    assert cli.main(["read"]) == 0
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert (first["id"], second["id"]) == ("a", 2)
    assert set(first["acts"]) == set(ACTS)
    assert first["acts"]["open_question"] > 0.5
    assert first == next(iter(answers(['{"id": "a", "text": "What does that do to you?"}'], reader)))


@pytest.mark.parametrize(
    ("line", "known"),
    [("garbage", None), ("[1]", None), ('{"id": 3}', 3), ('{"id": 4, "text": 5}', 4), ("[" * 100_000, None),
     ('{"id": 5, "text": "a", "previous": []}', 5)],
)  # fmt: skip
def test_a_broken_line_is_told_and_the_rest_is_read(
    line: str, known: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed(monkeypatch, line + '\n{"id": 9, "text": "Hello."}\n')
    assert cli.main(["read"]) == 1
    first, second = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert first["id"] == known
    assert first["error"]
    assert second["id"] == 9


def test_lines_are_answered_as_they_come(reader: PathwayReader) -> None:
    def lines() -> Any:
        yield '{"id": 1, "text": "Hello."}'
        raise AssertionError("the second line was asked for before the first was answered")

    assert next(iter(answers(lines(), reader)))["id"] == 1


def test_an_act_is_explained_by_the_words_without_which_it_is_gone(reader: PathwayReader) -> None:
    found = explain(reader, "What does that do to your Mondays?", "It never matches.")
    why = next(why for why in found.acts if why.act == "open_question")
    assert "What" in why.words
    assert why.likelihood == reader.acts("What does that do to your Mondays?", "It never matches.")["open_question"]
    assert explain(reader, "").acts == ()


def test_the_explanation_is_told_in_plain_words(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["explain", "Is now a bad moment?\x1b[31m", "--previous", "Hello?"]) == 0
    told = capsys.readouterr().out
    assert "closed question" in told
    assert "\x1b" not in told
    assert cli.main(["explain", "Is now a bad moment?", "--json"]) == 0
    assert {"acts", "near", "sentiment", "behaviours"} == set(json.loads(capsys.readouterr().out))
