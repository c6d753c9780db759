from __future__ import annotations

import pytest

from trainer.pathway.names import repair_names

NAMES = ["Gail", "Petrie", "Tallystitch", "Bernie", "Jim", "Beth", "Kieran", "Marram", "Harbour Row", "Port Sallow"]


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("hello it's nadia at tally stitch the tags", "hello it's nadia at Tallystitch the tags"),
        ("mrs petry, how is burney?", "mrs Petrie, how is Bernie?"),
        ("so keiran left the maram", "so Kieran left the Marram"),
        ("there's a laundry in port salo after one", "there's a laundry in Port Sallow after one"),
        ("Harbor Row's van", "Harbour Row's van"),
    ],
)
def test_a_look_alike_is_put_right(heard: str, meant: str) -> None:
    assert repair_names(heard, NAMES) == meant


@pytest.mark.parametrize(
    "text",
    [
        "i went to a party with a stitch in my side and tally marks",
        "a bath sheet is nine",
        "both of you, beside the market",
        "pretty good, petty cash, patrol the marine engine",
        "tell me about Bernie's sheets, Gail",
        "we keep two hundred and fifty  in the   harbour",
        "",
    ],
)
def test_ordinary_words_stay(text: str) -> None:
    assert repair_names(text, NAMES) == text


def test_without_names_nothing_changes() -> None:
    assert repair_names("tally stitch", []) == "tally stitch"
