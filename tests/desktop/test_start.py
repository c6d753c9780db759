from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

_PROGRAM = """
import os, sys, time
from datetime import datetime
from pathlib import Path
from trainer.settings import first_look
from PySide6.QtWidgets import QApplication
from trainer.desktop.window import open_window
application = QApplication([])
window = open_window(first_look(Path("none.toml"), {}), lambda: None, datetime.now, time.monotonic)
def painted():
    print(*sys.modules, "Qt" if "Qt" in vars(sys.modules["PySide6.QtCore"]) else "", flush=True)
    os._exit(0)
window.first_painted.connect(painted)
application.exec()
"""
_HEAVY = {
    "alembic", "moonshine_voice", "numpy", "onnxruntime", "pydantic", "sounddevice", "soundfile", "sqlalchemy", "vosk",
    "yaml", "trainer.transcript", "trainer.scenario.schema", "trainer.desktop.pages.library",
    "Qt",  # its enumerations: 20 ms
}  # fmt: skip


def test_the_first_paint_comes_before_anything_heavy() -> None:
    root = Path(__file__).parents[2]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(root)}
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM], env=environment, capture_output=True, text=True, timeout=60, check=True
    )
    loaded = set(done.stdout.split())
    assert "trainer.desktop.window" in loaded
    assert loaded & _HEAVY == set()
