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

from lattice.context.names import full_name
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
CREATE TABLE IF NOT EXISTS rows (
  id TEXT PRIMARY KEY, tbl TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL, label TEXT NOT NULL,
  line TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS rows_named ON rows (folder, name);
CREATE INDEX IF NOT EXISTS rows_newest ON rows (folder, id);
CREATE TABLE IF NOT EXISTS ties (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, link INTEGER NOT NULL, src TEXT NOT NULL, dst TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS due (kind TEXT, what TEXT, PRIMARY KEY (kind, what)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ties_src ON ties (src, link, key);
CREATE INDEX IF NOT EXISTS ties_dst ON ties (dst, link, key);
"""
_AGAIN = "held OR intent IS NOT NULL OR (version IS NULL AND tag = '')"
_ENTER = (
    "INSERT INTO rows VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
    " tbl = excluded.tbl, folder = excluded.folder, name = excluded.name, label = excluded.label"
)
_REFERENCES = (
    "SELECT t.src, t.key, t.name, r.* FROM json_each(?) j JOIN ties t ON t.src = j.value AND t.link = 0"
    " JOIN rows r ON r.id = t.dst ORDER BY t.src, t.key"
)
_TIED = {
    (own, other): f"SELECT t.key, t.name, r.* FROM ties t CROSS JOIN rows r ON r.id = t.{other}"  # noqa: S608
    f" WHERE t.{own} = ? AND t.link = ? ORDER BY t.key LIMIT ?"
    for own, other in (("src", "dst"), ("dst", "src"))
}


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


class RowRecord(NamedTuple):
    """One living row and what its file is called."""

    id: str
    tbl: str
    """Id of its table."""
    folder: str
    name: str
    """Without `.md`."""
    label: str
    line: str = ""
    """Its line in the index of its folder."""

    @property
    def path(self) -> str:
        """Of its file, from the root of the tree."""
        return f"{self.folder}/{self.name}.md"


class Tie(NamedTuple):
    """One row that names another: by a link or by a reference column."""

    key: str
    """`link:` and its id, or `ref:`, the row's id and the column's id."""
    name: str
    """Of the link, or of the column."""
    link: bool
    src: str
    dst: str


class Neighbour(NamedTuple):
    """A tie seen from one of its rows, with what is known of the other."""

    own: str
    """The row one looks at."""
    key: str
    name: str
    link: bool
    outgoing: bool
    other: RowRecord


def sum_of(data: bytes) -> bytes:
    """The sum by which a file's content is known."""
    return hashlib.blake2b(data, digest_size=16).digest()


class Manifest:
    """The open manifest of one tree. Used by one thread at a time; raises `corrupt`, `unwritable`."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._run = connection.execute

    def close(self) -> None:
        """Let go of it; what was not committed is not kept."""
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
        """Forget rows and ties, to learn them anew; what was written where stays."""
        for table in ("rows", "ties", "due"):
            self._run(f"DELETE FROM {table}")  # noqa: S608

    def paths(self) -> list[str]:
        """Every path at which something was written."""
        return [str(r[0]) for r in self._run("SELECT path FROM pages")]

    def listings(self, folder: str) -> set[str]:
        """Names of the listing pages of a folder."""
        low, high = f"{folder}/INDEX.", f"{folder}/INDEX/"
        found = self._run("SELECT path FROM pages WHERE path > ? AND path < ?", (low, high))
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

    def row(self, row_id: str) -> RowRecord | None:
        """A living row, or None."""
        found = self._run("SELECT * FROM rows WHERE id = ?", (row_id,)).fetchone()
        return RowRecord(*found) if found else None

    def rows(self, row_ids: Sequence[str]) -> dict[str, RowRecord]:
        """The living rows among these, by id."""
        found = self._run(
            "SELECT r.* FROM json_each(?) j JOIN rows r ON r.id = j.value", (json.dumps(list(row_ids)),)
        )
        return {r[0]: RowRecord(*r) for r in found}

    def row_at(self, folder: str, name: str) -> RowRecord | None:
        """The row whose file has that name in that folder, or None."""
        found = self._run("SELECT * FROM rows WHERE folder = ? AND name = ?", (folder, name)).fetchone()
        return RowRecord(*found) if found else None

    def rows_of(self, table_id: str) -> set[str]:
        """Ids of a table's rows."""
        return {str(r[0]) for r in self._run("SELECT id FROM rows WHERE tbl = ?", (table_id,))}

    def tables(self) -> set[str]:
        """Ids of the tables that have rows here."""
        return {str(r[0]) for r in self._run("SELECT DISTINCT tbl FROM rows")}

    def enter(self, rows: Sequence[RowRecord]) -> None:
        """Write rows down; of two with one name the later keeps it only with its whole id."""
        try:
            self._run("SAVEPOINT entering")
            self._db.executemany(_ENTER, rows)
        except sqlite3.IntegrityError:
            self._run("ROLLBACK TO entering")
            for row in rows:
                there = self.row_at(row.folder, row.name)
                if there is not None and there.id != row.id:
                    row = row._replace(name=full_name(row.label, row.id))
                self._run(_ENTER, row)
        self._run("RELEASE entering")

    def drop_rows(self, row_ids: Iterable[str]) -> None:
        """Rows that do not live any more."""
        self._db.executemany("DELETE FROM rows WHERE id = ?", [(id_,) for id_ in row_ids])

    def lines(self, lines: Iterable[tuple[str, str]]) -> None:
        """Write down the index lines of rows: line, then id."""
        self._db.executemany("UPDATE rows SET line = ? WHERE id = ?", lines)

    def count(self, folder: str) -> int:
        """How many rows have their file in a folder."""
        return int(self._run("SELECT count(*) FROM rows WHERE folder = ?", (folder,)).fetchone()[0])

    def newest(self, folder: str, limit: int) -> list[RowRecord]:
        """The rows of a folder that were made last, newest first."""
        found = self._run("SELECT * FROM rows WHERE folder = ? ORDER BY id DESC LIMIT ?", (folder, limit))
        return [RowRecord(*r) for r in found]

    def named(self, folder: str, prefix: str, limit: int = -1) -> list[RowRecord]:
        """The rows of a folder whose names begin with `prefix`, by name."""
        found = self._run(
            "SELECT * FROM rows WHERE folder = ? AND name >= ? AND name < ? ORDER BY name LIMIT ?",
            (folder, prefix, beyond(prefix), limit),
        )
        return [RowRecord(*r) for r in found]

    def ends(self, folder: str, low: str, high: str) -> tuple[str, str] | None:
        """First and last name of a folder from `low` to before `high`, or None."""
        span = "FROM rows WHERE folder = ? AND name >= ? AND name < ?"
        first = self._run(f"SELECT min(name) {span}", (folder, low, high)).fetchone()[0]
        if first is None:
            return None
        last = self._run(f"SELECT max(name) {span}", (folder, low, high)).fetchone()[0]
        return str(first), str(last)

    def more_than(self, folder: str, prefix: str, limit: int) -> bool:
        """Whether more than `limit` names of a folder begin with `prefix`; looks at no more than that."""
        found = self._run(
            "SELECT 1 FROM rows WHERE folder = ? AND name >= ? AND name < ? LIMIT 1 OFFSET ?",
            (folder, prefix, beyond(prefix), limit),
        )
        return found.fetchone() is not None

    def tie(self, ties: Iterable[Tie]) -> None:
        """Write ties down."""
        self._db.executemany("INSERT OR REPLACE INTO ties VALUES (?, ?, ?, ?, ?)", ties)

    def untie(self, keys: Iterable[str]) -> None:
        """Ties that are no more."""
        self._db.executemany("DELETE FROM ties WHERE key = ?", [(key,) for key in keys])

    def untie_rows(self, row_ids: Iterable[str]) -> None:
        """Rows that are gone for good, with all their ties."""
        self._db.executemany("DELETE FROM ties WHERE ? IN (src, dst)", [(id_,) for id_ in row_ids])

    def references_from(self, row_id: str) -> list[Tie]:
        """What a row refers to."""
        return [Tie(*r) for r in self._run("SELECT * FROM ties WHERE src = ? AND link = 0", (row_id,))]

    def beside(self, row_id: str) -> set[str]:
        """Ids of the rows that name this one, or that it names."""
        found = self._run(
            "SELECT dst FROM ties WHERE src = ?1 UNION SELECT src FROM ties WHERE dst = ?1", (row_id,)
        )
        return {str(r[0]) for r in found}

    def neighbours(self, row_ids: Sequence[str], limit: int) -> dict[str, list[Neighbour]]:
        """The ties of rows to living rows, by row, in the order of their keys.

        At most `limit` references to it and `limit` links each way, of each row; all references from it.
        """
        found: dict[str, list[Neighbour]] = {id_: [] for id_ in row_ids}
        asked = json.dumps(list(row_ids))
        for own, *rest in self._run(_REFERENCES, (asked,)):
            found[own].append(_neighbour(own, rest, link=False, outgoing=True))
        for own, other, link in (("src", "dst", 1), ("dst", "src", 0), ("dst", "src", 1)):
            # few rows have any, and of a row with very many only the first are read
            tied = (
                f"SELECT DISTINCT t.{own} FROM json_each(?) j JOIN ties t ON t.{own} = j.value AND t.link = ?"  # noqa: S608
            )
            for (row_id,) in self._run(tied, (asked, link)).fetchall():
                ties = self._run(_TIED[own, other], (row_id, link, limit))
                found[row_id] += [
                    _neighbour(row_id, rest, link=bool(link), outgoing=own == "src") for rest in ties
                ]
        return found


def _neighbour(own: str, rest: Sequence[str], *, link: bool, outgoing: bool) -> Neighbour:
    key, name, *record = rest
    return Neighbour(own, key, name, link, outgoing, RowRecord(*record))


def beyond(prefix: str) -> str:
    """What comes after every text that begins with `prefix`."""
    return prefix + "\U0010ffff"


def open_manifest(folder: Path) -> Manifest:
    """The manifest in a folder, made when it is not there; one that is damaged is put aside.

    A new one knows of no file, so that nothing is replaced or removed because of it.
    """
    place = folder / NAME
    try:
        return _open(place)
    except sqlite3.DatabaseError as error:
        if isinstance(error, sqlite3.OperationalError) and "locked" in str(error):
            raise LatticeError("busy", f"{place} is in use.", "Try again.") from None
        for end in ("", "-journal"):
            damaged = place.with_name(place.name + end)
            if damaged.exists():
                damaged.replace(folder / f"damaged-{NAME}{end}")
        return _open(place)


def _open(place: Path) -> Manifest:
    connection = sqlite3.connect(place, isolation_level=None, check_same_thread=False, timeout=5)
    try:
        edition = int(connection.execute("PRAGMA user_version").fetchone()[0])
        if edition not in (0, EDITION):
            raise sqlite3.DatabaseError("another edition")
        connection.execute("PRAGMA synchronous = FULL")
        if edition == 0:
            connection.executescript(f"BEGIN; {_SCHEMA}; PRAGMA user_version = {EDITION}; COMMIT;")
        # a damaged file often opens well
        connection.execute("SELECT count(*) FROM facts").fetchone()
    except BaseException:
        connection.close()
        raise
    return Manifest(connection)
