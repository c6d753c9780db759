"""The format as JSON Schema, so that an author's editor completes fields and underlines what is wrong."""

from __future__ import annotations

import json
from typing import Any

from trainer.scenario.schema import FORMAT, Scenario

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_FILE_NAME = {"type": "string", "pattern": r"^[^/\\:][^\\:]*\.ya?ml$"}


def json_schema() -> dict[str, Any]:
    """Scenario format 1 as JSON Schema (draft 2020-12). What only the whole file shows is left to ``check``."""
    schema: dict[str, Any] = _tidied(Scenario.model_json_schema(by_alias=True))
    for field in ("person", "offer"):
        inline = schema["properties"][field]
        description = inline.pop("description")
        schema["properties"][field] = {"description": description, "anyOf": [inline, _FILE_NAME]}
    return {"$schema": _DIALECT, "title": f"Sparring scenario, format {FORMAT}"} | schema


def as_file() -> str:
    """What docs/scenario.schema.json holds."""
    return json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"


def _tidied(schema: Any) -> Any:
    """Without the titles that pydantic makes up, and with texts that may be written as a number."""
    if isinstance(schema, list):
        return [_tidied(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {
        key: {name: _tidied(item) for name, item in value.items()} if key in ("properties", "$defs") else _tidied(value)
        for key, value in schema.items()
        if key not in ("title", "default")
    }
    if tidy.get("type") == "string" and not {"enum", "pattern", "const"} & set(tidy):
        tidy["type"] = ["string", "number", "boolean"]
    return tidy
