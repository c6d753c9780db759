"""Sets Sparring up in this checkout, for ``make run`` and ``make test``: system libraries, ``.venv``, pinned packages.

Uses nothing but Python's own library, and parses on old versions too, so that it can say which version is wanted.
A second run finds its mark in ``.venv`` and does nothing.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
WANTED = (3, 11)
SPEECH = ("libportaudio2", "libespeak-ng1")
WINDOW = (
    *(
        "libegl1",
        "libgl1",
        "libfontconfig1",
        "libfreetype6",
        "libdbus-1-3",
        "libxkbcommon0",
        "libglib2.0-0",
        "libx11-6",
    ),
    *("libx11-xcb1", "libxkbcommon-x11-0", "libxcb-cursor0", "libxcb-icccm4", "libxcb-image0", "libxcb-keysyms1"),
    *("libxcb-randr0", "libxcb-render-util0", "libxcb-shape0", "libxcb-shm0", "libxcb-sync1", "libxcb-xfixes0"),
    "libxcb-xkb1",
)
FOR_TESTS = ("espeak-ng", "pulseaudio", "pulseaudio-utils", "libasound2-plugins")
SIZES = {"run": 300, "test": 430}
"""What the Python packages of each way weigh when they are fetched, in MB (Linux, x86_64)."""


class Refused(Exception):
    """Set-up can't go on; the text says why and what to do."""


def main(way: str) -> int:
    if sys.version_info < WANTED:
        print(
            f"Sparring needs Python {WANTED[0]}.{WANTED[1]} or newer; this is {sys.version.split()[0]}."
            " Name a newer one: make PYTHON=python3.12 " + way,
            file=sys.stderr,
        )
        return 1
    libraries = libraries_for(way)
    mark = VENV / (f".set-up-{way}-window" if set(WINDOW) & set(libraries) else f".set-up-{way}")
    seal = seal_of(way, libraries)
    if read(mark) == seal and interpreter().exists():
        return 0
    try:
        set_up(way, libraries)
    except Refused as fault:
        print(f"\n{fault}", file=sys.stderr)
        return 1
    mark.write_text(seal, "utf-8")
    return 0


def libraries_for(way: str) -> list[str]:
    """What this way of using Sparring needs on Linux, as Debian names it; a window's libraries only with a display."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = list(SPEECH)
    if way == "test" or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        wanted += WINDOW
    if way == "test":
        wanted += FOR_TESTS
    if importlib.util.find_spec("ensurepip") is None:
        wanted.append("python3-venv")
    return wanted


def seal_of(way: str, libraries: list[str]) -> str:
    """Changes with whatever set-up depends on: its own text, the versions, the place and the interpreter."""
    told = hashlib.sha256()
    for name in ("constraints.txt", "pyproject.toml", "tools/setup.py"):
        told.update((ROOT / name).read_bytes())
    # the library that gives ensurepip is there only before set-up
    for part in (way, str(ROOT), sys.executable, sys.version, *(name for name in libraries if name != "python3-venv")):
        told.update(part.encode() + b"\0")
    return told.hexdigest()


def read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""


def interpreter() -> Path:
    return VENV / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def set_up(way: str, libraries: list[str]) -> None:
    missing = absent(libraries)
    say_what_is_fetched(way, missing)
    install_libraries(missing)
    make_environment()
    install_packages(way)


def absent(libraries: list[str]) -> list[str]:
    if shutil.which("dpkg-query") is None:
        return libraries
    told = subprocess.run(
        ["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *libraries],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
        check=False,
    ).stdout
    there = {line.split()[0] for line in told.splitlines() if line.endswith(" installed")}
    return [name for name in libraries if name not in there]


def say_what_is_fetched(way: str, missing: list[str]) -> None:
    # about 1 MB a library, the graphics driver's compiler behind libgl1 more: measured on a bare Debian 12
    megabytes = sum(70 if name == "libgl1" else 1 for name in missing)
    system = f"{len(missing)} system libraries by apt (about {megabytes} MB), " if missing else ""
    packages = f"Python packages from PyPI into .venv (about {SIZES[way]} MB, less what is cached)"
    print(f"Sparring fetches {system}{packages}; nothing else.", flush=True)


def install_libraries(missing: list[str]) -> None:
    if not missing:
        return
    by_hand = f"apt-get install --no-install-recommends {' '.join(missing)}"
    if shutil.which("apt-get") is None:
        print(f"  There is no apt here. Install what Debian calls: {' '.join(missing)}")
        return
    root = as_root()
    if root is None:
        if "python3-venv" in missing:
            raise Refused(f"Only root may install system libraries. Say: sudo {by_hand}\nThen run make again.")
        print(f"  Only root may install system libraries, so do it yourself: sudo {by_hand}")
        return
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    with Step("system libraries"):
        carry_out([*root, *environment, "apt-get", "-qq", "update"], by_hand)
        carry_out(
            [*root, *environment, "apt-get", "-qq", "-y", "--no-install-recommends", "install", *missing], by_hand
        )


def as_root() -> list[str] | None:
    """What to put before a command so that root carries it out; None where that can't be had without asking."""
    if os.geteuid() == 0:
        return []
    sudo = shutil.which("sudo")
    if sudo and subprocess.run([sudo, "-n", "true"], stderr=subprocess.DEVNULL, check=False).returncode == 0:
        return [sudo, "-n"]
    return None


def make_environment() -> None:
    version = f"{sys.version_info[0]}.{sys.version_info[1]}"
    kept = read(VENV / "pyvenv.cfg")
    if interpreter().exists() and f"version = {version}" in kept:
        return
    with Step(f".venv for Python {version}"):
        carry_out([sys.executable, "-m", "venv", "--clear", str(VENV)], "")


def install_packages(way: str) -> None:
    """The project itself, editable, with every package at the version that constraints.txt names.

    The build tools go into .venv first, so that they too are the ones named there: ours, and those of the packages that
    come as source alone (srt; the setuptools that Python 3.11 brings can make no wheel by itself).
    """
    pip = [str(interpreter()), "-m", "pip", "--disable-pip-version-check", "install", "-q", "--no-input"]
    pins = ["-c", str(ROOT / "constraints.txt")]
    what = f"{ROOT}[dev,natural]" if way == "test" else f"{ROOT}[natural]"
    advice = "Is the network there, and the disk not full? Then run make again."
    with Step("Python packages" + (" and the workshop's tools" if way == "test" else "")):
        carry_out([*pip, *pins, "hatchling", "setuptools"], advice)
        carry_out([*pip, *pins, "--no-build-isolation", "-e", what], advice)


def carry_out(command: list[str], advice: str) -> None:
    """Run a command without its chatter. Raises Refused with the last of what it said."""
    done = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        said = "\n".join(done.stdout.strip().splitlines()[-6:])
        raise Refused(f"This failed: {' '.join(command)}\n{said}\n{advice}".rstrip())


class Step:
    """One line a step: what it is, and, when it is done, how long it took."""

    def __init__(self, what: str) -> None:
        self._what = what

    def __enter__(self) -> None:
        self._begun = time.monotonic()
        print(f"  {self._what} …", end=" ", flush=True)

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            print(f"{time.monotonic() - self._begun:.0f} s", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
