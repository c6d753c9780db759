from __future__ import annotations

from typing import Any

from tests.unit.scenario.files import ROOT
from trainer.scenario.for_editors import as_file, json_schema
from trainer.scenario.schema import Scenario


def test_the_file_in_docs_is_current() -> None:
    in_docs = (ROOT / "docs" / "scenario.schema.json").read_text(encoding="utf-8")
    assert in_docs == as_file(), "write it anew: trainer.scenario.for_editors.as_file()"


def test_person_and_offer_are_inline_or_the_name_of_a_file() -> None:
    inline, by_name = json_schema()["properties"]["person"]["anyOf"]
    assert inline == {"$ref": "#/$defs/Person"}
    assert by_name["type"] == "string"


def test_fields_are_called_as_in_files() -> None:
    schema = json_schema()
    assert schema["$defs"]["OrbitPath"]["required"] == ["from", "won_at"]
    assert {"set_off_by", "settled_by", "worse_by", "comes_back"} <= set(schema["$defs"]["Objection"]["properties"])
    assert "title" in schema["properties"]


def test_a_line_may_stand_alone_or_in_a_list() -> None:
    alone, several = json_schema()["$defs"]["Answer"]["properties"]["says"]["anyOf"]
    assert "string" in alone["type"]
    assert (several["type"], several["minItems"]) == ("array", 1)


def test_a_text_may_look_like_a_number() -> None:
    assert "number" in json_schema()["$defs"]["Number"]["properties"]["value"]["type"]


def test_every_part_of_the_format_is_described() -> None:
    schema = json_schema()
    parts: dict[str, Any] = schema["$defs"]
    assert [name for name, part in parts.items() if not part.get("description")] == []


def test_what_an_author_can_not_guess_is_described() -> None:
    described = json_schema()["$defs"]["Objection"]["properties"]
    assert all("description" in described[name] for name in ("set_off_by", "settled_by", "worse_by", "comes_back"))


def test_all_fields_of_the_format_are_in_it() -> None:
    assert set(json_schema()["properties"]) == set(Scenario.model_fields)
