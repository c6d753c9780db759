"""The scripted reps by kind, and what each goes into a call with."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Literal, get_args

import yaml

from trainer.chance import draw
from trainer.scenario.schema import Scenario
from trainer.simulate.plan import Plan, days_of, load_plan, plan_from_brief
from trainer.simulate.professional import Professional
from trainer.simulate.reps import (
    AsksAgain,
    Disqualifier,
    Friend,
    Lines,
    OrderTaker,
    Preparation,
    Pushy,
    Reciter,
    Rep,
    Scattered,
    Silent,
)

Kind = Literal[
    "professional", "order_taker", "pushy", "friend", "reciter", "silent", "random", "asks_again", "disqualifier"
]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""``disqualifier``: says to everybody, soon, that it is not for them."""
NAME = "Robin Vance"
"""What every scripted rep is called."""

_CHARACTERS: Mapping[Kind, Callable[[Preparation, Lines, Random], Rep]] = {
    "professional": Professional, "order_taker": OrderTaker, "pushy": Pushy, "friend": Friend, "reciter": Reciter,
    "silent": Silent, "random": Scattered, "asks_again": AsksAgain, "disqualifier": Disqualifier,
}  # fmt: skip


@dataclass(frozen=True)
class Cast:
    """``lines``: what each character says; ``plans``: a folder of plans written out by hand, by scenario;
    ``examples``: every good sentence there is; ``others``: questions meant for other people, by scenario."""

    lines: Mapping[str, Lines]
    plans: Path
    examples: Sequence[str]
    others: Mapping[str, Sequence[str]]

    @classmethod
    def from_folder(cls, folder: Path, examples: Sequence[str], others: Mapping[str, Sequence[str]]) -> Cast:
        lines = yaml.safe_load((folder / "lines.yaml").read_text("utf-8"))
        return cls(lines, folder / "plans", examples, others)

    def rep(self, kind: Kind, scenario: Scenario, seed: int) -> Rep:
        """One rep, ready to call. The same kind, scenario and seed give the same lines."""
        prepared = self._preparation(scenario)
        return _CHARACTERS[kind](prepared, self.lines.get(kind, {}), draw(seed, 0, f"rep {kind}"))

    def plan(self, scenario: Scenario) -> Plan:
        """The plan written for this scenario, or one made from its brief by rule."""
        path = self.plans / f"{scenario.id}.yaml"
        return load_plan(path) if path.exists() else plan_from_brief(scenario, self.lines["plan"]["questions"])

    def _preparation(self, scenario: Scenario) -> Preparation:
        brief = scenario.brief
        return Preparation(
            rep=NAME,
            person=scenario.person.called,
            offer=scenario.offer.name,
            plan=self.plan(scenario),
            brief=" ".join((brief.who, brief.so_far, brief.about, scenario.person.name, scenario.person.organisation)),
            days=tuple(days_of(brief.you_bring)),
            examples=tuple(self.examples),
            others=tuple(line for name, asked in self.others.items() if name != scenario.id for line in asked),
            question=scenario.facts[0].ask[0],
        )
