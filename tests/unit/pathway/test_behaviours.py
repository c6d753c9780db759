from __future__ import annotations

from pathlib import Path

import pytest

from trainer.errors import InputError
from trainer.pathway.behaviours import behaviours, load_behaviours
from trainer.pathway.context import condition

IDS = """
names_self uses_name asks_leave respects_limit follows_personal_detail matches_pace generosity early_pitch
scripted_small_talk interrupts over_familiar ignores_limit gift_with_string
asks_why_now asks_impact reflects_feeling paraphrases_and_checks validates_first lets_finish good_silence
returns_to_detail repairs lets_go_of_plan empty_understanding instant_fix me_too question_barrage minimises argues
asks_what_is_known sticks_to_script
admits_limit specific_claim answers_straight will_find_out clarifies_objection confirms_settled says_not_a_fit
fitting_case finds_out_what_they_know applies_to_case corrects_kindly exaggerates guarantees dodges_price
runs_down_rival contradicts_self brush_off tells_what_they_know
asks_outcome uses_their_words links_need works_out_value pictures_after first_steps checks_resonance narrows_choice
feature_list generic_benefit overpromises hope_before_needs own_story adds_options
asks_timeline asks_cost_of_waiting lets_them_say_why_now ties_to_their_reason sums_up_reasons respects_not_yet
fake_scarcity discount_unasked fear repeated_pressure urgency_before_trust
offers_service recommends states_next_step says_what_happens confirms_details goes_silent small_ask asks_behind_stall
supplies_missing_half begs asks_hesitantly let_me_know talks_past_yes only_answers never_bridges repeats_present_half
asks_too_much
""".split()  # noqa: SIM905


def test_every_behaviour_stands_there_once_in_order() -> None:
    assert list(behaviours()) == IDS


def test_each_is_told_in_words_and_by_example() -> None:
    for behaviour in behaviours().values():
        assert behaviour.definition.endswith("."), behaviour.id
        assert behaviour.coach, behaviour.id
        assert behaviour.examples, behaviour.id
        assert behaviour.near_misses, behaviour.id


def test_most_are_told_by_the_reader() -> None:
    assert sum(behaviour.told for behaviour in behaviours().values()) >= 60


def test_what_is_not_told_does_not_count() -> None:
    assert all(behaviour.told for behaviour in behaviours().values() if behaviour.counts)
    assert not behaviours()["never_bridges"].counts


def test_what_they_need_is_known() -> None:
    for behaviour in behaviours().values():
        for need in behaviour.needs:
            condition(need)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("behaviours: 3", "a list called behaviours"),
        ("behaviours: [{id: Bad Id}]", "lower-case"),
        ("behaviours: [{id: a, step: nowhere}]", "step must be one of"),
        ("behaviours: [{id: a, step: trust, sign: maybe}]", "helps or hurts"),
        ("behaviours: [{id: a, step: trust, sign: helps}]", "definition is missing"),
        ("behaviours: [{id: a, colour: red}]", "colour is not known"),
        ("behaviours: [{id: a, step: trust, sign: helps, definition: d, coach: c, examples: one}]", "list of texts"),
        ("behaviours: [{id: a, step: trust, sign: helps, counts: maybe}]", "must be true or false"),
        ("behaviours: [", "can't be read"),
    ],
)
def test_a_fault_is_told_plainly(tmp_path: Path, text: str, said: str) -> None:
    file = tmp_path / "behaviours.yaml"
    file.write_text(text, "utf-8")
    with pytest.raises(InputError, match=said):
        load_behaviours(file)


def test_twice_is_once_too_often(tmp_path: Path) -> None:
    entry = "{id: a, step: trust, sign: helps, definition: d, coach: c}"
    file = tmp_path / "behaviours.yaml"
    file.write_text(f"behaviours: [{entry}, {entry}]", "utf-8")
    with pytest.raises(InputError, match="twice"):
        load_behaviours(file)
