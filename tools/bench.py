"""Measures every bar (``make bench``): ``measure`` of each module in tests/benchmarks; a table, and build/bench.json.

``FULL=1`` takes the long form and keeps its results in docs/bench.json with date and commit; ``ONLY=word`` runs the
modules whose name holds the word. Exit 1 where a bar does not hold or could not be measured.
"""

from __future__ import annotations

import importlib
import json
import os
import pkgutil
import subprocess
import sys
import time
import traceback
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
FIELDS = ("name", "issue", "value", "unit", "bar", "held", "form", "n")


def main(environment: Mapping[str, str]) -> int:
    sys.path.insert(0, str(ROOT))
    form = "full" if environment.get("FULL") else "short"
    names = chosen(environment.get("ONLY", ""))
    if not names:
        print(f"No benchmark is called that. There are: {', '.join(chosen(''))}", file=sys.stderr)
        return 2
    rows: list[dict[str, Any]] = []
    failed = []
    for name in names:
        begun = time.monotonic()
        print(f"{name} …", end=" ", flush=True)
        try:
            rows += measured(name, form)
        except Exception:
            failed.append(name)
            print("could not be measured:")
            traceback.print_exc()
        else:
            print(f"{time.monotonic() - begun:.0f} s", flush=True)
    print("\n" + table(rows))
    keep(rows, ROOT / "build" / "bench.json")
    if form == "full" and not environment.get("ONLY") and not failed:
        keep({"date": datetime.now(UTC).date().isoformat(), "commit": commit(), "bars": rows}, ROOT / "docs/bench.json")
    return 1 if failed or not all(row["held"] for row in rows) else 0


def chosen(word: str) -> list[str]:
    found = sorted(module.name for module in pkgutil.iter_modules([str(ROOT / "tests" / "benchmarks")]))
    return [name for name in found if word.lower() in name]


def measured(name: str, form: str) -> list[dict[str, Any]]:
    """The rows of one module, each with just the fields that stand in bench.json."""
    module = importlib.import_module(f"tests.benchmarks.{name}")
    if not hasattr(module, "measure"):
        return []
    told = module.measure(form=form)
    return [{field: row[field] for field in FIELDS} for row in (told if isinstance(told, list) else [told])]


def table(rows: Sequence[Mapping[str, Any]]) -> str:
    lines = [("bar", "value", "wanted", "n", "")]
    for row in rows:
        value = f"{row['value']} {row['unit']}".strip()
        lines.append((row["name"], value, str(row["bar"]), str(row["n"]), "holds" if row["held"] else "DOES NOT HOLD"))
    widths = [max(len(line[column]) for line in lines) for column in range(5)]
    return "\n".join(
        "  ".join(text.ljust(width) for text, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )


def keep(document: Any, path: Path) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", "utf-8")


def commit() -> str:
    told = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return told.stdout.strip()


if __name__ == "__main__":
    sys.exit(main(os.environ))
