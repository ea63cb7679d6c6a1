"""Who brought a content in: with it alone may they make a file of it, until somebody shows them one.

Only a database that keeps rows from callers remembers it; a file's owner sees everything anyway.
"""

from __future__ import annotations

from datetime import UTC, datetime

from lattice.databases.base import Transaction
from lattice.engine.files.waiting import WAITING
from lattice.model.values import format_time


async def note(tx: Transaction, member: str, at: str, *content_ids: str) -> None:
    """Remember that this member brought these contents in."""
    if not tx.indexes_text:
        return
    await tx.script(
        [
            (
                "INSERT INTO lattice_puts (member, id, at) VALUES (?, ?, ?)"
                " ON CONFLICT (member, id) DO UPDATE SET at = excluded.at",
                (member, content_id, at),
            )
            for content_id in content_ids
        ]
    )


async def forget_old(tx: Transaction) -> None:
    """Forget what no file was made of within a day."""
    await tx.run("DELETE FROM lattice_puts WHERE at < ?", (format_time(datetime.now(UTC) - WAITING),))
