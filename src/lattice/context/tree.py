"""The folder on disk: one renderer at a time, whole files or none, nobody else's files touched."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import stat
import time
from collections.abc import AsyncIterator, Collection, Iterable
from pathlib import Path

from lattice.context.manifest import sum_of
from lattice.model.errors import LatticeError
from lattice.model.schema import fold

#: What Lattice keeps for itself in the tree.
OWN = ".lattice"
#: How long a second renderer waits for the first, and how often it looks, in seconds.
PATIENCE_S = 30.0
LOOK_S = 0.05
#: How long an empty file may be one that somebody is about to write, in nanoseconds.
EMPTY_NS = 3_000_000_000
#: Stands for the sum of what is there and is no plain file: it equals no sum.
NO_FILE = b"no file"


class Tree:
    """The tree's folder. Paths are relative to it, with `/`; links to elsewhere are not followed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._base = str(root)
        self._real: set[str] = set()
        self._scratch = str(root / OWN / "scratch")

    @property
    def own(self) -> Path:
        """The folder of what Lattice keeps for itself."""
        return self.root / OWN

    def sum_at(self, path: str) -> bytes | None:
        """The sum of the file at a path; None when there is nothing, `NO_FILE` for what is no plain file.

        A file without any content, or of NULs, is taken for nothing: a power cut leaves such. Not so
        an empty one that is new: an editor empties a file before it writes.
        """
        found = self.read(path)
        if found is None:
            return None if not self._is_there(path) else NO_FILE
        if found.strip(b"\0"):
            return sum_of(found)
        return NO_FILE if not found and self._is_new(path) else None

    def _is_new(self, path: str) -> bool:
        try:
            age = time.time_ns() - os.lstat(f"{self._base}/{path}").st_mtime_ns
        except OSError:
            return False
        return 0 <= age < EMPTY_NS

    def read(self, path: str) -> bytes | None:
        """The content of the plain file at a path, or None."""
        if not self._is_real(path.rpartition("/")[0]):
            return None
        try:
            handle = os.open(f"{self._base}/{path}", os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        except OSError:
            return None
        with open(handle, "rb") as file:
            return file.read() if stat.S_ISREG(os.fstat(handle).st_mode) else None

    def _is_there(self, path: str) -> bool:
        return os.path.lexists(f"{self._base}/{path}")

    def _is_real(self, folder: str) -> bool:
        """Whether a folder of the tree and all above it are folders themselves and no links."""
        if not folder or folder in self._real:
            return True
        above = folder.rpartition("/")[0]
        try:
            real = self._is_real(above) and stat.S_ISDIR(os.lstat(f"{self._base}/{folder}").st_mode)
        except OSError:
            real = False
        if real:
            self._real.add(folder)
        return real

    def write(self, path: str, data: bytes, over: Collection[bytes | None] | None = None) -> bool:
        """Put a whole file there at once; raises `unwritable`, `disk_full`.

        With `over` only over nothing, or over what has one of these sums: it is looked at in the last
        moment, because somebody may save the file while others are written. Whether it was put there.
        """
        folder = path.rpartition("/")[0]
        try:
            self._make(folder)
            handle = os.open(self._scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o666)
            try:
                left = memoryview(data)
                while left:
                    left = left[os.write(handle, left) :]
            finally:
                os.close(handle)
            if over is not None and (found := self.sum_at(path)) is not None and found not in over:
                return False
            os.replace(self._scratch, f"{self._base}/{path}")
            return True
        except OSError as error:
            raise unwritable(self.root / path, error) from error

    def _make(self, folder: str) -> None:
        if self._is_real(folder):
            return
        self._make(folder.rpartition("/")[0])
        with contextlib.suppress(FileExistsError):
            os.mkdir(f"{self._base}/{folder}")
        if not self._is_real(folder):
            raise NotADirectoryError(errno.ENOTDIR, "it is a link or a file, not a folder")

    def remove(self, path: str) -> None:
        """Take a file away; raises `unwritable`."""
        try:
            os.unlink(f"{self._base}/{path}")
        except FileNotFoundError:
            return
        except OSError as error:
            raise unwritable(self.root / path, error) from error

    def remove_empty(self, folder: str) -> None:
        """Take a folder away when nothing is in it."""
        if folder and self._is_real(folder):
            with contextlib.suppress(OSError):
                os.rmdir(f"{self._base}/{folder}")
            self._real.clear()

    def touched(self, folder: str) -> int | None:
        """When files last came into a folder or went, in nanoseconds; None when it is not there."""
        if not self._is_real(folder):
            return None
        try:
            return os.lstat(f"{self._base}/{folder}").st_mtime_ns
        except OSError:
            self._real.clear()
            return None

    def missing(self, paths: Iterable[str]) -> set[str]:
        """Those of the paths at which nothing stands, found by reading their folders."""
        by_folder: dict[str, list[str]] = {}
        for path in paths:
            by_folder.setdefault(path.rpartition("/")[0], []).append(path)
        found: set[str] = set()
        for folder, its in by_folder.items():
            there = self.names(folder)
            found.update(path for path in its if fold(path.rpartition("/")[2]) not in there)
        return found

    def names(self, folder: str) -> set[str]:
        """What stands in a folder, as names that are compared without case."""
        if not self._is_real(folder):
            return set()
        try:
            return {fold(name) for name in os.listdir(f"{self._base}/{folder}")}
        except OSError:
            return set()


@contextlib.asynccontextmanager
async def held(folder: Path) -> AsyncIterator[Tree]:
    """The tree in `folder`, made when it is not there, while nobody else renders into it or reads it back.

    Waits for another renderer; raises `busy` after `PATIENCE_S`, `unwritable`, `disk_full`.
    """
    root = folder.resolve()  # noqa: ASYNC240 - two calls of the system
    lock = _open_lock(root / OWN)
    try:
        until = time.monotonic() + PATIENCE_S
        while not _take(lock):
            if time.monotonic() > until:
                raise LatticeError(
                    "busy", f"Another Lattice is rendering into {root}.", "Wait until it is done, or end it."
                )
            await asyncio.sleep(LOOK_S)
        yield Tree(root)
    finally:
        os.close(lock)


def _open_lock(own: Path) -> int:
    try:
        own.mkdir(parents=True, exist_ok=True)
        if own.is_symlink():
            raise NotADirectoryError(errno.ENOTDIR, "it is a link")
        # the tree may be committed; what Lattice keeps about it on this machine has no place there
        with contextlib.suppress(FileExistsError), open(own / ".gitignore", "x", encoding="utf-8") as ignored:
            ignored.write("*\n")
        return os.open(own / "lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    except OSError as error:
        raise unwritable(own, error) from error


def _take(lock: int) -> bool:
    """Whether the lock is had; the system gives it back when its process ends, however it ends."""
    import fcntl

    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def unwritable(path: Path, error: OSError) -> LatticeError:
    """The refusal that an error of the file system becomes."""
    reason = error.strerror or str(error)
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return LatticeError(
            "disk_full", f"There is no room to write {path}: {reason}.", "Free some space, then do it again."
        )
    return LatticeError(
        "unwritable", f"{path} cannot be written: {reason}.", "Make it writable, or choose another folder."
    )
