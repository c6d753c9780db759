"""A whole call needs no network: held in an empty network namespace, or with sockets blocked where there is none."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NO_CONNECTIONS = """
import socket
def refuse(*_):
    raise OSError("this test has no network")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = refuse
"""
REACHES_OUT = """
import socket
try:
    socket.create_connection(("192.0.2.1", 443), timeout=2)
except OSError as refused:
    print(type(refused).__name__, refused)
"""


@dataclass(frozen=True)
class Cell:
    """How to run Python without a network; ``prefix`` goes before the command."""

    prefix: tuple[str, ...]
    environment: dict[str, str]

    def run(self, *arguments: str, typed: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*self.prefix, sys.executable, *arguments], env=self.environment, input=typed, capture_output=True,
            text=True, timeout=110, check=False,
        )  # fmt: skip


@pytest.fixture
def cell(tmp_path: Path) -> Cell:
    environment = os.environ | {"SPARRING_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    namespace = ("unshare", "--map-root-user", "--net")
    allowed = shutil.which("unshare") and subprocess.run([*namespace, "true"], capture_output=True).returncode == 0
    if allowed:
        return Cell(namespace, environment)
    guard = tmp_path / "guard"
    guard.mkdir()
    (guard / "sitecustomize.py").write_text(NO_CONNECTIONS, "utf-8")
    return Cell((), environment | {"PYTHONPATH": f"{guard}{os.pathsep}{ROOT}"})


def test_the_cell_has_no_way_out(cell: Cell) -> None:
    told = cell.run("-c", REACHES_OUT).stdout
    assert "unreachable" in told or "no network" in told, "a time-out would mean that the packet left"


def test_a_whole_typed_call_is_held_without_a_network(cell: Cell) -> None:
    lines = "Hello, this is Sam Hill from Loopline. Is this a bad moment?\nWhat happens when linen goes missing?\n"
    held = cell.run(str(ROOT / "main.py"), "call", "gail_petrie", "--text", "--json", typed=lines)
    assert held.returncode == 0, held.stderr
    assert json.loads(held.stdout)["ending"] == "rep_ended"


def test_a_whole_call_from_sound_is_held_without_a_network(cell: Cell, tmp_path: Path) -> None:
    spoken = [str(path) for path in sorted((ROOT / "assets" / "rep" / "gail_petrie").glob("*.flac"))[:4]]
    assert spoken, "the rep's side is shipped"
    held = cell.run(
        str(ROOT / "main.py"), "call", "gail_petrie", "--audio", *spoken, "--ear", "moonshine", "--json",
        "--sound", str(tmp_path / "gail.wav"), "--log", str(tmp_path / "log"),
    )  # fmt: skip
    assert held.returncode == 0, held.stderr
    events = [json.loads(line) for line in (tmp_path / "log").read_text("utf-8").splitlines()]
    assert len([event for event in events if event["type"] == "heard"]) >= 3
    assert (tmp_path / "gail.wav").stat().st_size > 100_000, "Gail was heard"
