"""The scorecard of the story, in the figures of the pictures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from tests.desktop.story import SECOND, a_call, the_end
from trainer.scoring.card import Course, LeftBehind, Mark, Moment, Requirement, Scorecard
from trainer.transcript import Entry, Evidence


def _moment(
    kind: Literal["helped", "hurt", "missed"], at: float, turn: int, quote: str, why: str, points: float
) -> Moment:
    return Moment(kind, round(at * SECOND), Evidence(turn, None, quote), why, points)


def _mark(value: int, low: int, high: int, taken: int, openings: int, *moments: Moment) -> Mark:
    return Mark(value, low, high, taken, openings, moments)


FOOD_BANK = _moment("helped", 104, 1, "There’s a woman at the food bank on Burley Road.", "Gave without asking", 9)
EXPLAINED = _moment(
    "hurt", 417, 3, "I understand. So, the way it works is quite simple.", "Answer the feeling before the price", -12
)
HONEST = _moment("helped", 504, 3, "Ours is poor for the first three weeks, too.", "Said what it can’t do", 8)
CARRIED = _moment(
    "missed", 408, 2, "I get up at ten past three, and I carry it to the bin.", "A feeling left lying", -6
)
DISCOUNT = _moment(
    "hurt", 560, 5, "I could do ten per cent off, this month.", "Leave the price alone until she asks", -9
)
FUSED = _moment(
    "helped", 261, 3, "That is about six hundred and twenty pounds.", "The figure and the feeling rose together", 0
)


def a_card(**changes: Any) -> dict[str, Any]:
    """The stored document: 52 of 100, Benefit reached, Observation wanted."""
    times = [round(second * SECOND) for second in (0, 30, 60, 110, 150, 220, 261, 340, 408, 417, 480, 511, 560, 702)]
    gauges = (
        (30, 10, 12, 5, 1), (34, 10, 12, 5, 1), (38, 14, 12, 5, 1), (48, 20, 20, 5, 1), (50, 30, 24, 8, 1),
        (55, 38, 30, 12, 2), (62, 52, 40, 27, 8), (64, 55, 42, 30, 9), (66, 57, 42, 34, 14), (60, 47, 40, 24, 9),
        (60, 48, 44, 24, 9), (62, 50, 57, 25, 10), (60, 47, 49, 22, 9), (60, 47, 49, 22, 9),
    )  # fmt: skip
    card = Scorecard(
        rubric="1",
        marks={
            "rapport": _mark(68, 62, 74, 5, 6, FOOD_BANK),
            "empathy": _mark(47, 41, 53, 3, 7, EXPLAINED, CARRIED),
            "trust": _mark(71, 65, 76, 6, 8, HONEST),
            "hope": _mark(24, 18, 31, 1, 4, CARRIED),
            "urgency": None,
        },
        not_marked={"urgency": "One opening in the call; three are needed."},
        total=52,
        total_low=46,
        total_high=58,
        pass_mark=65,
        verdict="order_taker",
        verdict_evidence=(Evidence(3, None, "So, the way it works is quite simple."),),
        ending="think",
        decision="think",
        won=False,
        holds=None,
        own=41,
        borrowed=6,
        how_it_ended="It might work. I need to think about it.",
        why="The figures were enough for her; the feeling was not there.",
        left_behind=LeftBehind(
            "An idea of how it would go: “half of what you carry across the road”",
            "They would take the next call if nothing better is on.",
            "No step: they will think about it, and nobody's turn was named.",
        ),
        told="Somebody rang, wanting something. What stuck with me was ‘half of what you carry across the road’. "
        "I said I'd think about it.",
        orbit_from="potential",
        orbit_to="benefit",
        orbit_goal="observation",
        jumps=(_moment("helped", 261, 4, "Six hundred and twenty. A week. That’s Danuta’s wages.", "In people", 0),),
        fusion_points=(FUSED, _moment("helped", 511, 5, "On Saturdays it is the rye.", "Again", 0)),
        effort=58,
        requirements=(
            Requirement("packet_of_generosity", True, True, FOOD_BANK.evidence),
            Requirement("unasked_discount", False, False, DISCOUNT.evidence),
        ),
        to_change=(EXPLAINED, DISCOUNT),
        strength=HONEST,
        talk_share=61,
        questions=7,
        longest_turn_words=148,
        course=Course(tuple(times), gauges),
        seconds=702.0,
        first_ask=None,
        corrected=(),
        hints=0,
    )
    return card.to_document() | changes


def a_log() -> Sequence[Entry]:
    return tuple(notice for notice in a_call() + the_end() if isinstance(notice, Entry))
