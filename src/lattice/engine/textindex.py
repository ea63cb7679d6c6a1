"""The search index of a table: an FTS5 table without content whose columns are slots for text columns.

Slots are spare: giving a table another text column costs nothing until they run out, and a dropped
column keeps its slot, so that undo brings its text back without reading a row.
"""

from __future__ import annotations

from lattice.databases.base import Statement
from lattice.databases.names import quote
from lattice.engine.catalog import Layout, text_index_name
from lattice.engine.rowstore import slot_columns
from lattice.engine.work import Writing

#: Slots that a new table has beyond those it uses.
SPARE_SLOTS = 4


def create_sql(table_id: str, slot_count: int) -> str:
    """The statement that makes an index of that many slots.

    No `columnsize`: ranking reads the rows themselves. Prefixes of two and three letters are
    indexed, because people see results as they type.
    """
    slots = ", ".join(f"s{n}" for n in range(1, slot_count + 1))
    return (
        f"CREATE VIRTUAL TABLE {quote(text_index_name(table_id))} USING fts5({slots}, content='',"
        " columnsize=0, prefix='2 3', tokenize='unicode61 remove_diacritics 2')"
    )


def free_slot(layout: Layout) -> int | None:
    """A slot that no column ever used, or None."""
    used = max(layout.slots, default=0)
    return used + 1 if used < layout.slot_count else None


def fill_sql(layout: Layout, after_rowid: int = 0) -> list[Statement]:
    """The statements that index the living rows above a rowid."""
    if layout.indexed:
        return []
    names, texts = slot_columns(layout)
    return [
        (
            f"INSERT INTO {layout.text_sql} (rowid, {names}) SELECT _rowid_, {texts} FROM {layout.sql}"
            " WHERE _rowid_ > ? AND _deleted_at IS NULL ORDER BY _rowid_",
            (after_rowid,),
        )
    ]


async def rebuild(work: Writing, table_id: str, slot_count: int) -> None:
    """Make a table's index anew from its rows, with that many slots."""
    if work.tx.indexes_text:
        await work.tx.run("UPDATE lattice_tables SET text_slots = ? WHERE id = ?", (slot_count, table_id))
        return
    await work.tx.run(f"DROP TABLE IF EXISTS {quote(text_index_name(table_id))}")
    await work.tx.run(create_sql(table_id, slot_count))
    await work.tx.run("UPDATE lattice_tables SET text_slots = ? WHERE id = ?", (slot_count, table_id))
    layout = work.catalog.by_id(table_id)
    if layout is not None:
        await work.tx.script(fill_sql(layout))
