"""Archives: the names and sizes of what is in them. Nothing is unpacked."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import IO, NamedTuple, cast

from lattice.ingest.documents import media
from lattice.ingest.documents.flow import table_line, table_rule
from lattice.ingest.documents.output import Output, Stopped, Unreadable
from lattice.ingest.documents.source import Source

_PACKED = (media.GZIP, media.BZIP2, media.XZ)
_BROKEN = (tarfile.TarError, zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError)
#: Entries among the details; the text has all.
_IN_DETAILS = 50
_ROWS = 100


class _Entry(NamedTuple):
    name: str
    size: int | None
    """Bytes when unpacked; None where nobody says."""
    modified: str = ""
    locked: bool = False


def read(source: Source, output: Output) -> None:
    """Put a table of the entries; names are text, wherever they point."""
    listing = _Listing(output)
    try:
        for entry in _entries(source, output):
            listing.add(entry)
    except _BROKEN as error:
        if not listing.count:
            raise Unreadable("It is damaged or cut off: what is in it cannot be listed") from None
        raise Stopped(f"It is damaged or cut off ({type(error).__name__})") from None
    finally:
        listing.finish()


class _Listing:
    """The table, put out in pieces."""

    def __init__(self, output: Output) -> None:
        self.count = self._size = 0
        self._output = output
        self._lines: list[str] = []
        self._first: list[dict[str, object]] = []

    def add(self, entry: _Entry) -> None:
        """One more entry."""
        self._output.check_time()
        if not self.count:
            self._lines += [table_line(["Name", "Bytes", "Changed"], 3), table_rule(3)]
        self.count += 1
        self._size += entry.size or 0
        size = "" if entry.size is None else str(entry.size)
        name = f"{entry.name} (locked)" if entry.locked else entry.name
        self._lines.append(table_line([name, size, entry.modified], 3))
        if len(self._first) < _IN_DETAILS:
            self._first.append({"name": entry.name, "size": entry.size})
        if len(self._lines) >= _ROWS:
            self._flush()

    def _flush(self) -> None:
        if self._lines:
            self._output.add("\n".join(self._lines) + "\n")
            self._lines.clear()

    def finish(self) -> None:
        """The last rows, and what there is in all."""
        self._output.describe(entries=self.count, unpacked_size=self._size, first_entries=self._first)
        self._flush()


def _entries(source: Source, output: Output) -> Iterator[_Entry]:
    if source.media_type == media.TAR:
        with source.path.open("rb") as file:
            yield from _tar(file)
    elif source.media_type in _PACKED:
        yield from _compressed(source, output)
    else:
        yield from _zip(source)


def _zip(source: Source) -> Iterator[_Entry]:
    with zipfile.ZipFile(source.path) as archive:
        for info in archive.infolist():
            year, month, day, hour, minute, _ = info.date_time
            when = f"{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}"
            yield _Entry(info.orig_filename, info.file_size, when, bool(info.flag_bits & 1))


def _tar(file: IO[bytes]) -> Iterator[_Entry]:
    with tarfile.open(fileobj=file, mode="r|") as archive:
        while (info := archive.next()) is not None:
            try:
                when = datetime.fromtimestamp(info.mtime, UTC).strftime("%Y-%m-%d %H:%M")
            except (ValueError, OverflowError, OSError):
                when = ""
            name = f"{info.name} → {info.linkname}" if info.issym() or info.islnk() else info.name
            yield _Entry(name, info.size, when)
            archive.members = []  # type: ignore[attr-defined]  # else all are kept in memory


class _Bounded(io.RawIOBase):
    """A compressed file, unpacked as it is read, up to a limit."""

    def __init__(self, file: IO[bytes], output: Output, most: int) -> None:
        self._file, self._output, self._left, self._most = file, output, most, most

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self._output.check_time()
        data = self._file.read(size)
        self._left -= len(data)
        if self._left < 0:
            raise Stopped(f"It unpacks to more than {self._most:,} bytes")
        return data


def _unpacking(source: Source) -> IO[bytes]:
    if source.media_type == media.BZIP2:
        return cast("IO[bytes]", bz2.open(source.path))
    if source.media_type == media.XZ:
        return cast("IO[bytes]", lzma.open(source.path))
    return cast("IO[bytes]", gzip.open(source.path))


def _compressed(source: Source, output: Output) -> Iterator[_Entry]:
    """The entries of a packed tar, or the one file that was packed."""
    with _unpacking(source) as file:
        start = file.read(512)
    if start[257:262] == b"ustar":
        with _unpacking(source) as file:
            yield from _tar(cast("IO[bytes]", _Bounded(file, output, source.limits.unpacked_bytes)))
        return
    name = source.name
    for suffix in (".gz", ".bz2", ".xz"):
        if name.lower().endswith(suffix):
            name = name[: -len(suffix)]
    yield _Entry(name, None)
