"""What a program's start puts in order, and how a cut-off call is found again."""

from __future__ import annotations

import uuid
from pathlib import Path

from trainer.assembly import Assembly, CallSetting
from trainer.call.typed import TypedCall
from trainer.places import Places
from trainer.transcript import Entry


def nobody(entry: Entry) -> None: ...


def begun(home: Path, lines: list[str]) -> str:
    """A call of a program that is gone: begun, and left after ``lines``."""
    assembly = Assembly(Places(home), env={})
    held = assembly.new_call(assembly.library.find("gail_petrie"), CallSetting("typed", "none"), nobody)
    if lines:
        call = TypedCall(held.conversation, lambda text: None)
        call.answer(held.conversation.begin())
        for line in lines:
            call.take(line)
    assembly.close()
    return held.id


def test_a_call_given_up_before_the_first_word_is_not_offered_again(tmp_path: Path) -> None:
    begun(tmp_path, [])
    assembly = Assembly(Places(tmp_path), env={})
    assembly.tidy()
    assert assembly.records.unfinished() == ()
    assembly.close()


def test_the_account_is_a_name_that_stays_and_is_made_anew_where_it_is_broken(tmp_path: Path) -> None:
    places = Places(tmp_path)
    name = Assembly(places, env={}).account
    assert Assembly(places, env={}).account == name
    assert places.account.stat().st_mode & 0o777 == 0o600
    places.account.write_text("<b>")
    assert str(uuid.UUID(Assembly(places, env={}).account)) != name


def test_a_call_that_was_cut_off_is_offered_with_how_far_it_came(tmp_path: Path) -> None:
    session = begun(tmp_path, ["Hello Gail, it's Nadia at Tallystitch.", "Tell me about Bernie."])
    assembly = Assembly(Places(tmp_path), env={})
    assembly.tidy()
    (row,) = assembly.records.unfinished()
    assert row.id == session
    length = assembly.with_length(row).length
    assert length is not None
    assert length > 16_000
    assembly.close()


def test_a_call_gone_on_with_keeps_its_log_and_is_scored_as_one(tmp_path: Path) -> None:
    session = begun(tmp_path, ["Hello Gail, it's Nadia at Tallystitch.", "Tell me about Bernie."])
    assembly = Assembly(Places(tmp_path), env={})
    held, before = assembly.call_to_go_on_with(session, "typed", "none", nobody)
    at = TypedCall(held.conversation, lambda text: None, held.at).go_on(["And it never matches, on a Sunday."])
    card = assembly.finish(held.id, held.conversation.entries, at)
    assert held.conversation.entries[: len(before)] == before
    assert assembly.records.entries(session) == held.conversation.entries
    assert assembly.records.scorecard(session) is not None
    assert card.ending == "rep_ended"
    assembly.close()


def test_the_user_folder_belongs_to_the_user_alone(tmp_path: Path) -> None:
    home = tmp_path / "home"
    begun(home, ["Hello Gail, it's Nadia at Tallystitch."])
    for path in (home, *home.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
