"""Reading by SQL: one query over views of what the caller may see."""

from __future__ import annotations

import time
from collections.abc import Iterator

from lattice.actions import QuerySql, SqlResult
from lattice.databases.names import quote
from lattice.databases.sqlite import SqliteDatabase
from lattice.databases.sqlite_asking import ask
from lattice.databases.sqlite_query import View
from lattice.engine.catalog import Layout, masked_value
from lattice.engine.registry import reads
from lattice.engine.visibility import seen_rows
from lattice.engine.work import Reading
from lattice.model.errors import LatticeError
from lattice.model.files import FILES
from lattice.model.rows import SYSTEM_COLUMNS

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
    views = {
        layout.table.name.lower(): _view(layout, texts=work.keeps_texts) for layout in work.catalog.layouts
    }
    begun = time.perf_counter()
    answer = await ask(database.path, views, action.sql, action.limit)
    elapsed_ms = round((time.perf_counter() - begun) * 1000, 3)
    return SqlResult(answer.columns, answer.rows, answer.truncated, elapsed_ms)


#: The whole text of a file as a further column of `_files`.
_FILE_TEXT = (
    ", (SELECT group_concat(text, '') FROM (SELECT p.text FROM $schema.lattice_texts t"
    " JOIN $schema.lattice_parts p ON p.text_key = t.key WHERE t.id = text_id ORDER BY p.n)) AS text"
)


def _view(layout: Layout, *, texts: bool) -> View:
    name, fields, where = layout.table.name, ", ".join(_shown(layout)), "_deleted_at IS NULL"
    beside: frozenset[str] = frozenset()
    if layout.seen_by:
        where = f"{where} AND {seen_rows(layout.seen_by, quote(name), '$schema.')}"
        beside = frozenset({"lattice_grants"})
    if name == FILES and texts:
        return View(FILES, fields, where, _FILE_TEXT, beside | {"lattice_texts", "lattice_parts"})
    return View(name, fields, where, beside=beside)


def _shown(layout: Layout) -> Iterator[str]:
    """The columns of a view; what stands for those that are masked.

    Those of every row come last: who asks for `*` wants to see what the table holds.
    """
    for column in layout.table.columns:
        name = quote(column.name)
        if not column.masked:
            yield name
        else:
            mask = masked_value(column.type)
            yield f"NULL AS {name}" if mask is None else f"'{mask}' AS {name}"
    yield from SYSTEM_COLUMNS
