"""SQLite through aiosqlite: one connection that writes, several that read, word of others' writes."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sqlite3
import time
from collections.abc import AsyncIterator
from pathlib import Path

import aiosqlite

from lattice.databases.base import Mark, Transaction
from lattice.databases.exact import AGGREGATES
from lattice.databases.filters import FUNCTIONS, SQLITE
from lattice.databases.sqlite_errors import explain
from lattice.databases.sqlite_lookout import Lookout
from lattice.databases.sqlite_transaction import SqliteTransaction
from lattice.model.errors import LatticeError, closed_workspace
from lattice.model.people import Caller

#: How long a writer waits for the others' turns. The longest turn is the end of a large import:
#: 1 µs a row, 5 s for 5 million (`make bench`).
BUSY_TIMEOUT_S = 120.0
#: Page cache of one connection, in KiB as SQLite wants it (negative).
CACHE_KIB = -8000
READERS = 3
#: Two writes within this may bear the same time: a tick of the kernel, with room (10 ms at 100 Hz).
CLOCK_GRAIN_NS = 20_000_000


class SqliteDatabase:
    """A SQLite file, open for one process; others may have it open as well."""

    dialect = SQLITE

    def __init__(self, path: Path, *, poll_s: float = 0.05, durable: bool = True) -> None:
        """Open it when it is first asked.

        One that is not `durable` may go back to an earlier state, and a sound one, when the machine loses its
        power; each commit is cheaper by one wait for the disk.
        """
        self.path = path.absolute()
        # the WAL file lies beside the file itself, wherever a link to it is
        written = Path(os.path.realpath(self.path))
        self._wal = f"{written}-wal"
        self._durable = durable
        self._writer: aiosqlite.Connection | None = None
        # a place for each reader, None where none was opened yet; the last in is the first out, so
        # that another is only opened while those that there are all read
        self._readers: asyncio.LifoQueue[aiosqlite.Connection | None] = asyncio.LifoQueue()
        for _ in range(READERS):
            self._readers.put_nowait(None)
        self._write_lock = asyncio.Lock()
        self._own_writes = 0
        self._lookout = Lookout(self.mark, poll_s, written)
        self._closed = False
        self._file: tuple[int, int] | None = None

    @contextlib.asynccontextmanager
    async def reading(self, caller: Caller | None = None) -> AsyncIterator[SqliteTransaction]:
        """See Database."""
        reader = await self._take_reader()
        transaction = SqliteTransaction(reader)
        try:
            await transaction.run("BEGIN")
            yield transaction
        except asyncio.CancelledError:
            # nobody waits for the answer: stop the statement instead of blocking the next reader
            reader._conn.interrupt()
            raise
        finally:
            await asyncio.shield(self._give_back(reader))

    async def _give_back(self, reader: aiosqlite.Connection) -> None:
        """End a reading; a reader that does not answer any more is closed, and another takes its place.

        The stop that was meant for the statement before may hit the first try. While a statement is open,
        whoever holds it, SQLite lets the stop last, and no later question of that reader would be answered.
        """
        fit: aiosqlite.Connection | None = None
        try:
            for _ in range(2):
                with contextlib.suppress(LatticeError):
                    await SqliteTransaction(reader).call(_end_reading)
                    fit = reader
                    break
            else:
                with contextlib.suppress(sqlite3.Error):
                    await reader.close()
        finally:
            self._readers.put_nowait(fit)

    @contextlib.asynccontextmanager
    async def writing(self, caller: Caller | None = None) -> AsyncIterator[SqliteTransaction]:
        """See Database."""
        async with self._write_lock:
            self._check_open()
            if self._writer is None:
                self._writer = await self._connect()
            transaction = SqliteTransaction(self._writer)
            begun = asyncio.ensure_future(transaction.run("BEGIN IMMEDIATE"))
            try:
                await asyncio.shield(begun)
                yield transaction
                self._check_place()
            except BaseException:
                # also when cancelled while BEGIN waits its turn in the connection's thread
                with contextlib.suppress(LatticeError):
                    await asyncio.shield(self._roll_back(begun, transaction))
                raise
            await self._commit(transaction)
        self.wake()

    def loading(self, caller: Caller) -> contextlib.AbstractAsyncContextManager[SqliteTransaction]:
        """See Database: a file has one writer, who must not wait for the rows of an import."""
        raise NotImplementedError

    def finishing(self, transaction: Transaction) -> contextlib.AbstractAsyncContextManager[None]:
        """See Database."""
        raise NotImplementedError

    @property
    def loads_aside(self) -> bool:
        """See Database."""
        return False

    async def _roll_back(self, begun: asyncio.Future[int], transaction: SqliteTransaction) -> None:
        await begun
        await transaction.run("ROLLBACK")

    async def _commit(self, transaction: SqliteTransaction) -> None:
        # once COMMIT is on its way it is carried out: a cancelled caller must not look like a failure
        commit = asyncio.ensure_future(transaction.run("COMMIT"))
        try:
            await asyncio.shield(commit)
        except asyncio.CancelledError:
            await commit
            raise
        except LatticeError:
            with contextlib.suppress(LatticeError):
                await transaction.run("ROLLBACK")
            raise

    async def _take_reader(self) -> aiosqlite.Connection:
        self._check_open()
        reader = await self._readers.get()
        if reader is not None:
            return reader
        try:
            self._check_open()
            return await self._connect(read_only=True)
        except BaseException:
            # also when cancelled: `close` waits for every place
            self._readers.put_nowait(None)
            raise

    @property
    def keeps_rows(self) -> bool:
        """See Database; a file keeps nothing from whoever opens it."""
        return False

    @property
    def closed(self) -> bool:
        """See Database."""
        return self._closed

    def _check_place(self) -> None:
        """Raise `not_found` when the file was removed or replaced: nobody would find what is written now."""
        if self._file == _identity(self.path):
            return
        raise LatticeError(
            "not_found",
            f"The workspace's file was removed, moved or replaced while it was open: {self.path}."
            " Nothing was changed.",
            "Open the workspace again from where it is now.",
        )

    def _check_open(self) -> None:
        if self._closed:
            raise closed_workspace()

    async def _connect(self, *, read_only: bool = False) -> aiosqlite.Connection:
        if self._file is None:
            self._file = _identity(self.path)
        connection = await open_connection(self.path)
        transaction = SqliteTransaction(connection)
        try:
            if read_only:
                await transaction.run("PRAGMA query_only = 1")
            elif not self._durable:
                await transaction.run("PRAGMA synchronous = NORMAL")
        except (LatticeError, asyncio.CancelledError):
            await connection.close()
            raise
        return connection

    async def write_ahead(self) -> None:
        """Keep changes in a WAL file from now on; written into the file, so it is asked for once."""
        async with self._write_lock:
            if self._writer is None:
                self._writer = await self._connect()
            await SqliteTransaction(self._writer).run("PRAGMA journal_mode = WAL")

    def mark(self) -> Mark:
        """See Database.

        Others' writes are noticed by the WAL file: its size or time changes with every commit. Looking at it
        costs 2 µs, asking SQLite 100. Another commit within the same grain of the clock may leave both alike:
        so a mark that is taken as early as that is none that a later one equals, and one looks once more.
        """
        try:
            wal = os.stat(self._wal)
        except OSError:
            return (self._own_writes, 0, 0)
        fresh = abs(time.time_ns() - wal.st_mtime_ns) < CLOCK_GRAIN_NS
        return (self._own_writes, wal.st_mtime_ns, -1 if fresh else wal.st_size)

    async def changed(self, since: Mark, timeout_s: float) -> bool:
        """See Database."""
        # a mark of this very moment says less than one a little later
        return await self._lookout.changed(since, timeout_s, again=since[2] < 0)

    def wake(self) -> None:
        """See Database."""
        self._own_writes += 1
        self._lookout.look()

    async def shed_wal(self) -> None:
        """Bring the WAL file home and empty it, as far as others' reading lets."""
        async with self._write_lock:
            if self._writer is not None:
                await SqliteTransaction(self._writer).all("PRAGMA wal_checkpoint(TRUNCATE)")

    async def close(self) -> None:
        """See Database."""
        if self._closed:
            return
        self._closed = True
        self.wake()
        self._lookout.close()
        async with self._write_lock:
            for _ in range(READERS):
                if (reader := await self._readers.get()) is not None:
                    await reader.close()
            if self._writer is not None:
                await self._writer.close()


def _end_reading(connection: sqlite3.Connection) -> None:
    connection.rollback()
    connection.execute("SELECT 1").fetchall()


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells this file from another at the same path; None when there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


async def open_connection(path: Path) -> aiosqlite.Connection:
    """A connection to an absolute path, as a workspace wants it; raises `corrupt`, `unwritable`."""
    opening = asyncio.ensure_future(_open(path))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        # its thread has to have answered before the event loop is closed
        with contextlib.suppress(LatticeError):
            await (await opening).close()
        raise


async def _open(path: Path) -> aiosqlite.Connection:
    try:
        opening = aiosqlite.connect(
            f"{path.as_uri()}?mode=rw",
            uri=True,
            isolation_level=None,
            timeout=BUSY_TIMEOUT_S,
        )
        # a program that ends without closing its client must end, not wait for this thread for ever
        opening._thread.daemon = True
        connection = await opening
    except sqlite3.Error as error:
        raise explain(error, path) from error

    def prepare(raw: sqlite3.Connection) -> None:
        raw.execute(f"PRAGMA cache_size = {CACHE_KIB}")
        raw.execute("PRAGMA synchronous = FULL")
        # 16 MB of WAL between checkpoints instead of 4: an import writes each page fewer times
        raw.execute("PRAGMA wal_autocheckpoint = 4000")
        # overwrite what is deleted only where it costs no more writing; a purge asks for all of it
        raw.execute("PRAGMA secure_delete = FAST")
        raw.execute("PRAGMA trusted_schema = OFF")
        for name, (arity, function) in FUNCTIONS.items():
            raw.create_function(name, arity, function, deterministic=True)
        for name, aggregate in AGGREGATES.items():
            raw.create_aggregate(name, 1, aggregate)  # type: ignore[arg-type]  # they may answer text too

    try:
        await SqliteTransaction(connection).call(prepare)
    except LatticeError:
        await connection.close()
        raise
    return connection
