"""What is told when something fails: the machine's troubles in their own sentence, ours with a report to copy.

A report must be fit to be sent to a stranger. So it holds where in the program the error was raised and of what kind
it was, and never its message, which may quote what somebody said, nor any path of the user's.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePath
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from trainer import __version__
from trainer.errors import SparringError

_PACKAGE = Path(__file__).resolve().parents[2]
_log = logging.getLogger(__name__)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


@dataclass(frozen=True, slots=True)
class Fault:
    """``sentence`` is shown; ``report`` is what "Details" copies, empty where there is nothing more to tell."""

    sentence: str
    report: str = ""


def fault_of(error: BaseException) -> Fault:
    if isinstance(error, SparringError):
        return Fault(str(error))
    return Fault(
        "Sparring made a mistake. What you did so far is kept; the details say where it happened.", report(error)
    )


def report(error: BaseException) -> str:
    """Version, machine, and the way to the error, outermost call first."""
    import platform  # only for a report, and the window opens without them
    import traceback

    machine = f"{platform.system()} {platform.machine()}"
    lines = [f"Sparring {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {machine}"]
    chain: list[BaseException] = []
    link: BaseException | None = error
    while link is not None and link not in chain:
        chain.append(link)
        link = link.__cause__ or link.__context__
    for raised in reversed(chain):
        lines.append(type(raised).__qualname__)
        lines += [
            f"  {_place(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(raised.__traceback__)
        ]
    return "\n".join(lines)


def _place(filename: str) -> str:
    """Where a source file lies, without what leads there on this machine."""
    path = PurePath(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    if path.is_relative_to(_PACKAGE):
        return path.relative_to(_PACKAGE).as_posix()
    return path.name


def install_hooks(show: Callable[[BaseException], None]) -> Callable[[], None]:
    """Send what slots, threads and Qt itself raise to ``show``, which may be called on any thread.

    Gives back what undoes it. Qt's own messages go to the log only: they are about drawing and fonts.
    """
    before = sys.excepthook, threading.excepthook

    def from_slot(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, Exception):
            _log.error("%s", report(error))
            show(error)
        else:
            before[0](kind, error, trace)

    def from_thread(args: threading.ExceptHookArgs) -> None:
        if isinstance(args.exc_value, Exception):
            _log.error("%s", report(args.exc_value))
            show(args.exc_value)

    def from_qt(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
        _log.log(_LEVELS[kind], "Qt: %s", message)

    sys.excepthook, threading.excepthook = from_slot, from_thread
    qt_before = qInstallMessageHandler(from_qt)

    def undo() -> None:
        sys.excepthook, threading.excepthook = before
        qInstallMessageHandler(qt_before)

    return undo
