"""Writers of one workspace on Postgres: they take turns, and those that wait meanwhile share a commit.

A turn costs a trip to begin and one to commit, which syncs a disk. Whoever comes while others write gets
their turn in the same transaction, behind a savepoint; all are answered when it is committed. So the order
of the log is that of the turns, nothing is seen before it is kept, and what fails takes back itself alone.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections import deque
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager

import psycopg

from lattice.databases.postgres_books import Books
from lattice.databases.postgres_errors import explain
from lattice.databases.postgres_transaction import Connection, PostgresTransaction
from lattice.model.errors import LatticeError
from lattice.model.people import Caller

_log = logging.getLogger(__name__)

#: How long a transaction takes in further turns: what the first of them waits for the others.
SHARED_S = 0.05
_SAVEPOINT = "SAVEPOINT turn; "
_KEPT = "RELEASE SAVEPOINT turn; "
_TAKEN_BACK = "ROLLBACK TO SAVEPOINT turn; RELEASE SAVEPOINT turn; "

Connected = Callable[[], AbstractAsyncContextManager[Connection]]
Made = Callable[[Connection, Caller | None, str, Books], PostgresTransaction]


class _Turn:
    """One writer's place in the queue."""

    def __init__(self, caller: Caller | None, *, outside: bool = False) -> None:
        loop = asyncio.get_running_loop()
        self.caller = caller
        self.outside = outside
        """Whether it writes in a transaction of its own, as an import does."""
        self.granted: asyncio.Future[PostgresTransaction | None] = loop.create_future()
        self.left: asyncio.Future[bool] = loop.create_future()
        """Whether it went well."""
        self.kept: asyncio.Future[LatticeError | None] = loop.create_future()
        """Once the commit is over: why not, or None."""

    def leave(self, *, well: bool) -> None:
        """Let the next one have its turn."""
        if not self.left.done():
            self.left.set_result(well)


class Turns:
    """The queue of one workspace's writers in this process; among processes the lock decides."""

    def __init__(self, connected: Connected, made: Made, begin: str, commit: str) -> None:
        self._connected = connected
        self._made = made
        self._begin = begin
        self._commit = commit
        self._queue: deque[_Turn] = deque()
        self._server: asyncio.Task[None] | None = None

    @contextlib.asynccontextmanager
    async def writing(self, caller: Caller | None) -> AsyncIterator[PostgresTransaction]:
        """One turn; what it wrote is kept when this ends. Raises `outcome_unknown` when that is not known."""
        turn = self._join(_Turn(caller))
        try:
            transaction = await turn.granted
            assert transaction is not None
            yield transaction
        except BaseException:
            turn.leave(well=False)
            raise
        turn.leave(well=True)
        try:
            error = await asyncio.shield(turn.kept)
        except asyncio.CancelledError:
            # it is carried out all the same: a cancelled caller must not look like a failure
            await turn.kept
            raise
        if error is not None:
            raise error

    @contextlib.asynccontextmanager
    async def outside(self) -> AsyncIterator[None]:
        """A turn of who writes in a transaction of their own, and commits it before this ends."""
        turn = self._join(_Turn(None, outside=True))
        try:
            await turn.granted
            yield
        finally:
            turn.leave(well=True)

    def _join(self, turn: _Turn) -> _Turn:
        self._queue.append(turn)
        if self._server is None or self._server.done():
            self._server = asyncio.create_task(self._serve(), name="turns of writers")
        return turn

    def _next(self) -> _Turn | None:
        """Who is first in the queue and still waits."""
        while self._queue:
            turn = self._queue.popleft()
            if not turn.granted.cancelled():
                return turn
        return None

    def _shares(self) -> bool:
        """Whether the next one may write in the same transaction: the server's own work does not."""
        while self._queue and self._queue[0].granted.cancelled():
            self._queue.popleft()
        return bool(self._queue) and self._queue[0].caller is not None

    async def _serve(self) -> None:
        while (turn := self._next()) is not None:
            if turn.outside:
                turn.granted.set_result(None)
                await turn.left
            else:
                await self._transaction(turn)

    async def _transaction(self, turn: _Turn) -> None:
        """Turns that are committed together, beginning with one."""
        done: list[_Turn] = []
        error: LatticeError | None = None
        try:
            async with self._connected() as connection:
                await self._go_through(connection, turn, done)
        except LatticeError as failed:
            error = failed
        except psycopg.Error as failed:
            error = explain(failed)
        except asyncio.CancelledError:
            error = LatticeError("failed", "The server is stopping.", "Ask again with the same op_id.")
            raise
        except Exception:  # noqa: BLE001 - nobody may be told that all is well, and the queue goes on
            _log.exception("the turns of a transaction were not committed")
            error = _unknown()
        finally:
            if error is not None and not turn.granted.done():
                turn.granted.set_exception(error)
            for one in done:
                one.kept.set_result(error)

    async def _go_through(self, connection: Connection, turn: _Turn, done: list[_Turn]) -> None:
        opening, begun, books = self._begin, time.monotonic(), Books()
        while True:
            behind = opening.endswith(_SAVEPOINT)
            transaction = self._made(connection, turn.caller, opening, books)
            turn.granted.set_result(transaction)
            well = await turn.left
            if well:
                done.append(turn)
                books = transaction.books
            if transaction.opening:  # nothing was asked, so nothing was begun
                opening = transaction.opening
            elif well:
                opening = (_KEPT if behind else "") + _SAVEPOINT
            elif behind:
                opening = _TAKEN_BACK + _SAVEPOINT
            else:
                await self._take_back(connection)
                return
            late = time.monotonic() - begun > SHARED_S
            if late or transaction.stands_alone or not self._shares():
                break
            following = self._next()
            assert following is not None
            turn = following
        if opening != self._begin:
            transaction.books = books
            ending = opening.removesuffix(_SAVEPOINT) + transaction.unsent()
            await commit(connection, ending + self._commit)

    async def _take_back(self, connection: Connection) -> None:
        # a connection that is lost is the pool's matter
        with contextlib.suppress(psycopg.Error):
            await connection.execute("ROLLBACK")


async def commit(connection: Connection, statements: str) -> None:
    """Send what commits a transaction, and carry it out whoever stops waiting for it.

    Raises `outcome_unknown` when the answer is lost.
    """
    sent = asyncio.ensure_future(connection.execute(statements))
    try:
        await asyncio.shield(sent)
    except asyncio.CancelledError:
        await sent
        raise
    except psycopg.OperationalError as error:
        if isinstance(error, psycopg.errors.DiskFull):
            raise explain(error) from error
        raise _unknown() from error


def _unknown() -> LatticeError:
    return LatticeError(
        "outcome_unknown",
        "The server lost its database while the change was being written.",
        "Ask again with the same op_id: that settles it.",
    )
