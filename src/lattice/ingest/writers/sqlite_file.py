"""SQLite: a clean file with typed columns, one table for each; any SQLite tool can open it."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path

from lattice.ingest.writers.base import OutColumn, json_text, short_time
from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType, Value

#: Declared so that SQLite keeps every value as it is: a plain JSON would turn long numbers into floats.
_DECLARED = {
    ColumnType.TEXT: "TEXT",
    ColumnType.MARKDOWN: "TEXT",
    ColumnType.INTEGER: "INTEGER",
    ColumnType.NUMBER: "REAL",
    ColumnType.BOOLEAN: "BOOLEAN",
    ColumnType.DATE: "DATE",
    ColumnType.DATETIME: "DATETIME",
    ColumnType.JSON: "JSON TEXT",
    ColumnType.REFERENCE: "TEXT",
}


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


class SqliteWriter:
    """Writes a new SQLite file at a path where there is none yet."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._db.execute("PRAGMA journal_mode = OFF")  # the file is thrown away when something fails
        self._db.execute("BEGIN")
        self._columns: Sequence[OutColumn] = ()
        self._insert = ""

    def table(self, name: str, columns: Sequence[OutColumn]) -> None:
        """See Writer."""
        if not columns:
            raise LatticeError("usage", f"{name} has no columns; SQLite keeps no table without.", "Use json.")
        self._columns = columns
        made = ", ".join(f"{_quoted(c.name)} {_DECLARED[c.type]}" for c in columns)
        self._db.execute(f"CREATE TABLE {_quoted(name)} ({made})")
        marks = ", ".join("?" * len(columns))
        self._insert = f"INSERT INTO {_quoted(name)} VALUES ({marks})"  # noqa: S608  (quoted name)

    def rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """See Writer."""
        types = [c.type for c in self._columns]
        self._db.executemany(
            self._insert, ([_stored(t, v) for t, v in zip(types, r, strict=True)] for r in rows)
        )

    def finish(self) -> None:
        """See Writer."""
        self._db.execute("COMMIT")
        self._db.close()

    def close(self) -> None:
        """Let go of the file, finished or not."""
        self._db.close()


def _stored(type_: ColumnType, value: Value) -> Value:
    if value is None:
        return None
    if type_ is ColumnType.JSON:
        return json_text(value)
    return short_time(value) if type_ is ColumnType.DATETIME else value
