"""A finished call as a page to read and to print: how it ended, why, what to do next time, and every line behind it.

One file: no script, nothing fetched. The order is the scorecard page's.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Any

from trainer.places import shipped
from trainer.report.card_view import Asked, CardView, MarkView, Quote, card_view
from trainer.report.lines import RATE, clock
from trainer.report.person_words import Words, words_for
from trainer.report.picture import Picture, mark_line, timeline
from trainer.report.written import written
from trainer.text import plain_for_terminal
from trainer.transcript import CallStarted, Entry, of_kind

if TYPE_CHECKING:
    from trainer.records import SessionRow

Draw = Callable[[Picture], str]
"""Puts a picture into a page: the SVG itself, or the image that stands for it."""
_MOST_QUOTES = 6
"""Places told for a step; the JSON export has all."""


@dataclass(frozen=True, slots=True)
class Page:
    """``title`` and ``foot`` are plain text, not escaped; ``body`` is HTML, with pictures as ``Draw`` puts them in."""

    title: str
    foot: str
    body: Callable[[Draw], str]


def page_of(session: SessionRow, card: Mapping[str, Any], log: Sequence[Entry], zone: tzinfo | None) -> Page:
    """``card``: the scorecard's stored document. ``zone``: by which clock times are told; None: this machine's."""
    words = _words(session, log)
    begun = datetime.fromisoformat(session.started_at).astimezone(zone)
    view = card_view(card, log, words, begun)
    title = plain_for_terminal(f"Call with {session.person_name}")
    foot = f"{title}, {begun.day} {begun:%B %Y}"
    return Page(title, foot, lambda draw: "".join(_body(session, card, view, words, draw)))


def html_of(page: Page) -> str:
    """The whole file. Only its own style is allowed, by its hash; neither script nor anything from elsewhere."""
    style = _style("page.css")
    allowed = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{allowed}'; base-uri 'none'; form-action 'none'"
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="referrer" content="no-referrer">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{written(page.title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n<main>\n{page.body(lambda picture: picture.svg)}</main>\n</body>\n</html>\n"
    )


@cache
def _style(name: str) -> str:
    return shipped(f"assets/report/{name}").read_text("utf-8")


def _words(session: SessionRow, log: Sequence[Entry]) -> Words:
    """How the person is spoken of, by the scenario as it was when the call was held."""
    from trainer.scenario.load import load_text  # leads to pydantic, and the window opens without it

    started = next((event for _, event in of_kind(log, CallStarted)), None)
    if started is None:
        return Words(session.person_name, "they", "them", "their")
    return words_for(load_text(started.text).scenario.person)


def _body(
    session: SessionRow, card: Mapping[str, Any], view: CardView, words: Words, draw: Draw
) -> Iterable[str]:  # fmt: skip
    links = frozenset(line.turn for line in view.lines)
    how = f"{session.mode}, {'typed' if session.ear == 'typed' else 'spoken'}"
    yield f"<h1>{written(f'Call with {session.person_name}')}</h1>\n"
    yield _small(f"{session.title} · {view.when} · {how}")
    yield _heading("How it ended")
    if view.how_it_ended:
        yield f'<p class="said large">“{written(view.how_it_ended)}”</p>\n'
    yield _line(view.why) + _line(view.orbit) + _stands_on(card, words)
    yield _total(view, draw)
    yield _heading("Why")
    for mark in view.marks:
        yield from _mark(mark, links, draw)
    yield _heading("Next time")
    yield from _next_time(view, links)
    yield _heading("The call, as it moved them")
    picture = timeline(
        view.seconds,
        view.strips,
        [quote.at for quote in view.fusion_points],
        [(quote.at, number) for number, quote in enumerate(view.next_time, 1)],
    )
    yield f'<p class="picture">{draw(picture)}</p>\n'
    yield _small("How the person stood, from 0 to 100. ◆ Fusion: logic and feeling rose together. ① Next time.")
    yield _quotes(view.fusion_points, links)
    yield _heading("Who led") + _line(view.led) + _quotes(view.led_quotes, links)
    yield _heading("Who did the work") + _line(view.effort)
    if view.jumps:
        yield _heading(view.where) + _line(view.orbit) + _quotes(view.jumps, links)
    if view.left:
        yield _heading("What it left behind") + "".join(_line(line) for line in view.left)
        yield _small(f"How {words.they} may tell it at home") + f'<p class="said">“{written(view.told)}”</p>\n'
    yield _heading("How it was said")
    yield _table("figures", ([one.what, one.yours, one.good] for one in view.figures), ("", "You", "Good calls"))
    if view.asked:
        yield _heading("What this call asked for")
        yield from (_asked(one, links) for one in view.asked)
    yield _heading("Transcript") + _transcript(view, words)
    yield _small(
        f"Marked by rubric {card['rubric']}. Every mark is a sum of what was seen, and stands on the words beside it; "
        "the range says how sure the hearing was. Made by Sparring, on the machine the call was held on."
    )


def _stands_on(card: Mapping[str, Any], words: Words) -> str:
    """Whether a yes holds, and on whose reasons it stands."""
    if card["decision"] != "yes":
        return ""
    holds = {True: "The yes holds. ", False: "The yes does not hold. "}.get(card["holds"], "")
    return _line(
        f"{holds}Of what moved {words.them}, {card['own']} came of reasons of {words.their} own and {card['borrowed']} "
        "of levers such as money off or a deadline."
    )


def _total(view: CardView, draw: Draw) -> str:
    figure = "–" if view.total is None else str(view.total)
    line = draw(mark_line("Total", view.total, view.low, view.high, view.pass_mark))
    return (
        f'<table class="mark total" width="100%" cellspacing="0"><tr><td class="figure" width="48">{figure}</td>'
        f'<td>{written(view.range)}</td><td class="line" width="248">{line}</td></tr></table>\n'
    )


def _mark(mark: MarkView, links: frozenset[int], draw: Draw) -> Iterable[str]:
    if mark.value is None:
        middle, line, figure = "Not enough to score", "", "–"
    else:
        middle, figure = f"between {mark.low} and {mark.high}. {mark.sentence}", str(mark.value)
        line = draw(mark_line(mark.name, mark.value, mark.low, mark.high))
    yield (
        f'<table class="mark" width="100%" cellspacing="0"><tr><td class="figure" width="48">{figure}</td>'
        f'<td><b>{written(mark.name)}</b> <span class="small">{written(middle)}</span></td>'
        f'<td class="line" width="248">{line}</td></tr></table>\n'
    )
    if mark.value is None and mark.sentence:
        yield _small(mark.sentence)
    yield _quotes(mark.quotes[:_MOST_QUOTES], links)
    more = len(mark.quotes) - _MOST_QUOTES
    if more > 0:
        yield _small(f"And {more} more {'place' if more == 1 else 'places'} that counted for less.")


def _next_time(view: CardView, links: frozenset[int]) -> Iterable[str]:
    if not view.next_time:
        yield _line("Nothing stood out.")
    for number, quote in enumerate(view.next_time, 1):
        yield f"<h3>{number}. {written(_begun(quote.why))}</h3>\n" + _quotes([quote], links, why=False)
    if view.strength is not None:
        yield f"<h3>Strong: {written(view.strength.why)}</h3>\n" + _quotes([view.strength], links, why=False)


def _begun(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _quotes(quotes: Sequence[Quote], links: frozenset[int], *, why: bool = True) -> str:
    """Where (line and time, leading to the line), what it did, the words, and why they count."""
    rows = []
    for quote in quotes:
        place = f"{quote.turn} · {quote.time}"
        if quote.turn in links:
            place = f'<a href="#line-{quote.turn}">{place}</a>'
        kind = f'<span class="kind">{written(quote.kind)}</span> ' if quote.kind and why else ""
        reason = f' <span class="small">{written(quote.why)}</span>' if quote.why and why else ""
        rows.append(
            f'<tr><td class="place" width="76">{place}</td>'
            f'<td>{kind}<span class="said">“{written(quote.words)}”</span>{reason}</td></tr>'
        )
    return f'<table class="quotes" width="100%" cellspacing="0">{"".join(rows)}</table>\n' if rows else ""


def _asked(one: Asked, links: frozenset[int]) -> str:
    return _line(one.sentence) + (_quotes([one.quote], links) if one.quote is not None else "")


def _transcript(view: CardView, words: Words) -> str:
    who = {"rep": "You", "person": words.called, "program": "Sparring"}
    rows, known = [], set[int]()
    for line in view.lines:
        anchor = "" if line.turn in known else f' id="line-{line.turn}"'
        known.add(line.turn)
        rows.append(
            f'<tr{anchor}><td class="place" width="76">{line.turn} · {clock(line.at / RATE)}</td>'
            f'<td class="who" width="90">{written(who[line.who])}</td>'
            f'<td class="{line.who}">{written(line.text)}</td></tr>'
        )
    return f'<table class="transcript" width="100%" cellspacing="0">{"".join(rows)}</table>\n'


def _table(kind: str, rows: Iterable[Sequence[str]], head: Sequence[str]) -> str:
    heads = "".join(f"<th>{written(cell)}</th>" for cell in head)
    body = "".join("<tr>" + "".join(f"<td>{written(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f'<table class="{kind}" width="100%" cellspacing="0"><tr>{heads}</tr>{body}</table>\n'


def _heading(text: str) -> str:
    return f"<h2>{written(text)}</h2>\n"


def _line(text: str) -> str:
    return f"<p>{written(text)}</p>\n"


def _small(text: str) -> str:
    return f'<p class="small">{written(text)}</p>\n'
