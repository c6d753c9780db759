"""Whatever stands in a file: it loads, or it is told what is wrong, with file, line and field, within two seconds."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.unit.scenario.files import HOSTILE, SCENARIOS, SMALL
from trainer.scenario.load import Loaded, load, load_text
from trainer.scenario.problems import MOST, ScenarioProblems

LIMIT = 2.0
SHIPPED = sorted(SCENARIOS.rglob("*.yaml"))
ORIGINALS = [path.read_bytes() for path in (SMALL, SMALL, *SHIPPED, HOSTILE)]
SEEDS = 600

TOKENS = [
    b"&a ", b"*a", b"!!python/object:os.system ", b"- ", b"? ", b": ", b"{", b"}", b"[", b"]", b"'", b'"', b"|\n",
    b">-\n", b"\t", b"\x00", b"\x1b[31m", b"\xff", b"\xe2\x80\xa8", b"\xef\xbb\xbf", b"#", b"%YAML 1.1\n", b"---\n",
    b"...\n", b"<<: ", b"null", b"~", b"yes", b"-1", b"1e999", b".nan", b"9" * 400, b"0x1F", b"{boxes}", b"{{x}}",
    b"../../etc/passwd", b"\\", b"\n", b"\r", b"  ", b"@", b"`", b"x" * 5000, "ä\u202e👩".encode(), b"id: ", b"says: ",
    b"person: ", b"offer: x.yaml",
]  # fmt: skip


def outcome(path: Path) -> bool:
    """Whether the file loads. What it does instead must be a problem with file, line and field, in time."""
    begun = time.process_time()
    try:
        result: Loaded | ScenarioProblems = load(path)
    except ScenarioProblems as refused:
        result = refused
    assert time.process_time() - begun < LIMIT
    if isinstance(result, ScenarioProblems):
        told(result, len(path.read_bytes().splitlines()))
        return False
    again = load_text(result.text)
    assert (again.scenario, again.text) == (result.scenario, result.text)
    return True


def told(refused: ScenarioProblems, lines: int) -> None:
    assert any(problem.severity == "error" for problem in refused.problems)
    assert len(refused.problems) <= 2 * MOST
    for problem in refused.problems:
        assert problem.file
        assert 1 <= problem.line <= lines + 1
        assert problem.column >= 1
        assert problem.field
        assert len(problem.message) < 2_000
        assert problem.message.endswith((".", "?"))
        assert "\n" not in str(problem)


def delete(chance: random.Random, data: bytes) -> bytes:
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 2, 10, 100, 2000)) :]


def insert(chance: random.Random, data: bytes) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(TOKENS) + data[at:]


def flip(chance: random.Random, data: bytes) -> bytes:
    if not data:
        return data
    at = chance.randrange(len(data))
    return data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]


def truncate(chance: random.Random, data: bytes) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def with_lines(change: Callable[[random.Random, list[bytes]], None]) -> Callable[[random.Random, bytes], bytes]:
    def mutate(chance: random.Random, data: bytes) -> bytes:
        lines = data.split(b"\n")
        change(chance, lines)
        return b"\n".join(lines)

    return mutate


@with_lines
def drop_line(chance: random.Random, lines: list[bytes]) -> None:
    del lines[chance.randrange(len(lines))]


@with_lines
def repeat_line(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    lines.insert(at, lines[at])


@with_lines
def indent_line(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    lines[at] = lines[at][1:] if chance.random() < 0.5 else b" " * chance.randrange(1, 9) + lines[at]


@with_lines
def change_value(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    name, colon, _ = lines[at].partition(b":")
    lines[at] = name + colon + b" " + chance.choice(TOKENS)


@with_lines
def change_name(chance: random.Random, lines: list[bytes]) -> None:
    at = chance.randrange(len(lines))
    name, colon, value = lines[at].partition(b":")
    lines[at] = name[: -chance.randrange(1, 4)] + colon + value


MUTATIONS = (
    delete, insert, flip, truncate, drop_line, repeat_line, indent_line, change_value, change_value, change_name,
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in SHIPPED:
        if part.parent != SCENARIOS:
            target = tmp_path / part.relative_to(SCENARIOS)
            target.parent.mkdir(exist_ok=True)
            target.write_bytes(part.read_bytes())
    return tmp_path


def test_mutated_files_load_or_are_told_what_is_wrong(folder: Path) -> None:
    path = folder / "mutated.yaml"
    loads = 0
    for seed in range(SEEDS):
        chance = random.Random(seed)
        data = ORIGINALS[seed % len(ORIGINALS)]
        for _ in range(chance.choice((1, 1, 1, 2, 3, 20))):
            data = chance.choice(MUTATIONS)(chance, data)
        path.write_bytes(data)
        try:
            loads += outcome(path)
        except Exception as error:
            raise AssertionError(f"seed {seed}: {error!r}") from error
    assert 10 < loads < SEEDS - 100  # else nothing was tried


quick = settings(
    derandomize=True,
    database=None,
    max_examples=150,
    deadline=timedelta(seconds=LIMIT),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)

scalars = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=30)
    | st.sampled_from(["x", "{x}", "gail"])
)
names = st.sampled_from(
    [
        "id",
        "says",
        "needs",
        "person",
        "offer",
        "facts",
        "yes",
        "no",
        "from",
        "ask",
        "numbers",
        "endings",
        "brief",
        "face",
    ]
) | st.text(max_size=8)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=5), max_leaves=25
)


@quick
@given(st.binary(max_size=400))
def test_any_bytes(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "any.yaml"
    path.write_bytes(data)
    outcome(path)


@quick
@given(st.text(alphabet="ab:-?[]{}#&*!|>'\"%@`, \n\t\\~<=0", max_size=120))
def test_any_signs_of_yaml(tmp_path: Path, text: str) -> None:
    path = tmp_path / "signs.yaml"
    path.write_text(text, encoding="utf-8")
    outcome(path)


@quick
@given(st.dictionaries(names, trees, max_size=8))
def test_any_tree_of_fields(tmp_path: Path, tree: dict[str, object]) -> None:
    import yaml

    path = tmp_path / "tree.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), encoding="utf-8")
    outcome(path)


@quick
@given(st.sampled_from(sorted(set(SMALL.read_text("utf-8").split("\n")))), trees)
def test_any_value_in_any_field(tmp_path: Path, line: str, value: object) -> None:
    import yaml

    path = tmp_path / "field.yaml"
    name = line.partition(":")[0]
    written = yaml.safe_dump(value, default_flow_style=True, width=10_000).removesuffix("...\n").strip()
    text = SMALL.read_text("utf-8").replace(f"\n{line}\n", f"\n{name}: {written}\n", 1)
    path.write_text(text, encoding="utf-8")
    outcome(path)


def many(count: int, line: str) -> str:
    return "".join(line.format(n=n) for n in range(count))


SMALL_TEXT = SMALL.read_text("utf-8")
HUGE = {
    "deep lists": "a: " + "[" * 1_000_000,
    "deep mappings": "a: " + "{a: " * 250_000,
    "deep dashes": "a:\n" + "- " * 500_000,
    "deep questions": "? " * 500_000,
    "an open quote": "a: '" + "x" * 1_000_000,
    "an open bracket": "a: [" + "b, " * 300_000,
    "many fields": many(70_000, "a{n}: b\n"),
    "the same field": "a: b\n" * 200_000,
    "many lines": "\n" * 1_000_000,
    "many comments": "#\n" * 500_000,
    "many colons": "a" + ":" * 1_000_000,
    "many tabs": "\t" * 1_000_000,
    "a long word": "x" * 1_000_000,
    "a long name": "x" * 1_000_000 + ": y",
    "a folded text": "a: >\n" + " b\n\n" * 200_000,
    "escapes": 'a: "' + "\\n" * 500_000 + '"',
    "many anchors": many(20_000, "- &a{n} b\n"),
    "laughter": "a: &a [x]\n" + many(9_000, "b{n}: [*a, *a, *a]\n"),
    "many documents": "---\na: b\n" * 100_000,
    "unknown fields": SMALL_TEXT + many(9_000, "minutez{n}: x\n"),
    "unknown names": SMALL_TEXT.replace("must_not: [begs]", "must_not:\n" + many(19_000, "  - brush_of{n}\n")),
    "many ids": SMALL_TEXT.replace(
        "wishes:\n", "wishes:\n" + many(2_500, "- {{id: a{n}, what: x, ask: y, says: z}}\n")
    ),
    "names near many ids": SMALL_TEXT.replace(
        "wishes:\n", "wishes:\n" + many(2_400, "- {{id: wish_number_{n}, what: x, ask: y, says: z}}\n")
    ).replace("    worse_by: brush_off", "    worse_by: [" + many(60, "wish_numbr_{n}x, ") + "begs]"),
    "unknown figures": SMALL_TEXT.replace("says: Enough.", "says:\n" + many(18_000, "        - '{{number_{n}}}'\n")),
    "many figures": SMALL_TEXT.replace(
        "numbers: {boxes: 6}", "numbers: {boxes: 6, " + many(9_000, "boxes_number_{n}: 1, ") + "}"
    ).replace("About {boxes} boxes", "About " + "{boxes_numbr_1x}" * 200),
    "wrong kinds": SMALL_TEXT.replace("lexicon:\n", "lexicon:\n" + many(6_000, "  - {{name: [x], like: {{a: b}}}}\n")),
    "gates in a row": SMALL_TEXT.replace(
        "facts:\n",
        "facts:\n" + many(1_200, "- {{id: f{n}, about: x, ask: y, full: {{says: z, needs: {{known: g{n}}}}}}}\n"),
    ),
    "gates that open one by one": SMALL_TEXT.replace(
        "facts:\n",
        "facts:\n"
        + "".join(
            f"- {{id: f{n}, about: x, ask: y, full: {{says: z{n}, needs: {{known: f{n + 1}}}}}}}\n"
            for n in range(1_150)
        )
        + "- {id: f1150, about: x, ask: y, full: {says: z}}\n",
    ),
    "a huge number": SMALL_TEXT.replace("minutes: 5", "minutes: " + "9" * 3_900),
    "a huge figure": SMALL_TEXT.replace("boxes: 6", "boxes: " + "9" * 3_900),
    "thousands without end": SMALL_TEXT.replace("boxes: 6", "boxes: '" + ",111" * 900 + "x'"),
    "braces without end": SMALL_TEXT.replace("says: Enough.", "says: '" + "{" * 3_900 + "'"),
    "words without end": SMALL_TEXT.replace("says: Enough.", "says:\n" + many(240, "        - " + "x " * 1_900 + "\n")),
}


@pytest.mark.no_cover  # counting lines doubles the time
@pytest.mark.parametrize("name", HUGE)
def test_what_is_made_to_take_long_takes_no_longer(tmp_path: Path, name: str) -> None:
    path = tmp_path / "huge.yaml"
    path.write_text(HUGE[name], encoding="utf-8")
    outcome(path)
