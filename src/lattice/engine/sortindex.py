"""Indexes for sorting: the first sort by a column makes one in the background, outside of the log."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
import time

from lattice.actions import ListRows
from lattice.databases.names import quote
from lattice.databases.sqlite import BUSY_TIMEOUT_S, SqliteDatabase, explain
from lattice.engine.columnstore import sort_index_names
from lattice.engine.engine import Engine
from lattice.model.errors import LatticeError
from lattice.model.query import parse_sort

#: Tables up to this many rows are sorted fast enough without.
SMALL_ROWS = 5_000
#: How long after a sort its index is begun: the pages that are asked for at once come first.
DELAY_S = 0.3
#: How long a column is not looked at again.
FORGET_S = 60.0
#: Steps of SQLite's machine between two looks at whether to stop.
_STEPS = 20_000


class SortIndexes:
    """Makes the indexes that the sorts of one client ask for, one after the other."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: dict[tuple[str, str], float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._one = asyncio.Lock()

    def sorted(self, action: ListRows) -> None:
        """Note that rows were sorted so."""
        key = (action.table, action.sort[0])
        moment = time.monotonic()
        if moment - self._seen.get(key, -FORGET_S) < FORGET_S:
            return
        self._seen[key] = moment
        task = asyncio.create_task(self._later(*key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _later(self, table: str, sort: str) -> None:
        await asyncio.sleep(DELAY_S)
        # nobody asked for the index: a full disk or a table that is gone meanwhile is no failure
        with contextlib.suppress(LatticeError):
            async with self._one:
                await ensure(self._engine, table, sort)

    async def close(self) -> None:
        """Stop what is under way."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def ensure(engine: Engine, table: str, sort: str) -> bool:
    """Make the index for a sort by one key, unless it is there or the table is small; whether it was made."""
    database = engine.database
    if not isinstance(database, SqliteDatabase):
        return False
    async with database.reading() as tx:
        layout = (await engine.catalog(tx)).layout(table)
        (key, *_) = parse_sort([sort], layout.table)
        column = layout.table.find(key.name)
        if key.name == "_id":
            return False
        (name,) = sort_index_names(layout.table.id, column.id if column else key.name)
        there, counted = await tx.script(
            [
                ("SELECT 1 FROM sqlite_master WHERE type = 'index' AND name = ?", (name,)),
                ("SELECT live + trashed FROM lattice_tables WHERE id = ?", (layout.table.id,)),
            ]
        )
    if there or int(counted[0][0] or 0) <= SMALL_ROWS:
        return False
    stop = threading.Event()
    build = asyncio.ensure_future(
        asyncio.to_thread(_build, database, layout.table.id, column.id if column else key.name, name, stop)
    )
    try:
        return await asyncio.shield(build)
    except asyncio.CancelledError:
        stop.set()
        with contextlib.suppress(LatticeError):
            await build
        raise


def _build(
    database: SqliteDatabase, table_id: str, column_id: str, index: str, stop: threading.Event
) -> bool:
    """Build in a connection of its own, whose sorter spills to disk instead of filling memory."""
    connection = sqlite3.connect(
        f"{database.path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, timeout=BUSY_TIMEOUT_S
    )
    try:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA temp_store = FILE")
        connection.set_progress_handler(stop.is_set, _STEPS)
        connection.execute("BEGIN IMMEDIATE")
        place = _place(connection, table_id, column_id)
        if place is None:
            return False
        # the id makes the order total; with `_deleted_at` in it a window is found in the index alone.
        # It is not limited to living rows: then the planner takes it for whole scans, ten times slower.
        connection.execute(f"CREATE INDEX IF NOT EXISTS {quote(index)} ON {place}")
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        raise explain(error) from error
    finally:
        connection.close()
    return True


def _place(connection: sqlite3.Connection, table_id: str, column_id: str) -> str | None:
    """Table and columns to index as they are called by now; None when one was dropped meanwhile."""
    table = connection.execute(
        "SELECT sql_name FROM lattice_tables WHERE id = ? AND dropped_at IS NULL", (table_id,)
    ).fetchone()
    own = connection.execute(
        "SELECT sql_name FROM lattice_columns WHERE table_id = ? AND id = ? AND dropped_at IS NULL",
        (table_id, column_id),
    ).fetchone()
    name = own[0] if own else column_id if column_id.startswith("_") else None
    if table is None or name is None:
        return None
    return f"{quote(table[0])} ({quote(name)}, _id, _deleted_at)"
