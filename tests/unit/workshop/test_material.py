from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest

from tools.reader import material
from tools.reader.exam import ENOUGH_BEHAVIOURS, ENOUGH_KAPPA, BehaviourResult, confusions, kappa, macro
from tools.reader.material import LabelledCall, LabelledTurn, Labels
from tools.reader.pack import Wrong, pack, span
from trainer.pathway.acts import ACTS
from trainer.pathway.behaviours import behaviours
from trainer.pathway.reader import PathwayReader

CALL = """PERSON: Ada Brill, baker
OFFER: Ovens
REP: Morning Ada, Tom from Hearth.
PROSPECT: Oh. [pause] Go on.
"""

EXCHANGES = """# asks_leave
P: Yes?
R: Bad time? Tom from Hearth. | names_self asks_leave
R: Ada, is it. | uses_name
P: No.
R: Leave it with me. |
# oq
P: Well.
R: Right, and how did that go? | oq ak s+
R: Mm. | s0
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {
        "calls/w01c01.txt": CALL,
        "labels/A/w01c01.txt": "1 st s+ | names_self{Tom from .. Hearth}; uses_name{Ada}\n2 ak s0 | !asks\n",
        "labels/B/w01c01.txt": "1 st s0 | names_self{Tom from .. Hearth}\n2 ak s0 |\n",
        "settled/w01c01.txt": "1 uses_name yes\n",
        "exchanges/e1.txt": EXCHANGES,
        "questions/p1.txt": "# Ada\nFACT: what it costs\nA: Ten.\nQ: How much?\n\nFACT: who pays\nA: Me.\n",
    }.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def test_a_call_is_packed_with_what_both_saw(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert pack(folder, folder / "out" / "assets/material") == {"train": 1, "exchanges": 5, "questions": 2}
    monkeypatch.setattr(material, "shipped", lambda path: folder / "out" / path)
    (call,) = material._read()
    first, second = call.turns
    assert call.head["OFFER"] == "Ovens"
    assert first.labels[0].behaviours == (("names_self", (2, 5)), ("uses_name", (1, 2)))
    assert first.has("names_self")
    assert first.has("uses_name")
    assert not first.has("asks_leave")
    assert first.share("small_talk") == 1
    assert second.previous == first.text
    assert second.labels[0].events == {"asks"}


def test_exchanges_and_questions_are_packed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pack(folder, folder / "assets/material")
    monkeypatch.setattr(material, "shipped", lambda path: folder / path)
    material.exchanges.cache_clear()
    try:
        leave, other, miss, act, bare = material.exchanges()
    finally:
        material.exchanges.cache_clear()
    assert (leave.person, leave.rep) == ("Yes?", "Bad time? Tom from Hearth.")
    assert leave.behaviours == frozenset(("asks_leave", "names_self"))
    assert leave.acts is None
    assert (other.person, other.behaviours) == ("", frozenset(["uses_name"]))
    assert miss.behaviours == frozenset()
    assert (act.acts, act.sentiment, act.behaviours) == (frozenset(("open_question", "acknowledgement")), 0.5, None)
    assert bare.acts == frozenset()
    assert material.questions() == {"p1": [["what it costs", "Ten.", "How much?"], ["who pays", "Me."]]}
    assert material.questions("tune") == {}


@pytest.mark.parametrize("line", ["R: no bar", "R: what of it | flatters", "nothing", "Q: who? | asks_leave"])
def test_an_exchange_that_cant_be_understood_stops_the_packing(folder: Path, line: str) -> None:
    (folder / "exchanges/e1.txt").write_text(f"# asks_leave\n{line}\n", "utf-8")
    with pytest.raises(Wrong, match=r"e1\.txt"):
        pack(folder, folder / "out")


def test_packing_twice_gives_the_same_files(folder: Path) -> None:
    for name in ("one", "two"):
        pack(folder, folder / name)
    for name in ("calls", "exchanges", "questions"):
        one, two = ((folder / side / f"{name}.jsonl.gz").read_bytes() for side in ("one", "two"))
        assert one == two


@pytest.mark.parametrize(
    "row", ["1 zz s0 |\n2 ak s0 |", "1 st s0 |", "9 st s0 |", "1 st s0 | flatters{Ada}\n2 s0 |", "one st"]
)
def test_labels_that_cant_be_understood_stop_the_packing(folder: Path, row: str) -> None:
    (folder / "labels/A/w01c01.txt").write_text(row, "utf-8")
    with pytest.raises(Wrong, match="w01c01"):
        pack(folder, folder / "out")


@pytest.mark.parametrize(
    ("quote", "words"),
    [("Tom from .. Hearth", (2, 5)), ("Ada", (1, 2)), ("nothing like it", (0, 5)), ("Morning .. gone", (0, 5))],
)
def test_a_quote_is_found_in_its_turn(quote: str, words: tuple[int, int]) -> None:
    assert span("Morning Ada, Tom from Hearth.", quote) == words


def test_agreement_beyond_chance() -> None:
    assert kappa([True, False], [True, False]) == 1
    assert kappa([True, True, False, False], [True, False, True, False]) == 0
    assert kappa([False] * 4, [False] * 4) == 1


def test_only_behaviours_that_people_agree_on_are_examined() -> None:
    good = BehaviourResult("asks_leave", 30, 0.8, hits=20, false=5, missed=10)
    rare = BehaviourResult("begs", 3, 0.9, hits=0, false=0, missed=3)
    vague = BehaviourResult("argues", 60, 0.4, hits=0, false=9, missed=60)
    count, score = macro([good, rare, vague])
    assert (count, round(score, 3)) == (1, round(40 / 55, 3))


def test_the_shipped_material_is_in_the_vocabulary_and_apart() -> None:
    calls = material.calls()
    assert calls
    for call in calls:
        assert {act for turn in call.turns for one in turn.labels for act in one.acts} <= set(ACTS)
        assert {name for turn in call.turns for one in turn.labels for name in one.seen} <= set(behaviours())
    writers = {part: {call.writer for call in material.of(part)} for part in ("train", "tune", "test")}
    assert not writers["train"] & (writers["tune"] | writers["test"])
    assert not writers["tune"] & writers["test"]


def test_whatever_gives_or_takes_points_can_be_examined() -> None:
    """Labellers agree on it, and saw it often enough in the calls that are kept back for testing."""
    turns = [
        turn for call in material.of("test") for turn in call.turns if len(turn.labels) == 2 and turn.speaker == "rep"
    ]
    for name, behaviour in behaviours().items():
        seen = [[name in turn.labels[hand].seen for turn in turns] for hand in (0, 1)]
        there = sum(turn.has(name) for turn in turns)
        agreed = there >= ENOUGH_BEHAVIOURS and kappa(*seen) >= ENOUGH_KAPPA
        assert agreed is behaviour.counts, (name, there, kappa(*seen))


class Sees:
    """A reader for whom every question is an open one, and nothing else is there."""

    def acts(self, text: str, previous: str) -> dict[str, float]:
        return {act: float(act == "open_question" and text.endswith("?")) for act in ACTS}


def test_what_an_act_is_mistaken_for() -> None:
    def turn(text: str, *acts: str) -> LabelledTurn:
        return LabelledTurn(1, "rep", text, "", (Labels(frozenset(acts), 0.0), Labels(frozenset(acts), 0.0)))

    said = turn("What then?", "open_question"), turn("Is it?", "closed_question"), turn("Sign?"), turn("I see.", "hope")
    call = LabelledCall("w01c01", "w01", "sales", "train", {}, said)
    found = {one.act: one for one in confusions(cast(PathwayReader, Sees()), [call])}
    open_, closed, hope = found["open_question"], found["closed_question"], found["hope"]
    assert (open_.right, open_.missed, open_.false) == (1, 0, 2)
    assert open_.there == {"closed_question": 1, "nothing": 1}
    assert (closed.missed, closed.instead) == (1, {"open_question": 1})
    assert hope.instead == {"nothing": 1}
    assert found["commitment"].right == found["commitment"].false == 0
