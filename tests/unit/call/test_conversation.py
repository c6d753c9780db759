"""A conversation as a script: the rep says, the person answers, the log says what happened."""

from types import SimpleNamespace

import pytest

from tests.unit.call.house import House
from trainer.call.typed import TypedCall, speaking_time
from trainer.errors import InputError
from trainer.pathway.reading import Moment, Scene
from trainer.sound import RATE
from trainer.transcript import (
    CallStarted,
    Ended,
    Heard,
    Interrupted,
    MoodShown,
    Moved,
    Paused,
    Read,
    Resumed,
    Said,
    Silence,
    to_lines,
)

HELLO = "Hello Gail, it's Nadia Ferrow at Tallystitch, the tags. Is this a bad moment?"


def typed(text: str, start: int) -> Heard:
    return Heard(text=text, start=start, end=start + speaking_time(text), typed=True)


def test_the_log_tells_a_turn_in_the_order_in_which_it_happens() -> None:
    house = House()
    TypedCall(house.conversation, lambda text: None).hold([HELLO])
    kinds = [type(entry.event) for entry in house.told]
    assert kinds[0] is CallStarted
    heard, read = kinds.index(Heard), kinds.index(Read)
    moved, said = kinds.index(Moved), kinds.index(Said, kinds.index(Heard))
    assert heard < read < moved < said
    assert kinds[-1] is Ended
    assert [entry.seq for entry in house.told] == list(range(1, len(house.told) + 1))
    assert MoodShown in kinds


def test_turns_count_over_both_speakers_and_times_never_run_back() -> None:
    house = House()
    TypedCall(house.conversation, lambda text: None).hold([HELLO, "Tell me about Bernie.", "And how is that for you?"])
    spoken = [entry.turn for entry in house.told if isinstance(entry.event, Heard | Said)]
    assert spoken == list(range(1, len(spoken) + 1))
    times = [entry.at for entry in house.told]
    assert times == sorted(times)


def test_a_typed_call_runs_on_a_clock_of_160_words_a_minute() -> None:
    house = House()
    call = TypedCall(house.conversation, lambda text: None)
    call.hold(["[3 s] " + HELLO])
    heard = next(event for event in house.events(Heard))
    assert isinstance(heard, Heard)
    first_words = next(event for event in house.events(Said))
    assert isinstance(first_words, Said)
    assert heard.start == first_words.end + 3 * RATE
    assert heard.end - heard.start == len(HELLO.split()) * RATE * 60 // 160


def test_a_silence_left_before_the_words_stands_in_the_log_and_reaches_the_reader(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = House()
    told: list[float] = []

    def acts_only(text: str, scene: Scene, moment: Moment) -> Read:
        told.append(moment.silence_before)
        return Read(acts={})

    monkeypatch.setattr(house.conversation, "_reader", SimpleNamespace(read=acts_only))
    TypedCall(house.conversation, lambda text: None).hold([HELLO, "Tell me about Bernie.", "[3 s] Mm."])
    (silence,) = house.events(Silence)
    assert isinstance(silence, Silence)
    assert silence.length == 3 * RATE
    assert told == [0.0, 0.0, 3.0]


def test_what_is_kept_is_what_was_told() -> None:
    house = House()
    TypedCall(house.conversation, lambda text: None).hold([HELLO, "Tell me about Bernie."])
    assert list(house.store.entries) == house.told
    assert house.store.snapshots


def test_the_same_seed_and_words_give_the_same_log() -> None:
    lines = [HELLO, "Tell me about Bernie.", "And it never matches.", "Why talk to me now?", "Goodbye then."]
    logs = []
    for _ in range(2):
        house = House(seed=7)
        TypedCall(house.conversation, lambda text: None).hold(lines)
        logs.append(to_lines(house.told))
    assert logs[0] == logs[1]


def test_silence_is_answered_and_the_third_time_ends_the_call() -> None:
    house = House()
    TypedCall(house.conversation, lambda text: None).hold(["[5 s]", "[5 s]", "[5 s]", HELLO])
    assert len(house.events(Silence)) == 3
    (ended,) = house.events(Ended)
    assert isinstance(ended, Ended)
    assert ended.ending == "hung_up"
    assert not house.events(Heard)


def test_a_line_that_was_cut_off_says_what_was_left_unsaid() -> None:
    house = House()
    first = house.conversation.begin()
    assert first is not None
    house.conversation.spoken(0, RATE, RATE)
    line = house.conversation.hears(typed(HELLO, 2 * RATE))
    assert line is not None
    house.conversation.spoken(10 * RATE, 14 * RATE, 12 * RATE)
    (cut,) = house.events(Interrupted)
    assert isinstance(cut, Interrupted)
    words = line.text.split()
    assert cut.unsaid.split() == words[len(words) // 2 :]


def test_a_call_that_was_cut_off_goes_on_as_it_was() -> None:
    lines = [HELLO, "Tell me about Bernie.", "And it never matches."]
    more = ["Why talk to me now?", "What would you do with a Sunday?"]
    unbroken, broken = House(), House()
    call = TypedCall(unbroken.conversation, lambda text: None)
    call.hold([*lines, *more])
    first = TypedCall(broken.conversation, lambda text: None)
    first.answer(broken.conversation.begin())
    for line in lines:
        first.take(line)
    entries, snapshot = tuple(broken.store.entries), broken.store.snapshots[max(broken.store.snapshots)]
    again = broken.new_conversation()
    broken.told.clear()
    again.go_on(entries, snapshot, first.at)
    TypedCall(again, lambda text: None, first.at).go_on(more)
    assert [type(e) for e in (broken.told[0].event, broken.told[1].event)] == [Paused, Resumed]
    said = [event.text for event in unbroken.events(Said) if isinstance(event, Said)]
    said_again = [event.text for event in broken.events(Said) if isinstance(event, Said)]
    assert said[-len(said_again) :] == said_again
    assert len(said_again) == 2


def test_a_line_decided_on_and_not_yet_spoken_is_spoken_when_the_call_goes_on() -> None:
    house = House()
    house.conversation.begin()
    line = house.conversation.hears(typed(HELLO, 0))
    assert line is not None
    again = house.new_conversation()
    again.go_on(tuple(house.store.entries), house.store.snapshots[max(house.store.snapshots)], line.turn)
    assert again.pending == line


def test_a_snapshot_of_another_engine_is_refused_in_a_sentence() -> None:
    house = House()
    snapshot = house.conversation.state.to_document() | {"engine": "0"}
    with pytest.raises(InputError, match="another version"):
        house.conversation.go_on((), snapshot, 0)


def test_asked_whether_this_is_a_machine_the_person_says_so_and_nothing_moves() -> None:
    house = House()
    call = TypedCall(house.conversation, lambda text: None)
    call.answer(house.conversation.begin())
    call.take(HELLO)
    moved = len(house.events(Moved))
    call.take("Are you a robot?")
    last = house.events(Said)[-1]
    assert isinstance(last, Said)
    assert "practice" in last.text.lower()
    assert len(house.events(Moved)) == moved
