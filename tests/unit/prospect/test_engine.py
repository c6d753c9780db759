"""The person as readable scripts: a reading goes in, a reply and moves come out."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from tests.unit.call.house import gail, tables
from trainer.prospect.engine import Prospect, Reply
from trainer.prospect.state import State
from trainer.records import SNAPSHOT_LIMIT
from trainer.transcript import STEPS, Fusion, FusionPutOut, Heard, Intent, Moved, OrbitJumped, Read, Seen, Step, dumps

HELLO = "Hello Gail, it's Nadia from Tallystitch."


class Script:
    """One call with Gail in which the test says how each of the rep's turns reads."""

    def __init__(self, seed: int = 1, **state: Any) -> None:
        self.gail = Prospect(gail().scenario, tables(), seed)
        self.state: State = replace(self.gail.picks_up().state, **({"rep_turns": 4, "granted": True} | state))
        self.turn = 10

    def say(self, text: str, *behaviours: str, intent: Intent | None = None, **acts: float) -> Reply:
        words = len(text.split())
        if intent is not None and intent.kind == "fact" and not intent.candidates:
            intent = replace(intent, candidates=(f"fact:{intent.id}",), likelihoods=(intent.certainty,))
        read = Read(
            acts=dict(acts), behaviours=tuple(Seen(name, (0, words)) for name in behaviours),
            intent=intent or Intent("none"),
        )  # fmt: skip
        reply = self.gail.hear(self.state, Heard(text=text, start=0, end=1, typed=True), read, self.turn)
        self.state, self.turn = reply.state, self.turn + 2
        return reply


def moved(reply: Reply) -> dict[str, int]:
    return {event.what: event.after - event.before for event in reply.moves if isinstance(event, Moved)}


def test_what_is_asked_is_answered_at_the_depth_that_the_state_allows() -> None:
    shy = Script()
    asked = Intent("fact", "loss", 0.9)
    guarded = shy.say("How much linen do you lose?", intent=asked, closed_question=0.9)
    assert guarded.clauses[0].startswith("fact.loss.guarded")
    open_now = Script(rapport=45, empathy=40, trust=40, told=(("loss", "guarded"),))
    deeper = open_now.say("A guess will do.", intent=asked, closed_question=0.9)
    assert deeper.clauses[0].startswith(("fact.loss.partial", "fact.loss.full"))


def test_asked_the_same_again_they_say_so_and_it_costs_patience() -> None:
    script = Script()
    asked = Intent("fact", "staff", 0.9)
    first = script.say("How many staff have you?", intent=asked, closed_question=0.9)
    patience = script.state.patience
    second = script.say("And how many staff have you?", intent=asked, closed_question=0.9)
    assert first.clauses[0].startswith("fact.staff")
    assert second.clauses[0].startswith(("stock.repeated", "common.repeated"))
    assert script.state.patience < patience


@pytest.mark.parametrize("step", STEPS[1:])
def test_no_gauge_stands_far_above_the_one_before_it(step: Step) -> None:
    below = STEPS[STEPS.index(step) - 1]
    script = Script(**{below: 20, step: 34})
    every = [name for name, effect in tables().behaviours.items() if effect.moves.get(step, 0) > 0]
    for name in every:
        script.say("words of some kind", name)
        for lower, higher in pairwise(STEPS):
            assert script.state.get(higher) <= script.state.get(lower) + tables().limits.step_above


def test_one_turn_moves_no_gauge_by_more_than_the_limit() -> None:
    script = Script(rapport=40, empathy=40, trust=40, hope=40, urgency=40)
    limits = tables().limits
    reply = script.say("everything at once", *tables().behaviours)
    for what, by in moved(reply).items():
        assert abs(by) <= (limits.gauge_a_turn if what in STEPS else limits.other_a_turn)


def test_the_same_kindness_pays_less_each_time() -> None:
    script = Script(rapport=60, empathy=40, trust=40)
    gains = [moved(script.say("So you'd rather not.", "reflects_feeling")).get("empathy", 0) for _ in range(4)]
    assert gains[0] > gains[1] > gains[-1] > 0


def test_what_hurts_hurts_more_each_time() -> None:
    script = Script(rapport=60, empathy=60, trust=60, emotion=20)
    losses = [moved(script.say("It's nothing, really.", "minimises"))["empathy"] for _ in range(2)]
    assert losses[1] < losses[0] < 0


def test_a_slight_is_kept_until_it_is_made_good() -> None:
    script = Script(rapport=40, empathy=40, trust=40)
    script.say("Exactly, and that stops.", "interrupts")
    assert script.state.slight == "interrupts"
    script.say("I cut you off. Go on.", "repairs")
    assert script.state.slight == ""


def test_a_fusion_point_needs_reason_and_feeling_together_and_a_slight_puts_it_out() -> None:
    script = Script(rapport=50, empathy=50, trust=50, hope=40, logic=30, emotion=10)
    lit = script.say("A thousand pieces back, at six pounds.", "works_out_value", "links_need")
    assert any(isinstance(event, Fusion) for event in lit.moves)
    assert script.state.glow
    out = script.say("You must be joking.", "argues")
    assert any(isinstance(event, FusionPutOut) for event in out.moves)
    assert not script.state.glow


def test_there_is_no_fusion_point_while_the_feeling_is_negative() -> None:
    script = Script(rapport=50, empathy=50, trust=50, hope=40, logic=30, emotion=-30)
    reply = script.say("A thousand pieces back, at six pounds.", "works_out_value", "links_need")
    assert not any(isinstance(event, Fusion) for event in reply.moves)


STEP = Intent("next_step", "count_a_van", 0.9)
ASK = "Next Tuesday I stand at your door and we count a van together."


@pytest.mark.parametrize(
    ("logic", "emotion", "answer"),
    [(60, 30, "yes"), (60, 0, "think"), (10, 30, "think"), (60, -30, "no"), (10, 0, "early")],
)
def test_a_decision_follows_the_table_of_fusion_points(logic: int, emotion: int, answer: str) -> None:
    script = Script(
        logic=logic, emotion=emotion, orbit="benefit", patience=60, rapport=60, empathy=60, trust=60, hope=50
    )
    reply = script.say(ASK, intent=STEP, next_step=0.9)
    assert bool(script.state.agreed) == (answer == "yes")
    assert bool(script.state.stalled) == (answer == "think")
    assert script.state.said_no == (1 if answer in ("no", "early") else 0)
    assert reply.text


def test_a_yes_jumps_the_orbit_on_their_own_words_and_the_next_turn_ends_the_call() -> None:
    script = Script(logic=60, emotion=30, orbit="benefit", rapport=60, empathy=60, trust=60, hope=50)
    yes = script.say(ASK, intent=STEP, next_step=0.9)
    (jump,) = [event for event in yes.shown if isinstance(event, OrbitJumped)]
    assert (jump.before, jump.after) == ("benefit", "observation")
    assert jump.evidence.quote == yes.text
    end = script.say("Tuesday, then. I'll bring a coat.", "confirms_details")
    assert end.ended is not None
    assert (end.ended.ending, end.ended.won, end.ended.holds) == ("yes", True, True)


def test_a_signature_from_somebody_who_has_seen_nothing_is_too_much() -> None:
    script = Script(logic=90, emotion=40, orbit="benefit", rapport=80, empathy=80, trust=80, hope=70)
    reply = script.say("Sign today.", intent=Intent("next_step", "sign_today", 0.9), next_step=0.9)
    assert not script.state.agreed
    assert reply.clauses[0].startswith("next_step.sign_today.too_much")


def test_a_yes_that_levers_carried_does_not_hold() -> None:
    script = Script(
        logic=60, emotion=30, orbit="benefit", rapport=60, empathy=60, trust=60, hope=50, own=10, borrowed=20
    )
    script.say(ASK, intent=STEP, next_step=0.9)
    end = script.say("Tuesday, then.", "confirms_details")
    assert end.ended is not None
    assert (end.ended.holds, end.ended.won) == (False, False)


def test_a_stall_turns_when_the_missing_half_comes_and_ends_when_it_does_not() -> None:
    stalled: dict[str, Any] = {
        "logic": 60,
        "emotion": 12,
        "orbit": "benefit",
        "stalled": "emotion",
        "stall_left": 3,
        "patience": 60,
    }
    turned = Script(rapport=60, empathy=60, trust=60, hope=40, **stalled)
    turned.say("What would you do with a Sunday?", "asks_outcome", open_question=0.9)
    assert turned.state.stalled == ""
    left = Script(rapport=60, empathy=60, trust=60, hope=40, **(stalled | {"emotion": 0}))
    endings = [left.say("It reads two hundred a minute.", information=0.9).ended for _ in range(3)]
    assert endings[:2] == [None, None]
    assert endings[2] is not None
    assert endings[2].ending == "think"


def test_an_objection_is_clarified_answered_and_confirmed_before_it_is_settled() -> None:
    script = Script(rapport=50, empathy=50, trust=40, objections=(("people", "open"),))
    script.say("Is that the houses, or your own people?", "clarifies_objection", closed_question=0.9)
    assert script.state.stand_of("people") == "clarified"
    script.say("It counts by house, there's no name in it.", "specific_claim", information=0.9)
    assert script.state.stand_of("people") == "answered"
    reply = script.say("Is that answered, or is there more to it?", "confirms_settled", closed_question=0.9)
    assert script.state.stand_of("people") == "settled"
    assert reply.clauses[0].startswith("objection.people.settled")


def test_brushed_aside_it_gets_worse() -> None:
    script = Script(rapport=50, empathy=50, trust=40, objections=(("people", "open"),))
    worse = gail().scenario.objections[0].worse_by[0]
    script.say("If they've nothing to hide.", worse)
    assert script.state.stand_of("people") == "worse"


def test_whoever_has_reason_and_feeling_says_yes_though_the_benefit_was_never_put_in_words() -> None:
    script = Script(logic=60, emotion=30, orbit="potential", rapport=60, empathy=60, trust=60, hope=10)
    script.say(ASK, intent=STEP, next_step=0.9)
    assert script.state.agreed == "count_a_van"
    assert script.state.orbit == "observation"


def test_a_question_of_theirs_that_is_passed_over_twice_is_let_go() -> None:
    script = Script(question="when_wrong")
    script.say("And how is Bernie?", closed_question=0.9)
    assert script.state.question == "when_wrong"
    for _ in range(2):
        script.say("And the van?", closed_question=0.9)
    assert script.state.question == ""


def test_out_of_patience_they_go() -> None:
    script = Script(patience=4)
    reply = script.say("Come on, Gail.", "repeated_pressure")
    assert reply.ended is not None
    assert reply.ended.ending in ("hung_up", "walked_away")
    assert reply.text


def test_rudeness_once_is_told_and_twice_ends_the_call() -> None:
    script = Script()
    assert script.say("Oh shut up and listen.").ended is None
    second = script.say("Shut up.")
    assert second.ended is not None
    assert second.ended.ending == "hung_up"


def test_what_could_not_be_understood_is_asked_again() -> None:
    script = Script()
    reply = script.say("")
    assert reply.clauses[0].split(".")[1] == "not_heard"
    assert moved(reply) == {"patience": -1}


def test_no_line_of_four_words_is_said_twice_however_often_they_are_asked() -> None:
    script = Script(patience=100)
    lines: list[str] = []
    for number in range(60):
        script.state = replace(script.state, patience=100)
        reply = script.say(f"Well, the weather, number {number}", small_talk=0.9)
        lines += [clause for clause in reply.text.split("  ") if clause]
    long = [line for line in lines if len(line.split()) > 3]
    assert len(long) == len(set(long))


def test_somebody_who_does_not_say_who_it_is_is_asked() -> None:
    script = Script(granted=False)
    script.state = replace(script.state, rep_turns=0)
    asked = script.say("Hi, have you got a minute?", closed_question=0.9)
    assert asked.clauses[0].split(".")[1] == "who_is_this"
    told = script.say(HELLO, "names_self")
    assert told.clauses[0].startswith("opening.granted")


def test_mash_on_the_keyboard_is_not_understood() -> None:
    script = Script()
    assert script.say("asdf qwer zxcv").clauses[0].split(".")[1] == "not_heard"


def test_a_snapshot_gives_back_the_state() -> None:
    script = Script()
    script.say(
        "Tell me about Bernie.", "follows_personal_detail", intent=Intent("fact", "bernie", 0.9), open_question=0.9
    )
    document = json.loads(json.dumps(script.state.to_document()))
    assert State.from_document(document) == script.state


def test_a_snapshot_of_a_long_call_stays_small() -> None:
    script = Script(patience=100)
    facts = [fact.id for fact in gail().scenario.facts]
    for number in range(80):
        script.state = replace(script.state, patience=100, emotion=0)
        script.say("Tell me more about it.", intent=Intent("fact", facts[number % len(facts)], 0.9), open_question=0.9)
    assert len(dumps(script.state.to_document())) < SNAPSHOT_LIMIT - 600


def test_while_a_fusion_point_glows_hope_moves_more_easily() -> None:
    cold, warm = (Script(rapport=50, empathy=50, trust=50, hope=20, emotion=20, glow=glow) for glow in (0, 2))
    plain = moved(cold.say("Your Sundays, then.", "asks_outcome"))["hope"]
    assert moved(warm.say("Your Sundays, then.", "asks_outcome"))["hope"] > plain


def test_where_the_feeling_is_bad_the_same_words_bring_less() -> None:
    good, bad = (Script(rapport=50, empathy=30, trust=30, emotion=emotion) for emotion in (0, -30))
    gain = moved(good.say("You'd rather not.", "reflects_feeling"))["empathy"]
    assert 0 < moved(bad.say("You'd rather not.", "reflects_feeling"))["empathy"] < gain


def test_an_act_pays_nothing_for_what_a_behaviour_has_paid() -> None:
    one, both = Script(rapport=50, empathy=30), Script(rapport=50, empathy=30)
    alone = moved(one.say("You'd rather not.", "reflects_feeling"))["empathy"]
    assert moved(both.say("You'd rather not.", "reflects_feeling", reflection=0.9))["empathy"] == alone


def test_a_courtesy_is_granted_and_wins_nothing() -> None:
    script = Script(logic=10, emotion=0)
    reply = script.say(
        "I'll put a leaflet in the post.", intent=Intent("next_step", "leaflet_again", 0.9), next_step=0.9
    )
    assert reply.clauses[0].startswith("next_step.leaflet_again.says_yes")
    assert script.state.agreed == ""


def test_a_sore_place_opens_to_understanding_and_not_to_a_question() -> None:
    sore = next(fact for fact in gail().scenario.facts if fact.touchy)
    open_heart: dict[str, Any] = {
        "rapport": 90,
        "empathy": 90,
        "trust": 90,
        "hope": 90,
        "told": (("the_count", "full"),),
    }
    asked = Script(**open_heart).say("Who was it?", intent=Intent("fact", sore.id, 0.9), closed_question=0.9)
    assert not any(".full." in clause for clause in asked.clauses)
    seen = [name for name in (sore.full.needs.said if sore.full else ()) if name in tables().behaviours]
    told = Script(**open_heart).say(
        "It's been in the building once, then.",
        *seen,
        intent=Intent("fact", sore.id, 0.9),
        reflection=0.9,
        exploration=0.9,
    )
    assert any(clause.startswith(f"fact.{sore.id}.full") for clause in told.clauses)


def test_an_objection_settled_is_worth_trust_of_its_own() -> None:
    settled, idle = (
        Script(rapport=50, empathy=50, trust=30, objections=(("people", "answered"),)),
        Script(rapport=50, empathy=50, trust=30),
    )
    with_it = moved(settled.say("Is that answered?", "confirms_settled"))["trust"]
    assert with_it > moved(idle.say("Is that answered?", "confirms_settled"))["trust"]


def test_not_for_you_wins_nothing_where_no_reason_was_found() -> None:
    script = Script()
    assert script.say("Then this is not for you.", "says_not_a_fit").ended is None


def test_not_for_you_ends_the_call_where_its_reason_is_on_the_table() -> None:
    loaded = gail().scenario
    reason = loaded.offer.not_for[0].model_copy(update={"fact": "bernie"})
    offer = loaded.offer.model_copy(update={"not_for": (reason,)})
    endings = {
        name: lines.model_copy(update={"intended": name == "not_for_you"}) for name, lines in loaded.endings.items()
    }
    unfit = Prospect(loaded.model_copy(update={"offer": offer, "endings": endings}), tables(), 1)
    hinted, script = Script(told=(("bernie", "guarded"),)), Script(told=(("bernie", "partial"),))
    hinted.gail = script.gail = unfit
    assert hinted.say("Then this is not for you.", "says_not_a_fit").ended is None, "a hint is no reason"
    ended = script.say("Then this is not for you.", "says_not_a_fit").ended
    assert ended is not None
    assert ended.ending == "not_for_you"


def test_an_objection_is_fresh_for_two_of_their_lines() -> None:
    script = Script(objections=(("people", "open"),))
    raised = gail().scenario.objections[0].says[0]
    assert script.gail.moment(script.state, [raised], [], 0.0).objection_fresh
    assert script.gail.moment(script.state, [raised, "Mm."], [], 0.0).objection_fresh
    later = script.gail.moment(script.state, [raised, "Mm.", "Right."], [], 0.0)
    assert not later.objection_fresh
    assert later.objection == "people"
