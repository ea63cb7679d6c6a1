"""A document that is a zip of members: bombs refused before and while it is unpacked."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import IO
from urllib.parse import unquote

from lattice.ingest.documents.output import Stopped, Unreadable
from lattice.ingest.documents.source import Source

#: No honest document packs this tightly when it is large: deflate's limit is about 1,030.
_MOST_RATIO = 400
_LARGE = 50_000_000
#: A member that is read in one go.
_MOST_WHOLE = 100_000_000
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, KeyError, ValueError)


class Package:
    """The members of one document. Used as a context."""

    def __init__(self, source: Source) -> None:
        self._left = self._most = source.limits.unpacked_bytes
        try:
            self._archive = zipfile.ZipFile(source.path)
        except _BROKEN:
            raise Unreadable("It is damaged or cut off: its list of members cannot be read") from None
        self._members = {_plain_name(info.filename): info for info in self._archive.infolist()}
        self._check_whole(source.path)

    def __enter__(self) -> Package:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._archive.close()

    def _check_whole(self, path: Path) -> None:
        """Refuse what says by itself that it is a bomb."""
        # what is not compressed, and what hardly is, such as films, is no bomb
        tight = [i for i in self._members.values() if i.file_size > 20 * max(1, i.compress_size)]
        unpacked = sum(info.file_size for info in tight)
        if unpacked > self._most:
            raise self._bomb(f"unpacks to {unpacked:,} bytes")
        if unpacked > _LARGE and unpacked > _MOST_RATIO * path.stat().st_size:
            raise self._bomb(f"unpacks to {unpacked // max(1, path.stat().st_size):,} times its size")

    def _bomb(self, what: str) -> Unreadable:
        return Unreadable(f"It {what}, as a zip bomb does; {self._most:,} bytes are read at most")

    @property
    def names(self) -> list[str]:
        """Names of all members in order."""
        return list(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def expect(self, *prefixes: str) -> None:
        """Count members that another library will unpack. Raises Stopped when they are too large."""
        for name, info in self._members.items():
            if name.startswith(prefixes):
                self.charge(info.file_size)

    @contextmanager
    def open(self, name: str) -> Iterator[IO[bytes]]:
        """A member, unpacked as it is read. Raises Unreadable when it is missing, locked or damaged."""
        info = self._members.get(name)
        if info is None:
            raise Unreadable(f"It is damaged: its member {name[:100]!r} is missing")
        if info.flag_bits & 1:
            raise Unreadable("It is locked with a password; save it without one, then bring it in again")
        if info.file_size > self._left:
            raise Stopped(f"It unpacks to more than {self._most:,} bytes")
        try:
            with self._archive.open(info) as file:
                yield io.BufferedReader(_Counted(file, self))
        except _BROKEN as error:
            if isinstance(error, ValueError | KeyError) and not isinstance(error, zipfile.BadZipFile):
                raise
            raise Stopped(f"It is damaged: its member {name[:100]!r} cannot be unpacked") from None

    def read(self, name: str) -> bytes:
        """All of a small member."""
        with self.open(name) as file:
            data = file.read(_MOST_WHOLE + 1)
        if len(data) > _MOST_WHOLE:
            raise Stopped(f"Its member {name[:100]!r} has more than {_MOST_WHOLE:,} bytes")
        return data

    def charge(self, count: int) -> None:
        """Count bytes that were unpacked. Raises Stopped when they are too many."""
        self._left -= count
        if self._left < 0:
            raise Stopped(f"It unpacks to more than {self._most:,} bytes")


class _Counted(io.RawIOBase):
    """A member that charges what is read of it."""

    def __init__(self, file: IO[bytes], package: Package) -> None:
        self._file, self._package = file, package

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        data = self._file.read(len(buffer))
        self._package.charge(len(data))
        buffer[: len(data)] = data
        return len(data)


def _plain_name(name: str) -> str:
    return name.replace("\\", "/").lstrip("/")


def joined(base: str, target: str) -> str:
    """The name of the member that `target` means inside the member `base`; never one outside."""
    target = unquote(target.partition("#")[0])
    path = target if target.startswith("/") else posixpath.join(posixpath.dirname(base), target)
    return posixpath.normpath("/" + path).lstrip("/")
