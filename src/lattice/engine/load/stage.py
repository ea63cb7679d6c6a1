"""Where rows wait until their import becomes visible: the future table itself, or a temporary one.

A table that is made is filled under a name of its own and renamed at the end, with its search index
complete. Rows for a table that is there, and all events, wait in temporary tables of the writing
connection: they cost no journal, and are gone with the process.
"""

from __future__ import annotations

from lattice.databases.base import Transaction
from lattice.databases.filters import Dialect
from lattice.databases.names import quote
from lattice.engine import textindex
from lattice.engine.catalog import Layout
from lattice.engine.load.plan import Target
from lattice.engine.load.prepare import Prepared
from lattice.engine.load.sweep import forget, register, stage_name
from lattice.engine.rowstore import insert_sql, slot_columns
from lattice.engine.tablestore import create_table_sql
from lattice.model.values import SEARCHED


class Stage:
    """The waiting rows and events of one import."""

    def __init__(self, load_id: str, target: Target, dialect: Dialect, *, aside: bool) -> None:
        self.load_id = load_id
        self.target = target
        self.makes_table = target.before is None
        self.becomes_table = self.makes_table and not aside
        """Whether the place to wait in is the future table itself."""
        self._temporary = dialect.temporary
        name = quote(stage_name(load_id))
        self.rows_sql = name if self.becomes_table else self._temporary + name
        self.events_sql = self._temporary + quote(f"lattice_load_events_{load_id}")
        self._insert = insert_sql(self.rows_sql, target.table.columns)
        self._lines_sql = self._temporary + quote(f"lattice_load_lines_{load_id}")
        slots = [c.name for c in target.table.columns if c.type in SEARCHED]
        self.slot_count = len(slots) + textindex.SPARE_SLOTS
        self.layout = Layout(target.table, dict(enumerate(slots, 1)), self.slot_count)
        self._last_rowid = 0

    @property
    def lines_sql(self) -> str:
        """The table that says, for an upsert, on which line each staged row stood."""
        return self._lines_sql

    def key_index_sql(self, columns: str) -> str:
        """The statement that indexes waiting rows by their key."""
        name = self.rows_sql.removeprefix(self._temporary)
        if self._temporary == "temp.":
            return f"CREATE INDEX temp.lattice_load_staged ON {name} ({columns})"
        return f"CREATE INDEX ON {self.rows_sql} ({columns})"

    async def open(self, tx: Transaction, at: str) -> None:
        """Make the places to wait in."""
        if self.becomes_table:
            await register(tx, self.load_id, self.target.table.id, at)
            name = stage_name(self.load_id)
            await tx.run(create_table_sql(name, self.target.table.columns))
            await tx.run(textindex.create_sql(self.target.table.id, self.slot_count))
        else:
            await tx.run(create_table_sql(self.rows_sql, self.target.table.columns, quoted=True))
            await tx.run(f"CREATE TABLE {self.lines_sql} (line INTEGER)")
        if self._temporary == "temp.":
            # temporary files have no name and go with the process: nothing there is worth overwriting
            await tx.run("PRAGMA temp.secure_delete = OFF")
        await tx.run(
            f"CREATE TABLE {self.events_sql}"
            " (n INTEGER PRIMARY KEY, id TEXT, row_id TEXT, after TEXT, salt BLOB, hash BLOB)"
        )

    async def add(self, tx: Transaction, prepared: Prepared) -> None:
        """Let rows and events wait."""
        await tx.insert(self._insert, prepared.records)
        await tx.insert(f"INSERT INTO {self.events_sql} (id, row_id, after, salt, hash)", prepared.events)
        if not self.becomes_table:
            await tx.insert(f"INSERT INTO {self.lines_sql} (line)", [(line,) for line in prepared.lines])
            return
        names, texts = slot_columns(self.layout)
        await tx.run(
            f"INSERT INTO {self.layout.text_sql} (rowid, {names}) SELECT _rowid_, {texts}"
            f" FROM {self.rows_sql} WHERE _rowid_ > ? ORDER BY _rowid_",
            (self._last_rowid,),
        )
        self._last_rowid += len(prepared.records)

    async def close(self, tx: Transaction) -> None:
        """Take away what waited, after success or instead of it."""
        for table in (self.events_sql, self.lines_sql):
            await tx.run(f"DROP TABLE IF EXISTS {table}")
        if not self.becomes_table:
            await tx.run(f"DROP TABLE IF EXISTS {self.rows_sql}")
        else:
            await forget(tx, self.load_id)
