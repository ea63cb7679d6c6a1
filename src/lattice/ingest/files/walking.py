"""The files of a folder and of the folders in it, in order; and what of them is nobody's document.

Left out, without a word for each: hidden files and folders, what tools keep for themselves
(`node_modules`, `__pycache__`, environments of Python), half-written and temporary files, what is
Lattice's own, and what a `.latticeignore` in the folder names.

`.latticeignore` has one pattern a line, with `*`, `?` and `[…]`; lines that begin with `#` are remarks. A
pattern is for names anywhere below; one with a `/` in it is for paths from the folder on, where `*` also
stands for several folders; one that ends with `/` is for folders alone. Nothing can be taken back in.

Links are not followed: they could lead round in a circle, or out of the folder to what nobody meant.
"""

from __future__ import annotations

import fnmatch
import os
import re
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from lattice.ingest.files.own import is_own_file, is_own_name, is_own_tree
from lattice.ingest.files.places import Look
from lattice.ingest.reader import unreadable

IGNORE_FILE = ".latticeignore"
_IGNORE_BYTES = 65_536
_TOOLS = frozenset({"node_modules", "__pycache__", "__macosx", "site-packages"})
_LITTER = frozenset({"thumbs.db", "desktop.ini"})
_PASSING = (".part", ".partial", ".crdownload", ".download", ".tmp", ".swp", ".swx", "~")
#: What an environment of Python holds.
_ENVIRONMENT = "pyvenv.cfg"


class Found(NamedTuple):
    """A file that was met, or something that cannot come in."""

    place: Path
    seen: Look | None
    """None for what cannot come in."""
    why_not: str = ""
    """In words."""


class Ignored:
    """What in one folder is left out."""

    def __init__(self, folder: Path) -> None:
        self._folder = str(folder)
        self._names: list[re.Pattern[str]] = []
        self._paths: list[re.Pattern[str]] = []
        self._folder_names: list[re.Pattern[str]] = []
        self._folder_paths: list[re.Pattern[str]] = []
        for line in _ignore_lines(folder):
            self._add(line)

    def _add(self, line: str) -> None:
        pattern = line.rstrip("/")
        rooted = "/" in pattern
        compiled = re.compile(fnmatch.translate(pattern.lstrip("/")), re.DOTALL)
        if line.endswith("/"):
            (self._folder_paths if rooted else self._folder_names).append(compiled)
        else:
            (self._paths if rooted else self._names).append(compiled)

    def holds(self, path: str, *, is_folder: bool) -> bool:
        """Whether what is at `path`, below the folder, is left out by its own name or path."""
        name = os.path.basename(path)
        folded = name.lower()
        if name.startswith((".", "~$")) or (folded in _TOOLS if is_folder else folded in _LITTER):
            return True
        if is_own_name(name, is_folder=is_folder) or (not is_folder and folded.endswith(_PASSING)):
            return True
        if not (self._names or self._paths or self._folder_names or self._folder_paths):
            return False
        below = os.path.relpath(path, self._folder).replace(os.sep, "/")
        return (
            _any(self._names, name)
            or _any(self._paths, below)
            or (is_folder and (_any(self._folder_names, name) or _any(self._folder_paths, below)))
        )

    def holds_below(self, path: str) -> bool:
        """Whether a file is left out, or any folder between it and the top."""
        below = os.path.relpath(path, self._folder)
        if below.startswith(os.pardir):
            return True
        at = self._folder
        *folders, _ = below.split(os.sep)
        for name in folders:
            at = os.path.join(at, name)
            if self.holds(at, is_folder=True) or _is_of_tools(at):
                return True
        return self.holds(path, is_folder=False)


def walk(folder: Path, ignored: Ignored, *, start: Path | None = None) -> Iterator[Found]:
    """The files below `folder` (or below `start`, which is in it), folder by folder, each sorted by name.

    A folder in it that may not be read is told as something that cannot come in. Raises `invalid_file`,
    `not_found` when the first one may not.
    """
    top = str(start or folder)
    waiting = [top]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(at) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError as error:
            if at == top:
                raise unreadable(Path(at), error) from None
            yield Found(Path(at), None, f"this folder may not be read: {error.strerror}")
            continue
        if at != str(folder) and _is_of_tools(at):
            continue
        folders: list[str] = []
        for entry in entries:
            is_folder = entry.is_dir(follow_symlinks=False)
            if ignored.holds(entry.path, is_folder=is_folder):
                continue
            if is_folder:
                folders.append(entry.path)
            elif not is_own_file(Path(entry.path)):
                yield _found(entry)
        waiting += reversed(folders)


def _found(entry: os.DirEntry[str]) -> Found:
    place = Path(entry.path)
    try:
        found = entry.stat(follow_symlinks=False)
    except OSError as error:
        return Found(place, None, error.strerror or "it cannot be looked at")
    if stat.S_ISLNK(found.st_mode):
        return Found(place, None, "a link: links are not followed")
    if not stat.S_ISREG(found.st_mode):
        return Found(place, None, "not a file but a pipe, a socket or a device")
    return Found(place, Look(found.st_size, found.st_mtime_ns, found.st_ino, found.st_dev))


def _ignore_lines(folder: Path) -> Iterator[str]:
    try:
        if not stat.S_ISREG((folder / IGNORE_FILE).stat().st_mode):
            return
        with (folder / IGNORE_FILE).open("rb") as file:
            text = file.read(_IGNORE_BYTES).decode("utf-8", "replace")
    except OSError:
        return
    for line in text.splitlines():
        pattern = line.strip()
        if pattern.strip("/") and not pattern.startswith("#"):
            yield pattern


def _is_of_tools(folder: str) -> bool:
    return os.path.exists(os.path.join(folder, _ENVIRONMENT)) or is_own_tree(folder)


def _any(patterns: list[re.Pattern[str]], text: str) -> bool:
    return any(pattern.match(text) for pattern in patterns)
