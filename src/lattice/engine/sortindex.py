"""Indexes for sorting: the first sort by some columns makes one in the background, outside of the log."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
import threading
import time
from collections.abc import Sequence
from typing import NamedTuple

from lattice.actions import ListRows
from lattice.databases.names import quote
from lattice.databases.sqlite import BUSY_TIMEOUT_S, SqliteDatabase
from lattice.databases.sqlite_errors import explain
from lattice.engine.catalog import Layout
from lattice.engine.columnstore import sort_index_prefix
from lattice.engine.engine import Engine
from lattice.model.errors import LatticeError
from lattice.model.query import parse_sort
from lattice.model.rows import SYSTEM_COLUMNS

#: Tables up to this many rows are sorted fast enough without.
SMALL_ROWS = 5_000
#: How long after a sort its index is begun: the pages that are asked for at once come first.
DELAY_S = 0.3
#: How long a column is not looked at again.
FORGET_S = 60.0
#: Indexes for sorting that one table has at most: each costs every change of a row 2 µs, and 40 MB a million.
MOST = 8
#: Steps of SQLite's machine between two looks at whether to stop.
_STEPS = 20_000


class SortIndexes:
    """Makes the indexes that the sorts of one client ask for, one after the other."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: dict[tuple[str, tuple[str, ...]], float] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._one = asyncio.Lock()

    def sorted(self, action: ListRows) -> None:
        """Note that rows were sorted so."""
        key = (action.table, action.sort)
        moment = time.monotonic()
        if moment - self._seen.get(key, -FORGET_S) < FORGET_S:
            return
        self._seen[key] = moment
        task = asyncio.create_task(self._later(*key))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _later(self, table: str, sort: tuple[str, ...]) -> None:
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


class _Key(NamedTuple):
    """One column of an index: its id (or name, of a column of Lattice) and whether it descends."""

    column: str
    down: bool


def _keys(layout: Layout, sort: Sequence[str]) -> list[_Key]:
    """The columns of the index that serves a sort and its reverse: the first ascends."""
    keys = parse_sort(sort, layout.table)
    if not keys or any(key.name == "_id" for key in keys):
        return []
    flip = keys[0].descending
    found = ((layout.table.find(key.name), key) for key in keys)
    return [_Key(column.id if column else key.name, key.descending is not flip) for column, key in found]


def _index_name(table_id: str, keys: Sequence[_Key]) -> str:
    return sort_index_prefix(table_id) + "-".join(f"{'~' * key.down}{key.column}" for key in keys)


async def ensure(engine: Engine, table: str, sort: Sequence[str]) -> bool:
    """Make the index for a sort, unless it is there or the table is small; whether it was made."""
    database = engine.database
    if not isinstance(database, SqliteDatabase):
        return False
    async with database.reading() as tx:
        layout = (await engine.catalog(tx)).layout(table)
        keys = _keys(layout, sort)
        prefix = sort_index_prefix(layout.table.id)
        there, counted = await tx.script(
            [
                (
                    "SELECT name FROM sqlite_master WHERE type = 'index' AND substr(name, 1, ?) = ?",
                    (len(prefix), prefix),
                ),
                ("SELECT live + trashed FROM lattice_tables WHERE id = ?", (layout.table.id,)),
            ]
        )
    name = _index_name(layout.table.id, keys)
    known = [str(row[0]) for row in there]
    if not keys or name in known or len(known) >= MOST or int(counted[0][0] or 0) <= SMALL_ROWS:
        return False
    stop = threading.Event()
    build = asyncio.ensure_future(asyncio.to_thread(_build, database, layout.table.id, keys, name, stop))
    try:
        return await asyncio.shield(build)
    except asyncio.CancelledError:
        stop.set()
        with contextlib.suppress(LatticeError):
            await build
        raise


def _build(
    database: SqliteDatabase, table_id: str, keys: Sequence[_Key], index: str, stop: threading.Event
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
        place = _place(connection, table_id, keys)
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


def _place(connection: sqlite3.Connection, table_id: str, keys: Sequence[_Key]) -> str | None:
    """Table and columns to index as they are called by now; None when one was dropped meanwhile."""
    table = connection.execute(
        "SELECT sql_name FROM lattice_tables WHERE id = ? AND dropped_at IS NULL", (table_id,)
    ).fetchone()
    own = dict(
        connection.execute(
            "SELECT id, sql_name FROM lattice_columns WHERE table_id = ? AND dropped_at IS NULL", (table_id,)
        ).fetchall()
    )
    own |= {name: name for name in SYSTEM_COLUMNS}
    if table is None or any(key.column not in own for key in keys):
        return None
    columns = [f"{quote(own[key.column])}{' DESC' * key.down}" for key in keys]
    # the id follows the last key's direction, as `select.order_by` has it
    return f"{quote(table[0])} ({', '.join(columns)}, _id{' DESC' * keys[-1].down}, _deleted_at)"
