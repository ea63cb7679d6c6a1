"""A block of cells out of a spreadsheet: the text that was pasted, taken apart."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from enum import StrEnum

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.schema import fold

#: Cells that one paste brings; more come in as a file.
MOST_CELLS = 50_000
#: Characters of one cell.
CELL_CHARS = 1_000_000


class Separator(StrEnum):
    """What stands between the cells of a line."""

    TAB = "tabs"
    """As spreadsheets and tables in browsers are copied."""
    COMMA = "commas"
    """As CSV files are written; only where all lines have as many."""
    NONE = "nothing"
    """One cell a line."""


class PastedBlock(msgspec.Struct, frozen=True):
    """The cells of a paste; lines may be of different lengths."""

    rows: tuple[tuple[str, ...], ...]
    separator: Separator

    @property
    def width(self) -> int:
        """Cells of the longest line."""
        return max((len(row) for row in self.rows), default=0)

    @property
    def words(self) -> str:
        """`3 × 2 cells`."""
        one = len(self.rows) == self.width == 1
        return "1 cell" if one else f"{len(self.rows):,} × {self.width} cells"

    def is_headed(self, names: Sequence[str]) -> bool:
        """Whether the first line is the names of the columns that it would be put into."""
        if len(self.rows) < 2:
            return False
        first = [fold(cell.strip()) for cell in self.rows[0]]
        return bool(first) and first == [fold(name) for name in names[: len(first)]]

    def without_header(self) -> PastedBlock:
        """All but the first line."""
        return PastedBlock(self.rows[1:], self.separator)

    def spread(self, rows: int, columns: int) -> PastedBlock:
        """One cell put into as many cells as were selected; a block of several as it is."""
        if len(self.rows) != 1 or self.width != 1:
            return self
        return PastedBlock(((self.rows[0][0],) * columns,) * rows, self.separator)


def read_block(text: str) -> PastedBlock:
    """Take a paste apart; raises `too_large`. Line ends of all systems end a line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    if "\t" in text:
        rows, separator = _split(text, "\t"), Separator.TAB
    else:
        rows, separator = _comma_rows(text), Separator.COMMA
        if not rows:
            rows, separator = [[line] for line in text.split("\n")], Separator.NONE
    if sum(map(len, rows)) > MOST_CELLS:
        raise LatticeError(
            "too_large",
            f"That is more than {MOST_CELLS:,} cells.",
            "Save them as a CSV file and bring it in with i.",
        )
    return PastedBlock(tuple(map(tuple, rows)), separator)


def _comma_rows(text: str) -> list[list[str]]:
    """The cells of text that is CSV without doubt; nothing for text that merely has commas."""
    if "," not in text or "\n" not in text:
        return []
    rows = _split(text, ",")
    widths = {len(row) for row in rows}
    return rows if len(rows) > 1 and len(widths) == 1 and widths != {1} else []


def _split(text: str, delimiter: str) -> list[list[str]]:
    before = csv.field_size_limit(CELL_CHARS)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)) or [[""]]
    except csv.Error:
        # quotes that are none
        return [line.split(delimiter) for line in text.split("\n")]
    finally:
        csv.field_size_limit(before)
