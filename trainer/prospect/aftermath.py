"""What came of a yes, played out in two or three sentences, from the state and without chance."""

from __future__ import annotations

from trainer.prospect.composition import Composition
from trainer.transcript import Ended

_ASKED_FOR_LESS = 1


def afterwards(c: Composition, ended: Ended) -> str:
    """An own yes does the step. A borrowed one asks for more off, cancels, or isn't in."""
    if ended.holds:
        kind = "holds"
    elif c.state.discounts >= _ASKED_FOR_LESS:
        kind = "more_off"
    elif c.state.slights:
        kind = "cancels"
    else:
        kind = "not_in"
    step = next((step for step in c.scenario.next_steps if step.id == c.state.agreed), None)
    fill = {"step": step.what if step else ""}
    line = c.lines.pick(c.state, c.turn, c.lines.stock(f"afterwards_{kind}"), fill=fill)
    return line.text if line else ""
