"""A report as PDF: pages of A4 with a title, numbers, and the words in letters."""

from __future__ import annotations

import re
import threading
import zlib
from datetime import UTC

from pytestqt.qtbot import QtBot

from tests.desktop.story_card import a_card, a_log
from tests.unit.report.calls import hostile, row
from trainer.desktop.printing import pdf
from trainer.report.page import Page, page_of


def _pages(written: bytes) -> int:
    return len(re.findall(rb"/Type /Page\b", written))


def test_a_report_is_printed_on_a4_with_a_title(qtbot: QtBot) -> None:
    written = pdf(page_of(row(), a_card(), a_log(), UTC))
    assert written.startswith(b"%PDF-")
    assert written.rstrip().endswith(b"%%EOF")
    boxes = re.findall(rb"/MediaBox \[([^\]]*)\]", written)
    assert {tuple(round(float(side)) for side in box.split()) for box in boxes} == {(0, 0, 595, 842)}
    assert "Call with Marta Kowalczyk".encode("utf-16-be") in written
    assert b"/FontFile" in written, "the letters travel with it"


def test_it_is_printed_beside_the_window(qtbot: QtBot) -> None:
    page = page_of(row(), a_card(), a_log(), UTC)
    printed: list[bytes] = []
    thread = threading.Thread(target=lambda: printed.append(pdf(page)))
    thread.start()
    thread.join(60)
    assert _pages(printed[0]) == _pages(pdf(page))


def test_a_long_report_runs_over_as_many_pages_as_it_needs(qtbot: QtBot) -> None:
    def printed(lines: int) -> bytes:
        return pdf(Page("Long", "Long", lambda draw: "<p>One line of many.</p>" * lines))

    assert _pages(printed(1)) == 1
    assert _pages(printed(200)) > 3


def test_pictures_are_drawn(qtbot: QtBot) -> None:
    page = page_of(row(), a_card(), a_log(), UTC)
    with_pictures = pdf(page)
    without = pdf(Page(page.title, page.foot, lambda draw: page.body(lambda picture: "")))
    assert with_pictures.count(b"/Subtype /Image") > without.count(b"/Subtype /Image") == 0


def test_what_is_hostile_is_printed_and_fetches_and_runs_nothing(qtbot: QtBot) -> None:
    written = pdf(page_of(*hostile(), UTC))
    assert _pages(written) >= 1
    plain = written + b"".join(
        _unpacked(part) for part in re.findall(rb"stream\r?\n(.*?)endstream", written, re.DOTALL)
    )
    for order in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/EmbeddedFile", b"/OpenAction"):
        assert order not in plain


def _unpacked(part: bytes) -> bytes:
    try:
        return zlib.decompress(part)
    except zlib.error:
        return b""
