"""Draws each page of the window into a picture: docs/pictures (for the README) and build/pictures (to be looked at).

The people are those of the shipped scenarios; the call and its card are the story that the window's tests tell, so that
the same picture comes out on every machine.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

os.environ["QT_QPA_PLATFORM"] = "offscreen"
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from PySide6.QtCore import QEventLoop, QTimer, SignalInstance
from PySide6.QtWidgets import QApplication

from tests.desktop.story import NOW, TROUBLE, FakeProgram, a_call, past_call
from tests.desktop.story_card import a_card, a_log
from trainer.call.notices import Floor
from trainer.desktop.pages.brief import BriefPage
from trainer.desktop.pages.call import CallPage
from trainer.desktop.pages.scorecard import ScorecardPage
from trainer.desktop.services import Plan
from trainer.desktop.window import Window, open_window
from trainer.places import shipped
from trainer.scenario.library import Library
from trainer.settings import FirstLook

_ROOT = Path(__file__).resolve().parents[1]
_DOCS, _BUILD = _ROOT / "docs/pictures", _ROOT / "build/pictures"
_MARTA = "marta_kowalczyk"
_SPOKEN = 1.9
"""Seconds into the person's line at which the call is drawn."""
_PLAN = Plan(
    want_for_them="That she locks up one evening with nothing left to carry.",
    how="She asks me to come on Thursday at closing, to count with her what is left.",
    for_their_work="The food bank on Burley Road collects until seven. Ask for Denise.",
    for_them="Zosia’s college has free recitals on Wednesdays, at one.",
)


class _Clock:
    """Seconds that go by only when told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def _wait(signal: SignalInstance) -> None:
    loop = QEventLoop()
    signal.connect(loop.quit)
    QTimer.singleShot(10_000, loop.quit)
    loop.exec()


def _settle() -> None:
    """Let layouts, motions (mood 240 ms, gauges 400 ms) and portraits come to rest."""
    loop = QEventLoop()
    QTimer.singleShot(600, loop.quit)
    loop.exec()


@contextmanager
def _window(
    appearance: Literal["light", "dark"], size: tuple[int, int], text: int
) -> Iterator[tuple[Window, FakeProgram, _Clock]]:
    library = Library(shipped("scenarios"), _BUILD / "none").entries()
    program = FakeProgram(
        library=library,
        past=[past_call("Marta Kowalczyk", _MARTA, 10, 38)],
        unfinished=[past_call("Gail Petrie", "gail_petrie", 2, None, "unfinished", 260.0)],
        script=a_call(),
        cards={"session-1": (a_card(), a_log())},
    )
    clock = _Clock()
    window = open_window(FirstLook(appearance, text, ""), program.services, lambda: NOW, clock)
    window.setMinimumSize(640, 480)
    window.resize(*size)
    _wait(window.page_shown)
    yield window, program, clock
    window.close()
    window.deleteLater()


def _draw(window: Window, folder: Path, name: str) -> None:
    _settle()
    window.grab().save(str(folder / f"{name}.png"))
    print(folder.relative_to(_ROOT) / f"{name}.png")


def _pages(folder: Path, appearance: Literal["light", "dark"], size: tuple[int, int], text: int, suffix: str) -> None:
    with _window(appearance, size, text) as (window, program, clock):
        flow = window._flow
        assert flow is not None
        _draw(window, folder, f"library{suffix}")
        flow._plans[_MARTA] = _PLAN
        flow.show_brief(_MARTA)
        clock.now = 130.0
        brief = window.page
        assert isinstance(brief, BriefPage)
        brief.plan._show_time()
        _draw(window, folder, f"brief{suffix}")
        brief.plan.button.click()
        page = window.page
        assert isinstance(page, CallPage)
        while page.view.orbit != "benefit":
            _settle()
        page._before = 262.0
        clock.now += _SPOKEN
        _draw(window, folder, f"call{suffix}")
        if folder is _BUILD:
            program.calls[0].tell([TROUBLE, Floor("paused")])
            _draw(window, folder, f"call-trouble{suffix}")
        program.calls[0].end()
        _wait(window.page_shown)
        _draw(window, folder, f"scorecard{suffix}")
        card = window.page
        assert isinstance(card, ScorecardPage)
        if folder is _BUILD:
            bar = card._scroll.verticalScrollBar()
            bar.setValue(bar.maximum())
            _draw(window, folder, f"scorecard-end{suffix}")
            card.show_line(3)
            _draw(window, folder, f"scorecard-transcript{suffix}")
            window._go_to("settings")
            _draw(window, folder, f"settings{suffix}")


def main() -> int:
    application = QApplication(["sparring"])
    application.setQuitOnLastWindowClosed(False)
    for folder in (_DOCS, _BUILD):
        folder.mkdir(parents=True, exist_ok=True)
    _pages(_DOCS, "light", (1280, 800), 100, "")
    _pages(_DOCS, "dark", (1280, 800), 100, "-dark")
    _pages(_BUILD, "light", (1280, 800), 100, "-light")
    _pages(_BUILD, "light", (1280, 800), 200, "-200")
    _pages(_BUILD, "light", (1000, 640), 100, "-small")
    _pages(_BUILD, "dark", (1000, 640), 125, "-small-125-dark")
    return 0


if __name__ == "__main__":
    sys.exit(main())
