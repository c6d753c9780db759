"""A line of the person's as sound: each clause rendered on its own, so that it can be ready before it is needed."""

from __future__ import annotations

from trainer.call.conversation import Line
from trainer.call.ports import Voice
from trainer.sound import Sound, joined
from trainer.utterance import VoiceTraits


def spoken(line: Line, voice: Voice, traits: VoiceTraits) -> Sound:
    """Raises VoiceFailed."""
    return joined([voice.render(part, traits) for part in line.parts or (line.text,)])
