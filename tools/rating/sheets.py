"""Raters' sheets of invented calls: ``python -m tools.rating.sheets FOLDER`` packs them into assets/material.

FOLDER holds one folder a rater and in it one sheet a call, ID.txt, as docs/reader/rating.md says. What can't be
understood stops the packing with its place.
"""

from __future__ import annotations

import re
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from tools.reader import material
from tools.reader.pack import Wrong, write
from trainer.places import shipped

MARKS = ("rapport", "empathy", "trust", "hope", "urgency", "overall")
VERDICTS = ("professional", "order taker", "pushy", "unclear")
DECISIONS = ("yes", "think", "no", "hang_up", "none")
_LINE = re.compile(r"^(\w+):(.*)$")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one rater said of one call.

    ``marks``: 0 to 100, None where there was no occasion; ``effort``: per cent that came from the rep; ``fusion``:
    the person's turns at which reason and feeling rose together; ``rewind``: the rep's turn to go back to, and
    ``instead`` what should have been said there. Turns count from 1 over both speakers.
    """

    call: str
    rater: str
    marks: dict[str, int | None]
    verdict: str
    decision: str
    effort: int
    fusion: tuple[int, ...]
    rewind: int
    instead: str


def sheet(path: Path) -> Sheet:
    """Raises Wrong, naming the sheet, where it can't be understood."""
    matches = map(_LINE.match, path.read_text("utf-8").splitlines())
    lines: dict[str, str] = {match[1]: match[2] for match in matches if match}
    try:
        marks = {
            name: None if value == "NA" else int(value)
            for name, value in (part.split("=") for part in lines["marks"].split())
        }
        turn, _, instead = lines["rewind"].partition("|")
        found = Sheet(
            call=path.stem, rater=path.parent.name, marks={name: marks[name] for name in MARKS},
            verdict=lines["verdict"].strip(), decision=lines["decision"].strip(), effort=int(lines["effort"]),
            fusion=tuple(map(int, lines["fusion"].split())), rewind=int(turn), instead=instead.strip(),
        )  # fmt: skip
    except (KeyError, ValueError) as error:
        raise Wrong(f"{path}: {error} can't be understood.") from error
    given = [mark for mark in found.marks.values() if mark is not None]
    if found.verdict not in VERDICTS or found.decision not in DECISIONS or not all(0 <= n <= 100 for n in given):
        raise Wrong(f"{path}: a mark, the verdict or the decision is none that there is.")
    return found


def pack(folder: Path, to: Path) -> int:
    """Write all sheets, by call and rater, and tell how many there are."""
    found = sorted((sheet(path) for path in folder.glob("*/*.txt")), key=lambda one: (one.call, one.rater))
    write(to, map(asdict, found))
    return len(found)


def sheets() -> list[Sheet]:
    """All of assets/material/ratings.jsonl.gz."""
    return [Sheet(**{**row, "fusion": tuple(row["fusion"])}) for row in material.lines("ratings")]


if __name__ == "__main__":
    print(pack(Path(sys.argv[1]), shipped("assets/material/ratings.jsonl.gz")), "sheets")
