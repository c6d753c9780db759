"""What the person answers: what was asked first, then what the words set off."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from trainer.prospect import decision
from trainer.prospect.addressed import About, about
from trainer.prospect.composition import Composition, Turn, kind_of_question
from trainer.prospect.facts import gate_open
from trainer.prospect.knowing import say_what_they_know
from trainer.prospect.lines import forms
from trainer.prospect.moves import Push
from trainer.prospect.noticing import asks_the_same, reminds_of_promise, wonders_what_it_is_about
from trainer.prospect.state import Stand, State
from trainer.prospect.telling import answer_openly, asked_again, given_room, tell, tell_pain, tell_wish
from trainer.scenario.schema import Care, Fact, Objection
from trainer.transcript import Mood

_WHAT_THEN = re.compile(
    r"\bwhat(?:'s| is| was) (?:that|it|wrong|the (?:(?:one|other|second|little|wee) )?"
    r"(?:thing|matter|trouble|problem|catch))\b"
    r"|\b(?:what|how) (?:do|did|d') ?(?:you|ye) mean\b|\bin what (?:way|sense|manner)\b"
    r"|\bwhat makes you say (?:that|so)\b|\b(?:such as|like) what\b|\bhow so\b|^why(?: not| is that)?\?", re.I,
)  # fmt: skip
"""Asks what lies behind the words just heard."""
_ANSWERS = frozenset(("information", "evidence", "admits_limit", "specific_claim", "first_steps", "answers_straight"))
_GIVES = re.compile(
    r"\bi(?:'ve| have|'ll| will)? (?:\w+ )?(?:asked|found|brought|looked|sent|posted|got|made|written|rang|rung|send|"
    r"bring|post|drop|leave|lend)\b.*\b(?:you|your|yours|her|him|them|for)\b", re.I,
)  # fmt: skip
_ASKS_OR_TELLS = frozenset(("states_next_step", "specific_claim", "answers_straight", "fitting_case", "small_ask"))
_TELLS = frozenset(("information", "evidence", "fitting_case", "specific_claim", "applies_to_case", "generosity"))
"""Where something is told, a question that hangs on it and leads nowhere is not what they answer."""
_LEADING = frozenset((
    "exaggerates", "guarantees", "overpromises", "fear", "minimises", "argues", "brush_off", "repeated_pressure",
    "fake_scarcity", "discount_unasked", "runs_down_rival", "talks_past_yes", "begs", "feature_list", "early_pitch",
))  # fmt: skip
"""What is claimed or pressed for, with a question at its end that wants a yes."""
_CHECKS = frozenset(("clarifies_objection", "confirms_settled"))
_CHECKING = frozenset(("confirms_settled", "checks_resonance", "paraphrases_and_checks", "clarifies_objection"))
_OBJECTION_MOODS: dict[Stand, Mood] = {"worse": "irritated", "settled": "warm"}
_AN_ANSWER = 5
"""Words of a statement that is taken for an answer where it follows their question at once."""
_BEFORE_OBJECTIONS = 3
"""Rep turns before anything is objected to."""
_EARLY = 6
"""Rep turns in which small talk is answered as such."""
_SELDOM = 12
"""Turns, over both speakers, between two askings back, and between two signs of wanting it."""
_SIGNALS = 2
_CLEAR, _LIKELY, _NEAR, _FAR = 0.4, 0.25, 0.12, 0.05
"""How likely a topic must be: told without asking back; told rather than a wish or a pain; told at all, for an evasion
is wrong more often than the likeliest thing (of questions at 0.12 to 0.25 in players' calls it was right in six of
ten); taken for something of theirs."""
_CLOSE = 0.12
"""Two topics no further apart than this are both offered."""
_PLAIN = 0.8
"""How likely a topic must be for them to say that it was asked before."""
_WANTS_OUT = 25
"""Patience below which somebody who feels bad about it wants to be sent something."""


def after_words(
    objections: dict[str, Objection], state: State, turn: Turn
) -> tuple[State, list[Push], dict[str, Stand]]:
    """Where each raised objection stands after these words, what that moves, and which ones changed."""
    pushes: list[Push] = []
    changed: dict[str, Stand] = {}
    for name, stand in state.objections:
        objection = objections[name]
        if stand != "settled" and turn.triggers.intersection(objection.worse_by):
            changed[name] = "worse"
            why = "their objection was made worse"
            pushes += [Push("trust", -3, why, None, "theirs"), Push("emotion", -4, why, None, "theirs")]
        elif name == state.open_objection:
            now = _stand_after(objection, stand, turn)
            if now != stand:
                changed[name] = now
            if now == "settled":
                why = "their objection was settled"
                pushes += [Push("trust", 2, why, None, "theirs"), Push("logic", 3, why, None, "theirs")]
    for name, stand in changed.items():
        state = state.with_pair("objections", name, stand)
    return state, pushes, changed


def _stand_after(objection: Objection, stand: Stand, turn: Turn) -> Stand:
    """Asked what is behind it, answered, and asked whether that settles it: in this order."""
    needed = set(objection.settled_by) - _CHECKS or _ANSWERS
    answered = bool(turn.triggers & (needed | _ANSWERS))
    if "confirms_settled" in turn.triggers and (stand == "answered" or (stand == "clarified" and answered)):
        return "settled"
    if "clarifies_objection" in turn.triggers and stand in ("open", "worse"):
        return "clarified"
    return "answered" if answered and stand in ("open", "clarified") else stand


def answer(c: Composition, before: State, turn: Turn, stands: dict[str, Stand], occasion: str) -> None:
    """One to three clauses: on the objection, thanks, the thing asked, more of their own; then what comes up.

    ``occasion``: something they noticed (another name, another figure) and speak of first.
    """
    if occasion and c.stock(occasion):
        c.mood = "doubtful"
        return
    if len(turn.heard.text.split()) > c.tables.limits.long_turn_words and c.stock("interrupt"):
        c.mood = "bored"
        return
    if reminds_of_promise(c):
        return
    _on_objections(c, stands)
    if not c.said and ("generosity" in turn.triggers or _is_given_something(c, turn)):
        _thank(c, turn)
    if "offers_service" in turn.triggers and not before.bridged and not c.said and c.stock("bridge"):
        c.steps_towards()
    if not c.said and not (turn.asks and turn.read.intent.kind == "fact"):
        say_what_they_know(c, turn)
    if not c.said and turn.asks:
        _on_question(c, turn)
    if not c.said and not tell_wish(c, turn):
        tell_pain(c, turn)
    if not c.said:
        _on_their_question(c, before, turn)
    if not c.said:
        given_room(c, turn)
    if len(c.said) < 2 and not c.asks_back:
        _bring_up(c, turn)
    if not c.said:
        wonders_what_it_is_about(c)
    if not c.said:
        _acknowledge(c, before, turn)


def _on_question(c: Composition, turn: Turn) -> None:
    """The thing asked, where it is clear enough which; between two they ask back; else they evade, as people do."""
    if asks_the_same(c.state, turn):
        asked_again(c, turn.read.intent.id or "the same")
        return
    facts = {fact.id: fact for fact in c.scenario.facts}
    possible = about(c, turn, facts)
    first = possible[0] if possible else About("none", "", 0.0, 0.0)
    if first.likely < _LIKELY and (tell_wish(c, turn) or tell_pain(c, turn)):
        return
    if turn.read.intent.kind in ("price", "next_step", "case", "question") and first.likely < _CLEAR:
        return
    if first.likely >= _CLEAR or not _asks_back(c, possible, facts):
        for one in possible:
            if not c.said:
                _speak_of(c, one, turn, facts)
    if not c.said and _WHAT_THEN.search(turn.heard.text):
        _says_what_they_meant(c, turn)
    if not c.said and turn.invites and first.likely < _CLEAR:
        answer_openly(c, turn)
    if not c.said and not turn.triggers & _CHECKING and not turn.triggers & _TELLS:
        _evade(c, turn, possible)


def _says_what_they_meant(c: Composition, turn: Turn) -> None:
    """Asked what lies behind their last words, they say more of it, or come out with what they hold against it."""
    if c.state.told and answer_openly(c, turn):
        return
    unsaid = next((one for one in c.scenario.objections if c.state.stand_of(one.id) is None), None)
    if unsaid is not None:
        _on_doubt(c, unsaid)


def _speak_of(c: Composition, one: About, turn: Turn, facts: dict[str, Fact]) -> None:
    if max(one.likely, one.worded) < _NEAR:
        return
    if one.name in facts:
        tell(c, facts[one.name], turn, plainly=one.worded >= _PLAIN)
    elif one.kind == "objection":
        _on_doubt(c, c.objection(one.name))
    else:
        tell_wish(c, turn)


def _evade(c: Composition, turn: Turn, possible: Sequence[About]) -> None:
    """Nothing of theirs answers it: now and then they ask what is meant, else give the smaller answer."""
    kind = kind_of_question(turn.heard.text)
    if kind == "half_yes" and (turn.act("pressure") or turn.triggers & _LEADING) and _resists(c):
        return
    c.unforeseen = not possible or possible[0].likely < _FAR
    if c.unforeseen and c.turn - c.state.asked_back > _SELDOM and c.stock("how_meant"):
        c.state = replace(c.state, asked_back=c.turn)
        c.asks_back = True
    elif not c.stock(kind):
        c.stock("cant_know")


def _resists(c: Composition) -> bool:
    """A question that only wants a yes out of them gets none, not even half of one."""
    c.mood = "irritated" if c.state.emotion < 0 else "doubtful"
    return c.stock("pressed") or c.stock("cold")


def _on_doubt(c: Composition, objection: Objection) -> None:
    """Asked for what they hold against it, they say it, or what lies behind it."""
    stand = c.state.stand_of(objection.id)
    if stand is None and c.say(forms(f"objection.{objection.id}.says", objection.says)):
        c.state = c.state.with_pair("objections", objection.id, "open")
        c.mood = "doubtful"
    elif stand is not None:
        c.say(forms(f"objection.{objection.id}.clarified", objection.clarified))


def _on_objections(c: Composition, stands: dict[str, Stand]) -> None:
    for name, stand in stands.items():
        objection = c.objection(name)
        texts = {"clarified": objection.clarified, "settled": objection.settled, "worse": objection.worse}.get(stand)
        if texts and c.say(forms(f"objection.{name}.{stand}", texts)):
            c.mood = _OBJECTION_MOODS.get(stand, "attentive")


def _is_given_something(c: Composition, turn: Turn) -> bool:
    """Words that give something they care about, though no gift was read in them: enough for thanks, not to count."""
    if turn.asks or not _GIVES.search(turn.heard.text) or turn.triggers & _ASKS_OR_TELLS:
        return False
    return any(care.thanks and _names(turn, care) for care in c.scenario.person.cares_about)


def _names(turn: Turn, care: Care) -> bool:
    words = turn.heard.text.lower()
    return any(re.search(rf"\b{re.escape(word.replace('_', ' '))}", words) for word in care.words)


def _thank(c: Composition, turn: Turn) -> None:
    for care in c.scenario.person.cares_about:
        if care.thanks and _names(turn, care):
            c.say(forms(f"care.{care.id}.thanks", care.thanks))
            break
    if not c.said:
        c.stock("thanks")
    c.mood = "moved"


def _asks_back(c: Composition, possible: Sequence[About], facts: dict[str, Fact]) -> bool:
    """Between two that are both likely they offer both; seldom, and nothing that they would not speak of."""
    if c.state.asked_back and c.turn - c.state.asked_back <= _SELDOM:
        return False
    names = [one.name for one in possible[:2]]
    close = len(names) == 2 and possible[1].likely >= _LIKELY and possible[0].likely - possible[1].likely < _CLOSE
    known = {*c.state.offered, *(name for name, _ in c.state.told)}
    sore = any(name in facts and (facts[name].touchy or not facts[name].guarded) for name in names)
    if not close or sore or known.intersection(names):
        return False
    things = {f.id: f.about for f in c.scenario.facts} | {o.id: o.about for o in c.scenario.objections}
    first, second = (things.get(name, "") for name in names)
    if not (first and second and c.stock("unsure", first=first, second=second)):
        return False
    c.state = replace(c.state, asked_back=c.turn, offered=(*c.state.offered, *names))
    c.asks_back = True
    c.mood = "curious"
    return True


def _on_their_question(c: Composition, before: State, turn: Turn) -> None:
    """Their own question was answered."""
    question = next((q for q in c.scenario.questions if q.id == c.state.question), None)
    if question is None:
        return
    told = not turn.asks and len(turn.heard.text.split()) >= _AN_ANSWER
    if not turn.triggers & set(question.answered_by) and not (before.question_age == 0 and told):
        return
    c.state = replace(c.state, question="")
    if question.content:
        c.say(forms(f"question.{question.id}.content", question.content))


def _bring_up(c: Composition, turn: Turn) -> None:
    """What the words set off: a turn of the file, an objection, a question of theirs."""
    state = c.state
    for turning in c.scenario.turns:
        late = turning.after_turn is not None and c.turn > turning.after_turn
        if turning.id not in state.turned and (late or turn.triggers & set(turning.after)):
            if c.say(forms(f"turn.{turning.id}", turning.says)):
                c.state = replace(c.state, turned=(*state.turned, turning.id), turn_open=turning.id)
                return
    if state.rep_turns < _BEFORE_OBJECTIONS or "generosity" in turn.triggers:
        return
    for objection in c.scenario.objections:
        stand = state.stand_of(objection.id)
        due = stand is None or (stand == "answered" and objection.comes_back and not state.asks)
        if due and turn.triggers & set(objection.set_off_by):
            if c.say(forms(f"objection.{objection.id}.says", objection.says)):
                c.state = c.state.with_pair("objections", objection.id, "open")
                c.mood = "doubtful"
                return
    if not state.business:
        return  # their questions are about what the rep brings, and nothing has been brought yet
    for question in c.scenario.questions:
        if question.id in state.questions_put or not _is_due(question.set_off_by, turn):
            continue
        if not gate_open(question.needs, state, turn.read):
            continue
        if c.say(forms(f"question.{question.id}", question.says)):
            asks_price = bool({"price", "cost"} & set(question.id.split("_")))
            c.state = replace(
                c.state,
                question=question.id,
                question_age=0,
                questions_put=(*state.questions_put, question.id),
                price_asked=state.price_asked or asks_price,
            )
            c.steps_towards()
            c.mood = "curious"
            return


def _is_due(set_off_by: tuple[str, ...], turn: Turn) -> bool:
    return bool(turn.triggers & set(set_off_by)) if set_off_by else turn.act("information")


def _acknowledge(c: Composition, before: State, turn: Turn) -> None:
    """The short answer where nothing calls for a longer one: a quarter of what people say is no more."""
    if turn.act("pressure") or turn.act("scarcity"):
        c.mood = "irritated"
        if c.stock("pressed"):
            return
    if turn.read.intent.kind == "price" and c.stock("price"):
        return
    if turn.act("small_talk") and c.state.rep_turns < _EARLY and c.stock("small_talk"):
        return
    if turn.triggers & _CHECKING and c.stock("understood"):
        return
    if c.state.patience < _WANTS_OUT and c.state.emotion < 0 and c.stock("send_something"):
        c.mood = "closed"
        return
    if _shows_that_they_want_it(c, before):
        return
    if not (c.state.emotion < 0 and c.stock("cold")) and not c.stock("noted"):
        c.stock("cold")


def _shows_that_they_want_it(c: Composition, before: State) -> bool:
    """With reason and feeling both there they lean in: twice in a call, and not twice running."""
    ready = decision.feelings(c.state, c.tables.limits) == decision.Feelings(True, "positive")
    lately = c.state.signalled and c.turn - c.state.signalled <= _SELDOM
    if not ready or before.stalled or lately or c.state.count("signal") >= _SIGNALS or not c.stock("signal"):
        return False
    c.state = replace(c.state, signalled=c.turn).with_pair("counts", "signal", c.state.count("signal") + 1)
    c.steps_towards()
    c.mood = "hopeful"
    return True
