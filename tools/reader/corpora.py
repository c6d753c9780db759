"""Human-labelled conversations of other fields, as far as their labels tell of our acts.

They lie beside the project (``../shared/corpora``) and never enter it; where they are missing, what needs them is left
out with a sentence. Only what a label plainly says is taken: an act that a label is silent on stays unknown.

- PersuasionForGood (Wang et al., 2019, Apache-2.0): charity.
- CaSiNo (Chawla et al., 2021, CC BY 4.0): negotiation over camping supplies.
- GoEmotions (Demszky et al., 2020, Apache-2.0): written comments.
"""

from __future__ import annotations

import csv
import hashlib
import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "corpora"
MISSING = "The labelled corpora are not beside the project (../shared/corpora): what needs them is left out."
QUESTION = "question"
"""A label of the encoder's alone: some question, of whatever kind."""

_ASKS = frozenset((
    "task-related-inquiry", "personal-related-inquiry", "source-related-inquiry", "ask-org-info",
    "ask-donation-procedure", "ask-donation-amount", "ask-persuader-donation-intention", "ask-donate-more",
    "ask-not-donate-reason",
))  # fmt: skip
_OF_CHARITY: Mapping[str, tuple[str, ...]] = {
    "credibility-appeal": ("evidence", "information"), "donation-information": ("information",),
    "proposition-of-donation": ("next_step",), "foot-in-the-door": ("next_step",),
    "ask-donation-amount": ("next_step",), "ask-donate-more": ("next_step",),
    "agree-donation": ("commitment", "change_talk"), "provide-donation-amount": ("commitment", "change_talk"),
    "confirm-donation": ("commitment",), "positive-reaction-to-donation": ("change_talk",),
    "negative-reaction-to-donation": ("sustain_talk",), "disagree-donation": ("sustain_talk",),
    "disagree-donation-more": ("sustain_talk",), "greeting": ("small_talk",), "off-task": ("small_talk",),
    "acknowledgement": ("acknowledgement",), "thank": ("acknowledgement",), "praise-user": ("affirmation",),
    "personal-story": ("self_disclosure",), "self-modeling": ("self_disclosure",),
}  # fmt: skip
"""What each label of the charity talks says is there."""
_SPEAKS = frozenset(_OF_CHARITY) | _ASKS
_APPEALS = frozenset(("logical-appeal", "emotion-appeal"))
_NOT: Mapping[str, frozenset[str]] = {
    "evidence": _SPEAKS,
    "next_step": _SPEAKS | _APPEALS,
    "commitment": _SPEAKS | {"logical-appeal"},
    "small_talk": (_SPEAKS | _APPEALS) - {"thank", "personal-related-inquiry"},
    "acknowledgement": (_SPEAKS | _APPEALS) - {"greeting"},
    "affirmation": _SPEAKS | {"logical-appeal"},
    "change_talk": _SPEAKS,
    "sustain_talk": _SPEAKS,
    "self_disclosure": _ASKS | {"credibility-appeal", "logical-appeal", "acknowledgement", "proposition-of-donation"},
    "information": _ASKS | {"greeting", "acknowledgement", "thank", "proposition-of-donation", "agree-donation"},
    "scarcity": _SPEAKS - {"foot-in-the-door"},
    "reflection": _ASKS | {"greeting", "credibility-appeal", "proposition-of-donation"},
    "emotional_reaction": _ASKS | {"credibility-appeal", "donation-information"},
}
"""Labels that say an act is not there, unless they are among those that say it is."""
_GLAD = frozenset(
    [
        "admiration",
        "amusement",
        "approval",
        "caring",
        "excitement",
        "gratitude",
        "joy",
        "love",
        "optimism",
        "pride",
        "relief",
        "desire",
    ]
)
_SORE = frozenset(
    [
        "anger",
        "annoyance",
        "disappointment",
        "disapproval",
        "disgust",
        "embarrassment",
        "fear",
        "grief",
        "nervousness",
        "remorse",
        "sadness",
    ]
)


@dataclass(frozen=True, slots=True)
class Example:
    """Words with what is known of them: act or ``QUESTION`` → 0 to 1; "sentiment" 0 (sore) to 1 (glad)."""

    source: str
    talk: str
    text: str
    previous: str
    known: Mapping[str, float]

    @property
    def held_back(self) -> bool:
        """Every fifth talk is not trained on, whichever act is asked for."""
        return int(hashlib.md5(self.talk.encode(), usedforsecurity=False).hexdigest(), 16) % 5 == 0


def there() -> bool:
    return FOLDER.is_dir()


def examples(comments: int = 5000) -> Iterator[Example]:
    """All of them; of the written comments a sample, which would drown the talks."""
    yield from charity()
    yield from negotiation()
    written = list(comments_with_feelings())
    random.Random(1).shuffle(written)
    yield from written[:comments]


def charity() -> Iterator[Example]:
    for row in _rows("persuasion_for_good.csv"):
        label = row["label"]
        known = dict.fromkeys(_OF_CHARITY.get(label, ()), 1.0)
        known |= {act: 0.0 for act, labels in _NOT.items() if label in labels and act not in known}
        yield Example("charity", row["conv_id"], row["text"], row["previous"], known | _questions(row["text"], label))


def negotiation() -> Iterator[Example]:
    for row in _rows("casino.csv"):
        labels = set(row["labels"].split("|"))
        known = {"small_talk": float("small-talk" in labels)}
        if "showing-empathy" in labels:
            known["emotional_reaction"] = 1.0
        elif labels <= {"non-strategic", "self-need", "no-need", "uv-part"}:
            known["emotional_reaction"] = 0.0
        if "self-need" in labels:
            known["self_disclosure"] = 1.0
        yield Example("negotiation", row["conv_id"], row["text"], row["previous"], known | _questions(row["text"], ""))


def comments_with_feelings() -> Iterator[Example]:
    for row in _rows("goemotions.csv"):
        labels = set(row["labels"].replace(",", "|").split("|"))
        glad, sore = bool(labels & _GLAD), bool(labels & _SORE)
        known = {
            "sentiment": 1.0 if glad and not sore else 0.0 if sore and not glad else 0.5,
            "affirmation": float("admiration" in labels),
            "hope": float("optimism" in labels),
        }
        if "gratitude" in labels:
            known["acknowledgement"] = 1.0
        if "caring" in labels:
            known["emotional_reaction"] = 1.0
        elif not labels & {"sadness", "gratitude", "love", "remorse"}:
            known["emotional_reaction"] = 0.0
        yield Example("comments", row["id"], row["text"], "", known)


def _questions(text: str, label: str) -> dict[str, float]:
    """Whoever typed a question mark asked; of which kind the corpora don't say."""
    known = {QUESTION: float("?" in text)}
    if "?" not in text and label not in _ASKS:
        known |= {"open_question": 0.0, "closed_question": 0.0}
    return known


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
