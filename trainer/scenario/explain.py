"""What the format's models find wrong, turned into sentences that an author understands."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, get_args

from trainer.scenario.document import Document
from trainer.scenario.problems import MOST, FieldPath, Problem, did_you_mean, nearest, one_of, shown

if TYPE_CHECKING:
    from pydantic import BaseModel, ValidationError
    from pydantic_core import ErrorDetails

_PATTERNS = {
    "id": "must be small letters, digits and _, beginning with a letter",
    "language": "must be a language such as en or en-GB",
    "currency": "must be three capitals such as GBP",
}

_UNION = ("float", "bool", "str", "constrained-str")
"""What pydantic adds to the path of a value that may be of several kinds."""


def explain(error: ValidationError, document: Document, model: type[BaseModel]) -> list[Problem]:
    """The first ``MOST`` errors of validating ``document.data`` as ``model``. A field that is missing only because its
    name is misspelt is not told twice."""
    details = error.errors(include_url=False)[: 2 * MOST]
    found: dict[tuple[FieldPath, str], Problem] = {}
    misspelt: set[FieldPath] = set()
    for one in sorted(details, key=lambda one: one["type"] == "missing"):
        if one["loc"] in misspelt or (one["type"] == "too_short" and _holds_another(one["loc"], details)):
            continue
        problem = _problem(one, document, model)
        if one["type"] == "extra_forbidden":
            misspelt.add((*one["loc"][:-1], problem.instead))
        found.setdefault((one["loc"][:-1] if _of_union(one) else one["loc"], problem.message), problem)
    return list(found.values())[:MOST]


def _holds_another(path: FieldPath, details: Sequence[ErrorDetails]) -> bool:
    """Whether something is wrong inside: pydantic counts the items that are right, an author those that are there."""
    return any(len(one["loc"]) > len(path) and one["loc"][: len(path)] == path for one in details)


def _of_union(details: ErrorDetails) -> bool:
    return bool(details["loc"]) and details["loc"][-1] in _UNION


def _problem(details: ErrorDetails, document: Document, model: type[BaseModel]) -> Problem:
    path, kind, value = details["loc"], details["type"], details["input"]
    context: Mapping[str, Any] = details.get("ctx") or {}
    if path and path[-1] == "[key]":
        return _wrong_key(path[:-1], kind, context, document)
    if _of_union(details):
        return document.problem(path[:-1], "This must be a number, true or false, or a text.")
    if kind == "extra_forbidden":
        if value is None and str(path[-1]).isdigit():
            message = "A comma ends a value inside braces; put a number with a comma in it in quotes."
            return document.problem(path, message, at_key=True)
        return _unknown_field(path, document, model)
    if kind == "missing":
        state = "empty; write something" if document.names(path) else "missing here"
        return document.problem(path, f"“{path[-1]}” is {state}.", at_key=True)
    message, instead = _sentence(str(path[-1]) if path else "", kind, value, context)
    return document.problem(path, message, instead=instead)


def _wrong_key(path: FieldPath, kind: str, context: Mapping[str, Any], document: Document) -> Problem:
    key = str(path[-1])
    if kind == "literal_error":
        words = _expected(context)
        near = nearest(key, words)
        message = f"There is no {shown(key)} here.{did_you_mean(near) or f' It can be {one_of(words)}.'}"
        return document.problem(path, message, at_key=True, instead=near)
    message = f"The name {shown(key)} {_PATTERNS['id']}."
    return document.problem(path, message, at_key=True, instead=_as_identifier(key))


def _unknown_field(path: FieldPath, document: Document, model: type[BaseModel]) -> Problem:
    key, known = str(path[-1]), _fields_at(path[:-1], model)
    near = nearest(key, known)
    hint = did_you_mean(near) or (f" Here stand {', '.join(known)}." if known else "")
    return document.problem(path, f"No field is called {shown(key)} here.{hint}", at_key=True, instead=near)


def _fields_at(path: FieldPath, model: type[BaseModel]) -> Sequence[str]:
    """Names of the fields that the mapping at ``path`` may have."""
    at: Any = model
    for step in path:
        if isinstance(step, str) and (fields := getattr(at, "model_fields", None)):
            by_name = {field.alias or name: field.annotation for name, field in fields.items()}
            at = _model_in(by_name.get(step))
    fields = getattr(at, "model_fields", {})
    return [field.alias or name for name, field in fields.items()]


def _model_in(annotation: Any) -> Any:
    """The first model inside an annotation such as ``tuple[Fact, ...]`` or ``Answer | None``."""
    if hasattr(annotation, "model_fields"):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)


def _sentence(name: str, kind: str, value: object, context: Mapping[str, Any]) -> tuple[str, str]:
    """The message, and the word that would be right."""
    if value is None:
        return "This is empty; write something or leave it out.", ""
    if kind == "literal_error":
        words = _expected(context)
        near = nearest(str(value), words)
        subject = f"“{name}”" if name and not name.isdigit() else "This"
        return f"{subject} is {shown(value)}.{did_you_mean(near) or f' It must be {one_of(words)}.'}", near
    if kind == "string_pattern_mismatch":
        return _pattern(name, str(value))
    if kind == "value_error":
        text = str(context.get("error", "this can't be right"))
        return f"{text[:1].upper()}{text[1:]}.", ""
    if kind in _FIXED:
        return _FIXED[kind](value, context), ""
    return f"{shown(value)} can't stand here.", ""


def _pattern(name: str, value: str) -> tuple[str, str]:
    rule = _PATTERNS.get(name, _PATTERNS["id"])
    near = _as_identifier(value) if rule == _PATTERNS["id"] else ""
    return f"{shown(value)} {rule}.{did_you_mean(near)}", near


def _as_identifier(text: str) -> str:
    words = re.sub(r"[^a-z0-9]+", "_", text.casefold()).strip("_")
    return words[:60].rstrip("_") if re.match("[a-z]", words) else ""


def _expected(context: Mapping[str, Any]) -> list[str]:
    return re.findall(r"'([^']*)'", str(context.get("expected", "")))


def _kind_of(value: object) -> str:
    return "a list" if isinstance(value, (list, tuple)) else "fields" if isinstance(value, dict) else shown(value)


def _wants(what: str) -> Callable[[object, Mapping[str, Any]], str]:
    return lambda value, _: f"This must be {what}, and it is {_kind_of(value)}."


def _limit(words: str, key: str) -> Callable[[object, Mapping[str, Any]], str]:
    return lambda value, context: f"This is {shown(value)}; it must be {words} {context.get(key, '')}."


def _too_many(value: object, context: Mapping[str, Any]) -> str:
    return f"Here stand {context.get('actual_length')}; there can be {context.get('max_length')} at most."


def _too_few(value: object, context: Mapping[str, Any]) -> str:
    return "This list is empty; it needs at least one."


def _kinds() -> Iterator[tuple[str, Callable[[object, Mapping[str, Any]], str]]]:
    yield "too_long", _too_many
    yield "too_short", _too_few
    yield "string_too_short", lambda value, _: "This text is empty."
    yield "string_too_long", lambda value, context: f"This text has more than {context.get('max_length')} characters."
    yield "string_type", _wants("a text")
    for kind in ("int_type", "int_parsing", "int_from_float", "int_parsing_size"):
        yield kind, _wants("a whole number")
    for kind in ("float_type", "float_parsing", "finite_number"):
        yield kind, _wants("a number")
    for kind in ("bool_type", "bool_parsing"):
        yield kind, _wants("true or false")
    for kind in ("tuple_type", "list_type"):
        yield kind, _wants("a list (lines that begin with a dash, or [a, b])")
    for kind in ("model_type", "model_attributes_type", "dict_type"):
        yield kind, _wants("fields, each with a name, a colon and a value")
    yield "greater_than_equal", _limit("at least", "ge")
    yield "less_than_equal", _limit("at most", "le")


_FIXED = dict(_kinds())
