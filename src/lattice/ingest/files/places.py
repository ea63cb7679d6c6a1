"""Where originals are: the one path of each, how it is kept as text, what the file system says of it.

A path is absolute, and the folders that lead to it are followed to where they really are, so that a file
has one path however it was reached. The last name is kept as it is: a link to a file goes by its own name.
A path that is no text (bytes that are not UTF-8) is kept as a `file://` address with those bytes escaped.
"""

from __future__ import annotations

import os
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote_to_bytes

from lattice.ingest.reader import shown, unreadable
from lattice.model.errors import LatticeError
from lattice.model.values import Misfit, check_text, format_time
from lattice.model.visible import visible

#: Characters of a name: what file systems take.
NAME_CHARS = 255

_ADDRESS = "file://"
#: A name is no path: what separates folders is written with signs that only look alike.
_SLASHES = {"/": "∕", "\\": "⧵"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class Look(NamedTuple):
    """What the file system says of a file: while two looks are equal, its bytes are taken to be the same."""

    size: int
    modified_ns: int
    inode: int
    device: int

    @property
    def modified(self) -> str | None:
        """When it was changed, as it is kept: UTC, microseconds; None for a time of no calendar."""
        try:
            return format_time(_EPOCH + timedelta(microseconds=self.modified_ns // 1000))
        except OverflowError:
            return None


def place_of(path: Path | str) -> Path:
    """The one path of a file; raises `not_found` for what can be none."""
    if "\0" in str(path):
        raise unreadable(Path(path), FileNotFoundError())
    head, name = os.path.split(os.path.abspath(path))
    return Path(os.path.realpath(head), name)


def folder_of(path: Path | str) -> Path:
    """The one path of a folder; raises `not_found`, `invalid_file` for what is none."""
    try:
        folder = place_of(os.path.realpath(place_of(path)))
        is_folder = stat.S_ISDIR(folder.stat().st_mode)
    except OSError as error:
        raise unreadable(Path(path), error) from None
    if not is_folder:
        raise LatticeError(
            "invalid_file", f"{shown(path)} is not a folder.", "Name a folder, or add it as a file."
        )
    return folder


def kept_path(place: Path) -> str:
    """How a path is kept in a row."""
    text = str(place)
    try:
        return check_text(text)
    except Misfit:
        return place.as_uri()


def disk_path(kept: str) -> Path | None:
    """The path that a row keeps; None for what is on no disk, as an address of the web."""
    if kept.startswith(_ADDRESS):
        return Path(os.fsdecode(unquote_to_bytes(kept.removeprefix(_ADDRESS))))
    return Path(kept) if os.path.isabs(kept) else None


def name_of(place: Path | str) -> str:
    """What people call a file: its last name, without what acts, hides or looks like a folder."""
    name = place.name if isinstance(place, Path) else place
    plain = "".join(_plain(c) for c in visible(name)).strip() or "unnamed"
    if len(plain) <= NAME_CHARS:
        return plain
    stem, dot, suffix = plain.rpartition(".")
    tail = f"…{dot}{suffix}" if dot and len(suffix) <= 16 else "…"
    return (stem if dot else plain)[: NAME_CHARS - len(tail)] + tail


def _plain(char: str) -> str:
    if char in _SLASHES:
        return _SLASHES[char]
    if char.isprintable():
        return char
    return " " if char.isspace() else f"⟨U+{ord(char):04X}⟩"


def look(place: Path) -> Look:
    """What the file system says of a regular file, links followed.

    Raises `not_found`; `invalid_file` for folders, pipes, devices and what may not be looked at.
    """
    try:
        found = place.stat()
    except OSError as error:
        raise unreadable(place, error) from None
    _check_kind(place, found.st_mode)
    return _look_of(found)


def open_regular(place: Path) -> BinaryIO:
    """A regular file opened for reading, never waiting as a pipe would; raises like `look`."""
    look(place)
    try:
        # what was a file a moment ago may be a pipe now: without O_NONBLOCK that would wait for ever
        handle = os.open(place, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except OSError as error:
        raise unreadable(place, error) from None
    file = os.fdopen(handle, "rb", buffering=0)
    try:
        _check_kind(place, os.fstat(handle).st_mode)
    except BaseException:
        file.close()
        raise
    return file


def exists(place: Path) -> bool:
    """Whether a regular file is there; False too when nobody can say, as for a folder one may not enter."""
    try:
        return stat.S_ISREG(place.stat().st_mode)
    except (OSError, ValueError):
        return False


def is_gone(place: Path) -> bool:
    """Whether it is certain that nothing is there any more."""
    try:
        place.stat()
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        return False
    return False


def _look_of(found: os.stat_result) -> Look:
    return Look(found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev)


def _check_kind(place: Path, mode: int) -> None:
    if stat.S_ISREG(mode):
        return
    if stat.S_ISDIR(mode):
        raise LatticeError(
            "invalid_file", f"{shown(place)} is a folder.", "Bring it in as a folder, or name a file in it."
        )
    kinds = {
        stat.S_IFIFO: "a pipe",
        stat.S_IFSOCK: "a socket",
        stat.S_IFCHR: "a device",
        stat.S_IFBLK: "a device",
    }
    what = kinds.get(stat.S_IFMT(mode), "something else")
    raise LatticeError(
        "invalid_file",
        f"{shown(place)} is {what}, not a file.",
        "What comes through a pipe can be added from standard input: `lattice file add -`.",
    )
