from __future__ import annotations

from pathlib import Path

import pytest

from trainer.errors import InputError
from trainer.pathway.reading import Moment, Scene
from trainer.pathway.rules import load_rules
from trainer.pathway.turn import Turn
from trainer.pathway.words import normal

HEAD = "lists: {colour: 'red|blue'}\n"


def _hits(folder: Path, say: str, text: str) -> list[tuple[int, int]]:
    file = folder / "patterns.yaml"
    file.write_text(f"{HEAD}acts: {{hope: [{{say: '{say}'}}]}}\nbehaviours: {{}}\n", "utf-8")
    book = load_rules(file, {})
    turn = Turn(normal(text), Scene(), Moment(), book.lists)
    return [span for _, span in book.acts["hope"][0].hits(turn)]


@pytest.mark.parametrize(
    ("say", "text", "found"),
    [
        ("red van", "the red van", True),
        ("red van", "the red vans", False),
        ("red van", "red. Van", False),
        ("a ~ van", "a very big red van", True),
        ("a ~ van", "a b c d e van", False),
        ("a ~~ van", "a b c d e van", True),
        ("a ~~ van", "a thing. The van", True),
        ("^van", "the van", False),
        ("^van", "Right. Van", True),
        ("^^van", "Right. Van", False),
        ("van$", "a van. Right", True),
        ("van$", "a van here", False),
        ("{colour} van", "a blue van", True),
        ("{colour} van", "a green van", False),
        ("# vans", "twenty two vans", True),
        ("# vans", "22 vans", True),
        ("van(?! here)", "van here", False),
    ],
)
def test_the_signs_of_a_pattern(tmp_path: Path, say: str, text: str, found: bool) -> None:
    assert bool(_hits(tmp_path, say, text)) is found


def test_a_hit_carries_the_words_of_its_clause(tmp_path: Path) -> None:
    assert _hits(tmp_path, "red van", "Well. Um, the Red van, Gail. Bye") == [(2, 6)]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lists: {}\nacts: {}", "nothing else"),
        ("lists: {}\nacts: {hop: [a]}\nbehaviours: {}", "none of the acts"),
        ("lists: {}\nacts: {}\nbehaviours: {hop: [a]}", "none of the behaviours"),
        ("lists: {}\nacts: {hope: [{when: raining}]}\nbehaviours: {}", "no condition"),
        ("lists: {}\nacts: {hope: [{say: '(a'}]}\nbehaviours: {}", "can't be used"),
        ("lists: {}\nacts: {hope: [{say: '{nolist} a'}]}\nbehaviours: {}", "can't be used"),
        ("lists: {}\nacts: {hope: [{sing: a}]}\nbehaviours: {}", "a rule has"),
        ("lists: {}\nacts: {hope: a}\nbehaviours: {}", "list of rules"),
        ("lists: [", "can't be read"),
    ],
)
def test_a_fault_names_the_rule(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "patterns.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        load_rules(file, {})
