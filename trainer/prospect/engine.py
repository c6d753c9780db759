"""The simulated person: hears a reading of the rep's words, moves, and answers. Same state and words, same answer."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from trainer.pathway.reading import Moment, Scene, Topic
from trainer.pathway.words import STOP_WORDS, normal
from trainer.prospect import decision
from trainer.prospect.aftermath import afterwards
from trainer.prospect.answering import after_words, answer
from trainer.prospect.asking import decide, end, proposed, says_goodbye, stall_runs_out
from trainer.prospect.beyond import gives_up, is_foreign, takes_choice, within_reach
from trainer.prospect.composition import Composition, Turn
from trainer.prospect.facts import understood
from trainer.prospect.knowing import case_told, ideas_put_right, worth_of_case
from trainer.prospect.lines import Line, Lines, forms
from trainer.prospect.moves import Push, evidence, move
from trainer.prospect.noticing import (
    left_lying,
    notice,
    passed_over,
    remember_words,
    strays,
)
from trainer.prospect.overhearing import MISSED, Overheard, puts_right
from trainer.prospect.possible import Possible, possible_next
from trainer.prospect.state import Stand, State, starting_state
from trainer.prospect.tables import Tables
from trainer.prospect.thread import Met, carried_over
from trainer.scenario.contents import words_of_the_call
from trainer.scenario.schema import Fact, Scenario
from trainer.transcript import ORBITS, Ended, Event, Heard, Mood, MoodShown, OrbitJumped, Read

_MACHINE = re.compile(
    r"\b(are you|is this|am i talking to) (a|an|some) (robot|machine|computer|bot|program|ai)\b", re.I
)
_BYE = re.compile(r"\b(good ?bye|bye|ta-?ra|speak (to you )?(soon|then)|see you (then|there|on \w+day|\w+day))\b", re.I)
_SAYS_WHO = re.compile(r"\b(it'?s|this is|my name|i'?m|calling from|speaking from|here from)\b", re.I)
_RUDE = re.compile(r"\b(shut up|you('re| are) (stupid|an idiot)|fuck\w*|bullshit|moron)\b", re.I)
_PUSHING = frozenset(("discount_unasked", "begs", "repeated_pressure", "fake_scarcity", "fear", "gift_with_string"))
_SILENCE_COSTS = (2, 5, 100)
_NONSENSE_COSTS = (1, 5, 8)
_ASKS_WHO = 2
_LETS_GO = 2
"""Turns of the rep's that may pass over the person's question before they let it go."""
_BENEFIT_HOPE = 25
_BENEFIT_LOGIC = 35
"""A fusion point before this is warmth about something else."""
_REMEMBERED_TOPICS = 30
_NOT_FOR_THEM = "was told that it is not for them, for no reason of theirs"
_REMEMBERED_WORDS = 300
"""Characters of their own last line."""


def _can_be_followed(turn: Turn) -> bool:
    """Whether there is a word in it to hold on to: an ordinary small one, or something that was read."""
    tokens = normal(turn.heard.text).tokens
    if not tokens:
        return False
    told_something = bool(turn.triggers) or turn.read.intent.kind != "none" or len(tokens) == 1
    return told_something or any(token.text in STOP_WORDS or token.value is not None for token in tokens)


@dataclass(frozen=True, slots=True)
class Reply:
    """What one turn of the rep's leads to. ``clauses``: ids of the lines; ``text`` is empty where nothing is said."""

    state: State
    moves: tuple[Event, ...]
    """Belong to the rep's turn."""
    clauses: tuple[str, ...]
    text: str
    shown: tuple[Event, ...]
    """Belong to the person's turn: a jump to another orbit, the mood."""
    ended: Ended | None = None
    by_program: bool = False
    """The program says it, out of the part."""
    afterwards: str = ""
    """What came of it later, where the call ended in a yes."""
    parts: tuple[str, ...] = ()
    """The text by clause, as it is spoken; none where it is one piece."""


class Prospect:
    """One person in one scenario. Holds no state of a call: that is passed in and comes back."""

    def __init__(self, scenario: Scenario, tables: Tables, seed: int, rep: str = "", met: Met | None = None) -> None:
        """``rep``: the rep's own name; ``met``: what carries over from an earlier call."""
        self.scenario = scenario
        self.tables = tables
        self._seed = seed
        self._rep = rep
        self.met = met
        self._lines = Lines(scenario, tables, seed, rep)
        self._facts = {fact.id: fact for fact in scenario.facts}
        self._objections = {objection.id: objection for objection in scenario.objections}

    @cached_property
    def _of_the_call(self) -> frozenset[str]:
        return words_of_the_call(self.scenario)

    @cached_property
    def scene(self) -> Scene:
        """What the reader needs to know of this scenario for the whole call."""
        s = self.scenario
        topics = [Topic("fact", fact.id, (fact.about, *fact.ask), _answers(fact)) for fact in s.facts]
        topics += [Topic("fact", wish.id, (wish.what, *wish.ask), wish.says) for wish in s.wishes]
        topics += [Topic("objection", objection.id, (objection.about, *objection.says)) for objection in s.objections]
        topics += [Topic("question", question.id, question.says) for question in s.questions]
        topics += [Topic("next_step", step.id, (step.what, *step.ask)) for step in s.next_steps]
        topics += [Topic("case", case.id, (case.who, case.use, case.after)) for case in s.offer.cases]
        topics.append(Topic("price", "price", tuple(price.what for price in s.offer.prices)))
        brief = s.brief
        return Scene(
            person=s.person.called,
            person_names=tuple(s.person.name.split()),
            organisation=s.person.organisation,
            offer=s.offer.name,
            rep=self._rep,
            topics=tuple(topics),
            cares=tuple((care.id, care.words) for care in s.person.cares_about),
            cases=tuple((case.id, case.words) for case in s.offer.cases),
            fitting_case=s.like_them.case if s.like_them else "",
            brief=" ".join((brief.who, brief.so_far, brief.you_bring, *brief.cases, brief.about, *brief.homework)),
            known=brief.known,
            they_know=tuple(knowledge.what for knowledge in s.person.knows),
            prices=tuple(price.amount for price in s.offer.prices),
            not_a_fit=tuple(reason.fact for reason in s.offer.not_for if reason.fact),
            names=tuple(name.name for name in s.lexicon),
        )

    def moment(self, state: State, person_lines: Sequence[str], rep_lines: Sequence[str], silence: float) -> Moment:
        """Where the call stands before the rep's next words; ``silence``: seconds left before them."""
        return Moment(
            rep_turn=state.rep_turns + 1,
            previous=person_lines[-1] if person_lines else "",
            person_lines=tuple(person_lines),
            rep_lines=tuple(rep_lines),
            told=tuple(name for name, _ in state.told),
            asked=state.asked,
            disclosed=state.disclosed,
            objection=state.open_objection,
            objection_fresh=self._was_just_raised(state, person_lines),
            objection_clarified=state.stand_of(state.open_objection) in ("clarified", "answered"),
            question=state.question,
            price_asked=state.price_asked,
            gave=state.gave,
            bridged=state.bridged,
            discounts=state.discounts,
            figures=(*state.figures, *(number for line in rep_lines for number in normal(line).numbers)),
            slight=state.slight,
            stalled=state.stalled,
            said_no=state.said_no,
            yes_given=bool(state.agreed),
            asks=state.asks,
            rapport=state.rapport,
            empathy=state.empathy,
            trust=state.trust,
            hope=state.hope,
            needs_found=state.needs_found,
            turned=bool(state.turn_open),
            silence_before=silence,
        )

    @property
    def start(self) -> State:
        """How the person is before the call."""
        fresh = starting_state(self.scenario, self.tables)
        return (
            fresh if self.met is None else carried_over(fresh, self.met, self.scenario, self.tables.limits.step_above)
        )

    def _was_just_raised(self, state: State, person_lines: Sequence[str]) -> bool:
        objection = self._objections.get(state.open_objection)
        lines = person_lines[-2:]
        return objection is not None and any(text in line for text in objection.says for line in lines)

    def picks_up(self) -> Reply:
        """The call is open. Somebody who speaks first says their line."""
        c = self._composition(self.start, 1)
        if self.scenario.opening.says:
            c.say(forms("opening.says", self.scenario.opening.says))
        return self._reply(c, ())

    def silent(self, state: State, turn: int) -> Reply:
        """The rep said nothing although it was their move; the third time the person lets them go."""
        times = state.silences + 1
        after = replace(state, silences=times)
        c = self._composition(after, turn)
        c.loses("patience", _cost(_SILENCE_COSTS, times), "nobody spoke")
        c.mood = "doubtful"
        if c.state.patience > 0:
            c.stock("silence")
            return self._reply(c)
        return self._reply(c, (), end(c, "hung_up"))

    def hear(self, state: State, heard: Heard, read: Read, turn: int) -> Reply:
        """The rep's turn number ``turn``, as read; the answer belongs to turn ``turn + 1``."""
        before = state
        words = Turn.of(heard, read)
        if _MACHINE.search(heard.text):
            c = self._composition(before, turn + 1)
            c.stock("machine")
            return self._reply(c, ())
        if state.stepped_out and (chosen := takes_choice(self._composition(before, turn + 1), heard.text)):
            return self._reply(chosen.composition, (), shown=chosen.shown)
        state = replace(state, rep_turns=state.rep_turns + 1, silences=0, stepped_out=False)
        foreign = is_foreign(heard.text)
        if foreign or not _can_be_followed(words):
            return self._not_followed(before, state, turn, heard.text, "foreign" if foreign else "not_heard")
        state, moves, stands, occasion = self._moved(before, state, words, turn)
        after = self._remembering(before, state, words)
        c = self._composition(after, turn + 1, heard.text)
        ending = self._answer(c, before, words, stands, occasion)
        if not c.said and ending is None and not c.stock("noted"):
            c.stock("cold")
        left_off = c.state.left_off if any(line.id == c.state.left_off for line in c.said) else ""
        c.state = replace(remember_words(c.state, heard.text), last=c.text[:_REMEMBERED_WORDS], left_off=left_off)
        jumped = self._jump(c, before, moves)
        if c.unforeseen and ending is None:
            return self._beyond(c, before, turn, moves, jumped)
        c.state = within_reach(c.state, turn)
        return self._reply(c, moves, ending, jumped)

    def overhears(
        self, state: State, heard: Heard, read: Read, turn: int, answer: str, events: frozenset[str],
        overheard: Overheard,
    ) -> tuple[State, tuple[Event, ...]]:  # fmt: skip
        """The rep's turn as read, answered as somebody else printed it: the state after both, and all that moved."""
        before = state
        words = Turn.of(heard, read)
        missed = MISSED if understood(read) and puts_right(answer, events) else ()
        state = replace(state, rep_turns=state.rep_turns + 1, silences=0)
        state, moves, _, _ = self._moved(before, state, words, turn, missed)
        c = self._composition(overheard.take(self._remembering(before, state, words), answer, events), turn + 1)
        step = proposed(c, words)
        refused = step is not None and not state.agreed
        if step is not None and step.leads_to and refused and "agrees" in events:
            if decision.answer_to(step, c.state, self.tables.limits) == "yes":
                c.state, refused = replace(c.state, agreed=step.id), False
        if refused and decision.feelings(c.state, self.tables.limits).emotion == "negative":
            c.state = replace(c.state, said_no=before.said_no + 1)
        c.said.append(Line("", answer))
        jumped = self._jump(c, before, moves, leans="leans" in events)
        return c.state, (*moves, *jumped)

    def _moved(
        self, before: State, state: State, words: Turn, turn: int, also: Sequence[Push] = ()
    ) -> tuple[State, tuple[Event, ...], dict[str, Stand], str]:
        """What the words move, where each objection stands after them, and what is noticed in them."""
        read, text = words.read, words.heard.text
        state, pushes, stands = after_words(self._objections, state, words)
        state, righted = ideas_put_right(state, words)
        noticed = notice(self.scenario, self._rep, state, words)
        state = noticed.state
        case = case_told(self.scenario, text)
        worth = {**worth_of_case(self.scenario, state, case)}
        pushes += [*also, *righted, *noticed.pushes, *self._kept_to_script(state, words), *left_lying(before, words)]
        pushes += passed_over(before, words)
        state, strayed = strays(state, before, words, self._of_the_call)
        pushes += strayed
        if "says_not_a_fit" in words.triggers and not self._is_not_a_fit(state):
            worth["says_not_a_fit"] = 0.0
            pushes.append(Push("trust", -4, _NOT_FOR_THEM, None, "theirs"))
        fact = self._facts.get(read.intent.id) if read.intent.kind == "fact" else None
        fresh = fact is not None and state.depth_of(fact.id) is None
        traits = self.scenario.person.traits
        state, moves = move(
            state,
            words.heard,
            read,
            turn,
            self.tables,
            traits,
            fresh=fresh,
            also=pushes,
            worth=worth,
            empty=bool(strayed),
        )
        if case and case not in state.cases:
            state = replace(state, cases=(*state.cases, case))
        return state, moves, stands, noticed.occasion

    def _kept_to_script(self, state: State, words: Turn) -> list[Push]:
        """What came up in the middle names ways that keep to the script: they cost until it has been taken up."""
        turning = next((turning for turning in self.scenario.turns if turning.id == state.turn_open), None)
        if turning is None or words.triggers & set(turning.goal_by) or not words.triggers & set(turning.script):
            return []
        return [Push("trust", -3, "had moved on, and the script had not", None, "theirs")]

    def _not_followed(self, before: State, state: State, turn: int, heard: str, occasion: str) -> Reply:
        """Words that can't be followed: it may be the line at first; nothing rises on it."""
        times = state.not_understood + 1
        c = self._composition(replace(state, not_understood=times), turn + 1, heard)
        c.loses("patience", _cost(_NONSENSE_COSTS, times), "nothing could be understood")
        if not c.state.patience:
            c.stock(occasion)
            return self._reply(c, (), end(c, "walked_away"))
        if not c.stock(occasion):
            c.stock("not_heard")
        return self._beyond(c, before, turn, (), ())

    def _beyond(
        self, c: Composition, before: State, turn: int, moves: tuple[Event, ...], jumped: tuple[Event, ...]
    ) -> Reply:
        """A turn that nobody foresaw. Three within eight, and the program steps out of the part."""
        out = gives_up(c, before, turn)
        if out is None:
            return self._reply(c, moves, None, jumped)
        return Reply(
            out.state, (*moves, *c.moves, *out.moves), (out.line.id,), out.line.text, out.shown, by_program=True
        )

    def possible_next(self, state: State, turn: int) -> tuple[Possible, ...]:
        """The lines that the person's turn ``turn`` can be made of, likeliest first, at most 60."""
        return possible_next(self.scenario, self.tables, self._lines, state, turn)

    def closes(self, state: State) -> Ended:
        """The rep hung up, or ended the call by hand."""
        return decision.ended("yes" if state.agreed else "rep_ended", state, self.scenario, self.tables.limits)

    def _composition(self, state: State, turn: int, heard: str = "") -> Composition:
        return Composition(self.scenario, self.tables, self._seed, self._lines, state, turn, heard)

    def _remembering(self, before: State, state: State, turn: Turn) -> State:
        """What stays of the rep's words beside what they moved."""
        intent = turn.read.intent
        topic = intent.id if intent.kind in ("fact", "next_step", "price") else ""
        answering = bool(before.question or before.price_asked) or "answers_straight" in turn.triggers
        pitch = turn.act("next_step") or (turn.act("information") and not answering)
        pushing = turn.act("pressure") or bool(turn.triggers & _PUSHING)
        answered_price = intent.kind == "price" or "answers_straight" in turn.triggers
        return replace(
            state,
            gave=state.gave or "generosity" in turn.triggers,
            bridged=state.bridged or "offers_service" in turn.triggers,
            discounts=state.discounts + ("discount_unasked" in turn.triggers),
            asks=state.asks + turn.act("next_step"),
            asked=(*state.asked[-_REMEMBERED_TOPICS:], topic) if topic and topic not in state.asked else state.asked,
            pushes=state.pushes + int(pitch) + 2 * int(pushing),
            price_asked=state.price_asked and not answered_price,
            question=state.question if before.question_age < _LETS_GO else "",
            question_age=before.question_age + 1,
            disclosed=False,
            turn_open=state.turn_open if not self._takes_up_turn(state, turn) else "",
        )

    def _takes_up_turn(self, state: State, turn: Turn) -> bool:
        """Whether the rep went a way that still leads to the goal after something came up in the middle."""
        return any(one.id == state.turn_open and turn.triggers & set(one.goal_by) for one in self.scenario.turns)

    def _answer(
        self, c: Composition, before: State, turn: Turn, stands: dict[str, Stand], occasion: str
    ) -> Ended | None:
        """Say what the words call for. Returns how the call ended, if it did."""
        if _RUDE.search(turn.heard.text):
            c.state = replace(c.state, rude=c.state.rude + 1)
            c.loses("patience", 8, "was insulted")
            c.mood = "irritated"
            if c.state.rude > 1:
                return end(c, "hung_up")
            c.stock("rude")
            return None
        if c.state.patience <= 0:
            slighted = len(c.state.slights) >= 2 or c.state.emotion <= -20
            return end(c, "hung_up" if slighted else "walked_away")
        if c.state.agreed:
            return end(c, "yes")
        if "says_not_a_fit" in turn.triggers:
            if self._is_not_a_fit(c.state):
                return end(c, "not_for_you")
            if c.stock("not_for_me"):
                c.mood = "doubtful"
                return None
        step = proposed(c, turn)
        if step is not None:
            return decide(c, step)
        if _BYE.search(turn.heard.text) and c.state.rep_turns > 1:
            return says_goodbye(c)
        if not c.state.granted and self._lets_go_on(c, turn):
            return None
        answer(c, before, turn, stands, occasion)
        return stall_runs_out(c, before, turn)

    def _lets_go_on(self, c: Composition, turn: Turn) -> bool:
        """The first answer: go on, once they know who it is; before that they ask, and ask no more than twice."""
        said_who = "names_self" in turn.triggers or bool(_SAYS_WHO.search(turn.heard.text))
        known = said_who or c.state.rep_turns > _ASKS_WHO or not self._is_a_stranger
        if not known:
            c.loses("patience", 1, "did not know who was speaking")
            return c.stock("who_is_this")
        c.state = replace(c.state, granted=True)
        greets = said_who or c.state.rep_turns == 1  # later it would answer what is long past
        return greets and c.say(forms("opening.granted", self.scenario.opening.granted))

    @property
    def _is_a_stranger(self) -> bool:
        """Whether the person can't know who is speaking: rung up by somebody they have never met."""
        s = self.scenario
        face_to_face = s.setting in ("counter", "stand", "their_premises")
        return not face_to_face and s.opening.starts == "rep" and s.first_contact not in ("met_before", "customer")

    def _is_not_a_fit(self, state: State) -> bool:
        """Only where it is the right end of this scenario, and the rep has found out why."""
        right_end = self.scenario.endings.get("not_for_you")
        found = (self._gives_reason(state, reason.fact) for reason in self.scenario.offer.not_for if reason.fact)
        return right_end is not None and right_end.intended and any(found)

    def _gives_reason(self, state: State, fact: str) -> bool:
        """Whether what was told of a fact shows why: more than a hint, or a hint with a figure in it."""
        depth = state.depth_of(fact)
        if depth != "guarded":
            return depth is not None
        hint = self._facts[fact].guarded
        return hint is not None and any(normal(line).numbers for line in hint.says)

    def _jump(self, c: Composition, before: State, moves: Sequence[Event], *, leans: bool = False) -> tuple[Event, ...]:
        """The orbit changes only on their words: inwards on a benefit seen or a step agreed, outwards on a no.

        ``leans``: the words themselves lean towards it, where they were not chosen by us.
        """
        state = c.state
        here, goal = ORBITS.index(state.orbit), ORBITS.index(self.scenario.orbit.won_at)
        to, cause = here, ""
        if state.agreed and not before.agreed:
            step = next(step for step in self.scenario.next_steps if step.id == state.agreed)
            to, cause = ORBITS.index(step.leads_to or state.orbit), "agreed to a step, and said so"
        elif here < goal - 1 and self._sees_a_benefit(state, moves, leans=leans):
            to, cause = here + 1, "saw what it would do for them"
        elif state.said_no > before.said_no and here and state.emotion <= self.tables.limits.emotion_negative:
            to, cause = here - 1, "was pushed, and stepped back"
        if to == here or not c.said:
            return ()
        c.state = replace(state, orbit=ORBITS[to])
        words = evidence(c.turn, c.text)
        return (OrbitJumped(before=state.orbit, after=ORBITS[to], cause=cause, evidence=words),)

    def _sees_a_benefit(self, state: State, moves: Sequence[Event], *, leans: bool) -> bool:
        if state.logic < _BENEFIT_LOGIC:
            return False
        if leans and decision.feelings(state, self.tables.limits).emotion != "negative":
            return True
        fused = any(event.type == "fusion" for event in moves)
        convinced = state.logic >= self.tables.limits.logic_satisfied and state.hope >= _BENEFIT_HOPE
        return state.emotion >= 0 and (fused or convinced)

    def _reply(
        self, c: Composition, moves: Sequence[Event] = (), ending: Ended | None = None, shown: Sequence[Event] = ()
    ) -> Reply:
        moves = (*moves, *c.moves)
        mood = c.mood or self._mood(c.state, moves)
        attention = 0.35 + c.state.patience / 100 - (0.3 if mood == "bored" else 0.0)
        face = MoodShown(mood=mood, attention=round(max(0.1, min(1.0, attention)), 2))
        later = afterwards(c, ending) if ending is not None and ending.ending == "yes" else ""
        clauses = tuple(line.id for line in c.said)
        parts = tuple(line.text for line in c.said)
        return Reply(c.state, moves, clauses, c.text, (*shown, face), ending, afterwards=later, parts=parts)

    def _mood(self, state: State, moves: Sequence[Event]) -> Mood:
        change: Counter[str] = Counter()
        for event in moves:
            if event.type == "moved":
                change[event.what] += event.after - event.before
        if state.patience <= 5:
            return "closed"
        if change["emotion"] <= -3:
            return "irritated"
        if any(event.type == "fusion" for event in moves):
            return "hopeful"
        if change["patience"] <= -4:
            return "bored"
        return "warm" if state.emotion >= self.tables.limits.emotion_positive else "attentive"


def _cost(costs: Sequence[int], times: int) -> int:
    return costs[min(times, len(costs)) - 1]


def _answers(fact: Fact) -> tuple[str, ...]:
    """All that is said of a fact, whatever it takes."""
    return tuple(line for depth in (fact.guarded, fact.partial, fact.full) if depth for line in depth.says)
