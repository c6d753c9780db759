"""What is known of a turn, from labellers or from a corpus: label → 0 to 1, silent where nobody said."""

from __future__ import annotations

from tools.reader import corpora, material
from tools.reader.pack import EVENTS
from trainer.pathway.acts import ACTS, PERSONS_ACTS
from trainer.pathway.behaviours import behaviours

LABELS = (
    *ACTS[:-1],
    corpora.QUESTION,
    "sentiment",
    *(f"b:{name}" for name in behaviours()),
    *(f"e:{event}" for event in EVENTS),
)
"""What encoder and heads are taught: acts, some question, sentiment, behaviours (b:), the person's events (e:)."""


def known_of(call: material.LabelledCall, line: material.LabelledTurn) -> dict[str, float]:
    """What the labellers say of a turn: the share who saw each act, behaviour and event."""
    labels = line.labels
    sales = call.kind == "sales"
    acts = [act for act in ACTS[:-1] if not (sales and line.speaker == "rep" and act in PERSONS_ACTS)]
    known = {act: line.share(act) for act in acts}
    known[corpora.QUESTION] = sum(bool({"open_question", "closed_question"} & one.acts) for one in labels) / len(labels)
    known["sentiment"] = 0.5 + sum(one.sentiment for one in labels) / len(labels) / 2
    if sales and line.speaker == "rep":
        known |= {f"b:{name}": sum(name in one.seen for one in labels) / len(labels) for name in behaviours()}
    elif sales:
        known |= {f"e:{event}": sum(event in one.events for one in labels) / len(labels) for event in EVENTS}
    return known


def known_of_exchange(one: material.Exchange) -> dict[str, float]:
    """What its writer says of an exchange's second line."""
    known: dict[str, float] = {}
    if one.behaviours is not None:
        known |= {f"b:{name}": float(name in one.behaviours) for name in behaviours()}
    if one.acts is not None:
        known |= {act: float(act in one.acts) for act in ACTS[:-1]}
        known[corpora.QUESTION] = float(bool({"open_question", "closed_question"} & one.acts))
        known["sentiment"] = 0.5 + one.sentiment / 2
    return known
