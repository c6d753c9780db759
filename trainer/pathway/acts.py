"""The lower layer's vocabulary: what a human coder would say is done in an utterance.

An act is general: it can be checked against people's labels from other fields than selling. Several can hold at once,
each with a probability from 0 to 1; ``sentiment`` alone runs from -1 (negative) to 1 (positive).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

ACTS: tuple[str, ...] = (
    "open_question", "closed_question", "reflection", "emotional_reaction", "interpretation", "exploration",
    "affirmation", "acknowledgement", "encouragement", "small_talk", "common_ground", "self_disclosure",
    "information", "advice", "evidence", "hope", "next_step", "pressure", "scarcity",
    "change_talk", "sustain_talk", "commitment", "sentiment",
)  # fmt: skip
"""All acts, in the order in which they are shown and stored."""

PERSONS_ACTS: frozenset[str] = frozenset({"change_talk", "sustain_talk", "commitment"})
"""Acts of the one who is spoken with; every other is the rep's, and sentiment is both's."""

DEFINITIONS: Mapping[str, str] = MappingProxyType(
    {
        "open_question": "asks for more than a fact or a yes: what, how, why, tell me about, walk me through",
        "closed_question": "can be answered by yes, no or a short fact; tag questions too",
        "reflection": "gives back, as a statement, what the other said or meant",
        "emotional_reaction": "shows warmth, concern or compassion for what the other feels",
        "interpretation": "shows that the other's experience is understood, in content or by one's own experience",
        "exploration": "asks gently into a feeling or an experience that was not stated",
        "affirmation": "names a strength, an effort or a good choice of the other's; supports their autonomy",
        "acknowledgement": "takes up what was said: thanks, got it, I see, great",
        "encouragement": "moves the other, warmly, to try or to do something",
        "small_talk": "talk outside the business: greetings, weather, family, wishes",
        "common_ground": "shows a likeness: the same place, taste or experience",
        "self_disclosure": "tells something of oneself",
        "information": "gives facts, explains",
        "advice": "tells the other what to do, or suggests it",
        "evidence": "gives a reason to believe: figures, sources, a track record, a named customer, credentials",
        "hope": "points to something better to come, to a way in which it can turn out well",
        "next_step": "asks for, or proposes, a commitment or a next action",
        "pressure": "pushes: orders, confronts, warns, advises without leave, makes guilty, threatens",
        "scarcity": "says that time or supply is short",
        "change_talk": "leans towards change: a wish, an ability, a reason, a need, a first step",
        "sustain_talk": "leans towards leaving things as they are",
        "commitment": "agrees to do something, names an amount or a date",
        "sentiment": "how glad or sore the words are, from -1 to 1",
    }
)
"""What each act means, for people."""
