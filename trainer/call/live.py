"""A call held live: microphone, ear, person, voice, speaker, and one thread that owns them.

    microphone ─┐                          ┌→ ear's thread ─┐
    the window ─┼→ queue → call's thread ──┤                ├→ queue → answer → voice → speaker → queue
    speaker    ─┘                          └→ turn's end ───┘

Everything that happens reaches the call as a job on its queue; the thread does one after the other. Time is the
microphone's: samples since the call began. Without a microphone it is a virtual clock, as in a typed call.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from queue import SimpleQueue
from typing import Literal

import numpy as np

from trainer.call.conversation import Conversation, Line
from trainer.call.ear_thread import EarThread, TurnHearing
from trainer.call.from_sound import heard_event
from trainer.call.loudness import loudness_of, shown_level
from trainer.call.notices import Floor, Level, Notice, Partial, Speaking, Trouble, Waited
from trainer.call.ports import Ear, Microphone, Recorder, Speaker, Voice, VoiceActivity
from trainer.call.speaking import spoken
from trainer.call.turn_end import Began, Over, TurnListener
from trainer.call.typed import speaking_time
from trainer.errors import MachineError
from trainer.sound import RATE, Samples, Sound
from trainer.transcript import Heard
from trainer.utterance import Heard16k, VoiceTraits

Way = Literal["hold", "open", "type"]
_COUGH = int(1.2 * RATE)
"""Sound without words shorter than this is no turn: a cough, a chair."""
_WAITS = 8 * RATE
"""Silence, where it is the rep's move and the microphone is open, after which the person says something."""


@dataclass(frozen=True, slots=True)
class Parts:
    """What a live call is made of. ``speaker`` None: captions only; ``microphone`` None: typed only."""

    ear: Ear | None
    activity: VoiceActivity | None
    voice: Voice
    traits: VoiceTraits
    microphone: Microphone | None
    speaker: Speaker | None
    recorder: Recorder
    at_16k: Callable[[Sound], Sound]
    names: Sequence[str]
    repair: Callable[[str], str]
    now: Callable[[], float]
    """Seconds of a clock that only goes forward: for latencies and the pace of tentative words, never for events."""


class _TurnSink:
    """The sound of the open turn: to the ear's thread, and to the recording."""

    def __init__(self, hearing: TurnHearing) -> None:
        self.hearing = hearing
        self.sound: list[Samples] = []

    def hear(self, samples: Samples) -> None:
        self.hearing.hear(samples)
        self.sound.append(samples)

    def pause(self) -> None:
        self.hearing.pause()


class LiveCall:
    """One live call. Every public method returns at once, ``stop`` apart, and may be called from any thread."""

    def __init__(self, conversation: Conversation, parts: Parts, notify: Callable[[Notice], None], at: int = 0) -> None:
        self._conversation = conversation
        self._parts = parts
        self._notify = notify
        self._jobs: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="call", daemon=True)
        self._way: Way = "open" if parts.microphone else "type"
        self._floor: Literal["rep", "thinking", "person", "paused", "over"] = "rep"
        self._muted = False
        self._virtual = at
        self._rep_since = at
        self._ear: EarThread | None = None
        self._listener: TurnListener | None = None
        self._sink: _TurnSink | None = None
        self._line: Line | None = None
        self._line_start = at
        self._last_said: Sound | None = None
        self._hold_after_hush = False
        self._typed_ahead: list[str] = []
        self._over_at = 0.0
        self._parts_of_wait: list[tuple[str, float]] = []
        self._resumed = at > 0
        self._started = False

    # What others ask for ---------------------------------------------------------------------------------------------

    def start(self) -> None:
        self._started = True
        self._thread.start()
        self._jobs.put(self._begin)

    def type(self, text: str) -> None:
        self._jobs.put(lambda: self._typed(text))

    def hold(self, holding: bool) -> None:
        self._jobs.put(lambda: self._held(holding))

    def listen(self, way: Way) -> None:
        self._jobs.put(lambda: self._listens(way))

    def mute(self, on: bool) -> None:
        self._jobs.put(lambda: self._mutes(on))

    def pause(self) -> None:
        self._jobs.put(self._pauses)

    def resume(self) -> None:
        self._jobs.put(self._resumes)

    def repeat(self) -> None:
        self._jobs.put(self._repeats)

    def hint(self) -> None:
        self._jobs.put(lambda: self._conversation.hint(self._at))

    def end(self) -> None:
        self._jobs.put(self._ends)

    def stop(self, timeout: float) -> bool:
        """End all that runs, whatever the state; wait for it, and say whether it ended in time."""
        if not self._started:
            self._started = True
            self._close()
        if not self._thread.is_alive():
            return True
        self._jobs.put(None)
        self._thread.join(timeout)
        return not self._thread.is_alive()

    # The call's thread -----------------------------------------------------------------------------------------------

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            try:
                job()
            except MachineError as fault:
                self._troubled(str(fault), "store")
        self._close()

    def _close(self) -> None:
        parts = self._parts
        if parts.microphone is not None:
            parts.microphone.stop()
        if parts.speaker is not None:
            parts.speaker.stop()
        if self._ear is not None:
            self._ear.stop(5.0)
        parts.voice.close()
        parts.recorder.close()

    @property
    def _at(self) -> int:
        return self._virtual if self._listener is None else max(self._virtual, self._listener.at)

    def _begin(self) -> None:
        parts = self._parts
        if not self._resumed:
            self._conversation.begin(self._at)
        if parts.speaker is not None:
            try:
                parts.speaker.start(lambda sentence: self._jobs.put(lambda: self._speaker_lost(sentence)))
            except MachineError as fault:
                self._speaker_lost(str(fault))
        if parts.microphone is not None and parts.ear is not None and parts.activity is not None:
            self._ear = EarThread(parts.ear, parts.names, lambda text: self._notify(Partial(text)), parts.now)
            self._listener = TurnListener(parts.activity, self._open_sink, self._virtual)
            try:
                parts.microphone.start(
                    lambda block: self._jobs.put(lambda: self._sound(block)),
                    lambda sentence: self._jobs.put(lambda: self._microphone_lost(sentence)),
                )
            except MachineError as fault:
                self._microphone_lost(str(fault))
        if self._floor != "paused":
            self._speak_or_listen(self._conversation.pending)

    def _open_sink(self) -> _TurnSink:
        assert self._ear is not None, "a turn began without an ear"
        self._sink = _TurnSink(self._ear.begin())
        return self._sink

    # Sound in --------------------------------------------------------------------------------------------------------

    def _sound(self, block: bytes) -> None:
        listener = self._listener
        microphone = self._parts.microphone
        if listener is None or microphone is None:
            return
        samples = microphone.decode(block)
        if self._muted:
            samples = np.zeros_like(samples)
        self._tell_level(samples, listener.speaking)
        if self._floor != "rep" or (self._way != "open" and not listener.speaking):
            self._virtual = max(self._virtual, listener.at) + len(samples)
            listener.restart(self._virtual)
            return
        for found in listener.feed(samples):
            self._turned(found)
        waited = listener.at - self._rep_since
        if self._floor == "rep" and self._way == "open" and not listener.speaking and waited >= _WAITS:
            self._speak_or_listen(self._conversation.nothing_said(listener.at, waited / RATE))

    def _tell_level(self, samples: Samples, speaking: bool) -> None:
        if len(samples) == 0:
            return
        loudness, clipped = shown_level(samples)
        self._notify(Level(loudness, clipped, speaking))

    def _turned(self, found: Began | Over) -> None:
        if isinstance(found, Over):
            self._turn_over(found)

    def _turn_over(self, over: Over) -> None:
        sink = self._sink
        assert sink is not None, "a turn ended that had not begun"
        self._floor = "thinking"
        self._notify(Floor("thinking"))
        asked = self._parts.now()
        self._over_at = asked - (over.known - over.end) / RATE
        self._parts_of_wait = [("silence", (over.known - over.end) / RATE)]
        sink.hearing.finish(lambda heard: self._jobs.put(lambda: self._recognised(heard, over, sink, asked)))

    def _recognised(self, heard: Heard16k | Exception, over: Over, sink: _TurnSink, asked: float) -> None:
        self._notify(Partial(""))
        if isinstance(heard, Exception):
            sentence = (
                str(heard) if isinstance(heard, MachineError) else "The ear stopped listening. Type on, or go on."
            )
            self._troubled(sentence, "ear", repr(heard))
            return
        self._parts_of_wait.append(("recognising", self._parts.now() - asked))
        if self._floor != "thinking":  # paused or ended meanwhile
            return
        event = heard_event(heard, over, self._parts.repair)
        if not event.text and over.end - over.start < _COUGH:
            self._gives_floor()
            return
        turn = self._conversation.next_turn
        self._record(turn, "rep", np.concatenate(sink.sound))
        self._answer(event)

    def _record(self, turn: int, side: Literal["rep", "person"], samples: Samples) -> None:
        """Keep the sound of a turn. Where the disk refuses it, that is told and the call goes on without."""
        try:
            self._parts.recorder.write(turn, side, samples)
            self._parts.recorder.turn_ended(turn, side)
        except MachineError as fault:
            self._notify(Trouble(str(fault), "store"))

    def _answer(self, heard: Heard) -> None:
        before = self._parts.now()
        line = self._conversation.hears(heard, silence=0 if heard.typed else None)
        self._parts_of_wait.append(("answering", self._parts.now() - before))
        self._speak_or_listen(line)

    # The person speaks -----------------------------------------------------------------------------------------------

    def _speak_or_listen(self, line: Line | None) -> None:
        if line is None:
            if self._conversation.ended is not None:
                self._finish()
            else:
                self._gives_floor()
            return
        self._line = line
        before = self._parts.now()
        try:
            sound = spoken(line, self._parts.voice, self._parts.traits)
        except MachineError as fault:
            self._notify(Trouble(str(fault), "voice"))
            self._silently(line)
            return
        self._parts_of_wait.append(("voice", self._parts.now() - before))
        self._last_said = sound
        self._record(line.turn, "person", self._parts.at_16k(sound).samples)
        self._play(sound, line.text)

    def _play(self, sound: Sound, text: str) -> None:
        self._floor = "person"
        self._line_start = self._at
        self._notify(Floor("person"))
        if self._parts.speaker is None:
            self._notify(Speaking(text, sound.seconds, loudness_of(sound)))
            self._virtual = self._line_start + sound.length_at_16k
            self._said(sound.length_at_16k)
            return
        asked = self._parts.now()
        self._parts.speaker.play(
            sound,
            lambda: self._jobs.put(lambda: self._began_to_sound(sound, text, asked)),
            lambda played: self._jobs.put(lambda: self._said(played * RATE // sound.rate)),
        )

    def _began_to_sound(self, sound: Sound, text: str, asked: float) -> None:
        now = self._parts.now()
        self._line_start = self._at
        self._notify(Speaking(text, sound.seconds, loudness_of(sound)))
        if self._over_at:
            self._parts_of_wait.append(("playing", now - asked))
            self._notify(Waited(now - self._over_at, tuple(self._parts_of_wait)))
            self._over_at = 0.0

    def _said(self, played: int) -> None:
        """The line has ended, or was hushed, after ``played`` samples at 16,000 a second."""
        self._notify(Speaking("", 0.0, None))
        self._line_ended(self._line_start + played)
        if self._conversation.ended is not None:
            self._finish()
        elif self._floor == "person":
            self._gives_floor()

    def _line_ended(self, spoken_until: int) -> None:
        line, self._line = self._line, None
        if line is not None and self._last_said is not None:
            end = self._line_start + self._last_said.length_at_16k
            self._conversation.spoken(self._line_start, end, max(self._line_start, min(end, spoken_until)))

    def _silently(self, line: Line) -> None:
        """The line is shown, not spoken: its time goes by on the virtual clock."""
        self._line = None
        start = self._at
        self._virtual = start + speaking_time(line.text)
        self._conversation.spoken(start, self._virtual, self._virtual)
        if self._conversation.ended is not None:
            self._finish()
        else:
            self._gives_floor()

    def _gives_floor(self) -> None:
        self._floor = "rep"
        self._rep_since = self._at
        if self._listener is not None:
            self._listener.restart(self._at)
        self._notify(Floor("rep"))
        self._parts.voice.expect(self._conversation.may_say, self._parts.traits)
        if self._typed_ahead:
            self._typed(self._typed_ahead.pop(0))
        elif self._hold_after_hush:
            self._hold_after_hush = False
            self._held(True)

    def _hush(self) -> None:
        if self._parts.speaker is not None:
            self._parts.speaker.hush()

    # What the rep does beside talking --------------------------------------------------------------------------------

    def _typed(self, text: str) -> None:
        if self._floor in ("paused", "over") or not text.strip():
            return
        if self._floor != "rep":
            self._typed_ahead.append(text)
            self._hush()
            return
        self._drop_turn()
        start = self._at
        if self._listener is None:
            self._virtual = start + speaking_time(text)
        self._over_at = 0.0
        self._parts_of_wait = []
        self._answer(Heard(text=text.strip(), start=start, end=self._at, typed=True))

    def _held(self, holding: bool) -> None:
        if self._listener is None or self._floor in ("paused", "over", "thinking"):
            return
        if self._floor == "person":
            self._hold_after_hush = holding
            if holding:
                self._hush()
            return
        for found in self._listener.hold() if holding else self._listener.release():
            self._turned(found)

    def _listens(self, way: Way) -> None:
        self._way = way
        self._rep_since = self._at

    def _mutes(self, on: bool) -> None:
        self._muted = on

    def _pauses(self) -> None:
        self._stand_still(by_device=False)

    def _stand_still(self, by_device: bool) -> None:
        if self._floor in ("paused", "over"):
            return
        self._hush()
        self._line_ended(self._at)
        self._drop_turn()
        self._floor = "paused"
        self._conversation.paused(self._at, by_device)
        self._notify(Floor("paused"))

    def _resumes(self) -> None:
        if self._floor != "paused":
            return
        self._conversation.resumed(self._at)
        self._speak_or_listen(self._conversation.pending)

    def _repeats(self) -> None:
        if self._floor == "rep" and self._last_said is not None:
            texts = self._conversation.last_line
            self._play(self._last_said, texts)

    def _ends(self) -> None:
        if self._floor == "over":
            return
        self._hush()
        self._line_ended(self._at)
        self._drop_turn()
        self._conversation.end(self._at)
        self._finish()

    def _drop_turn(self) -> None:
        if self._sink is not None and self._listener is not None and self._listener.speaking:
            self._sink.hearing.drop()
            self._listener.restart(self._listener.at)
            self._notify(Partial(""))
        self._sink = None

    def _finish(self) -> None:
        if self._floor != "over":
            self._floor = "over"
            self._line = None
            self._notify(Floor("over"))

    # What goes wrong -------------------------------------------------------------------------------------------------

    def _microphone_lost(self, sentence: str) -> None:
        self._troubled(sentence, "microphone")

    def _speaker_lost(self, sentence: str) -> None:
        self._troubled(sentence, "speaker")

    def _troubled(
        self, sentence: str, part: Literal["microphone", "speaker", "ear", "voice", "store"], details: str = ""
    ) -> None:
        self._notify(Trouble(sentence, part, details))
        try:
            self._stand_still(by_device=True)
        except MachineError:  # the store itself is the trouble, and that has been told
            self._floor = "paused"
            self._notify(Floor("paused"))
