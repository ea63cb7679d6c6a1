"""Where an import writes while its rows wait: short transactions of a file, or one of its own on a server."""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator

from lattice.databases.base import Database, Transaction
from lattice.model.people import Caller


class Room:
    """The transactions of one import until it becomes visible."""

    def __init__(self, database: Database, aside: Transaction | None) -> None:
        self._database = database
        self.aside = aside
        """The one transaction that all of it happens in; None where each step has its own."""

    @contextlib.asynccontextmanager
    async def step(self) -> AsyncIterator[Transaction]:
        """One step of writing."""
        if self.aside is not None:
            yield self.aside
            return
        async with self._database.writing() as tx:
            yield tx


@contextlib.asynccontextmanager
async def room_for(database: Database, caller: Caller) -> AsyncIterator[Room]:
    """The room of an import; what waits in a transaction of its own is gone unless it was finished."""
    if not database.loads_aside:
        yield Room(database, None)
        return
    async with database.loading(caller) as tx:
        yield Room(database, tx)
