"""Reading a YAML file that nobody vouches for into plain data, with the place of everything in it.

Of YAML only what a scenario needs is read: mappings, lists and texts. What a scalar means (a number, true, a text) the
format decides later, by what it wants at that place; so ``yes`` and ``no`` stay words and ``value: 5,200`` is a text.
Anchors, aliases, tags, duplicate keys and control characters are refused, and everything has a limit.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

import yaml

from trainer.scenario.problems import MOST, FieldPath, Problem, ScenarioProblems, field_name, shown

MAX_BYTES = 1 << 20
MAX_DEPTH = 20
MAX_NODES = 20_000
MAX_TEXT = 4_000

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
_LINE_BREAK = re.compile("\r\n|\r|\n")
_EMPTY = frozenset({"", "~", "null", "Null", "NULL"})

_SENTENCES = (
    ("mapping values are not allowed", "A colon with a space after it stands inside a text; put the text in quotes."),
    ("did not find expected key", "This line does not fit: it is indented too much or too little, or a quote is open."),
    ("expected <block end>", "This line does not fit: it is indented too much or too little, or a quote is open."),
    ("did not find expected '-' indicator", "This line does not fit into the list above it; check how it is indented."),
    ("could not find expected ':'", "A field needs a colon and a space after its name."),
    ("did not find expected ',' or", "A comma or a closing bracket is missing."),
    ("expected ',' or", "A comma or a closing bracket is missing."),
    ("found unexpected end of stream", "A quote is opened and never closed."),
    ("found unexpected document indicator", "A quote is opened and never closed."),
    ("unknown escape character", "In double quotes a backslash begins a special sign; use single quotes."),
    ("did not find expected hexdecimal", "In double quotes a backslash begins a special sign; use single quotes."),
    ("invalid Unicode character escape", "In double quotes a backslash begins a special sign; use single quotes."),
    ("block sequence entries are not allowed", "A dash can't begin a list here; begin it on a line of its own."),
    ("did not find expected node content", "Something is missing here, or a sign needs quotes around it."),
    ("did not find expected alphabetic", "A text that begins with & or * must stand in quotes."),
    ("did not find expected <document start>", "Only one scenario can stand in a file, and nothing before it."),
)


class Place(NamedTuple):
    """Line and column, counted from 1."""

    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class Source:
    """A file as plain data: dicts, lists and texts as they are written, and None for what is left empty.

    ``values`` and ``keys`` hold the places of every value and of every key, by path.
    """

    name: str
    data: dict[str, Any]
    values: Mapping[FieldPath, Place]
    keys: Mapping[FieldPath, Place]

    def place(self, path: FieldPath, at_key: bool = False) -> Place:
        """Where the value (or its key) stands; for what is not in the file, the nearest thing around it."""
        for end in range(len(path), -1, -1):
            part = path[:end]
            if found := (self.keys.get(part) if at_key else None) or self.values.get(part) or self.keys.get(part):
                return found
        return Place()

    def known_path(self, path: FieldPath) -> FieldPath:
        """The path without what the file does not spell out (the list around a single line)."""
        end = len(path)
        while end > 1 and path[:end] not in self.values and path[: end - 1] in self.values:
            if isinstance(path[end - 1], str):
                break
            end -= 1
        return path[:end]


def read(content: bytes, name: str) -> Source:
    """Read a file's bytes; ``name`` is what problems call it.

    Raises ScenarioProblems if it is not YAML of the plain kind, or over a limit. Takes well under a second for
    anything that keeps to ``MAX_BYTES`` where PyYAML has its C parser (as its wheels do).
    """
    builder = _Builder(name)
    text = _decoded(content, builder)
    data = builder.build(text)
    if builder.problems:
        raise ScenarioProblems(builder.problems)
    return Source(name, data, builder.values, builder.keys)


class _Stop(Exception):
    """Reading on makes no sense; the problem has been noted."""


def _decoded(content: bytes, builder: _Builder) -> str:
    if len(content) > MAX_BYTES:
        raise ScenarioProblems([builder.problem("The file is larger than 1 MiB.", Place())])
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        message = "The file is not saved as UTF-8; save it as UTF-8 in your editor."
        raise ScenarioProblems([builder.problem(message, Place(line))]) from None
    if found := _FORBIDDEN.search(text):
        before = _LINE_BREAK.split(text[: found.start()])
        place = Place(len(before), len(before[-1]) + 1)
        raise ScenarioProblems([builder.problem(_unseen(found[0]), place)])
    return text


def _unseen(sign: str) -> str:
    return f"A control character (U+{ord(sign):04X}) stands here; delete it."


def _parser(text: str) -> Any:
    """PyYAML's event stream: from its C parser where it was built with one, else 20 times slower."""
    if yaml.__with_libyaml__:
        return yaml.CSafeLoader(text)
    return yaml.SafeLoader(text)


class _Builder:
    """Builds plain data from parser events, and notes places and problems as it goes."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.values: dict[FieldPath, Place] = {}
        self.keys: dict[FieldPath, Place] = {}
        self._root: dict[str, Any] = {}
        self._at: FieldPath = ()
        self._nodes = 0

    def problem(self, message: str, place: Place) -> Problem:
        field = field_name(self._at, self._root)
        return Problem(self.name, place.line, field, message, column=place.column)

    def build(self, text: str) -> dict[str, Any]:
        try:
            return self._document(_parser(text))
        except yaml.YAMLError as error:
            self._note(_sentence(error, text), _place_of(error, text))
        except _Stop:
            pass
        return {}

    def _note(self, message: str, place: Place) -> None:
        self.problems.append(self.problem(message, place))
        if len(self.problems) >= MOST:
            raise _Stop

    def _refuse(self, message: str, place: Place) -> _Stop:
        self.problems.append(self.problem(message, place))
        return _Stop()

    def _document(self, parser: Any) -> dict[str, Any]:
        parser.get_event()  # the stream's start
        start = parser.get_event()
        if isinstance(start, yaml.StreamEndEvent):
            raise self._refuse("The file is empty.", Place())
        event = parser.get_event()
        if not isinstance(event, yaml.MappingStartEvent):
            raise self._refuse("The file must hold fields, each with a name, a colon and a value.", _place(event))
        self._node(parser, event, (), 1, lambda root: None)
        parser.get_event()  # the document's end
        after = parser.get_event()
        if not isinstance(after, yaml.StreamEndEvent):
            self._at = ()
            raise self._refuse("Only one scenario can stand in a file; this begins a second one.", _place(after))
        return self._root

    def _node(self, parser: Any, event: Any, path: FieldPath, depth: int, put: Callable[[Any], object]) -> None:
        """Read what begins with ``event`` and ``put`` it where it belongs; lists and mappings before they are filled,
        so that a problem inside them can name them."""
        self._at = path
        place = _place(event)
        self.values[path] = place
        self._count(place)
        if isinstance(event, yaml.AliasEvent):
            self._note("References with * are not read here; write the thing out.", place)
            return
        if event.anchor is not None:
            self._note("Anchors with & are not read here; put a text that begins with & in quotes.", place)
        if event.tag is not None:
            self._note("Tags with ! are not read here; put a text that begins with ! in quotes.", place)
        if isinstance(event, yaml.ScalarEvent):
            put(self._text(event, place))
            return
        if depth > MAX_DEPTH:
            raise self._refuse(f"This is nested deeper than {MAX_DEPTH} levels.", place)
        if isinstance(event, yaml.MappingStartEvent):
            fields: dict[str, Any] = {} if path else self._root
            put(fields)
            self._mapping(parser, path, depth, fields)
        else:
            items: list[Any] = []
            put(items)
            self._list(parser, path, depth, items)

    def _mapping(self, parser: Any, path: FieldPath, depth: int, fields: dict[str, Any]) -> None:
        while not isinstance(event := parser.get_event(), yaml.MappingEndEvent):
            self._at = path
            key, place = self._key(event), _place(event)
            inner = (*path, key)
            if first := self.keys.get(inner):
                self._note(f"{shown(key)} stands here a second time; the first is on line {first.line}.", place)
            self.keys.setdefault(inner, place)
            self._at = inner
            self._node(parser, parser.get_event(), inner, depth + 1, partial(fields.setdefault, key))

    def _key(self, event: Any) -> str:
        place = _place(event)
        self._count(place)
        if not isinstance(event, yaml.ScalarEvent):
            raise self._refuse("The name of a field must be a plain word.", place)
        if event.anchor is not None or event.tag is not None:
            self._note("Anchors and tags (& and !) are not read here.", place)
        self._text(event, place)
        key: str = event.value
        return key

    def _list(self, parser: Any, path: FieldPath, depth: int, items: list[Any]) -> None:
        while not isinstance(event := parser.get_event(), yaml.SequenceEndEvent):
            self._node(parser, event, (*path, len(items)), depth + 1, items.append)

    def _text(self, event: Any, place: Place) -> str | None:
        text: str = event.value
        if event.implicit[0] and text in _EMPTY:
            return None
        if len(text) > MAX_TEXT:
            self._note(f"A text has at most {MAX_TEXT:,} characters; this one has {len(text):,}.", place)
        if found := _FORBIDDEN.search(text):
            self._note(_unseen(found[0]), place)
        return text

    def _count(self, place: Place) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise self._refuse(f"The file holds more than {MAX_NODES:,} things.", place)


def _place(event: Any) -> Place:
    mark = event.start_mark
    return Place(mark.line + 1, mark.column + 1)


def _place_of(error: yaml.YAMLError, text: str) -> Place:
    marks = [getattr(error, name, None) for name in ("problem_mark", "context_mark")]
    if "quoted scalar" in str(getattr(error, "context", "")):
        marks.reverse()  # where a quote was opened says more than where the file ends
    mark = marks[0] or marks[1]
    if mark is None:
        return Place()
    last = len(_LINE_BREAK.split(text))
    return Place(min(mark.line + 1, last), mark.column + 1)


def _sentence(error: yaml.YAMLError, text: str) -> str:
    problem = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "it breaks off")
    if "cannot start any token" in problem:
        place = _place_of(error, text)
        sign = _LINE_BREAK.split(text)[place.line - 1][place.column - 1 : place.column]
        if sign == "\t":
            return "A tab stands here; indent with spaces."
        return f"A text can't begin with {sign or 'this sign'}; put it in quotes."
    for part, sentence in _SENTENCES:
        if part in problem:
            return sentence
    return f"This can't be read as YAML: {problem}."
