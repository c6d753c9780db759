"""Models from a folder, a zip, and a publisher that is a server on this machine."""

import errno
import hashlib
import io
import json
import stat
import threading
import zipfile
from contextlib import contextmanager, suppress
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from trainer.errors import InputError, MachineError
from trainer.speech import download
from trainer.speech.models import Installing, KnownModel, install, listing, remove, verify

FOLDER = "vosk-model-small-xx-0.1"
FILES = {
    "am/final.mdl": bytes(range(256)) * 4000,
    "conf/mfcc.conf": b"--use-energy=false\n",
    "graph/HCLG.fst": b"\x01graph" * 1000,
}


def zipped(files=FILES, folder=FOLDER):
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name if folder is None else f"{folder}/{name}", content)
    return made.getvalue()


WHOLE = zipped()
SIZE = len(WHOLE)
SHA256 = hashlib.sha256(WHOLE).hexdigest()


class Publisher:
    """Serves one file. ``cut``: bytes after which it hangs up; ``etag``: its mark; ``ranges``: what was asked for."""

    def __init__(self, content=WHOLE):
        self.content, self.etag, self.cut, self.status = content, '"one"', None, 200
        self.location = None
        self.ranges = []
        self.address = ""

    def answer(self, handler):
        wanted = handler.headers.get("Range")
        self.ranges.append(wanted)
        if self.location or self.status != 200:
            handler.send_response(self.status)
            if self.location:
                handler.send_header("Location", self.location)
            handler.send_header("Content-Length", "0")
            handler.end_headers()
            return
        start, size = 0, len(self.content)
        if wanted and handler.headers.get("If-Range") == self.etag:
            start = int(wanted.removeprefix("bytes=").rstrip("-"))
            if start >= size:
                handler.send_response(416)
                handler.send_header("Content-Range", f"bytes */{size}")
                handler.send_header("Content-Length", "0")
                handler.end_headers()
                return
            handler.send_response(206)
            handler.send_header("Content-Range", f"bytes {start}-{size - 1}/{size}")
        else:
            handler.send_response(200)
        handler.send_header("Content-Length", str(size - start))
        handler.send_header("ETag", self.etag)
        handler.end_headers()
        with suppress(BrokenPipeError, ConnectionResetError):  # the other side has seen enough
            handler.wfile.write(self.content[start : self.cut])


@contextmanager
def serving(publisher):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            publisher.answer(self)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        publisher.address = f"http://127.0.0.1:{server.server_address[1]}/models/"
        yield publisher
        server.shutdown()
        thread.join()


@pytest.fixture
def publisher():
    with serving(Publisher()) as served:
        yield served


class Order:
    """What an installation is given; keeps what was told and asked."""

    def __init__(self, models, publisher, sha256=SHA256, size=SIZE):
        self.progress, self.asked, self.yes, self.now = [], [], True, 0.0
        self.models = models
        self.known = (KnownModel("small-xx-0.1", size, sha256, 9.0, 10.0),)
        self.publisher = publisher

    def confirm(self, sentence):
        self.asked.append(sentence)
        return self.yes

    def clock(self):
        self.now += 0.5
        return self.now

    def given(self):
        return Installing(
            models=self.models,
            confirm=self.confirm,
            progress=self.progress.append,
            clock=self.clock,
            today=date(2026, 3, 1),
            known=self.known,
            publisher=self.publisher,
            plain_http_on_loopback=True,
        )

    def install(self, source="small-xx-0.1"):
        return install(source, self.given())


@pytest.fixture
def order(tmp_path, publisher):
    return Order(tmp_path / "models", publisher.address)


def left(order):
    return sorted(path.name for path in order.models.iterdir()) if order.models.exists() else []


PART = [f"{FOLDER}.zip.part", f"{FOLDER}.zip.part.json"]


def is_whole(path):
    return all((path / name).read_bytes() == content for name, content in FILES.items())


def refused(order, kind, match, source="small-xx-0.1"):
    with pytest.raises(kind, match=match) as told:
        order.install(source)
    sentence = str(told.value)
    assert "\n" not in sentence
    assert sentence[-1] in ".?"


# From the publisher


def test_whole(order):
    path = order.install()
    assert is_whole(path)
    assert left(order) == [FOLDER]
    assert order.asked == []
    record = json.loads((path / "sparring.json").read_text())
    assert record["source"].endswith(f"/models/{FOLDER}.zip")
    assert record["sha256"] == SHA256
    assert record["installed"] == "2026-03-01"
    assert verify("small-xx-0.1", order.models) == ()


def test_progress_tells_bytes_and_time_left(order):
    order.install()
    assert (order.progress[0].done, order.progress[0].total) == (0, len(WHOLE))
    assert order.progress[-1].done == len(WHOLE)
    assert order.progress[-1].seconds_left == 0
    on_the_way = order.progress[1]
    assert on_the_way.seconds_left == pytest.approx((len(WHOLE) - on_the_way.done) * 0.5 / on_the_way.done)


def test_only_its_owner_may_read_it(order):
    path = order.install()
    assert stat.S_IMODE(path.stat().st_mode) == 0o700
    assert stat.S_IMODE((path / "am/final.mdl").stat().st_mode) == 0o600


def test_cut_off_and_resumed(order, publisher):
    publisher.cut = 500_000
    refused(order, MachineError, "cut off")
    assert left(order) == PART
    there = (order.models / PART[0]).stat().st_size
    assert 400_000 < there <= 500_000
    publisher.cut = None
    assert is_whole(order.install())
    assert publisher.ranges == [None, f"bytes={there}-"]
    assert left(order) == [FOLDER]


def test_a_file_that_changed_meanwhile_is_fetched_from_its_beginning(order, publisher):
    publisher.cut = 500_000
    refused(order, MachineError, "cut off")
    publisher.cut, publisher.etag = None, '"two"'
    assert is_whole(order.install())


def test_a_part_without_its_notes_is_not_trusted(order, publisher):
    order.models.mkdir()
    (order.models / PART[0]).write_bytes(b"something else")
    assert is_whole(order.install())
    assert publisher.ranges == [None]


def test_a_part_that_was_whole_is_not_fetched_again(order, publisher, monkeypatch):
    def broken(*_):
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr("trainer.speech.models.unpack", broken)
        refused(order, MachineError, "disk is full")
    assert left(order) == PART
    order.progress.clear()
    assert is_whole(order.install())
    assert [each.done for each in order.progress] == [len(WHOLE)]


def test_a_part_longer_than_the_file_is_thrown_away(order, publisher):
    publisher.cut = 500_000
    refused(order, MachineError, "cut off")
    with (order.models / PART[0]).open("ab") as file:
        file.write(bytes(len(WHOLE)))
    publisher.cut = None
    assert is_whole(order.install())


def test_wrong_checksum(tmp_path, publisher):
    order = Order(tmp_path / "models", publisher.address, sha256="0" * 64)
    refused(order, MachineError, "checksum is wrong")
    assert left(order) == []


def test_without_a_checksum_the_user_is_asked(tmp_path, publisher):
    order = Order(tmp_path / "models", publisher.address, sha256=None)
    order.yes = False
    refused(order, InputError, "Nothing was installed")
    assert publisher.ranges == []
    order.yes = True
    assert is_whole(order.install())
    assert "checksum" in order.asked[0]


def test_larger_than_it_may_be(tmp_path, publisher):
    order = Order(tmp_path / "models", publisher.address, size=1000)
    refused(order, InputError, "larger than")
    assert left(order) == []


@pytest.mark.parametrize(("status", "kind", "match"), [(404, InputError, "no file"), (503, MachineError, "error 503")])
def test_the_server_has_none(order, publisher, status, kind, match):
    publisher.status = status
    refused(order, kind, match)
    assert left(order) == []


def test_no_network(tmp_path):
    order = Order(tmp_path / "models", "http://127.0.0.1:1/")
    refused(order, MachineError, "can't be reached")
    assert left(order) == []


def test_only_https_is_fetched(tmp_path, publisher):
    for address in ("http://models.example.org/", "ftp://127.0.0.1/"):
        refused(Order(tmp_path / "models", address), InputError, "not a secure")


def test_loopback_is_no_exception_unless_it_is_asked_for(order):
    given = order.given()
    plain = Installing(
        given.models, given.confirm, given.progress, given.clock, given.today, given.known, given.publisher
    )
    with pytest.raises(InputError, match="not a secure"):
        install("small-xx-0.1", plain)


def test_no_redirect_leads_off_https(order, publisher):
    publisher.status, publisher.location = 302, "http://models.example.org/x.zip"
    refused(order, InputError, "not a secure")


def test_redirects_come_to_an_end(order, publisher):
    publisher.status, publisher.location = 302, "/again"
    refused(order, InputError, "without end")


def test_the_disk_fills_up_while_fetching(order, monkeypatch):
    opened = Path.open

    class Full(io.BytesIO):
        def write(self, block):
            raise OSError(errno.ENOSPC, "No space left on device")

    def full(self, mode="r", *args, **options):
        return Full() if self.name.endswith(".part") and mode != "rb" else opened(self, mode, *args, **options)

    monkeypatch.setattr(Path, "open", full)
    refused(order, MachineError, "disk is full")
    assert left(order) == []


def test_the_disk_fills_up_while_unpacking(order, monkeypatch):
    opened = Path.open

    def full(self, mode="r", *args, **options):
        if mode == "xb" and self.name == "HCLG.fst":
            raise OSError(errno.ENOSPC, "No space left on device")
        return opened(self, mode, *args, **options)

    monkeypatch.setattr(Path, "open", full)
    refused(order, MachineError, "disk is full")
    assert left(order) == PART  # whole: the next try only unpacks it


def test_a_killed_installation_is_cleared_away_by_the_next(order):
    half = order.models / ".unfinished-abc" / FOLDER
    half.mkdir(parents=True)
    (half / "am").mkdir()
    assert [model.path for model in listing(order.models, order.known)] == [None]
    order.install()
    assert left(order) == [FOLDER]


# From a zip or a folder of the user's


def put(tmp_path, content, name="mine.zip"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


def test_a_zip_of_the_users(order, tmp_path):
    path = order.install(put(tmp_path, WHOLE))
    assert is_whole(path)
    assert len(order.asked) == 1
    assert left(order) == [FOLDER]


def test_the_publishers_own_zip_needs_no_question(order, tmp_path):
    assert is_whole(order.install(put(tmp_path, WHOLE, f"{FOLDER}.zip")))
    assert order.asked == []


def test_a_zip_without_a_folder_in_it_is_named_after_the_file(order, tmp_path):
    assert order.install(put(tmp_path, zipped(folder=None), "vosk-model-own.zip")).name == "vosk-model-own"


def test_a_folder_of_the_users(order, tmp_path):
    source = tmp_path / "vosk-model-en-own"
    for name, content in FILES.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(content)
    path = order.install(source)
    assert is_whole(path)
    assert source.exists()
    assert verify("en-own", order.models) == ()
    assert [model.name for model in listing(order.models, order.known)] == ["small-xx-0.1", "en-own"]


def test_a_folder_with_a_link_in_it(order, tmp_path):
    source = tmp_path / "vosk-model-en-own"
    for name, content in FILES.items():
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes(content)
    (source / "secret").symlink_to("/etc/passwd")
    refused(order, InputError, "link", source)
    assert left(order) == []


def test_what_is_neither_file_nor_folder_nor_known(order):
    refused(order, InputError, "small-xx-0.1", "no-such-model")


def test_a_folder_without_a_model(order, tmp_path):
    (tmp_path / "empty").mkdir()
    refused(order, InputError, "no vosk model", tmp_path / "empty")


def bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(f"{FOLDER}/am/final.mdl", bytes(40_000_000))
    return made.getvalue()


def lying_bomb():
    """Says that it unpacks to 10 bytes."""
    content = bytearray(bomb())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = content.index(signature) + offset
        content[at : at + 4] = (10).to_bytes(4, "little")
    return bytes(content)


def with_link():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        info = zipfile.ZipInfo(f"{FOLDER}/am")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(info, "/etc")
        archive.writestr(f"{FOLDER}/am/final.mdl", b"x")
    return made.getvalue()


HOSTILE = {
    "dots": (zipped({"../../escaped": b"x", **FILES}), "outside"),
    "absolute": (zipped({"/escaped": b"x"}, None), "outside"),
    "backslash": (zipped({"..\\..\\escaped": b"x"}), "outside"),
    "drive": (zipped({"C:escaped": b"x"}, None), "outside"),
    "link": (with_link(), "link"),
    "bomb": (bomb(), "grows"),
    "lying bomb": (lying_bomb(), "damaged"),
    "too many files": (zipped({str(number): b"" for number in range(2001)}), "2001 files"),
    "same name twice": (zipped({"am/Final.mdl": b"x", **FILES}), "twice"),
    "cut short": (WHOLE[: len(WHOLE) // 2], "damaged"),
    "no zip": (b"not a zip at all", "damaged"),
    "no model": (zipped({"readme": b"x"}), "no vosk model"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_or_broken_zip_leaves_nothing(name, order, tmp_path):
    content, match = HOSTILE[name]
    source = put(tmp_path, content)
    before = sorted(path for path in tmp_path.rglob("*") if not path.is_relative_to(order.models))
    refused(order, InputError, match, source)
    assert left(order) == []
    assert sorted(path for path in tmp_path.rglob("*") if not path.is_relative_to(order.models)) == before
    assert not any(path.name.startswith("escaped") for path in tmp_path.parent.rglob("escaped*"))


def test_a_hostile_zip_from_the_server_leaves_nothing_either(tmp_path):
    content = HOSTILE["dots"][0]
    with serving(Publisher(content)) as publisher:
        order = Order(tmp_path / "models", publisher.address, hashlib.sha256(content).hexdigest(), len(content))
        refused(order, InputError, "outside")
        assert left(order) == []


# Listed, verified, removed


def test_listing_tells_size_and_errors(order):
    (before,) = listing(order.models, order.known)
    assert (before.path, before.size, before.known.errors_talk) == (None, len(WHOLE), 10.0)
    path = order.install()
    (after,) = listing(order.models, order.known)
    assert after.path == path
    assert after.size > sum(len(content) for content in FILES.values())


def test_the_three_known_models_are_listed(tmp_path):
    assert [model.name for model in listing(tmp_path)] == ["small-en-us-0.15", "en-us-0.22-lgraph", "en-us-0.22"]


def test_installed_twice(order):
    order.install()
    refused(order, InputError, "installed already")


def test_a_broken_model_is_installed_over(order):
    path = order.install()
    (path / "am/final.mdl").write_bytes(b"short")
    assert is_whole(order.install())
    assert left(order) == [FOLDER]


def test_nothing_of_the_users_is_installed_over(order):
    mine = order.models / FOLDER / "diary.txt"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine")
    refused(order, InputError, "in the way")
    assert mine.read_text() == "mine"


def test_verify_finds_what_is_missing_or_changed(order):
    path = order.install()
    (path / "conf/mfcc.conf").unlink()
    (path / "am/final.mdl").write_bytes(b"short")
    found = verify("small-xx-0.1", order.models)
    assert ["am/final.mdl" in found[0], "conf/mfcc.conf" in found[1], len(found)] == [True, True, 2]
    (path / "sparring.json").write_text("{")
    assert "lost its record" in verify("small-xx-0.1", order.models)[0]


def test_verify_says_when_it_can_not_know(order):
    (order.install() / "sparring.json").unlink()
    assert "can't be checked" in verify("small-xx-0.1", order.models)[0]


def test_remove(order):
    order.install()
    remove("small-xx-0.1", order.models)
    assert left(order) == []


def test_remove_takes_a_partial_download_too(order, publisher):
    publisher.cut = 1000
    refused(order, MachineError, "cut off")
    remove("small-xx-0.1", order.models)
    assert left(order) == []


@pytest.mark.parametrize("name", ["small-yy", "../models", "..", ".", "", "/etc"])
def test_only_an_installed_model_is_removed_or_verified(order, name):
    path = order.install()
    for act in (remove, verify):
        with pytest.raises(InputError, match=r"Installed: small-xx-0\.1"):
            act(name, order.models)
    assert is_whole(path)


def test_an_untrusted_certificate_is_told(order, monkeypatch):
    import requests

    def untrusted(*_, **__):
        raise requests.exceptions.SSLError("self-signed")

    monkeypatch.setattr(requests.Session, "get", untrusted)
    refused(order, MachineError, "certificate")


def test_other_trouble_with_the_disk_is_not_called_full(tmp_path):
    error = OSError(errno.EACCES, "no")
    assert download.disk_full(error, tmp_path) is error
