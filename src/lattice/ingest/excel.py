"""Excel and OpenDocument workbooks: every sheet with cells is a table, its first row names the columns."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from lattice.client import LoadBatch
from lattice.ingest.names import numbered
from lattice.ingest.reader import BATCH_ROWS, ReadOptions, Refusals, Stamp, invalid, shown
from lattice.ingest.sheet_xml import look_through
from lattice.model.errors import LatticeError
from lattice.model.values import Value

if TYPE_CHECKING:
    from python_calamine import CalamineWorkbook

#: What a damaged archive makes zipfile and zlib raise.
_BROKEN = (zipfile.BadZipFile, zlib.error, OSError, EOFError, KeyError, ValueError, NotImplementedError)
_Cell = int | float | str | bool | time | date | datetime | timedelta


class SheetReader:
    """One sheet of a workbook. The sheet is held in memory, compactly, while it is read."""

    typed = True
    sheet = True

    def __init__(
        self, path: Path, options: ReadOptions, sheet: str, book: CalamineWorkbook, *, title: str, place: str
    ) -> None:
        self.title, self.place = title, place
        self._path, self._options, self._sheet = path, options, sheet
        self._stamp = Stamp(path)
        self.size_bytes = self._stamp.size
        self.bytes_read = 0
        self.refusals = Refusals()
        self.notes: list[str] = []
        self.headers: list[str] = []
        for _, row in self._rows(book):
            if options.header:
                self.headers = [_header(cell) for cell in row]
            else:
                self.headers = list(numbered(len(row)))
            break

    def _rows(self, book: CalamineWorkbook) -> Iterator[tuple[int, list[_Cell]]]:
        """Rows that have something in them, with their number in the sheet."""
        sheet = book.get_sheet_by_name(self._sheet)
        for number, row in enumerate(sheet.iter_rows(), 1):
            if any(cell != "" for cell in row):
                yield number, row

    def chunks(self) -> Iterator[LoadBatch]:
        """A pass over the rows; `line` is the row's number in the sheet."""
        self._stamp.check()
        self.refusals.clear()
        self.bytes_read = 0
        lines: list[int] = []
        rows: list[list[Value]] = []
        with _opened(self._path) as book:
            records = self._rows(book)
            if self._options.header:
                next(records, None)
            total = book.get_sheet_by_name(self._sheet).total_height or 1
            for number, row in records:
                lines.append(number)
                rows.append([_value(cell) for cell in row])
                if len(rows) == BATCH_ROWS:
                    self.bytes_read = min(self.size_bytes, self.size_bytes * number // total)
                    yield LoadBatch(lines, rows)
                    lines, rows = [], []
        if rows:
            yield LoadBatch(lines, rows)
        self._stamp.check()
        self.bytes_read = self.size_bytes


def _header(cell: _Cell) -> str:
    value = _value(cell)
    return "" if value is None else str(value)


def _value(cell: _Cell) -> Value:
    """A cell as JSON: Excel's numbers are floats, its days are midnights, its times have no zone."""
    if type(cell) is str:
        return cell or None
    if type(cell) is float:
        return int(cell) if cell.is_integer() and abs(cell) <= 2**53 else cell
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(cell.total_seconds(), 60)
        return f"{int(minutes // 60)}:{int(minutes % 60):02}:{seconds:02g}"
    return cell


@contextmanager
def _opened(path: Path) -> Iterator[CalamineWorkbook]:
    """The workbook; whatever turns out to be broken in it, now or later, raises `invalid_file`."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_path(path) as book:
            yield book
    except PasswordError:
        raise invalid(path, "is locked with a password", "Save it without one, then import it.") from None
    except (CalamineError, *_BROKEN) as error:
        raise invalid(
            path,
            f"is no workbook that can be read ({shown(str(error))})",
            "Open it in a spreadsheet and save it anew, then import it.",
        ) from None


def sheet_readers(path: Path, options: ReadOptions, *, title: str, place: str) -> Sequence[SheetReader]:
    """A reader for each sheet with cells; raises `invalid_file` when there is none."""
    with _opened(path) as book:
        # first, for the reader of cells ends the whole process when a sheet is more than memory holds
        missing = look_through(path, place, options.columns)
        names = [m.name for m in book.sheets_metadata if "WorkSheet" in str(m.typ)]
        filled = [n for n in names if book.get_sheet_by_name(n).total_height]
        readers = []
        for name in filled:
            reader = SheetReader(
                path,
                options,
                name,
                book,
                title=title if len(filled) == 1 else name,
                place=place if len(filled) == 1 else f"{place}: {shown(name, 60)}",
            )
            if len(reader.headers) > options.columns:
                raise LatticeError("too_large", f"{reader.place} has {len(reader.headers):,} columns.")
            if reader.headers:
                readers.append(reader)
    if not readers:
        raise invalid(path, "has no sheet with cells", "The first row of a sheet must name the columns.")
    readers[0].notes += missing.notes
    empty = len(names) - len(readers)
    if empty:
        readers[0].notes.append(f"empty sheets left out: {empty}")
    return readers
