"""Start of the window against a bare PySide6 window with one label: from the process's start to the first paint.

Each start is a process of its own; pairs are run in turns, so that what else the machine does falls on both.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).resolve().parents[2]
_BAR = 1.5
"""Issue 3: the window is shown in at most so many times the time of the bare one."""
_PRINT_AND_LEAVE = """
import os, time
def painted():
    print(time.clock_gettime(time.CLOCK_BOOTTIME), flush=True)
    os._exit(0)
"""
_BARE = (
    _PRINT_AND_LEAVE
    + """
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel
class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        QTimer.singleShot(0, painted)
application = QApplication([])
label = Label("Sparring")
label.resize(1280, 800)
label.show()
application.exec()
"""
)
_OURS = (
    _PRINT_AND_LEAVE
    + """
from datetime import datetime
from pathlib import Path
from trainer.settings import first_look
from PySide6.QtWidgets import QApplication
from trainer.desktop.window import open_window
application = QApplication([])
window = open_window(first_look(Path("none.toml"), {}), lambda: None, datetime.now, time.monotonic)
window.first_painted.connect(painted)
application.exec()
"""
)


def measure(form: str = "short") -> list[dict[str, Any]]:
    """The median over pairs (15, or 40 in the full form) of our time to the first paint / the bare window's."""
    pairs = 15 if form == "short" else 40
    environment = os.environ | {"PYTHONPATH": str(_ROOT)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        environment["QT_QPA_PLATFORM"] = "offscreen"
    _seconds(_BARE, environment)
    _seconds(_OURS, environment)  # once each unmeasured: compiled files and the disk's cache are warm for both
    ratios = []
    for number in range(pairs):
        first, second = (_OURS, _BARE) if number % 2 else (_BARE, _OURS)
        times = {first: _seconds(first, environment), second: _seconds(second, environment)}
        ratios.append(times[_OURS] / times[_BARE])
    value = round(statistics.median(ratios), 3)
    row = {"name": "start of the window, to a bare window's", "issue": 3, "value": value, "unit": "×", "bar": _BAR}
    return [row | {"held": value <= _BAR, "form": form, "n": pairs}]


def _seconds(program: str, environment: dict[str, str]) -> float:
    begun = time.clock_gettime(time.CLOCK_BOOTTIME)
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    return float(done.stdout) - begun


if __name__ == "__main__":
    print(measure())
