"""Errors of SQLite as LatticeErrors: what they mean to people, and what to do."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from lattice.model.errors import LatticeError

#: What SQLite's result codes mean to people, first match wins.
_EXPLAINED: tuple[tuple[int, str, str, str], ...] = (
    (sqlite3.SQLITE_FULL, "disk_full", "The disk is full; nothing was changed.", "Make room and try again."),
    (
        sqlite3.SQLITE_READONLY,
        "unwritable",
        "The workspace file or its folder cannot be written.",
        "Check the permissions of the file and its folder.",
    ),
    (
        sqlite3.SQLITE_CANTOPEN,
        "unwritable",
        "The workspace file cannot be opened.",
        "Check that the file is there and that its folder can be written.",
    ),
    (
        sqlite3.SQLITE_IOERR,
        "unwritable",
        "The disk did not take or give the data; nothing was changed.",
        "Check the disk, then run `lattice doctor`.",
    ),
    (
        sqlite3.SQLITE_NOTADB,
        "corrupt",
        "The file is not a workspace, or it is damaged.",
        "Run `lattice doctor`, or open a backup.",
    ),
    (
        sqlite3.SQLITE_CORRUPT,
        "corrupt",
        "The workspace file is damaged.",
        "Run `lattice doctor`, or open a backup.",
    ),
    (
        sqlite3.SQLITE_BUSY,
        "busy",
        "Another process has been writing to the workspace for two minutes.",
        "Wait until its import is done and try again.",
    ),
    (sqlite3.SQLITE_TOOBIG, "too_large", "The value is larger than SQLite keeps.", "Store a file instead."),
)


def explain(error: sqlite3.Error, path: Path | None = None) -> LatticeError:
    """The LatticeError for an error of SQLite; its text stays out of the message unless it is unknown."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    for known, name, message, hint in _EXPLAINED:
        if code == known:
            return LatticeError(name, f"{path}: {message}" if path else message, hint)
    if str(error).startswith("Could not decode to UTF-8"):
        # all text was checked on its way in; the words of SQLite would show what stands there now
        return LatticeError(
            "corrupt", "The workspace file is damaged.", "Run `lattice doctor`, or open a backup."
        )
    return LatticeError("failed", f"SQLite: {error}.", "Run `lattice doctor`.")
