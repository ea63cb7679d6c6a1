"""SQLite files: every table of the user, opened for reading only, with its key and its foreign keys."""

from __future__ import annotations

import base64
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from lattice.client import LoadBatch
from lattice.ingest.reader import BATCH_ROWS, ReadOptions, Refusals, Stamp, invalid, shown
from lattice.model.errors import LatticeError
from lattice.model.schema import fold
from lattice.model.values import Value

_TRUE_TYPES = frozenset({"BOOLEAN", "BOOL"})
_JSON_TYPES = frozenset({"JSON", "JSONB", "JSON TEXT"})


class TableReader:
    """One table of a SQLite file."""

    typed = True
    sheet = False

    def __init__(self, path: Path, options: ReadOptions, table: str, *, place: str) -> None:
        self.title, self.place = table, place
        self._path, self._table = path, table
        self._stamp = Stamp(path)
        self.size_bytes = self._stamp.size
        self.bytes_read = 0
        self.refusals = Refusals()
        self.notes: list[str] = []
        with closing(_connect(path)) as db:
            # generated columns too (2, 3); 1 are hidden ones of virtual tables
            found = _all(path, db, f"PRAGMA table_xinfo({_quoted(table)})")
            columns = [c for c in found if c[6] != 1]
            self.headers = [str(c[1]) for c in columns]
            keyed = sorted((int(c[5]), str(c[1])) for c in columns if c[5])
            self.key = tuple(name for _, name in keyed)
            self.foreign = {
                str(f[3]): (str(f[2]), str(f[4]))
                for f in _all(path, db, f"PRAGMA foreign_key_list({_quoted(table)})")
                if f[4] is not None
            }
            self._total = 0
        declared = [str(c[2] or "").upper() for c in columns]
        self._booleans = [i for i, d in enumerate(declared) if d in _TRUE_TYPES]
        self._json = [i for i, d in enumerate(declared) if d in _JSON_TYPES]
        self._binary: set[int] = set()
        if len(columns) > options.columns:
            raise LatticeError("too_large", f"{place} has {len(columns):,} columns.")

    def chunks(self) -> Iterator[LoadBatch]:
        """A pass over the rows; `line` is the number of the row in the order of the file."""
        self._stamp.check()
        self.refusals.clear()
        self.bytes_read = 0
        with closing(_connect(self._path)) as db:
            names = ", ".join(_quoted(h) for h in self.headers)
            try:
                cursor = db.execute(f"SELECT {names} FROM {_quoted(self._table)}")  # noqa: S608  (quoted)
                line = 1
                while rows := cursor.fetchmany(BATCH_ROWS):
                    yield self._batch(line, rows)
                    line += len(rows)
            except (sqlite3.Error, UnicodeError) as error:
                raise _broken(self._path, error) from None
        self._stamp.check()
        self.bytes_read = self.size_bytes

    def _batch(self, line: int, rows: Sequence[tuple[Value, ...]]) -> LoadBatch:
        kept_lines: list[int] = []
        kept: list[Sequence[Value]] = []
        for number, row in enumerate(rows, line):
            cells: Sequence[Value] = row
            if bytes in map(type, row):
                cells = [self._as_text(i, cell) for i, cell in enumerate(row)]
            if self._booleans or self._json:
                cells = self._as_declared(list(cells))
            kept_lines.append(number)
            kept.append(cells)
        return LoadBatch(kept_lines, kept)

    def _as_text(self, index: int, cell: Value) -> Value:
        if type(cell) is not bytes:
            return cell
        if index not in self._binary:
            self._binary.add(index)
            self.notes.append(f"{shown(self.headers[index], 60)} holds binary data: kept as base64 text")
        return base64.b64encode(cell).decode()

    def _as_declared(self, cells: list[Value]) -> list[Value]:
        from lattice.ingest.json_values import parse_cell

        for i in self._booleans:
            if type(cells[i]) is int and cells[i] in (0, 1):
                cells[i] = bool(cells[i])
        for i in self._json:
            if type(cells[i]) is str:
                try:
                    cells[i] = parse_cell(cells[i])
                except (ValueError, RecursionError):
                    continue  # says JSON and is not: stays the text that it is
        return cells


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _connect(path: Path) -> sqlite3.Connection:
    try:
        db = sqlite3.connect(f"file:{quote(str(path.resolve()))}?mode=ro", uri=True, check_same_thread=False)
        # text that is not UTF-8 reaches the engine as half characters, which it refuses by its line
        db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
        db.execute("PRAGMA query_only = 1")
        db.execute("PRAGMA trusted_schema = 0")
    except sqlite3.Error as error:
        raise _broken(path, error) from None
    return db


def _all(path: Path, db: sqlite3.Connection, sql: str) -> list[tuple[Value, ...]]:
    try:
        return db.execute(sql).fetchall()
    except (sqlite3.Error, UnicodeError) as error:
        raise _broken(path, error) from None


def _broken(path: Path, error: Exception) -> LatticeError:
    return invalid(
        path, f"cannot be read as SQLite ({shown(str(error))})", "Check it with another SQLite tool."
    )


def table_readers(path: Path, options: ReadOptions, *, place: str) -> Sequence[TableReader]:
    """A reader for each table of the user; raises `invalid_file` when there is none."""
    sql = "SELECT name, sql FROM sqlite_master WHERE type = 'table' ORDER BY rowid"
    with closing(_connect(path)) as db:
        found = [(str(name), str(made or "")) for name, made in _all(path, db, sql)]
    virtual = [name for name, made in found if made.upper().startswith("CREATE VIRTUAL")]
    own = ("sqlite_", "lattice_", *(f"{fold(name)}_" for name in virtual))
    names = [n for n, _ in found if n not in virtual and not fold(n).startswith(own)]
    if not names:
        raise invalid(path, "has no tables", "")
    readers = [TableReader(path, options, n, place=f"{place}: {shown(n, 60)}") for n in names]
    if virtual:
        readers[0].notes.append(f"left out, as they are indexes: {', '.join(shown(v, 40) for v in virtual)}")
    return readers
