"""The register of the manifest: each living row with the name of its file, and who names whom."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from lattice.context.names import full_name

SCHEMA = """
CREATE TABLE IF NOT EXISTS rows (
  id TEXT PRIMARY KEY, tbl TEXT NOT NULL, folder TEXT NOT NULL, name TEXT NOT NULL, label TEXT NOT NULL,
  line TEXT NOT NULL DEFAULT ''
) WITHOUT ROWID;
CREATE UNIQUE INDEX IF NOT EXISTS rows_named ON rows (folder, name);
CREATE INDEX IF NOT EXISTS rows_newest ON rows (folder, id);
CREATE TABLE IF NOT EXISTS ties (
  key TEXT PRIMARY KEY, name TEXT NOT NULL, link INTEGER NOT NULL, src TEXT NOT NULL, dst TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS ties_src ON ties (src, link, key);
CREATE INDEX IF NOT EXISTS ties_dst ON ties (dst, link, key);
"""
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


class Register:
    """Rows and ties, in the transaction of the manifest that they belong to."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._run = connection.execute

    def clear(self) -> None:
        """Forget rows and ties, to learn them anew."""
        self._run("DELETE FROM rows")
        self._run("DELETE FROM ties")

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

    def called(self, table_id: str, text: str) -> list[RowRecord]:
        """Rows of a table that are called so, or whose file is: three at most, to tell one from several."""
        found = self._run(
            "SELECT * FROM rows WHERE tbl = ?1 AND (label = ?2 OR name = ?2) LIMIT 3", (table_id, text)
        )
        return [RowRecord(*r) for r in found]

    def rows_in(self, folders: Iterable[str]) -> set[str]:
        """Ids of the rows whose files stand in these folders."""
        found: set[str] = set()
        for folder in folders:
            found |= {str(r[0]) for r in self._run("SELECT id FROM rows WHERE folder = ?", (folder,))}
        return found

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
