"""One query by people on a SQLite file: through views, read-only, bounded in time, rows and bytes.

The file is attached under a name that nobody can guess, so that a query reaches tables only
through the views of the same names; an authorizer refuses everything but reading them.
"""

from __future__ import annotations

import re
import secrets
import sqlite3
import threading
import time
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

from lattice.databases.names import quote
from lattice.databases.sqlite_errors import explain
from lattice.model.errors import LatticeError, Stage
from lattice.model.values import Value

#: How long a query may run.
TIME_LIMIT_S = 30.0
#: Bytes of text that an answer holds at most; behind it the answer is cut.
RESULT_BYTES = 64_000_000
#: The largest value a query can make.
VALUE_BYTES = 32_000_000
BUSY_TIMEOUT_S = 5.0
#: Steps of SQLite's machine between two looks at the clock, about 1 ms.
_STEPS = 20_000

#: Words that a reading statement begins with, and those of all others.
_READING = frozenset({"SELECT", "WITH", "VALUES", "EXPLAIN"})
_OTHERS = frozenset(
    {
        *("ALTER", "ANALYZE", "ATTACH", "BEGIN", "COMMIT", "CREATE", "DELETE", "DETACH", "DROP", "END"),
        *("INSERT", "PRAGMA", "REINDEX", "RELEASE", "REPLACE", "ROLLBACK", "SAVEPOINT", "UPDATE", "VACUUM"),
    }
)
_FIRST_WORD = re.compile(r"(?:\s|;|--[^\n]*(?:\n|\Z)|/\*.*?(?:\*/|\Z))*([A-Za-z_]*)", re.DOTALL)
#: Functions that reach beyond the query.
_DENIED_FUNCTIONS = frozenset(
    {"load_extension", "fts3_tokenizer", "fts5", "readfile", "writefile", "edit", "eval"}
)
#: Tables that are functions and read nothing but their argument.
_TABLE_FUNCTIONS = frozenset({"json_each", "json_tree"})
_NO_SUCH_TABLE = re.compile(r"no such table: (?:[^.]*\.)?(.*)")
_COLUMNS_OF = "SELECT name FROM pragma_table_info(?, 'temp')"
#: Tables whose columns are told to who named one that there is not.
HINTED_TABLES = 3
_NO_SUCH_COLUMN = re.compile(r"no such column: (.*)")


class View(NamedTuple):
    """What a query may read of one table."""

    name: str
    columns: str
    """SQL list of its columns."""
    where: str
    """SQL condition of the rows that may be seen, with `$schema` as in `computed`."""
    computed: str = ""
    """SQL of further columns, with `$schema` where the file's schema is to stand."""
    beside: frozenset[str] = frozenset()
    """Bookkeeping tables that the computed columns and the condition read, and nothing else may."""


class Answer(NamedTuple):
    """What a query answered."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    truncated: bool


def run_query(path: Path, views: Mapping[str, View], sql: str, limit: int, stop: threading.Event) -> Answer:
    """Answer one SELECT; views are given by lower-case name.

    Raises `not_read_only` for what does more than read the views, `invalid_sql` for what SQLite does
    not understand or what took too long. Runs in the caller's thread; `stop` ends it, but
    not within one call of an SQL function.
    """
    _check_statement(sql)
    connection = sqlite3.connect(":memory:", uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S)
    try:
        guard = _Guard(f"w{secrets.token_hex(16)}", views)
        _prepare(connection, path, guard, sql)
        deadline = time.monotonic() + TIME_LIMIT_S
        connection.set_progress_handler(lambda: stop.is_set() or time.monotonic() > deadline, _STEPS)
        connection.set_authorizer(guard.authorize)
        try:
            return _read(connection.execute(sql), limit)
        except (sqlite3.Error, sqlite3.Warning) as error:
            raise _explained(error, connection, guard, sql, stop) from error
    finally:
        connection.close()


def _check_statement(sql: str) -> None:
    match = _FIRST_WORD.match(sql)
    word = match.group(1).upper() if match else ""
    if word in _OTHERS:
        raise _not_read_only(f"{word} does more than read.")
    if not word and match is not None and match.end() == len(sql):
        raise LatticeError("invalid_sql", "There is no statement in it.", "Write one SELECT.")
    if "\x00" in sql:
        raise LatticeError("invalid_sql", "The statement holds a NUL character.")


def _prepare(connection: sqlite3.Connection, path: Path, guard: _Guard, sql: str) -> None:
    connection.text_factory = lambda raw: raw.decode("utf-8", "replace")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, VALUE_BYTES)
    try:
        connection.execute(f"ATTACH ? AS {guard.schema}", (f"{path.absolute().as_uri()}?mode=ro",))
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
        names = connection.execute(f"SELECT name FROM {guard.schema}.sqlite_master WHERE type = 'table'")
        guard.hidden = {str(name).lower() for (name,) in names} - guard.views.keys()
        for function in _TABLE_FUNCTIONS:
            # its first use writes into SQLite's own memory of tables, which is refused later
            connection.execute(f"SELECT 1 FROM {function}('[]')")
        # only those that can be meant: a workspace may have thousands
        lower = sql.lower()
        for name, view in guard.views.items():
            if name in lower or not name.isascii() or '"' in name:
                _make(connection, guard, view)
        connection.execute("PRAGMA query_only = 1")
    except sqlite3.Error as error:
        raise explain(error) from error


def _make(connection: sqlite3.Connection, guard: _Guard, view: View) -> None:
    columns = view.columns + view.computed.replace("$schema", guard.schema)
    where = view.where.replace("$schema", guard.schema)
    query = f"SELECT {columns} FROM {guard.schema}.{quote(view.name)} WHERE {where}"
    if view.beside:
        # SQLite says only the name of what reads, and a query may call a part of itself `_files`
        inner = guard.inner(view)
        connection.execute(f"CREATE TEMP VIEW {quote(inner)} AS {query}")
        query = f"SELECT * FROM temp.{quote(inner)}"
    connection.execute(f"CREATE TEMP VIEW {quote(view.name)} AS {query}")


class _Guard:
    """SQLite asks it, while it compiles a statement, about each thing that the statement would do."""

    def __init__(self, schema: str, views: Mapping[str, View]) -> None:
        self.schema = schema
        self.views = views
        self.hidden: set[str] = set()
        """Tables of the file that have no view, in lower case."""
        self.refusal = ""
        """Why the first thing was refused."""
        self.unknown = ""
        """A table that the caller may not know of."""
        self._beside: dict[str, frozenset[str]] = {}
        """What the views that stand behind others read beside their table, by their names."""
        self._allowed: dict[int, Callable[[str, str | None, str | None], str]] = {
            sqlite3.SQLITE_SELECT: lambda *_: "",
            sqlite3.SQLITE_RECURSIVE: lambda *_: "",
            sqlite3.SQLITE_FUNCTION: self._function,
        }

    def inner(self, view: View) -> str:
        """The name, which nobody can guess, of the view behind one that reads more than its table."""
        name = f"{self.schema}_{len(self._beside)}"
        self._beside[name] = view.beside
        return name

    def authorize(
        self, action: int, first: str | None, second: str | None, database: str | None, source: str | None
    ) -> int:
        """SQLite's question; the answer is SQLITE_OK or SQLITE_DENY. `source` is the view it comes from."""
        if action == sqlite3.SQLITE_READ:
            return self._answer(self._read(first or "", database, source))
        decide = self._allowed.get(action)
        return self._answer(
            "It does more than read." if decide is None else decide(first or "", second, database)
        )

    def _answer(self, refusal: str) -> int:
        if not refusal:
            return sqlite3.SQLITE_OK
        self.refusal = self.refusal or refusal
        return sqlite3.SQLITE_DENY

    def _read(self, table: str, database: str | None, source: str | None) -> str:
        name = table.lower()
        if database == self.schema and name in self._beside.get(source or "", ()):
            return ""
        if name in self.views and (database in (self.schema, "temp", None)):
            return ""
        if name in _TABLE_FUNCTIONS:
            return ""
        if name.startswith(("sqlite_", "lattice_", "pragma_", "dbstat", "fts")):
            return f"{table} belongs to the bookkeeping and is not for queries."
        if database == self.schema or name in self.hidden:
            self.unknown = self.unknown or table
            return "no such table"
        # a name that the query itself gave to a part of it
        return ""

    def _function(self, _: str, name: str | None, __: str | None) -> str:
        return f"The function {name} is not for queries." if (name or "").lower() in _DENIED_FUNCTIONS else ""


def _read(cursor: sqlite3.Cursor, limit: int) -> Answer:
    if cursor.description is None:
        raise _not_read_only("It answers no rows.")
    rows: list[tuple[Value, ...]] = []
    size = 0
    truncated = False
    for record in cursor:
        size += sum(len(v) if isinstance(v, str | bytes) else 16 for v in record)
        truncated = len(rows) >= limit or (size > RESULT_BYTES and bool(rows))
        if truncated:
            break
        rows.append(tuple(v.hex() if isinstance(v, bytes) else v for v in record))
    return Answer(tuple(d[0] for d in cursor.description), tuple(rows), truncated)


def _not_read_only(why: str) -> LatticeError:
    return LatticeError(
        "not_read_only",
        f"Only reading by one SELECT is allowed here. {why}",
        "Change rows with the row commands, so that it is logged and can be undone.",
        stage=Stage.CONSTRAINTS,
    )


def _explained(
    error: Exception, connection: sqlite3.Connection, guard: _Guard, sql: str, stop: threading.Event
) -> LatticeError:
    text = str(error).replace(f"{guard.schema}.", "")
    if guard.unknown:
        return _no_table(guard, guard.unknown)
    if guard.refusal:
        return _not_read_only(guard.refusal)
    if "one statement at a time" in text:
        return _not_read_only("There is more than one statement.")
    if text.startswith("cannot modify"):
        return _not_read_only("It would change rows.")
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_INTERRUPT:
        if stop.is_set():
            return LatticeError("interrupted", "The query was stopped.")
        return took_longer()
    if code not in (
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_RANGE,
        sqlite3.SQLITE_TOOBIG,
        sqlite3.SQLITE_MISMATCH,
    ):
        return explain(error) if code and isinstance(error, sqlite3.Error) else _invalid(text)
    if match := _NO_SUCH_TABLE.match(text):
        return _no_table(guard, match.group(1))
    if match := _NO_SUCH_COLUMN.match(text):
        return _no_column(connection, guard, sql, match.group(1))
    return _invalid(text)


def took_longer() -> LatticeError:
    """What is said of a query that ran out of time."""
    return LatticeError(
        "invalid_sql",
        f"The query took longer than {TIME_LIMIT_S:.0f} seconds and was stopped.",
        "Narrow it with WHERE, or ask for less at once.",
    )


def _invalid(text: str) -> LatticeError:
    return LatticeError("invalid_sql", f"SQLite: {text}.", "Names with spaces stand in double quotes.")


def _no_table(guard: _Guard, name: str) -> LatticeError:
    names = ", ".join(view.name for view in list(guard.views.values())[:50])
    near = get_close_matches(name.lower(), guard.views, 1)
    hints = [
        *(f"Did you mean {guard.views[key].name}?" for key in near),
        f"Tables here: {names or 'none yet'}.",
    ]
    return LatticeError("invalid_sql", f"There is no table {name!r}.", " ".join(hints))


def _no_column(connection: sqlite3.Connection, guard: _Guard, sql: str, name: str) -> LatticeError:
    """Which columns the tables have that the query names; one that is spelled nearly so first."""
    connection.set_authorizer(None)
    words = sql.lower()
    meant = [view.name for name_, view in guard.views.items() if name_ in words]
    columns = {
        table: [str(c) for (c,) in connection.execute(_COLUMNS_OF, (table,))]
        for table in meant[:HINTED_TABLES]
    }
    near = get_close_matches(name.rpartition(".")[2], [c for known in columns.values() for c in known], 1)
    hints = [f"Did you mean {near[0]}?"] if near else []
    hints += [
        f"{table} has {', '.join(c for c in known if c[:1] != '_')}." for table, known in columns.items()
    ]
    return LatticeError(
        "invalid_sql",
        f"SQLite: no such column: {name}.",
        " ".join(hints) or "Names with spaces stand in double quotes, text in single ones.",
    )
