"""Statements of one transaction on a SQLite connection, each in the connection's thread."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Collection, Iterable, Sequence
from itertools import chain
from typing import TypeVar

import aiosqlite

from lattice.databases.base import Param, Record, Statement
from lattice.databases.books import Closing, Standing, asking, standing, writing_down
from lattice.databases.filters import SQLITE
from lattice.databases.sqlite_errors import explain
from lattice.model.errors import LatticeError

T = TypeVar("T")

#: Rows in one INSERT of a bulk, and parameters of one statement (SQLite's own bound is 32,766).
ROWS_A_STATEMENT = 100
PARAMETERS_A_STATEMENT = 32_000


class SqliteTransaction:
    """Statements on one connection, between BEGIN and COMMIT."""

    dialect = SQLITE
    indexes_text = False

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection

    async def call(self, function: Callable[[sqlite3.Connection], T]) -> T:
        """Run `function` in the connection's thread, its errors as LatticeErrors."""
        try:
            # aiosqlite has no public way to run several statements in one hop to its thread;
            # a hop costs 70 µs, and one durable update must stay under 3 ms (`make bench`).
            result: T = await self._connection._execute(function, self._connection._conn)  # type: ignore[no-untyped-call]
        except sqlite3.Error as error:
            raise explain(error) from error
        except UnicodeDecodeError as error:
            # damage in the schema: even SQLite's word about it is no text
            raise LatticeError(
                "corrupt", "The workspace file is damaged.", "Run `lattice doctor`, or open a backup."
            ) from error
        return result

    @contextlib.asynccontextmanager
    async def steward(self) -> AsyncIterator[None]:
        """See Transaction; who can open the file can do everything with it."""
        yield

    async def stands(self, actor: str, op_id: str | None) -> Standing:
        """See Transaction."""
        return standing(await self.script(asking(actor, op_id)))

    async def write_down(self, closing: Closing) -> None:
        """See Transaction."""
        await self.script(writing_down(closing))

    def at_large(self) -> contextlib.AbstractContextManager[None]:
        """See Transaction."""
        return contextlib.nullcontext()

    def confine(self, tables: Collection[str] | None, version: int) -> None:
        """See Transaction."""

    async def all(self, sql: str, params: Sequence[Param] = ()) -> list[Record]:
        """See Transaction."""
        return await self.call(lambda c: c.execute(sql, params).fetchall())

    async def one(self, sql: str, params: Sequence[Param] = ()) -> Record | None:
        """See Transaction."""
        rows = await self.call(lambda c: c.execute(sql, params).fetchmany(1))
        return rows[0] if rows else None

    async def run(self, sql: str, params: Sequence[Param] = ()) -> int:
        """See Transaction."""
        return await self.call(lambda c: c.execute(sql, params).rowcount)

    async def script(self, statements: Sequence[Statement]) -> list[list[Record]]:
        """See Transaction."""
        return await self.call(lambda c: [c.execute(sql, params).fetchall() for sql, params in statements])

    async def many(self, sql: str, rows: Iterable[Sequence[Param]]) -> None:
        """See Transaction."""
        await self.call(lambda c: c.executemany(sql, rows))

    async def insert(self, into: str, rows: Sequence[Sequence[Param]]) -> None:
        """See Transaction."""
        if rows:
            await self.call(lambda c: _insert(c, into, rows))

    async def stream(
        self, sql: str, params: Sequence[Param] = (), size: int = 1000
    ) -> AsyncIterator[list[Record]]:
        """See Transaction."""
        # kept here, not handed over: an answer that nobody waits for any more would stay open in the thread
        opened: list[sqlite3.Cursor] = []
        try:
            await self.call(lambda c: opened.append(c.execute(sql, params)))
            while rows := await self.call(lambda _: opened[0].fetchmany(size)):
                yield rows
        finally:
            await self.call(lambda _: _close(opened))


def _close(cursors: Iterable[sqlite3.Cursor]) -> None:
    for cursor in cursors:
        cursor.close()


def _insert(connection: sqlite3.Connection, into: str, rows: Sequence[Sequence[Param]]) -> None:
    """Several rows a statement: 2 µs a row less than one by one, and the other thread is asked less often."""
    width = len(rows[0])
    group = f"({', '.join('?' * width)})"
    at_once = max(1, min(ROWS_A_STATEMENT, PARAMETERS_A_STATEMENT // width))
    whole = len(rows) - len(rows) % at_once
    statement = f"{into} VALUES {', '.join([group] * at_once)}"
    for start in range(0, whole, at_once):
        connection.execute(statement, list(chain.from_iterable(rows[start : start + at_once])))
    connection.executemany(f"{into} VALUES {group}", rows[whole:])
