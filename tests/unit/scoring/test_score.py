"""Cards of calls made up for the test: every mark with its words, nothing guessed, nothing inflated."""

from __future__ import annotations

from functools import cache
from math import exp

import pytest

from tests.unit.call.house import House, gail, tables
from trainer.call.typed import TypedCall
from trainer.errors import InputError
from trainer.pathway.behaviours import Behaviour, load_behaviours
from trainer.places import shipped
from trainer.prospect.state import starting_state
from trainer.scoring.card import Mark, Scorecard
from trainer.scoring.points import shipped_points
from trainer.scoring.score import score
from trainer.transcript import (
    STEPS,
    CallStarted,
    Ended,
    Entry,
    Event,
    Evidence,
    Heard,
    Moved,
    Read,
    Said,
    Seen,
    Versions,
    dumps,
)

SAYS_YES = "All right. Thursday, then."
LATER = "She was in on Thursday, and the scanner went up over the cages."
START = {"rapport": 18, "empathy": 12, "trust": 14, "hope": 10, "urgency": 8, "logic": 10, "emotion": 0, "patience": 55}


@cache
def known() -> dict[str, Behaviour]:
    return dict(load_behaviours(shipped("assets/pathway/behaviours.yaml")))


class Call:
    """A log written by hand: each turn with what was read in it, and what she answered."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.turn = 0
        versions = Versions("1", "1", "1")
        self.add(CallStarted(scenario="gail_petrie", sha256="0", text="", seed=1, mode="practice", ear="typed",
                             voice="none", versions=versions))  # fmt: skip

    def add(self, event: Event) -> None:
        self.entries.append(Entry(len(self.entries) + 1, self.turn, self.turn * 16_000, event))

    def say(
        self, text: str, *behaviours: str, answer: str = "Right.", clauses: tuple[str, ...] = ("stock.noted.0",),
        confidence: float | None = None, typed: bool = True, **acts: float,
    ) -> Call:  # fmt: skip
        self.turn += 1
        words = len(text.split())
        self.add(Heard(text=text, start=0, end=1, typed=typed, confidence=confidence))
        self.add(Read(acts=dict(acts), behaviours=tuple(Seen(name, (0, words)) for name in behaviours)))
        self.turn += 1
        self.add(Said(by="person", clauses=clauses, text=answer, start=1, end=2, spoken_until=2))
        return self

    def ends(self, ending: str = "rep_ended", decision: str = "none") -> Call:
        self.add(Ended(ending=ending, decision=decision, won=False))  # type: ignore[arg-type]
        return self

    def card(self) -> Scorecard:
        return score(self.entries, gail().scenario, known(), shipped_points(), START)


TOLD = ("fact.loss.partial.0",)


def good_turns(call: Call, turns: int) -> Call:
    for number in range(turns):
        call.say(f"So it's the ringing round, number {number}.", "reflects_feeling", answer="That's it.", clauses=TOLD)
    return call


def test_a_session_without_a_call_is_refused() -> None:
    with pytest.raises(InputError):
        score((), gail().scenario, known(), shipped_points(), START)


def test_two_turns_are_not_enough_to_score_and_the_card_says_so() -> None:
    card = Call().say("Hello.").say("Goodbye.").ends().card()
    assert all(mark is None for mark in card.marks.values())
    assert card.total is None
    assert card.not_marked["empathy"] == "Two turns of yours; three are needed."


def test_empathy_without_occasion_has_no_mark_and_is_left_out_of_the_total() -> None:
    call = Call()
    for _ in range(12):
        call.say("It reads through cloth.", "specific_claim", information=0.9)
    card = call.ends("think", "think").card()
    assert card.marks["empathy"] is None
    assert "opening" in card.not_marked["empathy"]
    assert card.total is not None


def test_what_helped_raises_a_mark_and_what_hurt_lowers_it() -> None:
    plain = good_turns(Call(), 6).ends().card()
    worse = good_turns(Call(), 6).say("It's nothing, really.", "minimises").ends().card()
    assert plain.marks["empathy"] is not None
    assert worse.marks["empathy"] is not None
    assert worse.marks["empathy"].value < plain.marks["empathy"].value
    assert [m.kind for m in worse.marks["empathy"].moments].count("hurt") == 1


def test_what_was_seen_too_seldom_to_examine_gives_nothing() -> None:
    plain = good_turns(Call(), 6).say("Shall we say Tuesday?").ends().card()
    doubtful = good_turns(Call(), 6).say("Shall we say Tuesday?", "lets_them_say_why_now").ends().card()
    assert not known()["lets_them_say_why_now"].counts
    assert doubtful.marks == plain.marks


def test_the_same_thing_said_again_is_worth_less() -> None:
    card = good_turns(Call(), 4).ends().card()
    assert card.marks["empathy"] is not None
    worth = shipped_points()
    points = [m.points for m in card.marks["empathy"].moments if m.why == known()["reflects_feeling"].definition]
    assert points == [round(worth.worth["reflects_feeling"]["empathy"] * worth.again**times, 2) for times in range(4)]


def _helped(mark: Mark) -> list[float]:
    return [moment.points for moment in mark.moments if moment.kind == "helped"]


def test_the_very_same_sentence_again_earns_nothing() -> None:
    once, often = Call(), Call()
    for call, times in ((once, 1), (often, 5)):
        for number in range(5):
            text = "You'd rather not ring." if number < times else f"Well, {number}."
            call.say(text, *(["reflects_feeling"] if number < times else []), clauses=TOLD, answer="Ring them.")
    one, five = once.ends().card().marks["empathy"], often.ends().card().marks["empathy"]
    assert one is not None
    assert five is not None
    assert [m.points for m in five.moments if m.kind == "helped"] == [
        m.points for m in one.moments if m.kind == "helped"
    ]


def test_whoever_turns_cold_has_shown_a_feeling() -> None:
    call = Call()
    for _ in range(4):
        call.say("We could do it this week.", "fake_scarcity", answer="I'm not being rushed.",
                 clauses=("stock.pressed.0",))  # fmt: skip
    mark = call.ends().card().marks["empathy"]
    assert mark is not None
    assert (mark.openings, mark.taken) == (4, 0)


def test_a_mark_is_the_base_and_the_points_of_its_moments() -> None:
    call = (
        good_turns(Call(), 5).say("It's nothing, really.", "minimises", clauses=TOLD).say("So be it.", reflection=0.9)
    )
    for mark in call.ends().card().marks.values():
        assert mark is not None
        whole = shipped_points().base + sum(m.points for m in mark.moments)
        if whole >= 12:
            assert mark.value == min(100, round(whole))
        else:
            assert 0 <= mark.value < 12
            assert mark.value == round(12 * exp((whole - 12) / 12))


def test_in_a_long_call_the_same_is_worth_less() -> None:
    short, long = Call(), Call()
    for call, turns in ((short, 20), (long, 100)):
        call.say("You'd rather not ring them.", "reflects_feeling", clauses=TOLD)
        for number in range(turns - 1):
            call.say(f"Right, {number}.", clauses=TOLD)
    of = [max(_helped(call.ends().card().marks["empathy"] or pytest.fail("no mark"))) for call in (short, long)]
    assert of[1] == pytest.approx(of[0] / 2, abs=0.01)


def test_a_feeling_left_lying_is_a_miss_with_her_own_words() -> None:
    call = Call().say("How much goes?", answer="Two hundred and fifty. Pieces.", clauses=TOLD, closed_question=0.9)
    call.say("You would get that by email.", information=0.9)
    missed = [m for m in (good_turns(call, 4).ends().card().marks["empathy"] or pytest.fail("no mark")).moments
              if m.kind == "missed"]  # fmt: skip
    assert [m.evidence.quote for m in missed] == ["Two hundred and fifty. Pieces."]
    assert missed[0].evidence.turn == 2


def test_taking_up_a_word_of_hers_is_no_miss() -> None:
    call = Call().say("How much goes?", answer="Two hundred and fifty. Pieces.", clauses=TOLD, closed_question=0.9)
    call.say("Those pieces, then.", answer="Yes.")
    card = good_turns(call, 4).ends().card()
    assert card.marks["empathy"] is not None
    assert not [m for m in card.marks["empathy"].moments if m.kind == "missed"]


def test_every_moment_quotes_words_of_its_turn() -> None:
    house = House()
    lines = ["Hello Gail, it's Nadia at Tallystitch.", "Tell me about Bernie.", "And it never matches.", "What then?",
             "Three hundred a month, so nobody feels like a thief.", "Why talk to me now?"]  # fmt: skip
    TypedCall(house.conversation, lambda text: None).hold(lines)
    start = starting_state(gail().scenario, tables())
    card = score(house.told, gail().scenario, known(), shipped_points(), {what: getattr(start, what) for what in START})
    words = {e.turn: e.event.text.split() for e in house.told if isinstance(e.event, Heard | Said)}
    moments = [m for mark in card.marks.values() if mark for m in mark.moments]
    assert moments
    for moment in moments:
        said = words[moment.evidence.turn]
        first, last = moment.evidence.span or (0, len(said))
        assert moment.evidence.quote == " ".join(said[first:last])


def test_uncertain_hearing_widens_the_range_and_lowers_nothing() -> None:
    sure, unsure = Call(), Call()
    for _ in range(5):
        sure.say("So it's the ringing.", "reflects_feeling", clauses=TOLD, typed=False, confidence=0.98)
        unsure.say("So it's the ringing.", "reflects_feeling", clauses=TOLD, typed=False, confidence=0.6)
    one, other = sure.ends().card().marks["empathy"], unsure.ends().card().marks["empathy"]
    assert one is not None
    assert other is not None
    assert one.value == other.value
    assert other.high - other.low > one.high - one.low


STRONG = (
    "names_self", "generosity", "asks_leave", "follows_personal_detail", "reflects_feeling", "asks_why_now",
    "admits_limit", "fitting_case", "applies_to_case", "asks_outcome", "links_need", "works_out_value", "first_steps",
    "asks_timeline", "ties_to_their_reason", "sums_up_reasons", "asks_impact", "returns_to_detail", "respects_limit",
    "pictures_after", "uses_their_words", "lets_them_say_why_now", "specific_claim", "validates_first",
)  # fmt: skip


@pytest.mark.parametrize(("answer", "missed"), [("Who is it pointing at, then?", 0), ("It comes by email.", 1)])
def test_an_objection_is_missed_only_where_nothing_of_it_is_taken_up(answer: str, missed: int) -> None:
    call = Call().say("It counts.", answer="It ends up pointing at somebody.", clauses=("objection.people.says.2",))
    mark = good_turns(call.say(answer), 4).ends().card().marks["trust"]
    assert mark is not None
    why = [m.why for m in mark.moments if m.kind == "missed"]
    assert why.count("an objection, neither asked about nor answered") == missed


def test_a_must_that_the_ear_may_have_missed_costs_nothing() -> None:
    typed, spoken = Call(), Call()
    for name in (*STRONG, *STRONG):
        for call in (typed, spoken):
            text = f"Words {call.turn} that fit the {name}."
            call.say(text, name, answer="Those words fit.", clauses=TOLD, typed=call is typed, evidence=0.9)
    sure, unsure = typed.ends("yes", "yes").card(), spoken.ends("yes", "yes").card()
    assert [r.met for r in sure.requirements if r.behaviour == "states_next_step"] == [False]
    assert [r.met for r in unsure.requirements if r.behaviour == "states_next_step"] == [None]
    assert sure.total == sure.pass_mark - 1
    assert unsure.total is not None
    assert unsure.total > unsure.pass_mark


def test_a_figure_that_may_have_been_misheard_costs_nothing() -> None:
    typed, spoken = good_turns(Call(), 5), good_turns(Call(), 5)
    typed.say("It's three hundred and ten a month.", "contradicts_self")
    spoken.say("It's three hundred and ten a month.", "contradicts_self", typed=False)
    charged, spared = typed.ends().card().marks["trust"], spoken.ends().card().marks["trust"]
    assert charged is not None
    assert spared is not None
    assert [m.kind for m in charged.moments].count("hurt") == 1
    assert not [m for m in spared.moments if m.kind == "hurt"]


def test_a_must_that_was_not_met_keeps_the_total_below_the_pass_mark() -> None:
    call = Call()
    for name in (*STRONG, *STRONG):
        told = TOLD if name.startswith("asks") else ("stock.noted.0",)
        call.say(f"Words {call.turn} that fit the {name}.", name, answer="Those words fit.", clauses=told, evidence=0.9)
    call.ends("yes", "yes")
    card = call.card()
    assert [r.behaviour for r in card.requirements if not r.met] == ["states_next_step"]
    free = gail().scenario.model_copy(update={"must": ()})
    uncapped = score(call.entries, free, known(), shipped_points(), START).total
    assert uncapped is not None
    assert uncapped > card.pass_mark
    assert card.total == card.pass_mark - 1
    assert not card.won


@pytest.mark.parametrize(
    ("behaviours", "verdict"),
    [
        (("fake_scarcity", "discount_unasked", "begs", "fear"), "pushy"),
        (("reflects_feeling", "asks_why_now", "works_out_value", "states_next_step"), "professional"),
        (("reflects_feeling", "asks_why_now", "generosity", "follows_personal_detail"), "unclear"),
        ((), "order_taker"),
    ],
)
def test_the_verdict_tells_three_kinds_of_rep_apart(behaviours: tuple[str, ...], verdict: str) -> None:
    call = Call()
    for number in range(12):
        name = behaviours[number % len(behaviours)] if behaviours else None
        call.say(f"It comes by email or printed, {number}.", *([name] if name else []), clauses=TOLD, information=0.9)
    card = call.ends().card()
    assert card.verdict == verdict
    assert bool(card.verdict_evidence) == (verdict != "unclear")


def test_low_marks_are_given_two_things_to_change_and_good_ones_three_at_most() -> None:
    call = Call()
    for number in range(12):
        call.say(f"Every week you wait, that's {number} gone.", "fear")
    low = call.ends().card()
    assert low.total is not None
    assert low.total < 40
    assert len(low.to_change) == 2


def test_the_course_holds_the_gauges_after_each_move() -> None:
    call = Call().say("Hello.").say("And how is it?").say("I see.")
    call.add(Moved(what="empathy", before=12, after=17, cause="asked", evidence=Evidence(5, None, "I see.")))
    card = call.ends().card()
    assert card.course.gauges[0] == (18, 12, 14, 10, 8)
    assert card.course.gauges[-1] == (18, 17, 14, 10, 8)


def test_the_same_log_gives_the_same_card_to_the_letter() -> None:
    one, two = good_turns(Call(), 5).ends().card(), good_turns(Call(), 5).ends().card()
    assert dumps(one.to_document()) == dumps(two.to_document())


def test_silence_flattery_and_mash_earn_nothing() -> None:
    for text in ("I don't know.", "asdf jkl", "You're wonderful."):
        house = House()
        TypedCall(house.conversation, lambda text: None).hold([text] * 14)
        start = starting_state(gail().scenario, tables())
        begun = {what: getattr(start, what) for what in START}
        card = score(house.told, gail().scenario, known(), shipped_points(), begun)
        assert not card.won
        assert card.total is None or card.total <= 10


def test_all_five_steps_are_on_every_card() -> None:
    card = Call().say("Hello.").ends().card()
    assert tuple(card.marks) == STEPS


def test_what_the_program_tells_of_afterwards_is_not_hers() -> None:
    def call() -> Call:
        call = Call()
        for _ in range(3):
            call.say("Shall I come on Thursday?", next_step=0.9)
        return call.say(
            "Thursday at four, then?", answer=SAYS_YES, clauses=("next_step.visit.says_yes.0",), next_step=0.9
        )

    played_out = call()
    played_out.add(Said(by="program", clauses=(), text=LATER, start=2, end=2, spoken_until=2))
    card, plain = played_out.ends("yes", "yes").card(), call().ends("yes", "yes").card()
    assert card.how_it_ended == SAYS_YES
    assert (card.effort, card.talk_share) == (plain.effort, plain.talk_share)
