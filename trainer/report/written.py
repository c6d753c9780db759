"""Words of others on a page: as they were said, and nothing else."""

from __future__ import annotations

import html

from trainer.text import plain_for_terminal


def written(text: str) -> str:
    """The text for HTML and SVG: escaped, without what commands a terminal or turns the direction of what follows."""
    return html.escape(plain_for_terminal(text), quote=True)
