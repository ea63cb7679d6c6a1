"""Opens what an export is written to: a file that appears whole or not at all, or a stream."""

from __future__ import annotations

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from lattice.ingest.reader import shown
from lattice.ingest.writers.base import Writer
from lattice.ingest.writers.delimited import DelimitedWriter
from lattice.ingest.writers.json_text import JsonWriter, LinesWriter
from lattice.ingest.writers.markdown import MarkdownWriter
from lattice.model.errors import LatticeError


class ExportFormat(StrEnum):
    """A format that export writes."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    NDJSON = "ndjson"
    MARKDOWN = "markdown"
    XLSX = "xlsx"
    SQLITE = "sqlite"


#: What a file of the format is called.
SUFFIXES = {
    ExportFormat.CSV: ".csv",
    ExportFormat.TSV: ".tsv",
    ExportFormat.JSON: ".json",
    ExportFormat.NDJSON: ".ndjson",
    ExportFormat.MARKDOWN: ".md",
    ExportFormat.XLSX: ".xlsx",
    ExportFormat.SQLITE: ".sqlite",
}
_ALSO = {".jsonl": ExportFormat.NDJSON, ".db": ExportFormat.SQLITE, ".sqlite3": ExportFormat.SQLITE}
#: Formats that are written to a path, not to a stream.
BY_PATH = frozenset({ExportFormat.XLSX, ExportFormat.SQLITE})


def format_for(path: Path) -> ExportFormat | None:
    """The format that a file's name says, or None."""
    suffix = path.suffix.lower()
    return _ALSO.get(suffix) or next((f for f, s in SUFFIXES.items() if s == suffix), None)


@contextmanager
def opened(out: Path | BinaryIO, format_: ExportFormat, *, several: bool) -> Iterator[Writer]:
    """A writer to `out`; leaving it well puts the file in its place, leaving it by an error removes it.

    Raises `unwritable` and `disk_full`; BrokenPipeError of a stream passes through.
    """
    try:
        if not isinstance(out, Path):
            with _streamed(out, format_, several=several) as writer:
                yield writer
            return
        place = _place(out)
        if place.exists() and not place.is_file():
            # /dev/stdout, a pipe
            with place.open("wb") as stream, _streamed(stream, format_, several=several) as writer:
                yield writer
            return
        with _atomic(place, format_, several=several) as writer:
            yield writer
    except BrokenPipeError:
        raise
    except OSError as error:
        raise _unwritable(out, error) from None


def _place(out: Path) -> Path:
    """Where `out` leads; raises `usage` for a name that can be none, `exists` for a workspace."""
    try:
        place = Path(os.path.realpath(out))
        taken = place.is_file() and is_workspace(place)
    except ValueError:
        raise LatticeError(
            "usage", f"{shown(out)} holds a NUL character.", "Choose another name for the file."
        ) from None
    if taken:
        raise LatticeError(
            "exists",
            f"{shown(out)} is a Lattice workspace; an export does not write over one.",
            "Choose another name for the file.",
        )
    return place


def is_workspace(place: Path) -> bool:
    """Whether a file is a workspace of Lattice, which nothing is written over."""
    # 8 ms that other commands do not pay
    import sqlite3

    try:
        with place.open("rb") as file:
            if file.read(16) != b"SQLite format 3\x00":
                return False
        # no lock, no journal made: it is only looked at
        with closing(sqlite3.connect(f"{place.as_uri()}?mode=ro&immutable=1", uri=True)) as database:
            found = database.execute("SELECT 1 FROM sqlite_master WHERE name = 'lattice_meta'").fetchone()
    except PermissionError:
        return False  # nor can it be written over
    except sqlite3.Error:
        return place.suffix == ".lattice"
    return found is not None


def _unwritable(out: Path | BinaryIO, error: OSError) -> LatticeError:
    name = shown(out) if isinstance(out, Path) else "the output"
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LatticeError(
            "disk_full", f"The disk is full: {name} was not written.", "Make room and try again."
        )
    return LatticeError("unwritable", f"{name} cannot be written: {error.strerror}.", "Choose another place.")


@contextmanager
def _atomic(place: Path, format_: ExportFormat, *, several: bool) -> Iterator[Writer]:
    part = place.with_name(f".{place.name[:60]}.{os.urandom(4).hex()}.part")
    try:
        if format_ in BY_PATH:
            writer = _path_writer(part, format_)
            try:
                yield writer
            finally:
                _close(writer)
        else:
            with part.open("xb", buffering=1 << 18) as file:
                yield stream_writer(file, format_, several=several)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        part.replace(place)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _streamed(out: BinaryIO, format_: ExportFormat, *, several: bool) -> Iterator[Writer]:
    if format_ not in BY_PATH:
        yield stream_writer(out, format_, several=several)
        out.flush()
        return
    with tempfile.TemporaryDirectory(prefix="lattice-export-") as folder:
        path = Path(folder) / "export"
        writer = _path_writer(path, format_)
        try:
            yield writer
        finally:
            _close(writer)
        with path.open("rb") as file:
            shutil.copyfileobj(file, out)
        out.flush()


def _path_writer(path: Path, format_: ExportFormat) -> Writer:
    if format_ is ExportFormat.XLSX:
        from lattice.ingest.writers.excel import ExcelWriter

        return ExcelWriter(path)
    from lattice.ingest.writers.sqlite_file import SqliteWriter

    return SqliteWriter(path)


def _close(writer: Writer) -> None:
    close = getattr(writer, "close", None)
    if close is not None:
        with suppress(OSError):
            close()


def stream_writer(out: BinaryIO, format_: ExportFormat, *, several: bool) -> Writer:
    """A writer of a format that is text."""
    match format_:
        case ExportFormat.CSV:
            return DelimitedWriter(out)
        case ExportFormat.TSV:
            return DelimitedWriter(out, delimiter="\t")
        case ExportFormat.JSON:
            return JsonWriter(out, several=several)
        case ExportFormat.NDJSON:
            return LinesWriter(out)
        case _:
            return MarkdownWriter(out, several=several)
