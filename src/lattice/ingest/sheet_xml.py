"""What the XML of a workbook says and its cells do not: how far the sheets reach, and what has no value."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lattice.ingest.reader import shown
from lattice.model.errors import LatticeError

_ERROR = re.compile(rb'<c [^>]*t="e"')
_FORMULA = re.compile(rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>|\s*</c>)")
#: The place of a cell that holds something; one that is only formatted ends at once.
_PLACE = re.compile(
    rb'<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Za-z]{1,9})([0-9]{1,12})"[^>]*(?<!/)>(?!\s*</(?:\w+:)?c>)'
)
#: Large parts without cells.
_NO_SHEETS = frozenset({"xl/sharedStrings.xml"})
#: The reader of cells keeps a place for each cell between the outermost ones, 32 bytes each.
MOST_CELLS = 64_000_000


class Missing(NamedTuple):
    """Cells of a workbook that have no value to read."""

    errors: int = 0
    """They hold an error such as #N/A."""
    uncalculated: int = 0
    """Formulas without a stored result."""

    @property
    def notes(self) -> list[str]:
        """The same in words, where there is anything to say."""
        notes = []
        if self.errors:
            notes.append(
                f"cells of the workbook that hold an error such as #N/A are read as empty: {self.errors}"
            )
        if self.uncalculated:
            notes.append(
                f"formulas of the workbook without a stored result are read as empty: {self.uncalculated}; "
                "open and save it in a spreadsheet first"
            )
        return notes


class _Reach:
    """How far the cells of one sheet reach."""

    def __init__(self) -> None:
        self._columns: set[bytes] = set()
        self._first = self._last = 0

    def add(self, places: list[tuple[bytes, bytes]]) -> None:
        if not places:
            return
        columns, rows = zip(*places, strict=True)
        self._columns.update(columns)
        numbers = {int(row) for row in set(rows)}
        self._first = min(numbers | {self._first or min(numbers)})
        self._last = max(numbers | {self._last})

    def check(self, place: str, most_columns: int) -> None:
        """Raise `too_large` where a stray cell would make the sheet more than memory holds."""
        if not self._columns:
            return
        by_number = {_column_number(name): name for name in self._columns}
        width = max(by_number) - min(by_number) + 1
        height = self._last - self._first + 1
        if width <= most_columns and width * height <= MOST_CELLS:
            return
        corner = f"{by_number[max(by_number)].decode().upper()}{self._last}"
        raise LatticeError(
            "too_large",
            f"{place}: its cells reach to {corner}: {width:,} columns and {height:,} rows "
            f"({most_columns:,} columns and {MOST_CELLS:,} cells can be read).",
            "Clear what stands far away from the table, or save the sheet as CSV.",
        )


def look_through(path: Path, place: str, most_columns: int) -> Missing:
    """Read the XML of all sheets once, in constant memory; a file that is no zip has nothing to say.

    Raises `too_large` for a sheet whose cells lie too far apart, and what a damaged archive raises.
    """
    if not zipfile.is_zipfile(path):
        return Missing()
    errors = uncalculated = 0
    with zipfile.ZipFile(path) as archive:
        # a sheet may have any name
        names = [n for n in archive.namelist() if n not in _NO_SHEETS and not n.startswith("xl/media/")]
        several = sum(n.startswith("xl/worksheets/sheet") for n in names) > 1
        for name in names:
            reach = _Reach()
            for text in _pieces(archive, name):
                errors += len(_ERROR.findall(text))
                uncalculated += len(_FORMULA.findall(text))
                reach.add(_PLACE.findall(text))
            reach.check(f"{place}: {shown(Path(name).name, 60)}" if several else place, most_columns)
    return Missing(errors, uncalculated)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The text of a sheet in pieces that end between cells, so that none is counted twice or missed."""
    rest = b""
    with archive.open(name) as sheet:
        while block := sheet.read(1 << 18):
            text = rest + block
            cut = text.rfind(b"<", 0, max(text.rfind(b"<c "), text.rfind(b":c ")) + 1)
            whole, rest = (text[:cut], text[cut:]) if cut > 0 else (text, b"")
            yield whole
    yield rest


def _column_number(name: bytes) -> int:
    """1 for `A`, 27 for `AA`."""
    number = 0
    for letter in name.upper():
        number = number * 26 + letter - 64
    return number
