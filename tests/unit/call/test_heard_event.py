"""What an ear heard, put on the call's clock."""

from trainer.call.from_sound import heard_event
from trainer.call.turn_end import Over
from trainer.transcript import Word
from trainer.utterance import Heard16k


def test_words_are_timed_from_the_first_sample_that_the_ear_was_given() -> None:
    heard = Heard16k("tally stitch", (Word("tally", 0, 800, 0.9), Word("stitch", 800, 1600, 0.7)), 0.8)
    over = Over(start=20_000, end=30_000, known=40_000, sound_from=16_000)
    event = heard_event(heard, over, lambda text: text.replace("tally stitch", "Tallystitch"))
    assert event.words is not None
    assert [(word.start, word.end) for word in event.words] == [(16_000, 16_800), (16_800, 17_600)]
    assert (event.start, event.end, event.text) == (20_000, 30_000, "Tallystitch")
