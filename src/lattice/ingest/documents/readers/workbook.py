"""Workbooks: every sheet as a Markdown table, all of its rows."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

from lattice.ingest.documents import media
from lattice.ingest.documents.flow import table_line, table_rule
from lattice.ingest.documents.output import Output, Unreadable
from lattice.ingest.documents.package import Package
from lattice.ingest.documents.source import Source
from lattice.ingest.sheet_xml import look_through
from lattice.model.files import PART_CHARS

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

_MOST_COLUMNS = 16_384
_Cell = int | float | str | bool | time | date | datetime | timedelta


def read(source: Source, output: Output) -> None:
    """Put the sheets in order; cells have their values, formulas their last results."""
    if source.media_type in (media.XLSX, media.XLSB, media.ODS):
        with Package(source) as package:
            package.expect("xl/worksheets/", "xl/sharedStrings", "content.xml")
        if source.media_type == media.XLSX:
            # the reader of cells ends the whole process when a sheet is more than memory holds
            output.describe(notes=look_through(source.path, "The workbook", _MOST_COLUMNS).notes)
    book = _opened(source)
    sheets = []
    names = [sheet.name for sheet in book.sheets_metadata if "WorkSheet" in str(sheet.typ)]
    for number, name in enumerate(names, 1):
        rows = _put_sheet(book.get_sheet_by_name(name), number, name, output)
        sheets.append({"name": name, "rows": rows})
        output.describe(sheets=sheets)


def _opened(source: Source) -> CalamineWorkbook:
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        return CalamineWorkbook.from_path(source.path)
    except PasswordError:
        raise Unreadable(
            "It is locked with a password; save it without one, then bring it in again"
        ) from None
    except (CalamineError, zipfile.BadZipFile) as error:
        words = " ".join(str(error).split())[:100]
        raise Unreadable(f"It is damaged, or no workbook that can be read ({words})") from None


def _put_sheet(sheet: CalamineSheet, number: int, name: str, output: Output) -> int:
    """How many rows have something in them."""
    place = f"sheet {name}"
    lines = [f"# {' '.join(name.split())}\n\n"]
    chars, level, rows = 0, 1, 0
    for row in sheet.iter_rows():
        cells = [_text(value) for value in row]
        if not any(cells):
            continue
        line = table_line(cells, len(cells)) + "\n"
        if not rows:
            line += table_rule(len(cells)) + "\n"
        rows += 1
        if chars + len(line) > PART_CHARS:
            output.add("".join(lines), page=number, place=place, heading=name, level=level)
            lines, chars, level = [], 0, 0
        lines.append(line)
        chars += len(line)
    if rows:
        lines.append("\n")
        output.add("".join(lines), page=number, place=place, heading=name, level=level)
    return rows


def _text(value: _Cell) -> str:
    """A cell as people write it: Excel's numbers are floats, its days are midnights."""
    if isinstance(value, str):  # millions of them: the common ones first
        return value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) <= 2**53 else repr(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.isoformat(" ") if value.time() != time() else value.date().isoformat()
    if isinstance(value, timedelta):
        minutes, seconds = divmod(value.total_seconds(), 60)
        return f"{int(minutes // 60)}:{int(minutes % 60):02}:{seconds:02g}"
    return str(value)
