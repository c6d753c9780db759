"""The tables as they are now. How older databases get there stands in ``migrations``; a test holds the two together."""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, ForeignKey, Index, Integer, MetaData, Table, Text, text

metadata = MetaData(
    # Constraints need names for a later migration to be able to change them.
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    }
)

persons = Table(
    "persons",
    metadata,
    Column("id", Text, primary_key=True),
    Column("name", Text, nullable=False),
)

sessions = Table(
    "sessions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("person_id", Text, ForeignKey("persons.id"), nullable=False),
    Column("scenario", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("person_name", Text, nullable=False),
    Column("seed", Integer, nullable=False),
    Column("mode", Text, nullable=False),
    Column("ear", Text, nullable=False),
    Column("voice", Text, nullable=False),
    Column("engine", Text, nullable=False),
    Column("started_at", Text, nullable=False),
    Column("recorded", Boolean, nullable=False),
    Column("parent", Text, ForeignKey("sessions.id", ondelete="SET NULL")),
    Column("from_turn", Integer),
    Column("state", Text, nullable=False),
    Column("seen_by", Text, nullable=False),
    Column("ended_at", Text),
    Column("ending", Text),
    Column("decision", Text),
    Column("won", Boolean),
    Column("holds", Boolean),
    Column("length", Integer),
    CheckConstraint("state IN ('running', 'finished', 'discarded')", name="state"),
    Index(None, "person_id", "started_at", "id"),
    Index(None, "person_id", "scenario", "started_at", "id"),
    Index(None, "parent"),
    Index("ix_sessions_running", "started_at", sqlite_where=text("state = 'running'")),
)

events = Table(
    "events",
    metadata,
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("turn", Integer, nullable=False),
    Column("at", Integer, nullable=False),
    Column("type", Text, nullable=False),
    Column("document", Text, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("engine", Text, nullable=False),
    Column("document", Text, nullable=False),
)

scorecards = Table(
    "scorecards",
    metadata,
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("rubric", Text, primary_key=True),
    Column("made_at", Text, nullable=False),
    Column("total", Integer),
    Column("document", Text, nullable=False),
)

corrections = Table(
    "corrections",
    metadata,
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("turn", Integer, primary_key=True, autoincrement=False),
    Column("text", Text, nullable=False),
    Column("made_at", Text, nullable=False),
)

looks_back = Table(
    "looks_back",
    metadata,
    Column("session_id", Text, ForeignKey("sessions.id", ondelete="CASCADE"), primary_key=True),
    Column("document", Text, nullable=False),
)
