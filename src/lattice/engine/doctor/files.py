"""The file itself: whether it is there, whose it is, and why one cannot be opened."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from pathlib import Path

from lattice.databases.migrations import FORMAT
from lattice.model.findings import Finding

_MAGIC = b"SQLite format 3\x00"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def check_files(path: Path, *, repair: bool) -> list[Finding]:
    """Permissions of the workspace file and of its folder."""
    found = [_private(path, repair=repair)]
    if not os.access(path.parent, os.W_OK | os.X_OK):
        found.append(
            Finding(
                "folder",
                ok=False,
                message=f"{path.parent} cannot be written; SQLite keeps files beside the workspace there.",
                hint="Give yourself the right to write in the folder.",
            )
        )
    return found


def _private(path: Path, *, repair: bool) -> Finding:
    beside = [Path(f"{path}{suffix}") for suffix in ("", "-wal", "-shm", ".head")]
    try:
        open_ = [p for p in beside if p.exists() and p.stat().st_mode & _OTHERS]
        if open_ and repair:
            for one in open_:
                one.chmod(stat.S_IRUSR | stat.S_IWUSR)
    except OSError as error:
        return Finding(
            "permissions", ok=False, message=f"{path}: {error.strerror}.", hint="Check whose the file is."
        )
    if not open_:
        return Finding("permissions", ok=True, message="Only you can read the file.")
    return Finding(
        "permissions",
        ok=False,
        message=f"Others on this machine can read or write {open_[0]}.",
        hint="" if repair else f"`lattice doctor --repair`, or `chmod 600 {open_[0]}`.",
        repaired=repair,
    )


def doctor_file(path: Path) -> tuple[Finding, ...]:
    """What is wrong with a file that cannot be opened as a workspace, and what to do. Changes nothing."""
    return tuple(_wrong(path)) or (
        Finding("file", ok=True, message="Nothing is wrong with the file that could be seen from outside."),
    )


def _wrong(path: Path) -> Iterator[Finding]:
    def wrong(message: str, hint: str) -> Finding:
        return Finding("file", ok=False, message=f"{path}: {message}", hint=hint)

    try:
        if not path.is_file():
            is_other = path.exists()
            yield wrong(
                "it is no file." if is_other else "it is not there.",
                "Name the workspace file itself."
                if is_other
                else "Find where it was moved, or open a backup.",
            )
            return
        with path.open("rb") as file:
            start = file.read(len(_MAGIC))
        size = path.stat().st_size
    except OSError as error:
        yield wrong(
            f"it cannot be read: {error.strerror}.", "Check the permissions of the file and its folder."
        )
        return
    if size == 0:
        yield wrong("it is empty.", "Open a backup; there is nothing in it to lose by removing it.")
        return
    if start != _MAGIC:
        yield wrong(
            "its beginning is not that of a SQLite file.",
            "It is something else, or it is damaged: open a backup. Keep the -wal file beside it.",
        )
        return
    yield from _inside(path)
    yield from (finding for finding in check_files(path, repair=False) if not finding.ok)


def _inside(path: Path) -> Iterator[Finding]:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=5)
        try:
            said = [str(row[0]) for row in connection.execute("PRAGMA quick_check(5)")]
            there = connection.execute("SELECT 1 FROM sqlite_master WHERE name = 'lattice_meta'").fetchone()
            row = (
                connection.execute("SELECT value FROM lattice_meta WHERE key = 'format'").fetchone()
                if there
                else None
            )
        finally:
            connection.close()
    except sqlite3.Error as error:
        yield Finding(
            "file",
            ok=False,
            message=f"{path}: SQLite cannot read it ({error}).",
            hint="Open a backup. `sqlite3 FILE .recover` saves what is left; keep a copy of the file first.",
        )
        return
    if said != ["ok"]:
        yield Finding(
            "file",
            ok=False,
            message=f"{path}: it is damaged: {'; '.join(said)}.",
            hint="Open a backup. `sqlite3 FILE .recover` saves what is left; keep a copy of the file first.",
        )
    if not there:
        yield Finding(
            "format",
            ok=False,
            message=f"{path}: it is a SQLite file, but no workspace of Lattice.",
            hint="Import its tables with `lattice import`.",
        )
    elif row is None or not str(row[0]).isdigit():
        yield Finding(
            "format", ok=False, message=f"{path}: it does not say its format.", hint="Open a backup."
        )
    elif int(row[0]) > FORMAT:
        yield Finding(
            "format",
            ok=False,
            message=f"{path}: it was made by a newer Lattice (format {row[0]}; this one knows {FORMAT}).",
            hint="Upgrade Lattice.",
        )
