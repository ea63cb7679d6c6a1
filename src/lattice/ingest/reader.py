"""What every reader of a format is, and what it tells while it reads."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import msgspec

from lattice.model.errors import LatticeError
from lattice.model.loads import LoadBatch
from lattice.model.rows import Refusal

#: Rows handed over at a time.
BATCH_ROWS = 1_000
#: Refusals that are kept with their reason; the others are counted.
KEPT_REFUSALS = 1_000


class Refusals:
    """Records that a reader could not take: all counted, the first kept."""

    def __init__(self) -> None:
        self.count = 0
        self.first: list[Refusal] = []

    def add(self, line: int, reason: str, column: str = "") -> None:
        """One more record, at `line` of its source."""
        self.count += 1
        if len(self.first) < KEPT_REFUSALS:
            self.first.append(Refusal(line, column, reason))

    def clear(self) -> None:
        """Forget all, for another pass."""
        self.count = 0
        self.first.clear()


class Reader(Protocol):
    """One table of a file, readable from the beginning as often as wanted in constant memory."""

    title: str
    """What the table would be called, as the file has it."""
    place: str
    """Where it is, for people: `book.xlsx: Sheet1`."""
    typed: bool
    """Whether values are JSON values with types; else all are text."""
    sheet: bool
    """Whether it is a sheet: one kind of number, no JSON, no empty text."""
    size_bytes: int
    bytes_read: int
    """How far the pass under way has come, roughly."""
    refusals: Refusals
    """Of the pass under way."""
    notes: list[str]
    headers: list[str]
    """Columns as the file has them; may grow during the first pass."""

    def chunks(self) -> Iterator[LoadBatch]:
        """A pass over the records; rows of the first pass may be shorter than `headers` becomes."""
        ...


class ReadOptions(msgspec.Struct, frozen=True):
    """What the person said about how to read."""

    encoding: str | None = None
    delimiter: str | None = None
    header: bool = True
    """Whether the first line (CSV, Excel) names the columns."""
    value_bytes: int = 4_000_000
    """More in one value is refused."""
    row_bytes: int = 8_000_000
    columns: int = 500
    """More columns in one table are refused."""


class Stamp:
    """A file as it was first seen; reading it again asks whether it still is."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size, self._modified = self._look()

    def _look(self) -> tuple[int, int]:
        try:
            stat = self.path.stat()
        except OSError as error:
            raise unreadable(self.path, error) from None
        return stat.st_size, stat.st_mtime_ns

    def check(self) -> None:
        """Raise `conflict` when the file has changed since."""
        if self._look() != (self.size, self._modified):
            raise LatticeError(
                "conflict",
                f"{shown(self.path)} changed while it was being read.",
                "Nothing was imported. Try again when it is no longer being written.",
            )


def shown(text: str | Path, limit: int = 120) -> str:
    """A path or value made safe to print: what cannot be seen is escaped, what is long is cut."""
    plain = "".join(
        c
        if c.isprintable() and unicodedata.category(c) not in ("Cf", "Cs")
        else c.encode("unicode_escape", "surrogatepass").decode()
        for c in str(text)[: limit + 1]
    )
    return plain if len(plain) <= limit else plain[: limit - 1] + "…"


def unreadable(path: Path, error: OSError) -> LatticeError:
    """The refusal for a file that the system would not read."""
    if isinstance(error, FileNotFoundError):
        return LatticeError("not_found", f"There is no file {shown(path)}.", "Check the path.")
    reason = "may not be read by you" if isinstance(error, PermissionError) else error.strerror or "failed"
    return LatticeError("invalid_file", f"{shown(path)}: {reason}.", "Check the file and its permissions.")


def invalid(path: Path, what: str, hint: str = "") -> LatticeError:
    """The refusal for a file whose contents cannot be used."""
    return LatticeError("invalid_file", f"{shown(path)}: {what}.", hint)


def invalid_place(place: str, what: str) -> LatticeError:
    """The refusal for a table of a file that cannot be used."""
    return LatticeError("invalid_file", f"{shown(place)} {what}.", "Check the file.")
