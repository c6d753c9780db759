"""What the person answers: what was asked first, then what the words set off."""

from __future__ import annotations

from dataclasses import replace

from trainer.prospect import decision
from trainer.prospect.composition import Composition, Turn
from trainer.prospect.lines import forms
from trainer.prospect.moves import Push
from trainer.prospect.state import Stand, State
from trainer.prospect.telling import given_room, tell, tell_pain, tell_wish
from trainer.scenario.schema import Fact, Objection
from trainer.transcript import Mood

_ANSWERS = frozenset(("information", "evidence", "admits_limit", "specific_claim", "first_steps", "answers_straight"))
_CHECKS = frozenset(("clarifies_objection", "confirms_settled"))
_CHECKING = frozenset(("confirms_settled", "checks_resonance", "paraphrases_and_checks", "clarifies_objection"))
_OBJECTION_MOODS: dict[Stand, Mood] = {"worse": "irritated", "settled": "warm"}
_BEFORE_OBJECTIONS = 3
"""Rep turns before anything is objected to."""
_EARLY = 6
"""Rep turns in which small talk is answered as such."""


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
                pushes.append(Push("trust", 2, "their objection was settled", None, "theirs"))
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


def answer(c: Composition, before: State, turn: Turn, stands: dict[str, Stand], fact: Fact | None) -> None:
    """One to three clauses: on the objection, thanks, the thing asked, more of their own; then what comes up."""
    _on_objections(c, stands)
    if "generosity" in turn.triggers and not c.said:
        _thank(c, turn)
    if not c.said:
        _asks_back(c, turn)
    if "offers_service" in turn.triggers and not before.bridged and not c.said:
        if c.stock("bridge"):
            c.steps_towards()
    if fact is not None and not c.said and turn.asks:
        tell(c, fact, turn)
    if not c.said and not tell_wish(c, turn):
        tell_pain(c, turn)
    if not c.said:
        _on_their_question(c, before, turn)
    if not c.said:
        given_room(c, turn)
    if len(c.said) < 2:
        _bring_up(c, turn)
    if not c.said:
        _acknowledge(c, before, turn)


def _on_objections(c: Composition, stands: dict[str, Stand]) -> None:
    for name, stand in stands.items():
        objection = c.objection(name)
        texts = {"clarified": objection.clarified, "settled": objection.settled, "worse": objection.worse}.get(stand)
        if texts and c.say(forms(f"objection.{name}.{stand}", texts), stand):
            c.mood = _OBJECTION_MOODS.get(stand, "attentive")


def _thank(c: Composition, turn: Turn) -> None:
    words = turn.heard.text.lower()
    for care in c.scenario.person.cares_about:
        if care.thanks and any(word.replace("_", " ") in words for word in care.words):
            c.say(forms(f"care.{care.id}.thanks", care.thanks), "thanks")
            break
    if not c.said:
        c.stock("thanks")
    c.mood = "moved"


def _asks_back(c: Composition, turn: Turn) -> None:
    """Unsure what was meant, they offer the two likeliest."""
    intent = turn.read.intent
    if not turn.asks or intent.kind != "unsure" or len(intent.candidates) < 2:
        return
    things = {f.id: f.about for f in c.scenario.facts} | {o.id: o.about for o in c.scenario.objections}
    first, second = (things.get(name.rpartition(":")[2], "") for name in intent.candidates[:2])
    if first and second and c.stock("unsure", first=first, second=second):
        c.mood = "curious"


def _on_their_question(c: Composition, before: State, turn: Turn) -> None:
    """Their own question was answered."""
    question = next((q for q in c.scenario.questions if q.id == c.state.question), None)
    if question is None:
        return
    if not turn.triggers & set(question.answered_by) and not (before.question_age == 0 and turn.triggers & _ANSWERS):
        return
    c.state = replace(c.state, question="")
    if question.content:
        c.say(forms(f"question.{question.id}.content", question.content), "content")


def _bring_up(c: Composition, turn: Turn) -> None:
    """What the words set off: a turn of the file, an objection, a question of theirs."""
    state = c.state
    for turning in c.scenario.turns:
        late = turning.after_turn is not None and c.turn > turning.after_turn
        if turning.id not in state.turned and (late or turn.triggers & set(turning.after)):
            if c.say(forms(f"turn.{turning.id}", turning.says), "turn"):
                c.state = replace(c.state, turned=(*state.turned, turning.id))
                return
    if state.rep_turns < _BEFORE_OBJECTIONS or "generosity" in turn.triggers:
        return
    for objection in c.scenario.objections:
        if state.stand_of(objection.id) is None and turn.triggers & set(objection.set_off_by):
            if c.say(forms(f"objection.{objection.id}.says", objection.says), "objection"):
                c.state = c.state.with_pair("objections", objection.id, "open")
                c.mood = "doubtful"
                return
    for question in c.scenario.questions:
        if question.id in state.questions_put or not _is_due(question.set_off_by, turn):
            continue
        needs = question.needs
        if any(state.get(step) < getattr(needs, step) for step in ("rapport", "empathy", "trust", "hope")):
            continue
        if c.say(forms(f"question.{question.id}", question.says), "question"):
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
    if turn.act("closed_question") and turn.read.intent.kind == "none" and c.stock("cant_know"):
        return
    ready = decision.feelings(c.state, c.tables.limits) == decision.Feelings(True, "positive")
    if ready and not before.stalled and c.stock("signal"):
        c.steps_towards()
        c.mood = "hopeful"
        return
    if not (c.state.emotion < 0 and c.stock("cold")) and not c.stock("noted"):
        c.stock("cold")
