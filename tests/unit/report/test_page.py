"""A call as a page: what stands on it, in which order, and that nothing in it can be more than text."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC
from html.parser import HTMLParser

from tests.desktop.story_card import a_card, a_log
from tests.unit.report.calls import hostile, row
from trainer.report.page import html_of, page_of
from trainer.report.picture import mark_line, timeline


class Parsed(HTMLParser):
    """Every element with what it has, and all that is read on the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._style = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._style = tag == "style"

    def handle_endtag(self, tag: str) -> None:
        self._style = False

    def handle_data(self, data: str) -> None:
        if not self._style:
            self.text += data


def page(**changes: object) -> str:
    return html_of(page_of(row(), a_card(**changes), a_log(), UTC))


def test_it_reads_how_it_ended_why_and_what_to_do_next_time_in_this_order() -> None:
    text = Parsed(page()).text
    places = [
        text.index(words)
        for words in (
            "Call with Marta Kowalczyk",
            "“It might work. I need to think about it.”",
            "Not yet. The figures were enough for her; the feeling was not there.",
            "between 46 and 58, pass mark 65",
            "Rapport between 62 and 74. 5 of 6 openings taken",
            "“There’s a woman at the food bank on Burley Road.”",
            "Urgency Not enough to score",
            "One opening in the call; three are needed.",
            "1. Answer the feeling before the price",
            "Strong: Said what it can’t do",
            "Fusion 4:21",
            "You went along as an order taker.",
            "An idea of how it would go",
            "I said I'd think about it.",
            "61 %",
            "Unasked discount: done, and it should not be",
            "Staff take some. The rest goes in the bin",
        )
    ]
    assert places == sorted(places)


def test_evidence_leads_to_its_line_and_only_there() -> None:
    parsed = Parsed(page())
    there = {element["id"] for _, element in parsed.elements if "id" in element}
    links = [element["href"] for tag, element in parsed.elements if tag == "a"]
    assert links
    assert {link.removeprefix("#") for link in links if link} <= there
    assert len(there) == sum("id" in element for _, element in parsed.elements)


def test_words_of_a_line_that_is_not_there_are_quoted_without_a_link() -> None:
    parsed = Parsed(html_of(page_of(row(), a_card(), a_log()[:1], UTC)))
    assert "“Ours is poor for the first three weeks, too.”" in parsed.text
    assert {element["href"] for tag, element in parsed.elements if tag == "a"} == {"#line-1"}


def test_it_allows_its_own_style_and_nothing_else() -> None:
    written = page()
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', written)
    style = re.search(r"<style>(.*?)</style>", written, re.DOTALL)
    assert policy
    assert style
    own = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == f"default-src 'none'; style-src 'sha256-{own}'; base-uri 'none'; form-action 'none'"
    assert "@page" in style[1]
    parsed = Parsed(written)
    assert not {tag for tag, _ in parsed.elements} & {"script", "link", "img", "iframe", "object", "form"}
    assert not [name for _, element in parsed.elements for name in element if name.startswith("on") or name == "style"]
    assert "url(" not in written
    assert "@import" not in written


def test_a_hostile_call_is_text_and_no_more() -> None:
    session, card, log = hostile()
    written = html_of(page_of(session, card, log, UTC))
    parsed = Parsed(written)
    assert "<script>alert(1)</script>" in parsed.text, "shown as it was written"
    assert "script" not in {tag for tag, _ in parsed.elements}
    assert not [name for _, element in parsed.elements for name in element if name.startswith("on")]
    assert not set(written) & set("\x1b\x07\x9b\u202e\u202c")
    assert parsed.text.count("Call with =cmd|") == 2, "title and heading"


def test_a_yes_says_on_whose_reasons_it_stands() -> None:
    text = Parsed(page(decision="yes", ending="yes", holds=True)).text
    assert "The yes holds. Of what moved them, 41 came of reasons of their own and 6 of levers" in text
    assert "The yes does not hold." in Parsed(page(decision="yes", ending="yes", holds=False)).text
    assert "The yes" not in Parsed(page()).text


def test_what_may_only_have_been_there_is_told_to_nobody() -> None:
    card = a_card()
    card["marks"]["rapport"]["moments"][0]["sure"] = False
    before = Parsed(page()).text.count("food bank on Burley")
    assert Parsed(html_of(page_of(row(), card, a_log(), UTC))).text.count("food bank on Burley") == before - 1


def test_a_card_without_a_total_says_so() -> None:
    text = Parsed(page(total=None, total_low=None, total_high=None, to_change=[], strength=None, left_behind=None)).text
    assert "Not enough to score. 65 passes." in text
    assert "Nothing stood out." in text


def test_the_picture_tells_gauges_fusion_and_moments_in_signs_and_in_words() -> None:
    picture = timeline(100, [("Rapport", [(0, 30), (50, 60)]), ("Empathy", [])], [40.0], [(70.0, 1)])
    assert picture.words == "The call: Rapport ends at 60; fusion at 0:40; moment 1 at 1:10"
    assert picture.words in picture.svg
    assert picture.svg.count("<circle") == 1, "a ring for the moment"
    assert "stroke-dasharray" in picture.svg
    assert "Fusion 0:40" in picture.svg
    across = 72 + (608 - 72) * 0.4
    assert f"M{across:.1f} 6" in picture.svg, "the diamond stands at its time"


def test_labels_of_fusion_points_do_not_run_into_each_other() -> None:
    picture = timeline(600, [("Rapport", [(0, 30)])], [100.0, 101.0, 102.0, 103.0], [])
    assert picture.svg.count(">Fusion") < 4
    assert picture.words.count("fusion at") == 4


def test_a_mark_stands_at_its_place_on_the_line() -> None:
    assert 'cx="120.0"' in mark_line("Trust", 50, 40, 60).svg
    none = mark_line("Trust", None, 0, 0, 65)
    assert "<circle" not in none.svg
    assert none.words == "Trust: no mark"
