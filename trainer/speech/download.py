"""Fetches one file over HTTPS into a ``.part`` file that a later try goes on from."""

from __future__ import annotations

import errno
import json
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urljoin, urlsplit

from trainer.errors import InputError, MachineError

if TYPE_CHECKING:
    import requests

BLOCK: Final = 1 << 16
MOST_REDIRECTS: Final = 5
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@dataclass(frozen=True, slots=True)
class Progress:
    """Bytes done, bytes in all and seconds left, the last two where they are known."""

    done: int
    total: int | None
    seconds_left: float | None


@dataclass(frozen=True, slots=True)
class Fetching:
    """What a download needs. ``most``: bytes accepted; ``clock``: seconds, of any start."""

    url: str
    part: Path
    most: int
    clock: Callable[[], float]
    progress: Callable[[Progress], None]
    plain_http_on_loopback: bool = False


def fetch(wanted: Fetching) -> None:
    """Fill ``wanted.part`` with the whole file, from where an earlier try stopped if the server's file is the same.

    A part stays when the connection breaks, and goes when the disk is full or the file can't be what it should be.
    Raises MachineError (no network, cut off, disk full) or InputError (address refused, no such file, too large).
    """
    import requests

    notes = wanted.part.with_name(wanted.part.name + ".json")
    have, validator = _earlier(wanted, notes)
    try:
        with requests.Session() as session:
            with _open(session, wanted, have, validator) as response:
                if response.status_code != 416:
                    return _write(response, wanted, notes, have)
                if response.headers.get("Content-Range") == f"bytes */{have}":
                    return wanted.progress(Progress(have, have, 0.0))
            forget(wanted.part)  # what is there is no beginning of the server's file
            with _open(session, wanted, 0, "") as response:
                return _write(response, wanted, notes, 0)
    except requests.exceptions.SSLError as error:
        raise MachineError(
            f"The certificate of {_host(wanted.url)} can't be trusted, so nothing was fetched."
        ) from error
    except (requests.exceptions.ChunkedEncodingError, requests.exceptions.ContentDecodingError) as error:
        raise MachineError(_cut_off(wanted)) from error
    except requests.exceptions.RequestException as error:
        if wanted.part.exists() and wanted.part.stat().st_size > have:
            raise MachineError(_cut_off(wanted)) from error
        raise MachineError(
            f"{_host(wanted.url)} can't be reached. Check the network and try again, or name a zip you have already."
        ) from error


def forget(part: Path) -> None:
    """Remove a partial download and what is noted about it."""
    part.unlink(missing_ok=True)
    part.with_name(part.name + ".json").unlink(missing_ok=True)


def disk_full(error: OSError, folder: Path) -> MachineError | OSError:
    """The sentence for a full disk; any other error as it is."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return MachineError(f"The disk is full: there is no room in {folder}. Make room and try again.")
    return error


def _earlier(wanted: Fetching, notes: Path) -> tuple[int, str]:
    """Bytes there from an earlier try at the same address, and the mark by which the server knows its file."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        noted = json.loads(notes.read_text("utf-8"))
        if noted["url"] == wanted.url and noted["validator"]:
            return wanted.part.stat().st_size, str(noted["validator"])
    forget(wanted.part)
    return 0, ""


def _open(session: requests.Session, wanted: Fetching, have: int, validator: str) -> requests.Response:
    headers = {"Accept-Encoding": "identity"}
    if have:
        headers |= {"Range": f"bytes={have}-", "If-Range": validator}
    url = wanted.url
    for _ in range(MOST_REDIRECTS + 1):
        _check_address(url, wanted.plain_http_on_loopback)
        response = session.get(url, headers=headers, stream=True, timeout=(10, 60), allow_redirects=False)
        if not response.is_redirect:
            break
        url = urljoin(url, response.headers["location"])
        response.close()
    else:
        raise InputError(f"{_host(wanted.url)} sends from one address to the next without end.")
    if response.status_code not in (200, 206, 416):
        code = response.status_code
        response.close()
        if code in (404, 410):
            raise InputError(f"{_host(wanted.url)} has no file {urlsplit(wanted.url).path} (any more).")
        raise MachineError(f"{_host(wanted.url)} answered with error {code}. Try again later.")
    return response


def _check_address(url: str, plain_http_on_loopback: bool) -> None:
    parts = urlsplit(url)
    on_loopback = plain_http_on_loopback and parts.scheme == "http" and parts.hostname in LOOPBACK
    if parts.scheme != "https" and not on_loopback:
        raise InputError(f"{url} is not a secure (https) address, so nothing is fetched from it.")


def _write(response: Any, wanted: Fetching, notes: Path, have: int) -> None:
    done, total = _where(response, have)
    if total is not None and total > wanted.most:
        forget(wanted.part)
        raise InputError(_too_large(wanted))
    validator = response.headers.get("ETag", "")
    if not validator or validator.startswith("W/"):
        validator = response.headers.get("Last-Modified", "")
    start, began = done, wanted.clock()
    try:
        notes.write_text(json.dumps({"url": wanted.url, "validator": validator}), "utf-8")
        with wanted.part.open("ab" if done else "wb") as file:
            wanted.progress(Progress(done, total, None))
            for block in response.iter_content(BLOCK):
                done += len(block)
                if done > wanted.most:
                    raise InputError(_too_large(wanted))
                file.write(block)
                wanted.progress(Progress(done, total, _seconds_left(done - start, total, done, wanted.clock() - began)))
    except InputError:
        forget(wanted.part)
        raise
    except OSError as error:
        full = disk_full(error, wanted.part.parent)
        if full is error:
            raise
        forget(wanted.part)
        raise full from error
    if total is not None and done != total:
        raise MachineError(_cut_off(wanted))


def _where(response: Any, have: int) -> tuple[int, int | None]:
    """From which byte on the answer is, and how large the whole file is."""
    if response.status_code == 206:
        place = re.fullmatch(r"bytes (\d+)-\d+/(\d+)", response.headers.get("Content-Range", ""))
        if place is None or int(place[1]) != have:
            raise MachineError("The server's answer does not go on where the download stopped. Try again.")
        return have, int(place[2])
    length = response.headers.get("Content-Length")
    return 0, int(length) if length and length.isdigit() else None


def _seconds_left(fetched: int, total: int | None, done: int, took: float) -> float | None:
    return None if total is None or took <= 0 or not fetched else (total - done) * took / fetched


def _host(url: str) -> str:
    return urlsplit(url).hostname or url


def _cut_off(wanted: Fetching) -> str:
    return f"The download from {_host(wanted.url)} was cut off. Start it again: it goes on where it stopped."


def _too_large(wanted: Fetching) -> str:
    return f"The file at {_host(wanted.url)} is larger than {wanted.most / 1e6:.0f} MB, so it is not the model."
