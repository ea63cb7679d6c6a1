"""JSON: an array of objects, or of several tables an object of arrays; NDJSON: an object a line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import BinaryIO

from lattice.ingest.writers.base import OutColumn, json_text, one_table, short_time
from lattice.model.values import ColumnType, Value


def _objects(columns: Sequence[OutColumn], rows: Sequence[Sequence[Value]]) -> list[str]:
    names = [c.name for c in columns]
    times = [i for i, c in enumerate(columns) if c.type is ColumnType.DATETIME]
    if times:
        rows = [
            [short_time(v) if i in times and v is not None else v for i, v in enumerate(row)] for row in rows
        ]
    return [json_text(dict(zip(names, row, strict=True))) for row in rows]


class JsonWriter:
    """Writes one table as an array, several as an object with an array for each."""

    def __init__(self, out: BinaryIO, *, several: bool) -> None:
        self._out = out
        self._several = several
        self._columns: Sequence[OutColumn] = ()
        self._tables = 0
        self._comma = ""

    def table(self, name: str, columns: Sequence[OutColumn]) -> None:
        """See Writer."""
        if self._tables and not self._several:
            raise one_table("JSON")
        self._columns = columns
        start = ""
        if self._several:
            start = ("\n],\n" if self._tables else "{\n") + json_text(name) + ": "
        self._out.write(f"{start}[".encode())
        self._tables += 1
        self._comma = "\n"

    def rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """See Writer."""
        if not rows:
            return
        self._out.write((self._comma + ",\n".join(_objects(self._columns, rows))).encode())
        self._comma = ",\n"

    def finish(self) -> None:
        """See Writer."""
        self._out.write(b"\n]\n}\n" if self._several else b"\n]\n")


class LinesWriter:
    """Writes one table with an object a line."""

    def __init__(self, out: BinaryIO) -> None:
        self._out = out
        self._columns: Sequence[OutColumn] | None = None

    def table(self, name: str, columns: Sequence[OutColumn]) -> None:
        """See Writer."""
        if self._columns is not None:
            raise one_table("NDJSON")
        self._columns = columns

    def rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """See Writer."""
        self._out.write("".join(f"{line}\n" for line in _objects(self._columns or (), rows)).encode())

    def finish(self) -> None:
        """See Writer."""
