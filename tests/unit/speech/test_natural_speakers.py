from __future__ import annotations

import itertools

from trainer.speech.natural.phonemes import for_joe
from trainer.speech.natural.speakers import FEMALE, JOE, MALE, shift_of, speaker_for
from trainer.utterance import VoiceTraits


def test_there_are_six_speakers_of_both_sexes() -> None:
    names = {speaker.name for speaker in (*FEMALE, *MALE, JOE)}
    assert len(names) >= 6
    assert len(MALE) >= 2


def test_a_persona_has_one_speaker_of_their_sex() -> None:
    for accent, variant in itertools.product(("en-gb", "en-us"), range(6)):
        assert speaker_for(VoiceTraits("female", accent, 1.0, 1.0, variant)) in FEMALE
        assert speaker_for(VoiceTraits("male", accent, 1.0, 1.0, variant)) in (*MALE, JOE)
    assert speaker_for(VoiceTraits("male", "en-us")) == JOE
    assert speaker_for(VoiceTraits("male", "en-us"), joe=False) in MALE


def test_pitch_moves_a_speaker_a_little_at_most() -> None:
    speaker = MALE[0]
    assert shift_of(speaker, VoiceTraits(pitch=1.1)) > shift_of(speaker, VoiceTraits()) == speaker.shift
    assert shift_of(speaker, VoiceTraits(pitch=3.0)) <= speaker.shift * 1.081


def test_letters_that_stand_for_two_sounds_are_spelled_out_for_joe() -> None:
    assert for_joe("hˈW ʤˈʌʤ") == "hˈaʊ dʒˈʌdʒ"
