"""What a rep adds to a call that is over: words put right that were misheard, and how they look back on it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.create_table(
        "corrections",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("turn", sa.Integer, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", "turn", name="pk_corrections"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_corrections_session_id", ondelete="CASCADE"),
    )
    op.create_table(
        "looks_back",
        sa.Column("session_id", sa.Text, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("session_id", name="pk_looks_back"),
        sa.ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_looks_back_session_id", ondelete="CASCADE"),
    )
