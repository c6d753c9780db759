"""What the person tells about themselves, and how deep: gates, depths, and what comes unasked."""

from __future__ import annotations

from collections.abc import Iterator

from trainer.prospect.state import DEPTHS, Depth, State
from trainer.scenario.schema import Answer, Fact, Needs, Scenario
from trainer.transcript import STEPS, Read

_UNDERSTANDING = ("reflects_feeling", "paraphrases_and_checks", "validates_first", "returns_to_detail", "good_silence")


def understood(read: Read) -> bool:
    """Whether the rep's words gave back what the person said or meant, or minded how it is for them."""
    minded = any(read.acts.get(act, 0.0) >= 0.5 for act in ("reflection", "emotional_reaction", "interpretation"))
    return minded or any(seen.id in _UNDERSTANDING for seen in read.behaviours)


def seen(read: Read) -> frozenset[str]:
    """Everything that files may name as a trigger: behaviours, acts from 0.5 on, the topic addressed."""
    acts = {act for act, sure in read.acts.items() if sure >= 0.5 and act != "sentiment"}
    topics = {read.intent.id} if read.intent.kind not in ("none", "unsure") and read.intent.id else set()
    return frozenset({behaviour.id for behaviour in read.behaviours} | acts | topics)


def meets(needs: Needs, state: State) -> bool:
    """Whether the gauges stand high enough and what must be known has been told, whatever is said."""
    if any(state.get(step) < getattr(needs, step) for step in STEPS):
        return False
    return all(state.depth_of(fact) in ("partial", "full") for fact in needs.known)


def gate_open(needs: Needs, state: State, read: Read, asked: str = "") -> bool:
    """``asked``: a topic that the words are taken to be about, whether they were read so or not."""
    return meets(needs, state) and (not needs.said or bool((seen(read) | {asked}).intersection(needs.said)))


def _answer(fact: Fact, depth: Depth) -> Answer | None:
    answer: Answer | None = getattr(fact, depth)
    return answer


def deepest(fact: Fact, state: State, read: Read, *, asked: bool = False) -> Depth | None:
    """The deepest answer whose gate is open. A touchy fact asked outright stays guarded.

    ``asked``: the words are taken to be about this fact.
    """
    open_depths = [
        depth for depth in DEPTHS
        if (answer := _answer(fact, depth)) is not None
        and gate_open(answer.needs, state, read, fact.id if asked else "")
        and not (fact.touchy and depth != "guarded" and not understood(read))
    ]  # fmt: skip
    return open_depths[-1] if open_depths else None


def deeper(depth: Depth | None, than: Depth | None) -> bool:
    return depth is not None and (than is None or DEPTHS.index(depth) > DEPTHS.index(than))


def near(read: Read, least: float = 0.0) -> list[str]:
    """Facts that the words address or lie near to, likeliest first."""
    pairs = zip(read.intent.candidates, read.intent.likelihoods, strict=True)
    return [name.removeprefix("fact:") for name, likely in pairs if name.startswith("fact:") and likely >= least]


def unasked(scenario: Scenario, state: State, read: Read) -> Iterator[tuple[Fact, Depth]]:
    """What they might tell of their own accord, given room: what was touched on, then deeper where they
    have begun, then in file order."""
    begun = [*near(read), *(name for name, _ in reversed(state.told))]
    order = sorted(scenario.facts, key=lambda fact: begun.index(fact.id) if fact.id in begun else len(begun))
    for fact in order:
        depth = deepest(fact, state, read)
        if depth in ("partial", "full") and deeper(depth, state.depth_of(fact.id)):
            yield fact, depth
