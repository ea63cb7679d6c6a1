"""Statements of one transaction on Postgres, under the ticket of who asks."""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import AsyncIterator, Collection, Iterable, Iterator, Sequence
from itertools import chain
from typing import Any

import psycopg
from psycopg.sql import Literal

from lattice.databases.base import Param, Record, Statement
from lattice.databases.books import Closing, Standing
from lattice.databases.filters import POSTGRES
from lattice.databases.postgres_books import Books
from lattice.databases.postgres_errors import explain
from lattice.databases.postgres_sql import Translated, translate
from lattice.databases.tickets import Signer
from lattice.model.ids import new_id
from lattice.model.people import ActorKind, Caller

Connection = psycopg.AsyncConnection[tuple[Any, ...]]

#: Parameters of one statement: the protocol counts them in 16 bits.
PARAMETERS_A_STATEMENT = 60_000
_SHOW = "SELECT set_config('lattice.ticket', $1, true)"
#: Says whether statements go through whole tables, and gives a list of a million grants its room.
AT_LARGE = "SELECT set_config('lattice.at_large', 'on', true), set_config('work_mem', '32MB', true)"
_FEW = "SELECT set_config('lattice.at_large', '', true)"


class PostgresTransaction:
    """Statements on one connection, between BEGIN and COMMIT, under the ticket of who asks."""

    dialect = POSTGRES
    indexes_text = True

    def __init__(
        self,
        connection: Connection,
        schema: str,
        signer: Signer,
        caller: Caller | None,
        opening: str,
        books: Books,
    ) -> None:
        self.connection = connection
        self.opening = opening
        """What begins it, sent with the first statement; empty from then on."""
        self.books = books
        """What was written down in this transaction and is still to be sent."""
        self.stands_alone = caller is None
        """Whether nobody else's statements may follow before it is committed: it changed what tables are."""
        self._schema = schema
        self._signer = signer
        self._caller = caller
        # to an agent no table is open before the engine has said which
        tables = None if caller is None or caller.kind is ActorKind.HUMAN else ()
        self._own = signer.steward(schema) if caller is None else signer.caller(schema, caller, tables)
        self._steward_ticket = ""
        self._depth = 0 if caller is not None else 1
        self._at_large = False
        self._told_at_large = False
        """Whether the database was told that statements go through whole tables."""
        self._note = ""
        """Stands before statements that may be kept prepared: those of one workspace at one version."""
        self.shown = self._own
        """The ticket that the database was shown last."""

    @contextlib.asynccontextmanager
    async def steward(self) -> AsyncIterator[None]:
        """See Transaction."""
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    @contextlib.contextmanager
    def at_large(self) -> Iterator[None]:
        """See Transaction."""
        before, self._at_large = self._at_large, True
        try:
            yield
        finally:
            self._at_large = before

    def confine(self, tables: Collection[str] | None, version: int) -> None:
        """See Transaction."""
        self._note = f"/* {self._schema} {version} */ "
        if self._caller is not None and (tables is not None or self._caller.kind is not ActorKind.HUMAN):
            self._own = self._signer.caller(self._schema, self._caller, tables)

    async def stands(self, actor: str, op_id: str | None) -> Standing:
        """See Transaction; in one call, which is shown the steward's ticket beside the caller's."""
        asked = _literals(self._ticket(steward=True), actor, op_id)
        ((version, seq, n, hash_, fingerprint, *receipt),) = await self._simple(
            f"SELECT * FROM lattice_stands({asked})"
        )
        found = Standing(
            int(str(version)),
            int(seq or 0),
            int(n or 0),
            None if hash_ is None else str(hash_),
            None if fingerprint is None else (fingerprint, *receipt),
        )
        self.books, standing = self.books.asked(found, actor, op_id)
        return standing

    async def write_down(self, closing: Closing) -> None:
        """See Transaction. It is sent when somebody looks, or with the commit."""
        self.books = self.books.write(closing)
        self.stands_alone |= closing.schema_changed

    def unsent(self) -> str:
        """The statement that sends what was written down, or nothing."""
        if not self.books.closings:
            return ""
        given = _literals(self._ticket(steward=True), *self.books.arguments())
        self.books = self.books.sent()
        return f"SELECT lattice_write_down({given}); "

    async def _ready(self, known: Translated) -> None:
        """Begin the transaction if that is still to come; what a statement may look at must be there."""
        if known.reads_books and self.books.closings:
            await self._simple(self.unsent())
        if self.opening:
            await self._begin()

    def _ticket(self, *, steward: bool) -> str:
        if not steward and not self._depth:
            return self._own
        if self._caller is None:
            return self._own
        if not self._steward_ticket:
            self._steward_ticket = self._signer.steward(self._schema)
        return self._steward_ticket

    async def _go(self, statements: Sequence[Statement]) -> list[psycopg.AsyncCursor[tuple[Any, ...]]]:
        """Run statements in one trip, each under its ticket; their cursors."""
        sent: list[tuple[str, Sequence[Any], bool]] = []
        for sql, params in statements:
            known = translate(sql)
            await self._ready(known)
            sent += [(told, params, False) for told, params in self._untold(known)]
            if known.ddl:
                self._note = ""
                self.stands_alone = True
                sent.append(("SELECT lattice.ddl($1, $2)", (self._schema, known.sql), True))
            else:
                sent.append((known.sql, params, True))
        try:
            if len(sent) == 1:
                return [await self._execute(sent[0][0], sent[0][1])]
            async with self.connection.pipeline():
                cursors = [(await self._execute(sql, params), wanted) for sql, params, wanted in sent]
            return [cursor for cursor, wanted in cursors if wanted]
        except psycopg.Error as error:
            raise explain(error) from error

    async def _begin(self, first: str = "SELECT") -> psycopg.AsyncCursor[tuple[Any, ...]]:
        """Send what opens the transaction, and a first statement without parameters in the same trip."""
        # a ticket holds nothing but letters of actor ids, digits and | : , . _ -
        opening = f"{self.opening}SELECT set_config('lattice.ticket', '{self.shown}', true); {first}"
        self.opening = ""
        cursor = await self.connection.execute(opening)
        while cursor.nextset():
            pass
        return cursor

    async def _simple(self, sql: str) -> list[Record]:
        """The answer to a statement without parameters, in one trip with what opens the transaction."""
        try:
            cursor = await (self._begin(sql) if self.opening else self.connection.execute(sql))
        except psycopg.Error as error:
            raise explain(error) from error
        return await _rows(cursor)

    async def _execute(self, sql: str, params: Sequence[Any]) -> psycopg.AsyncCursor[tuple[Any, ...]]:
        """Run one statement; without a note it is not kept prepared, for its columns may get other types."""
        return await self.connection.execute(self._note + sql, params, prepare=None if self._note else False)

    async def all(self, sql: str, params: Sequence[Param] = ()) -> list[Record]:
        """See Transaction."""
        return await _rows((await self._go([(sql, params)]))[0])

    async def one(self, sql: str, params: Sequence[Param] = ()) -> Record | None:
        """See Transaction."""
        rows = await self.all(sql, params)
        return rows[0] if rows else None

    async def run(self, sql: str, params: Sequence[Param] = ()) -> int:
        """See Transaction."""
        return (await self._go([(sql, params)]))[0].rowcount

    async def script(self, statements: Sequence[Statement]) -> list[list[Record]]:
        """See Transaction."""
        return [await _rows(cursor) for cursor in await self._go(statements)]

    async def many(self, sql: str, rows: Iterable[Sequence[Param]]) -> None:
        """See Transaction."""
        known = translate(sql)
        await self._show(known)
        try:
            async with self.connection.cursor() as cursor:
                # it is kept prepared in any case, so without a note it is given a name of its own
                await cursor.executemany((self._note or f"/* {new_id()} */ ") + known.sql, rows)
        except psycopg.Error as error:
            raise explain(error) from error

    async def insert(self, into: str, rows: Sequence[Sequence[Param]]) -> None:
        """See Transaction; what goes to a temporary table is copied, for others have rules for each row."""
        if not rows:
            return
        if into.startswith("INSERT INTO pg_temp."):
            await self._copy(into.removeprefix("INSERT INTO "), rows)
            return
        width = len(rows[0])
        at_once = max(1, min(1000, PARAMETERS_A_STATEMENT // width))
        group = f"({', '.join('?' * width)})"
        for start in range(0, len(rows), at_once):
            chunk = rows[start : start + at_once]
            await self.run(
                f"{into} VALUES {', '.join([group] * len(chunk))}", list(chain.from_iterable(chunk))
            )

    async def _copy(self, into: str, rows: Sequence[Sequence[Param]]) -> None:
        try:
            async with (
                self.connection.cursor() as cursor,
                cursor.copy(f"COPY {into} FROM STDIN") as copy,
            ):
                for row in rows:
                    await copy.write_row(row)
        except psycopg.Error as error:
            raise explain(error) from error

    async def stream(
        self, sql: str, params: Sequence[Param] = (), size: int = 1000
    ) -> AsyncIterator[list[Record]]:
        """See Transaction."""
        known = translate(sql)
        await self._show(known)
        name = f"lattice_{id(self):x}_{hashlib.sha256(known.sql.encode()).hexdigest()[:8]}"
        try:
            async with self.connection.cursor(name=name) as cursor:
                await cursor.execute(known.sql, params)
                while rows := await cursor.fetchmany(size):
                    yield rows
        except psycopg.Error as error:
            raise explain(error) from error

    async def _show(self, known: Translated) -> None:
        await self._ready(known)
        for told, params in self._untold(known):
            await self.connection.execute(told, params)

    def _untold(self, known: Translated) -> list[tuple[str, tuple[str, ...]]]:
        """What the database is to be told before a statement, and was not told yet."""
        told: list[tuple[str, tuple[str, ...]]] = []
        if (ticket := self._ticket(steward=known.steward)) != self.shown:
            told.append((_SHOW, (ticket,)))
            self.shown = ticket
        if self._at_large != self._told_at_large:
            told.append((AT_LARGE if self._at_large else _FEW, ()))
            self._told_at_large = self._at_large
        return told


def _literals(*values: str | bool | None) -> str:
    """Values as they stand in a statement."""
    return ", ".join(Literal(value).as_string(None) for value in values)


async def _rows(cursor: psycopg.AsyncCursor[tuple[Any, ...]]) -> list[Record]:
    # asked of the result itself: a cursor would describe every column for it
    result = cursor.pgresult
    return await cursor.fetchall() if result is not None and result.nfields else []
