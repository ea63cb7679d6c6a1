"""Excel: a sheet for each table; what Excel would round or run as a formula is written as text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lattice.ingest.writers.base import OutColumn, text_of
from lattice.model.errors import LatticeError
from lattice.model.values import ColumnType, Value

if TYPE_CHECKING:
    from openpyxl.cell import WriteOnlyCell

SHEET_ROWS = 1_048_576
SHEET_COLUMNS = 16_384
CELL_CHARS = 32_767
_NAME_CHARS = 31
#: Whole numbers that a 64-bit float, which is what Excel keeps, holds exactly; and what it shows in full.
_SAFE = 2**53
_FORBIDDEN_IN_NAME = re.compile(r"[\[\]:*?/\\]")
#: Characters that XML cannot hold, carriage returns, which it changes, and what looks like their escape.
_ESCAPED = re.compile(r"[\x00-\x08\x0b\x0c\x0d\x0e-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")
#: Days before this one are counted differently by every reader.
_FIRST_DAY = "1900-03-01"


class ExcelWriter:
    """Writes a workbook to a path."""

    def __init__(self, path: Path) -> None:
        from openpyxl import Workbook

        self._path = path
        self._book: Any = Workbook(write_only=True)
        self._sheet: Any = None  # openpyxl has no types
        self._names: set[str] = set()
        self._name = ""
        self._columns: Sequence[OutColumn] = ()
        self._written = 0
        self._finished = False

    def table(self, name: str, columns: Sequence[OutColumn]) -> None:
        """See Writer."""
        if len(columns) > SHEET_COLUMNS:
            raise LatticeError("too_large", f"{name}: a sheet holds {SHEET_COLUMNS:,} columns.", "Use csv.")
        self._name, self._columns = name, columns
        self._sheet = self._book.create_sheet(self._sheet_name(name))
        self._sheet.freeze_panes = "A2"
        self._sheet.append([self._text_cell(c.name) for c in columns])
        self._written = 1

    def _sheet_name(self, name: str) -> str:
        base = _FORBIDDEN_IN_NAME.sub("_", name).strip("'")[:_NAME_CHARS] or "table"
        candidate, n = base, 2
        while candidate.casefold() in self._names:
            candidate = f"{base[: _NAME_CHARS - 1 - len(str(n))]}_{n}"
            n += 1
        self._names.add(candidate.casefold())
        return candidate

    def rows(self, rows: Sequence[Sequence[Value]]) -> None:
        """See Writer."""
        self._written += len(rows)
        if self._written > SHEET_ROWS:
            raise LatticeError(
                "too_large",
                f"{self._name} has more rows than a sheet holds ({SHEET_ROWS:,} with the header).",
                "Export it as csv or sqlite, or in parts with --where.",
            )
        for row in rows:
            self._sheet.append([self._cell(c, v) for c, v in zip(self._columns, row, strict=True)])

    def _cell(self, column: OutColumn, value: Value) -> object:
        type_ = column.type
        if value is None:
            return None
        if isinstance(value, bool) and type_ is not ColumnType.JSON:
            return value
        if type_ is ColumnType.NUMBER or (
            type(value) is int and type_ is ColumnType.INTEGER and abs(value) <= _SAFE
        ):
            return self._number_cell(value)
        if type_ is ColumnType.DATE and value >= _FIRST_DAY:
            return date.fromisoformat(value)
        text = text_of(type_, value)
        if len(text) > CELL_CHARS:
            raise LatticeError(
                "too_large",
                f"{self._name}.{column.name} holds a text of {len(text):,} characters; "
                f"a cell holds {CELL_CHARS:,}.",
                "Export it as csv, json or sqlite: nothing is cut there.",
            )
        return self._text_cell(text)

    def _number_cell(self, number: float) -> WriteOnlyCell:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        # as text past the setter: openpyxl would write 16 digits, and a float has up to 17
        cell._value = repr(number)
        cell.data_type = "n"
        return cell

    def _text_cell(self, text: str) -> WriteOnlyCell:
        from openpyxl.cell import WriteOnlyCell

        cell = WriteOnlyCell(self._sheet)
        # past the setter, which would make a formula of what begins with = and an error of #N/A
        cell._value = _ESCAPED.sub(lambda m: f"_x{ord(m[0]):04X}_", text)
        cell.data_type = "s"
        return cell

    def finish(self) -> None:
        """See Writer."""
        self._book.save(self._path)
        self._finished = True

    def close(self) -> None:
        """Remove what openpyxl keeps aside when the book was not finished."""
        if self._finished:
            return
        for sheet in self._book.worksheets:
            if sheet._writer is not None:
                with suppress(OSError):  # the disk may be full, which is why it was not finished
                    sheet.close()
                with suppress(OSError):
                    sheet._writer.cleanup()
