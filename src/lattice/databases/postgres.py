"""Postgres through psycopg: one workspace in its schema, each transaction as somebody."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
from collections.abc import AsyncIterator

import psycopg
from psycopg_pool import AsyncConnectionPool

from lattice.databases.base import Mark, Transaction
from lattice.databases.filters import POSTGRES
from lattice.databases.names import quote
from lattice.databases.postgres_books import Books
from lattice.databases.postgres_errors import explain
from lattice.databases.postgres_notices import Notices
from lattice.databases.postgres_transaction import Connection, PostgresTransaction
from lattice.databases.postgres_turns import Turns, commit
from lattice.databases.tickets import Signer
from lattice.model.errors import closed_workspace
from lattice.model.people import Caller

Pool = AsyncConnectionPool[Connection]

#: How long to wait for a connection of the pool, and for the turn of a writer.
WAIT_S = 30.0
_NOTHING = Books()


class PostgresDatabase:
    """One workspace on a server. Its writers take turns, as in a SQLite file: then its rules hold alike.

    Among processes the turn is an advisory lock, held until the commit.
    """

    dialect = POSTGRES

    def __init__(self, pool: Pool, schema: str, signer: Signer, notices: Notices) -> None:
        self.schema = schema
        self._pool = pool
        self._signer = signer
        self._notices = notices
        self._closed = False
        digest = hashlib.sha256(schema.encode()).digest()
        self._lock = f"SELECT pg_advisory_xact_lock({int.from_bytes(digest[:8], 'big', signed=True)}); "
        path = f"{quote(schema)}, lattice_sql, pg_catalog"
        self._place = f"SET LOCAL ROLE lattice_member; SELECT set_config('search_path', '{path}', true); "
        self._commit = f"SELECT pg_notify('lattice', '{schema}'); COMMIT"
        self._turns = Turns(self._connected, self._transaction, self._opening(self._lock), self._commit)

    def _opening(self, lock: str = "", begin: str = "BEGIN") -> str:
        """What opens a transaction: its role and its place."""
        return f"{begin}; {lock}{self._place}"

    def _transaction(
        self, connection: Connection, caller: Caller | None, opening: str, books: Books = _NOTHING
    ) -> PostgresTransaction:
        return PostgresTransaction(connection, self.schema, self._signer, caller, opening, books)

    @contextlib.asynccontextmanager
    async def reading(self, caller: Caller | None = None) -> AsyncIterator[PostgresTransaction]:
        """See Database."""
        opening = self._opening(begin="BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
        async with self._connected() as connection:
            transaction = self._transaction(connection, caller, opening)
            try:
                yield transaction
            finally:
                await _roll_back(transaction)

    @contextlib.asynccontextmanager
    async def writing(self, caller: Caller | None = None) -> AsyncIterator[PostgresTransaction]:
        """See Database; those who wait for their turn meanwhile are committed in the same transaction."""
        self._check_open()
        async with self._turns.writing(caller) as transaction:
            yield transaction
        self.wake()

    @contextlib.asynccontextmanager
    async def loading(self, caller: Caller | None) -> AsyncIterator[PostgresTransaction]:
        """A transaction outside of the turns of writers, such as for rows that wait in temporary tables.

        What it writes is there after `finishing`, and gone without.
        """
        async with self._connected() as connection:
            transaction = self._transaction(connection, caller, self._opening())
            try:
                yield transaction
            finally:
                await _roll_back(transaction)

    @contextlib.asynccontextmanager
    async def finishing(self, transaction: Transaction) -> AsyncIterator[None]:
        """Take the turn for a transaction of `loading`, and commit it at the end."""
        assert isinstance(transaction, PostgresTransaction)
        async with self._turns.outside():
            await transaction.run(self._lock.removesuffix("; "))
            yield
            await commit(transaction.connection, transaction.unsent() + self._commit)
        self.wake()

    @contextlib.asynccontextmanager
    async def keeping(self) -> AsyncIterator[PostgresTransaction]:
        """A transaction of the steward outside of the turns of writers; commits at the end."""
        async with self.loading(None) as transaction:
            yield transaction
            if not transaction.opening:
                await commit(transaction.connection, transaction.unsent() + self._commit)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection]:
        self._check_open()
        try:
            async with self._pool.connection(timeout=WAIT_S) as connection:
                yield connection
        except psycopg.Error as error:
            raise explain(error) from error

    def _check_open(self) -> None:
        if self._closed:
            raise closed_workspace()

    def mark(self) -> Mark:
        """See Database."""
        return (self._notices.count(self.schema), 0, 0)

    async def changed(self, since: Mark, timeout_s: float) -> bool:
        """See Database."""
        return await self._notices.changed(self.schema, since[0], timeout_s)

    def wake(self) -> None:
        """See Database."""
        self._notices.noticed(self.schema)

    @property
    def closed(self) -> bool:
        """See Database."""
        return self._closed

    @property
    def loads_aside(self) -> bool:
        """See Database."""
        return True

    @property
    def keeps_rows(self) -> bool:
        """See Database: by row-level security."""
        return True

    async def close(self) -> None:
        """See Database; the pool belongs to the server."""
        self._closed = True
        self.wake()


async def _roll_back(transaction: PostgresTransaction) -> None:
    """End a transaction whose outcome nobody waits for; a connection that is lost is the pool's matter."""
    if transaction.opening:
        return
    with contextlib.suppress(psycopg.Error):
        await asyncio.shield(transaction.connection.execute("ROLLBACK"))
