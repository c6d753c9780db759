"""Statements of the Experience API: held against the rules of its data part, 1.0.3."""

from __future__ import annotations

import re
import uuid
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from tests.desktop.story_card import a_card
from tests.unit.report.calls import ACCOUNT, ID, hostile, row
from trainer.report.xapi import statements

_KEYS: dict[str, tuple[set[str], set[str]]] = {
    "statement": ({"actor", "verb", "object"}, {"id", "result", "context", "timestamp"}),
    "actor": ({"account"}, {"objectType", "name"}),
    "account": ({"homePage", "name"}, set()),
    "verb": ({"id"}, {"display"}),
    "object": ({"id"}, {"objectType", "definition"}),
    "definition": (set(), {"name", "description", "type", "moreInfo", "extensions"}),
    "result": (set(), {"score", "success", "completion", "response", "duration", "extensions"}),
    "score": (set(), {"scaled", "raw", "min", "max"}),
    "context": (set(), {"registration", "platform", "revision", "language", "extensions", "contextActivities"}),
}
"""What an object has to have, and what else it may have (2.4; others are to be refused, 2.2)."""
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:[^\s<>\"{}|\\^`]+")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DURATION = re.compile(r"P(?=.)(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+(\.\d{1,2})?S)?)?")
_STAMP = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")


def hold_to_the_rules(statement: dict[str, Any]) -> None:
    def part(name: str, value: Any) -> None:
        needed, allowed = _KEYS[name]
        assert needed <= value.keys() <= needed | allowed, name
        for key, inner in value.items():
            assert inner is not None, f"{name}.{key}: null is allowed in extensions alone"
            if key in _KEYS and isinstance(inner, dict):
                part(key, inner)
            if key == "extensions":
                assert all(_IRI.fullmatch(one) for one in inner)

    part("statement", statement)
    assert str(uuid.UUID(statement["id"])) == statement["id"]
    assert statement["actor"]["objectType"] == "Agent"
    assert _IRI.fullmatch(statement["actor"]["account"]["homePage"])
    assert _IRI.fullmatch(statement["verb"]["id"])
    assert _IRI.fullmatch(statement["object"]["id"])
    assert _IRI.fullmatch(statement["object"]["definition"]["type"])
    for words in (statement["verb"]["display"], statement["object"]["definition"]["name"]):
        assert all(_LANGUAGE.fullmatch(key) and isinstance(value, str) for key, value in words.items())
    assert _STAMP.fullmatch(statement["timestamp"])
    assert datetime.fromisoformat(statement["timestamp"])
    assert uuid.UUID(statement["context"]["registration"])
    result = statement["result"]
    assert _DURATION.fullmatch(result["duration"])
    assert isinstance(result["completion"], bool)
    if "score" in result:
        score = result["score"]
        assert -1 <= score["scaled"] <= 1
        assert score["min"] <= score["raw"] <= score["max"]
        assert score["min"] < score["max"]


def made(**changes: Any) -> list[dict[str, Any]]:
    found = list(statements(row(), a_card(**changes), ACCOUNT))
    for statement in found:
        hold_to_the_rules(statement)
    return found


def verbs(found: list[dict[str, Any]]) -> list[str]:
    return [one["verb"]["id"].removeprefix("http://adlnet.gov/expapi/verbs/") for one in found]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, ["completed", "failed"]),
        ({"total": 65}, ["completed", "passed"]),
        ({"total": None}, ["completed"]),
        ({"ending": "unfinished"}, ["attempted", "scored"]),
        ({"ending": "unfinished", "total": None}, ["attempted"]),
    ],
)
def test_what_is_said_of_a_call(changes: dict[str, Any], expected: list[str]) -> None:
    assert verbs(made(**changes)) == expected


def test_the_score_is_the_total() -> None:
    completed, failed = made()
    assert "score" not in completed["result"]
    assert failed["result"]["score"] == {"scaled": 0.52, "raw": 52, "min": 0, "max": 100}
    assert failed["result"]["success"] is False
    assert failed["result"]["duration"] == "PT702S"
    assert failed["timestamp"] == row().ended_at


def test_no_total_is_no_score_and_no_success() -> None:
    (only,) = made(total=None)
    assert not {"score", "success"} & only["result"].keys()


def test_the_five_marks_are_an_extension() -> None:
    extensions = made()[0]["result"]["extensions"]
    (marks,) = (value for key, value in extensions.items() if key.endswith("/marks"))
    assert marks["empathy"] == {"value": 47, "low": 41, "high": 53}
    assert marks["urgency"] is None


def test_the_actor_is_an_account_that_tells_nothing_of_them() -> None:
    assert made()[0]["actor"]["account"] == {"homePage": "https://sparring.invalid", "name": ACCOUNT}
    assert "Marta" not in str(made()[0]["actor"])


def test_the_same_statement_has_the_same_id_and_another_rubric_another() -> None:
    assert made() == made()
    ids = [one["id"] for one in made()] + [one["id"] for one in made(rubric="9")]
    assert len(set(ids)) == 4
    assert {one["context"]["registration"] for one in made()} == {ID}


def test_a_hostile_call_gives_statements_by_the_rules() -> None:
    session, card, _ = hostile()
    for scenario in ("hostile", "a b/../<c>?d#e"):
        for statement in statements(replace(session, scenario=scenario), card, ACCOUNT):
            hold_to_the_rules(statement)
