"""Run by Alembic. The connection, and the transaction around everything, come from ``trainer.records.database``."""

from __future__ import annotations

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
