"""From every earlier form of the database to this one: append-only, numbered, each with a test of its own."""

from __future__ import annotations

from pathlib import Path

HEAD = "0002"
"""Number of the newest migration, known without loading Alembic; a test holds it to the files."""

FOLDER = Path(__file__).parent
