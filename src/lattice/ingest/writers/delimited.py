"""CSV and TSV: null is nothing, an empty text is `""`, so that what is read back is what was."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import BinaryIO

from lattice.ingest.writers.base import OutColumn, one_table, text_of
from lattice.model.values import TEXTUAL, ColumnType, Value

_QUOTED_TYPES = TEXTUAL | {ColumnType.JSON, ColumnType.REFERENCE}


class DelimitedWriter:
    """Writes one table as CSV (RFC 4180, UTF-8, lines end with a line feed) or TSV."""

    def __init__(self, out: BinaryIO, *, delimiter: str = ",") -> None:
        self._out = out
        self._delimiter = delimiter
        self._special = re.compile(rf'[{re.escape(delimiter)}"\r\n]')
        self._columns: Sequence[OutColumn] | None = None

    def table(self, name: str, columns: Sequence[OutColumn]) -> None:
        """See Writer."""
        if self._columns is not None:
            raise one_table("CSV")
        self._columns = columns
        names = [self._quoted(c.name, always=c.name.startswith("sep=")) for c in columns]
        self._out.write((self._delimiter.join(names) + "\n").encode())

    def rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """See Writer."""
        types = [c.type for c in self._columns or ()]
        lines = [self._delimiter.join(map(self._cell, types, row)) for row in rows]
        self._out.write(("\n".join(lines) + "\n").encode() if lines else b"")

    def finish(self) -> None:
        """See Writer."""

    def _cell(self, type_: ColumnType, value: Value) -> str:
        if value is None:
            return ""
        text = value if type(value) is str and type_ is ColumnType.TEXT else text_of(type_, value)
        return self._quoted(text) if type_ in _QUOTED_TYPES else text

    def _quoted(self, text: str, *, always: bool = False) -> str:
        if not text or always or self._special.search(text):
            return '"' + text.replace('"', '""') + '"'
        return text
