"""The process of a natural voice: ``python -m trainer.speech.natural.worker ENGINE FOLDER THREADS PRIORITY``.

→ {"text", "file", "speaker", "shift", "pace"}; ``speaker`` names one of ``speakers``
← {"done": true} or {"error": …}
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from trainer.speech.natural.engines import Engine, Joe, Kokoro, Wave
from trainer.speech.natural.speakers import FEMALE, JOE, MALE
from trainer.speech.worker_process import serve

_SPEAKERS = {speaker.name: speaker for speaker in (*FEMALE, *MALE, JOE)}


def main() -> None:
    which, folder, threads, priority = sys.argv[1:5]
    if priority == "low" and hasattr(os, "nice"):
        os.nice(19)

    def made() -> Any:
        engine: Engine = Joe(int(threads)) if which == "joe" else Kokoro(Path(folder), int(threads))
        return lambda request: render(engine, request)

    serve(made)


def render(engine: Engine, request: Mapping[str, Any]) -> None:
    """Write the line to its file."""
    speaker = _SPEAKERS[request["speaker"]]
    wave = engine.say(request["text"], speaker, request["pace"] * speaker.pace / request["shift"])
    soundfile.write(request["file"], shifted(wave, request["shift"]), engine.rate, subtype="PCM_16", format="WAV")


def shifted(wave: Wave, shift: float) -> Wave:
    """Pitch and formants moved together: as if it were played ``shift`` times as fast."""
    if abs(shift - 1) < 1e-3 or not len(wave):
        return wave
    import soxr

    moved: Wave = np.clip(soxr.resample(wave, shift, 1.0), -1, 1).astype(np.float32)
    return moved


if __name__ == "__main__":
    main()
