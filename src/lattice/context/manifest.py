"""What stands in the tree and why: each file with its sum, each row with its name, who names whom.

A small SQLite file in the tree, because a change of one row among many must not rewrite it whole
(10,000 rows as one msgpack file take 15 ms, a commit here takes 1.2 ms). It is a cache with one duty:
only what it lists with its sum was written by Lattice and may be replaced or removed. A sum is written
down before the file is, so that a run that was killed is not taken for somebody's edit.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from lattice.context.register import SCHEMA, Register, beyond
from lattice.model.errors import LatticeError

#: Grows when what is kept, or what every page looks like, changes: then the tree is rendered anew.
EDITION = 1
NAME = "manifest.db"

_SCHEMA = """
CREATE TABLE IF NOT EXISTS facts (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
  path TEXT PRIMARY KEY, sum BLOB, intent BLOB, row TEXT, version INTEGER, tag TEXT NOT NULL DEFAULT '',
  held INTEGER NOT NULL DEFAULT 0
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_again ON pages (path)
  WHERE held OR intent IS NOT NULL OR (version IS NULL AND tag = '');
CREATE TABLE IF NOT EXISTS folders (path TEXT PRIMARY KEY, touched INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_of ON pages (row);
CREATE TABLE IF NOT EXISTS due (kind TEXT, what TEXT, PRIMARY KEY (kind, what)) WITHOUT ROWID;
"""
_AGAIN = "held OR intent IS NOT NULL OR (version IS NULL AND tag = '')"


class PageRecord(NamedTuple):
    """One file of the tree as it was written."""

    path: str
    """From the root of the tree, with `/`."""
    sum: bytes | None
    """Of its bytes when it was last seen through; None when it never was."""
    intent: bytes | None
    """Of the bytes that were about to be written; None when that came to its end."""
    row: str | None
    """Id of the row that it shows."""
    version: int | None
    """Of that row, as it is shown."""
    tag: str = ""
    """What it was made from, or what kind of page it is; empty for a row's."""
    held: bool = False
    """Whether somebody else's file stands there, so that it was left alone."""

    def is_ours(self, found: bytes) -> bool:
        """Whether a file with that sum is what Lattice wrote, or was writing."""
        return found in (self.sum, self.intent)


def sum_of(data: bytes) -> bytes:
    """The sum by which a file's content is known."""
    return hashlib.blake2b(data, digest_size=16).digest()


class Manifest:
    """The open manifest of one tree. Used by one thread at a time; raises `corrupt`, `unwritable`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._run = connection.execute
        self.register = Register(connection)
        """Rows and ties."""

    def close(self) -> None:
        """Let go of it; what was written since the last checkpoint is not kept."""
        self._db.close()

    def begin(self) -> None:
        """Begin to write; until the next checkpoint nothing is kept."""
        self._run("BEGIN IMMEDIATE")

    def checkpoint(self) -> None:
        """Keep what was written, through a power cut, and go on."""
        self._run("COMMIT")
        self._run("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Keep what was written, through a power cut."""
        self._run("COMMIT")

    def rollback(self) -> None:
        """Forget what was written since the last checkpoint."""
        if self._db.in_transaction:
            self._run("ROLLBACK")

    def fact(self, key: str) -> str:
        """A fact about the tree; empty when it is not known."""
        found = self._run("SELECT value FROM facts WHERE key = ?", (key,)).fetchone()
        return str(found[0]) if found else ""

    def facts(self) -> dict[str, str]:
        """All facts about the tree."""
        return dict(self._run("SELECT key, value FROM facts"))

    def note(self, **facts: str) -> None:
        """Write facts down."""
        self._db.executemany("INSERT OR REPLACE INTO facts VALUES (?, ?)", list(facts.items()))

    def owe(self, kind: str, what: Iterable[str]) -> None:
        """Write down what the pass has yet to do, so that the next one does it if this one is killed."""
        self._db.executemany("INSERT OR IGNORE INTO due VALUES (?, ?)", [(kind, one) for one in what])

    def owed(self) -> dict[str, set[str]]:
        """What a pass that was killed had yet to do."""
        found: dict[str, set[str]] = {}
        for kind, what in self._run("SELECT kind, what FROM due"):
            found.setdefault(kind, set()).add(what)
        return found

    def owe_nothing(self) -> None:
        """Everything was done."""
        self._run("DELETE FROM due")

    def clear(self) -> None:
        """Forget rows, ties and what is due, to learn them anew; what was written where stays."""
        self.register.clear()
        self.owe_nothing()

    def paths(self) -> list[str]:
        """Every path at which something was written."""
        return [str(r[0]) for r in self._run("SELECT path FROM pages")]

    def listings(self, folder: str, prefix: str) -> set[str]:
        """Names of a folder's listing pages for names that begin with `prefix`."""
        low = f"{folder}/INDEX.{prefix}"
        found = self._run("SELECT path FROM pages WHERE path >= ? AND path < ?", (low, beyond(low)))
        return {str(r[0])[len(folder) + 1 :] for r in found} - {"INDEX.md"}

    def page(self, path: str) -> PageRecord | None:
        """What was written at a path, or None."""
        found = self._run("SELECT * FROM pages WHERE path = ?", (path,)).fetchone()
        return PageRecord(*found) if found else None

    def pages_of(self, row_id: str) -> list[PageRecord]:
        """Every file that was made of a row."""
        return [PageRecord(*r) for r in self._run("SELECT * FROM pages WHERE row = ?", (row_id,))]

    def pages_in(self, folder: str) -> dict[str, PageRecord]:
        """Every file that was written directly in a folder, by path; of the root when it is empty."""
        low, high = (f"{folder}/", f"{folder}0") if folder else ("", "\U0010ffff")
        found = self._run("SELECT * FROM pages WHERE path >= ? AND path < ?", (low, high))
        records = (PageRecord(*r) for r in found)
        return {r.path: r for r in records if "/" not in r.path[len(low) :]}

    def folders(self) -> dict[str, int]:
        """The folders in which files were written, with the time at which they were left, in nanoseconds."""
        return dict(self._run("SELECT path, touched FROM folders"))

    def leave(self, folders: Iterable[tuple[str, int]]) -> None:
        """Write down when folders were last written in."""
        self._db.executemany("INSERT OR REPLACE INTO folders VALUES (?, ?)", folders)

    def drop_folders(self, folders: Iterable[str]) -> None:
        """Folders that are gone."""
        self._db.executemany("DELETE FROM folders WHERE path = ?", [(path,) for path in folders])

    def known(self, paths: Sequence[str]) -> dict[str, PageRecord]:
        """What was written at these paths."""
        found = self._run(
            "SELECT p.* FROM json_each(?) j JOIN pages p ON p.path = j.value", (json.dumps(list(paths)),)
        )
        return {r[0]: PageRecord(*r) for r in found}

    def keep(self, pages: Iterable[PageRecord]) -> None:
        """Write pages down."""
        self._db.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?, ?)", pages)

    def settle(self, paths: Iterable[str]) -> None:
        """What was about to be written at these paths is there."""
        self._db.executemany(
            "UPDATE pages SET sum = intent, intent = NULL WHERE path = ? AND intent IS NOT NULL",
            [(path,) for path in paths],
        )

    def hold(self, paths: Iterable[str]) -> None:
        """What was about to be written at these paths was not: somebody saved there meanwhile."""
        self._db.executemany(
            "UPDATE pages SET intent = NULL, held = 1 WHERE path = ?", [(path,) for path in paths]
        )

    def forget(self, paths: Iterable[str]) -> None:
        """Pages that are gone."""
        self._db.executemany("DELETE FROM pages WHERE path = ?", [(path,) for path in paths])

    def accept(self, path: str, found: bytes) -> None:
        """What somebody wrote at a path was dealt with: it may be replaced, and is by the next pass."""
        self._run(
            "UPDATE pages SET sum = ?, held = 0, version = NULL, tag = '' WHERE path = ?", (found, path)
        )

    def again(self) -> list[PageRecord]:
        """Pages to look at whatever the log says: left alone before, half-done, or dealt with since."""
        found = self._run(f"SELECT * FROM pages WHERE {_AGAIN}")  # noqa: S608
        return [PageRecord(*r) for r in found]


def open_manifest(folder: Path) -> Manifest:
    """The manifest in a folder, made when it is not there; one that is damaged is put aside.

    A new one knows of no file, so that nothing is replaced or removed because of it.
    Raises `newer_workspace`, `busy`, `disk_full`, `unwritable`.
    """
    try:
        return _open(folder / NAME)
    except sqlite3.DatabaseError as error:
        if not is_damage(error):
            raise manifest_failure(folder, error) from error
    put_aside(folder)
    return _open(folder / NAME)


def is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the manifest itself is damaged, and not the disk full or the file locked."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT) & 0xFF
    return code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)


def put_aside(folder: Path) -> None:
    """Put a damaged manifest beside, where it is not used."""
    for end in ("", "-journal"):
        place = folder / f"{NAME}{end}"
        if place.exists():
            place.replace(folder / f"damaged-{NAME}{end}")


def manifest_failure(folder: Path, error: sqlite3.DatabaseError) -> LatticeError:
    """The refusal that a failure of SQLite becomes."""
    place, code = folder / NAME, getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LatticeError("busy", f"{place} is in use.", "Try again.")
    if code == sqlite3.SQLITE_FULL:
        return LatticeError("disk_full", f"There is no room to write {place}.", "Free some space.")
    return LatticeError("unwritable", f"{place} cannot be written: {error}.", "Make the folder writable.")


def _open(place: Path) -> Manifest:
    connection = sqlite3.connect(place, isolation_level=None, check_same_thread=False, timeout=5)
    try:
        edition = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if edition > EDITION:
            raise LatticeError(
                "newer_workspace",
                f"{place.parent.parent} was rendered by a newer Lattice.",
                "Update Lattice, or choose another folder.",
            )
        connection.execute("PRAGMA synchronous = FULL")
        # what was purged from the workspace is not to be found here either
        connection.execute("PRAGMA secure_delete = ON")
        if edition == 0:
            connection.executescript(f"BEGIN; {_SCHEMA} {SCHEMA} PRAGMA user_version = {EDITION}; COMMIT;")
        # a damaged file often opens well
        connection.execute("SELECT count(*) FROM facts").fetchone()
    except BaseException:
        connection.close()
        raise
    return Manifest(connection)
