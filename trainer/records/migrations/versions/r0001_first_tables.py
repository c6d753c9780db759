"""Sessions with their events, snapshots and scorecards, and the one person of this machine."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    persons = op.create_table(
        "persons",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_persons"),
    )
    op.bulk_insert(persons, [{"id": "local", "name": ""}])
    op.create_table(
        "sessions",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("person_id", sa.Text, nullable=False),
        sa.Column("scenario", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("person_name", sa.Text, nullable=False),
        sa.Column("seed", sa.Integer, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("ear", sa.Text, nullable=False),
        sa.Column("voice", sa.Text, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("started_at", sa.Text, nullable=False),
        sa.Column("recorded", sa.Boolean, nullable=False),
        sa.Column("parent", sa.Text),
        sa.Column("from_turn", sa.Integer),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("seen_by", sa.Text, nullable=False),
        sa.Column("ended_at", sa.Text),
        sa.Column("ending", sa.Text),
        sa.Column("decision", sa.Text),
        sa.Column("won", sa.Boolean),
        sa.Column("holds", sa.Boolean),
        sa.Column("length", sa.Integer),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["person_id"], ["persons.id"], name="fk_sessions_person_id"),
        sa.ForeignKeyConstraint(["parent"], ["sessions.id"], name="fk_sessions_parent", ondelete="SET NULL"),
        sa.CheckConstraint("state IN ('running', 'finished', 'discarded')", name="ck_sessions_state"),
    )
    op.create_index("ix_sessions_person_id_started_at_id", "sessions", ["person_id", "started_at", "id"])
    op.create_index(
        "ix_sessions_person_id_scenario_started_at_id", "sessions", ["person_id", "scenario", "started_at", "id"]
    )
    op.create_index("ix_sessions_parent", "sessions", ["parent"])
    op.create_index("ix_sessions_running", "sessions", ["started_at"], sqlite_where=sa.text("state = 'running'"))
    op.create_table(
        "events",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("at", sa.Integer, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "seq", name="pk_events"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_events_session_id", ondelete="CASCADE"),
    )
    op.create_table(
        "snapshots",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("engine", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "turn", name="pk_snapshots"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_snapshots_session_id", ondelete="CASCADE"),
    )
    op.create_table(
        "scorecards",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("rubric", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("total", sa.Integer),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "rubric", name="pk_scorecards"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_scorecards_session_id", ondelete="CASCADE"),
    )
