"""What a path is: which kind of file, which files of a folder, what comes through standard input."""

from __future__ import annotations

import stat
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from lattice.ingest.delimited import DelimitedReader
from lattice.ingest.json_lines import json_readers, lines_reader
from lattice.ingest.reader import Reader, ReadOptions, invalid, shown, unreadable
from lattice.model.errors import LatticeError


class Kind(StrEnum):
    """A format that import reads."""

    CSV = "csv"
    TSV = "tsv"
    JSON = "json"
    NDJSON = "ndjson"
    EXCEL = "excel"
    SQLITE = "sqlite"


_SUFFIXES = {
    ".csv": Kind.CSV,
    ".tsv": Kind.TSV,
    ".tab": Kind.TSV,
    ".json": Kind.JSON,
    ".ndjson": Kind.NDJSON,
    ".jsonl": Kind.NDJSON,
    ".xlsx": Kind.EXCEL,
    ".xlsm": Kind.EXCEL,
    ".xlsb": Kind.EXCEL,
    ".xls": Kind.EXCEL,
    ".ods": Kind.EXCEL,
    ".db": Kind.SQLITE,
    ".sqlite": Kind.SQLITE,
    ".sqlite3": Kind.SQLITE,
}
_START = 4_096
_READS = "Import reads CSV, TSV, JSON, NDJSON, Excel and SQLite files, and folders of these."


def is_data_name(name: str) -> bool:
    """Whether a file of that name is taken for data that import reads as tables."""
    return Path(name).suffix.lower() in _SUFFIXES


def expand(paths: Sequence[Path]) -> tuple[list[Path], list[str]]:
    """The files meant by `paths`, folders opened (not the folders in them), and notes on what was left out.

    Raises `not_found` or `invalid_file` for what is no file, or a folder without data.
    """
    files: list[Path] = []
    notes: list[str] = []
    for path in paths:
        if _is(path, stat.S_ISDIR):
            found, left_out = _folder(path)
            files += found
            notes += left_out
        else:
            files.append(path)
    return files, notes


def _is(path: Path, test: Callable[[int], bool]) -> bool:
    try:
        return test(path.stat().st_mode)
    except OSError as error:
        raise unreadable(path, error) from None
    except ValueError:  # a NUL in the path
        raise unreadable(path, FileNotFoundError()) from None


def _folder(folder: Path) -> tuple[list[Path], list[str]]:
    try:
        entries = sorted(folder.iterdir(), key=lambda p: p.name)
    except OSError as error:
        raise unreadable(folder, error) from None
    found, other = [], []
    for entry in entries:
        if entry.name.startswith((".", "~$")):
            continue
        if entry.suffix.lower() in _SUFFIXES and entry.is_file() and not entry.is_symlink():
            found.append(entry)
        else:
            other.append(entry.name)
    if not found:
        raise invalid(folder, "holds no file that can be imported", _READS)
    names = ", ".join(shown(name, 40) for name in other[:10]) + (", …" if len(other) > 10 else "")
    return found, [f"left out of {shown(folder)}: {names}"] if other else []


def kind_of(path: Path) -> Kind:
    """The format of a file, by what it begins with, then by its name; raises `invalid_file`."""
    if not _is(path, stat.S_ISREG):
        raise invalid(path, "is not a file that can be read twice", _READS)
    try:
        with path.open("rb") as file:
            start = file.read(_START)
    except OSError as error:
        raise unreadable(path, error) from None
    if not start:
        raise invalid(path, "is empty", _READS)
    if start.startswith(b"SQLite format 3\x00"):
        return Kind.SQLITE
    named = _SUFFIXES.get(path.suffix.lower())
    if start.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        if named is Kind.EXCEL or path.suffix == "":
            return Kind.EXCEL
        raise invalid(path, "is an archive or an Office file, whatever its name says", _READS)
    if named in (Kind.EXCEL, Kind.SQLITE):
        raise invalid(path, f"is no {'Excel' if named is Kind.EXCEL else 'SQLite'} file", _READS)
    return named or _by_content(start)


def _by_content(start: bytes) -> Kind:
    text = start.lstrip(b"\xef\xbb\xbf \t\r\n")
    if text.startswith(b"["):
        return Kind.JSON
    if text.startswith(b"{"):
        # a line that ends with } and another that begins with { are two documents
        line, _, rest = text.partition(b"\n")
        several = line.rstrip().endswith(b"}") and rest.lstrip().startswith(b"{")
        return Kind.NDJSON if several else Kind.JSON
    return Kind.TSV if b"\t" in text.partition(b"\n")[0] else Kind.CSV


def readers_of(path: Path, options: ReadOptions, *, piped: bool = False) -> list[Reader]:
    """A reader for each table in the file at `path`; raises LatticeError that says what is wrong with it.

    `piped`: the file stands for standard input.
    """
    kind = kind_of(path)
    title = "stdin" if piped else path.stem
    place = "standard input" if piped else shown(path.name)
    match kind:
        case Kind.CSV | Kind.TSV:
            return [DelimitedReader(path, options, title=title, place=place, tabs=kind is Kind.TSV)]
        case Kind.JSON:
            return list(json_readers(path, options, title=title, place=place))
        case Kind.NDJSON:
            return [lines_reader(path, options, title=title, place=place)]
        case Kind.EXCEL:
            from lattice.ingest.excel import sheet_readers

            return list(sheet_readers(path, options, title=title, place=place))
        case Kind.SQLITE:
            from lattice.ingest.sqlite_file import table_readers

            return list(table_readers(path, options, place=place))


@contextmanager
def spooled(stream: BinaryIO, most_bytes: int) -> Iterator[Path]:
    """Standard input as a file that can be read twice; it goes away when the import ends.

    Raises `too_large` and `invalid_file` (nothing came).
    """
    with tempfile.NamedTemporaryFile(prefix="lattice-stdin-") as file:
        size = 0
        while block := stream.read(1 << 20):
            size += len(block)
            if size > most_bytes:
                raise LatticeError("too_large", f"Standard input is over {most_bytes:,} bytes.", "Split it.")
            file.write(block)
        file.flush()
        if not size:
            raise LatticeError("invalid_file", "Nothing came through standard input.", "Pipe a file in.")
        yield Path(file.name)
