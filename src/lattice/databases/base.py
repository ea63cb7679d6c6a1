"""What the engine asks of a database: transactions, statements in them, and word of changes by others."""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Iterable, Sequence
from contextlib import AbstractAsyncContextManager, AbstractContextManager
from typing import TYPE_CHECKING, Protocol

from lattice.databases.filters import Dialect
from lattice.model.people import Caller
from lattice.model.values import Stored

if TYPE_CHECKING:
    from lattice.databases.books import Closing, Standing

#: One parameter of a statement.
Param = Stored | bytes
#: One row of an answer.
Record = tuple[Stored, ...]
#: Where writing stands: opaque, compared for equality.
Mark = tuple[int, int, int]
#: A statement with its parameters.
Statement = tuple[str, Sequence[Param]]


class Transaction(Protocol):
    """Statements of one transaction, in order."""

    @property
    def dialect(self) -> Dialect:
        """What this database writes otherwise than others."""
        ...

    @property
    def indexes_text(self) -> bool:
        """Whether the database finds rows by their text itself; else the engine keeps tables of words."""
        ...

    async def all(self, sql: str, params: Sequence[Param] = ()) -> list[Record]:
        """Every row of the answer."""
        ...

    async def one(self, sql: str, params: Sequence[Param] = ()) -> Record | None:
        """The first row of the answer, or None."""
        ...

    async def run(self, sql: str, params: Sequence[Param] = ()) -> int:
        """How many rows the statement changed."""
        ...

    async def script(self, statements: Sequence[Statement]) -> list[list[Record]]:
        """Several statements in one go, one list of rows for each: one trip instead of many."""
        ...

    async def many(self, sql: str, rows: Iterable[Sequence[Param]]) -> None:
        """One statement for each row of parameters; `rows` is read in the connection's thread."""
        ...

    async def insert(self, into: str, rows: Sequence[Sequence[Param]]) -> None:
        """Many rows of equal length in bulk; `into` is the statement up to VALUES."""
        ...

    def stream(self, sql: str, params: Sequence[Param] = (), size: int = 1000) -> AsyncIterator[list[Record]]:
        """The rows of the answer in lists of at most `size`."""
        ...

    async def stands(self, actor: str, op_id: str | None) -> Standing:
        """Where the workspace stands, and what this actor's `op_id` did, as the steward sees it."""
        ...

    async def write_down(self, closing: Closing) -> None:
        """Write down what a change did, as the steward."""
        ...

    def steward(self) -> AbstractAsyncContextManager[None]:
        """Meanwhile statements see and change everything: for bookkeeping, never for what a caller asked.

        Only a database that keeps rows from callers knows the difference. Inside one another it goes on.
        """
        ...

    def at_large(self) -> AbstractContextManager[None]:
        """Meanwhile statements go through whole tables, not to a few rows of them.

        A database that keeps rows from callers then lists once what is shared with one.
        """
        ...

    def confine(self, tables: Collection[str] | None, version: int) -> None:
        """From now on only the tables with these ids are open to the caller; all when None.

        `version` is that of the schema which the statements that follow are made for.
        """
        ...


class Database(Protocol):
    """An open database."""

    @property
    def dialect(self) -> Dialect:
        """What this database writes otherwise than others."""
        ...

    def reading(self, caller: Caller | None = None) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that sees one state and changes nothing; without a caller that of the steward.

        A database that keeps rows from callers shows what this one may see.
        """
        ...

    def writing(self, caller: Caller | None = None) -> AbstractAsyncContextManager[Transaction]:
        """A transaction that alone may write; commits at the end, rolls back on any error."""
        ...

    def loading(self, caller: Caller) -> AbstractAsyncContextManager[Transaction]:
        """One transaction for a whole import, where rows wait without keeping others from writing.

        Only of databases where readers and writers do not meet, which `loads_aside` says.
        """
        ...

    def finishing(self, transaction: Transaction) -> AbstractAsyncContextManager[None]:
        """Let a transaction of `loading` alone write, and commit it at the end."""
        ...

    @property
    def loads_aside(self) -> bool:
        """Whether an import waits in one transaction of its own; else in short ones, and is swept if left."""
        ...

    def mark(self) -> Mark:
        """Where writing stands, to be compared: take it before reading, wait on it after."""
        ...

    async def changed(self, since: Mark, timeout_s: float) -> bool:
        """Wait until somebody has written since the mark, or the time is over; whether there was a write."""
        ...

    def wake(self) -> None:
        """Tell those who wait in `changed` that this process wrote."""
        ...

    @property
    def keeps_rows(self) -> bool:
        """Whether the database itself keeps from callers what they may not see; else the engine does."""
        ...

    @property
    def closed(self) -> bool:
        """Whether `close` was called."""
        ...

    async def close(self) -> None:
        """Let go of all connections."""
        ...
