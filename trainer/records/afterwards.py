"""What a rep adds to a call that is over: words put right that the ear got wrong, and how they look back on it."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from trainer.records.database import Database
from trainer.records.rows import LookBack, utc_stamp
from trainer.records.stored import look_back_from, look_back_text
from trainer.records.tables import corrections, looks_back


class Afterwards:
    """Of one open database. Everything raises StoreRefused when the machine refuses."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def correct(self, session_id: str, turn: int, text: str, made_at: str) -> None:
        """What the rep says they said in a turn, in place of an earlier correction; the log stays as it was heard."""
        values = {"session_id": session_id, "turn": turn, "text": text, "made_at": utc_stamp(made_at)}
        with self._database.writing() as connection:
            statement = upsert(corrections).values(values)
            connection.execute(statement.on_conflict_do_update(index_elements=["session_id", "turn"], set_=values))

    def uncorrect(self, session_id: str, turn: int) -> None:
        """The turn as it was heard."""
        here = (corrections.c.session_id == session_id) & (corrections.c.turn == turn)
        with self._database.writing() as connection:
            connection.execute(delete(corrections).where(here))

    def corrections(self, session_id: str) -> dict[int, str]:
        """By turn, what was really said."""
        statement = select(corrections.c.turn, corrections.c.text).where(corrections.c.session_id == session_id)
        with self._database.reading() as connection:
            rows = connection.execute(statement.order_by(corrections.c.turn)).all()
        return {row.turn: row.text for row in rows}

    def look_back(self, session_id: str) -> LookBack:
        """How the rep looks back on this call; an empty one where they were not asked."""
        with self._database.reading() as connection:
            text = connection.scalar(select(looks_back.c.document).where(looks_back.c.session_id == session_id))
        return LookBack() if text is None else look_back_from(text)

    def keep_look_back(self, session_id: str, look_back: LookBack) -> None:
        values = {"session_id": session_id, "document": look_back_text(look_back)}
        with self._database.writing() as connection:
            statement = upsert(looks_back).values(values)
            connection.execute(statement.on_conflict_do_update(index_elements=["session_id"], set_=values))
