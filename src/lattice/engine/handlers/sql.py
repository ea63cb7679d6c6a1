"""Reading by SQL: one query over views of what the caller may see."""

from __future__ import annotations

import asyncio
import threading
import time

from lattice.actions import QuerySql, SqlResult
from lattice.databases.sqlite import SqliteDatabase
from lattice.databases.sqlite_query import View, run_query
from lattice.engine.catalog import Layout
from lattice.engine.registry import reads
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError
from lattice.model.files import FILES

#: Bytes of a query.
QUERY_BYTES = 200_000


@reads(QuerySql)
async def query_sql(work: Reading, action: QuerySql) -> SqlResult:
    """Answer one SELECT, in a connection and a thread of its own."""
    database = work.database
    if not isinstance(database, SqliteDatabase):
        raise LatticeError("invalid_action", "SQL reads local workspaces only.")
    if len(action.sql.encode("utf-8", "replace")) > QUERY_BYTES:
        raise LatticeError("too_large", f"The query is longer than {QUERY_BYTES:,} bytes.")
    views = {layout.table.name.lower(): _view(layout) for layout in work.catalog.layouts}
    stop = threading.Event()
    begun = time.perf_counter()
    try:
        answer = await asyncio.to_thread(run_query, database.path, views, action.sql, action.limit, stop)
    except asyncio.CancelledError:
        stop.set()
        raise
    elapsed_ms = round((time.perf_counter() - begun) * 1000, 3)
    return SqlResult(answer.columns, answer.rows, answer.truncated, elapsed_ms)


#: The whole text of a file as a further column of `_files`.
_FILE_TEXT = (
    ", (SELECT group_concat(text, '') FROM (SELECT p.text FROM $schema.lattice_texts t"
    " JOIN $schema.lattice_parts p ON p.text_key = t.key WHERE t.id = text_id ORDER BY p.n)) AS text"
)


def _view(layout: Layout) -> View:
    if layout.table.name == FILES:
        return View(
            FILES,
            ", ".join(layout.fields),
            "_deleted_at IS NULL",
            _FILE_TEXT,
            frozenset({"lattice_texts", "lattice_parts"}),
        )
    return View(layout.table.name, ", ".join(layout.fields), "_deleted_at IS NULL")
