"""Finished calls as statements of the Experience API, 1.0.3, for a learning record store.

Written after the specification's part two (adlnet/xAPI-Spec, xAPI-Data.md): no null outside extensions, every
identifier an IRI with a scheme, the same statement under the same id however often it is exported.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from trainer.text import plain_for_terminal
from trainer.transcript import STEPS

if TYPE_CHECKING:
    from trainer.records import SessionRow

_HOME = "https://sparring.invalid"
"""The program has no page. The ending .invalid is nobody's for good (RFC 6761), so that these names can't become
somebody else's, and nothing is fetched by them."""
_VERBS = "http://adlnet.gov/expapi/verbs"
_SIMULATION = "http://adlnet.gov/expapi/activities/simulation"
_IDS = uuid.uuid5(uuid.NAMESPACE_URL, f"{_HOME}/xapi/statements")
_TOLD = ("verdict", "ending", "decision", "won", "holds", "effort", "talk_share", "rubric", "pass_mark", "total_low",
         "total_high")  # fmt: skip


def statements(session: SessionRow, card: Mapping[str, Any], account: str) -> Iterator[dict[str, Any]]:
    """One statement on how the call went to its end, and where there is a total one more with the score.

    ``completed`` where the call came to an end, ``attempted`` where it was cut off. With a total: ``passed`` or
    ``failed`` by the pass mark; of a call that was cut off only ``scored``. No total, no score.
    """
    ended = card["ending"] != "unfinished"
    yield _statement(session, card, account, "completed" if ended else "attempted", {"completion": ended})
    total = card["total"]
    if total is None:
        return
    score = {"scaled": total / 100, "raw": total, "min": 0, "max": 100}
    if not ended:
        yield _statement(session, card, account, "scored", {"score": score, "completion": False})
        return
    passed = total >= card["pass_mark"]
    result = {"score": score, "success": passed, "completion": True}
    yield _statement(session, card, account, "passed" if passed else "failed", result)


def _statement(
    session: SessionRow, card: Mapping[str, Any], account: str, verb: str, result: Mapping[str, Any]
) -> dict[str, Any]:
    marks = {
        step: None if (mark := card["marks"].get(step)) is None
        else {part: mark[part] for part in ("value", "low", "high")}
        for step in STEPS
    }  # fmt: skip
    told = {_extension(name): card.get(name) for name in _TOLD}
    title = plain_for_terminal(session.title)
    return {
        "id": str(uuid.uuid5(_IDS, f"{session.id} {verb} {card['rubric']}")),
        "actor": {"objectType": "Agent", "account": {"homePage": _HOME, "name": account}},
        "verb": {"id": f"{_VERBS}/{verb}", "display": {"en": verb}},
        "object": {
            "objectType": "Activity",
            "id": f"{_HOME}/xapi/activities/{quote(session.scenario, safe='')}",
            "definition": {"type": _SIMULATION, "name": {"en": title}},
        },
        "result": {
            **result,
            "duration": f"PT{round(float(card['seconds']), 2):g}S",
            "extensions": {_extension("marks"): marks} | told,
        },
        "context": {
            "registration": session.id,
            "platform": "Sparring",
            "revision": session.sha256,
            "extensions": {_extension("mode"): session.mode, _extension("ear"): session.ear},
        },
        "timestamp": session.ended_at or session.started_at,
    }


def _extension(name: str) -> str:
    return f"{_HOME}/xapi/extensions/{name}"
