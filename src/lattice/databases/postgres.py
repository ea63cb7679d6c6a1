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
from lattice.databases.postgres_errors import explain
from lattice.databases.postgres_notices import Notices
from lattice.databases.postgres_transaction import Connection, PostgresTransaction
from lattice.databases.tickets import Signer
from lattice.model.errors import LatticeError
from lattice.model.people import Caller

Pool = AsyncConnectionPool[Connection]

#: How long to wait for a connection of the pool, and for the turn of a writer.
WAIT_S = 30.0


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
        self._turn = asyncio.Lock()
        self._closed = False
        digest = hashlib.sha256(schema.encode()).digest()
        self._lock_key = int.from_bytes(digest[:8], "big", signed=True)

    @contextlib.asynccontextmanager
    async def reading(self, caller: Caller | None = None) -> AsyncIterator[PostgresTransaction]:
        """See Database."""
        async with self._connected() as connection:
            transaction = PostgresTransaction(connection, self.schema, self._signer, caller)
            begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
            await self._begin(connection, begin, transaction.shown)
            try:
                yield transaction
            finally:
                await _end(connection, "ROLLBACK")

    @contextlib.asynccontextmanager
    async def writing(self, caller: Caller | None = None) -> AsyncIterator[PostgresTransaction]:
        """See Database."""
        async with self._turn, self._connected() as connection:
            transaction = PostgresTransaction(connection, self.schema, self._signer, caller)
            begin = f"BEGIN; SELECT pg_advisory_xact_lock({self._lock_key})"
            await self._begin(connection, begin, transaction.shown)
            try:
                yield transaction
            except BaseException:
                await _end(connection, "ROLLBACK")
                raise
            await self._commit(connection)
        self.wake()

    @contextlib.asynccontextmanager
    async def loading(self, caller: Caller | None) -> AsyncIterator[PostgresTransaction]:
        """A transaction outside of the turns of writers, such as for rows that wait in temporary tables.

        What it writes is there after `finishing`, and gone without.
        """
        async with self._connected() as connection:
            transaction = PostgresTransaction(connection, self.schema, self._signer, caller)
            await self._begin(connection, "BEGIN", transaction.shown)
            try:
                yield transaction
            finally:
                await _end(connection, "ROLLBACK")

    @contextlib.asynccontextmanager
    async def finishing(self, transaction: Transaction) -> AsyncIterator[None]:
        """Take the turn for a transaction of `loading`, and commit it at the end."""
        assert isinstance(transaction, PostgresTransaction)
        async with self._turn:
            await transaction.run(f"SELECT pg_advisory_xact_lock({self._lock_key})")
            yield
            await self._commit(transaction.connection)
        self.wake()

    @contextlib.asynccontextmanager
    async def keeping(self) -> AsyncIterator[PostgresTransaction]:
        """A transaction of the steward outside of the turns of writers; commits at the end."""
        async with self.loading(None) as transaction:
            yield transaction
            await self._commit(transaction.connection)

    @contextlib.asynccontextmanager
    async def _connected(self) -> AsyncIterator[Connection]:
        if self._closed:
            raise LatticeError("failed", "The workspace was closed.", "Open it again.")
        try:
            async with self._pool.connection(timeout=WAIT_S) as connection:
                yield connection
        except psycopg.Error as error:
            raise explain(error) from error

    async def _begin(self, connection: Connection, begin: str, ticket: str) -> None:
        """One trip: the transaction, its role, its place and its ticket."""
        path = f"{quote(self.schema)}, lattice_sql, pg_catalog"
        # a ticket holds nothing but letters of actor ids, digits and | : , . _ -
        await connection.execute(
            f"{begin}; SET LOCAL ROLE lattice_member;"
            f" SELECT set_config('search_path', '{path}', true),"
            f" set_config('lattice.ticket', '{ticket}', true)"
        )

    async def _commit(self, connection: Connection) -> None:
        # once COMMIT is on its way it is carried out: a cancelled caller must not look like a failure
        commit = asyncio.ensure_future(
            connection.execute(f"SELECT pg_notify('lattice', '{self.schema}'); COMMIT")
        )
        try:
            await asyncio.shield(commit)
        except asyncio.CancelledError:
            await commit
            raise
        except psycopg.OperationalError as error:
            if isinstance(error, psycopg.errors.DiskFull):
                raise explain(error) from error
            raise LatticeError(
                "outcome_unknown",
                "The server lost its database while the change was being written.",
                "Ask again with the same op_id: that settles it.",
            ) from error

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


async def _end(connection: Connection, how: str) -> None:
    """End a transaction whose outcome nobody waits for; a connection that is lost is the pool's matter."""
    with contextlib.suppress(psycopg.Error):
        await asyncio.shield(connection.execute(how))
