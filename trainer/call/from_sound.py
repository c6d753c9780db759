"""A call from files: the rep's side as sound, through the same ear and the same rules for a turn's end, in file time.

The files stop while the person speaks, so the times of the log depend on nothing but the sound itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from trainer.call.conversation import Conversation, Line
from trainer.call.ports import Ear, Hearing, Recorder, Voice, VoiceActivity
from trainer.call.speaking import spoken
from trainer.call.turn_end import WAIT, Over, TurnListener
from trainer.sound import RATE, Samples, Sound
from trainer.transcript import Heard, Word
from trainer.utterance import Heard16k, VoiceTraits

_BLOCK = RATE // 50


def heard_event(heard: Heard16k, over: Over, repair: Callable[[str], str]) -> Heard:
    """What an ear heard in a turn as an event of the log."""
    words = None
    if heard.words is not None:
        begin = over.sound_from
        words = tuple(Word(w.text, begin + w.start, begin + w.end, w.confidence) for w in heard.words)
    return Heard(text=repair(heard.text), start=over.start, end=over.end, words=words, confidence=heard.confidence)


@dataclass(slots=True)
class _TurnSink:
    """The sound of one turn: to the ear, and kept for the recording."""

    hearing: Hearing
    sound: list[Samples]

    def hear(self, samples: Samples) -> None:
        self.hearing.hear(samples)
        self.sound.append(samples)

    def pause(self) -> None:
        self.hearing.pause()


class CallFromSound:
    """Holds one call from sounds. ``spoken`` gets each line of the person's as sound, with its first sample."""

    def __init__(
        self, conversation: Conversation, ear: Ear, activity: VoiceActivity, voice: Voice, traits: VoiceTraits,
        recorder: Recorder, at_16k: Callable[[Sound], Sound], names: Sequence[str], repair: Callable[[str], str],
        spoken: Callable[[Sound, int], None],
    ) -> None:  # fmt: skip
        self._conversation = conversation
        self._ear = ear
        self._voice = voice
        self._traits = traits
        self._recorder = recorder
        self._at_16k = at_16k
        self._names = names
        self._repair = repair
        self._spoken = spoken
        self._sink: _TurnSink | None = None
        self._listener = TurnListener(activity, self._open_sink)

    def hold(self, sounds: Iterable[Sound]) -> int:
        """Hold the call to its end, or to the end of the sounds. Returns its length in samples.

        ``sounds``: int16 at 16,000 a second. Raises VoiceFailed and EarMissing.
        """
        self._speak(self._conversation.begin())
        silence = np.zeros(WAIT + RATE, dtype=np.int16)
        for sound in sounds:
            for samples in (sound.samples, silence):
                self._feed(samples)
                if self._conversation.ended is not None:
                    return self._listener.at
        self._conversation.end(self._listener.at)
        return self._listener.at

    def _open_sink(self) -> _TurnSink:
        self._sink = _TurnSink(self._ear.listen(self._names), [])
        return self._sink

    def _feed(self, samples: Samples) -> None:
        for begin in range(0, len(samples), _BLOCK):
            for found in self._listener.feed(samples[begin : begin + _BLOCK]):
                if isinstance(found, Over) and self._conversation.ended is None:
                    self._turn_over(found)

    def _turn_over(self, over: Over) -> None:
        sink = self._sink
        assert sink is not None, "a turn ended that had not begun"
        heard = heard_event(sink.hearing.finish(), over, self._repair)
        if not heard.text:
            return
        turn = self._conversation.next_turn
        self._recorder.write(turn, "rep", np.concatenate(sink.sound))
        self._recorder.turn_ended(turn, "rep")
        self._speak(self._conversation.hears(heard))

    def _speak(self, line: Line | None) -> None:
        if line is None:
            return
        sound = spoken(line, self._voice, self._traits)
        start = self._listener.at
        end = start + sound.length_at_16k
        self._spoken(sound, start)
        self._recorder.write(line.turn, "person", self._at_16k(sound).samples)
        self._recorder.turn_ended(line.turn, "person")
        self._conversation.spoken(start, end, end)
        self._listener.restart(end)
