"""docs/pictures/three_calls.svg: how a good, a pushy and an order-taking call with Gail run, drawn from real calls.

``python tools/three_calls.py`` holds the three worked calls (tests/unit/simulate/worked_calls.yaml) by typing, seed 1.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
WIDTH, HEIGHT, GAP = 300, 190, 40
DRAWN = {
    "rapport": "#8A6A3B", "empathy": "#5F7F57", "trust": "#3F6E8C", "hope": "#B0653F", "urgency": "#8C4A6B",
    "logic": "#555555", "emotion": "#767676",
}  # fmt: skip
TITLES = {"Nadia Ferrow": "a sales professional", "Craig Sellick": "a pushy seller", "Owen Marsh": "an order taker"}
_SILENCE = re.compile(r"^(.*?)\s*\[(\d+ s)\]$")
_SIGN = re.compile(r"\[[^\]]*\]\s*")


def main() -> int:
    sys.path.insert(0, str(ROOT))
    from trainer.pathway.reader import PathwayReader
    from trainer.places import shipped
    from trainer.prospect.tables import load_tables
    from trainer.scenario.load import load
    from trainer.simulate.run import hold

    worked = yaml.safe_load((ROOT / "tests/unit/simulate/worked_calls.yaml").read_text("utf-8"))
    loaded, tables = load(shipped("scenarios/gail_petrie.yaml")), load_tables(shipped("assets/prospect"))
    reader = PathwayReader.shipped()
    panels = []
    for place, (rep, turns) in enumerate(worked.items()):
        call = hold(loaded, [as_typed(turn["rep"]) for turn in turns], reader, tables, 1)
        courses: dict[str, list[int]] = {what: [tables.start["hard"][what]] for what in DRAWN}
        for entry in call.entries:
            if entry.event.type == "heard":
                for course in courses.values():
                    course.append(course[-1])
            elif entry.event.type == "moved" and entry.event.what in courses:
                courses[entry.event.what][-1] = entry.event.after
        panels.append(panel(place, f"{rep}, {TITLES[rep]}: {call.ended.ending.replace('_', ' ')}", courses))
    target = ROOT / "docs/pictures/three_calls.svg"
    target.write_text(picture(panels), "utf-8")
    print(target)
    return 0


def as_typed(line: str) -> str:
    """A line of the worked calls as it is typed: a silence after it comes before it, other signs go."""
    silence = _SILENCE.match(line)
    return f"[{silence[2]}] {silence[1]}" if silence else _SIGN.sub("", line)


def panel(place: int, title: str, courses: dict[str, list[int]]) -> str:
    left, base = GAP + place * (WIDTH + GAP), HEIGHT + 30
    turns = max(len(course) for course in courses.values()) - 1
    parts = [f'<text x="{left}" y="20" class="t">{title}</text>',
             f'<line x1="{left}" x2="{left + WIDTH}" y1="{y(base, 0)}" y2="{y(base, 0)}" class="z"/>']  # fmt: skip
    for what, course in courses.items():
        points = " ".join(f"{left + WIDTH * n / turns:.1f},{y(base, value):.1f}" for n, value in enumerate(course))
        dash = ' stroke-dasharray="3 3"' if what in ("logic", "emotion") else ""
        parts.append(f'<polyline points="{points}" stroke="{DRAWN[what]}"{dash}/>')
    return "\n".join(parts)


def y(base: int, value: float) -> float:
    """Down the picture, for values from -50 to 100."""
    return base - HEIGHT * (value + 50) / 150


def picture(panels: Sequence[str]) -> str:
    wide, high = GAP + len(panels) * (WIDTH + GAP), HEIGHT + 70
    names = "\n".join(
        f'<text x="{GAP + n * 120}" y="{high - 14}" fill="{colour}" class="n">{what}</text>'
        for n, (what, colour) in enumerate(DRAWN.items())
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif">\n'
        "<style>polyline{fill:none;stroke-width:2}.t{font-size:12px;font-weight:600;fill:#333}"
        ".n{font-size:12px;font-weight:600}.z{stroke:#ccc}</style>\n"
        f'<rect width="{wide}" height="{high}" fill="#FBF9F5"/>\n' + "\n".join(panels) + f"\n{names}\n</svg>\n"
    )


if __name__ == "__main__":
    raise SystemExit(main())
