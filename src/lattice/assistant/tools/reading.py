"""Tools that read tables and rows."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from msgspec import Meta

from lattice.actions import GetRow, ListRows, ListTables, TableInfo
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.links import links_text
from lattice.assistant.tools.provenance import STRANGERS, WORKSPACE, json_line, origin_of_row, plain, wrapped
from lattice.assistant.tools.schema import Input, RowId, TableName, Where, bare_id
from lattice.assistant.tools.tabled import FRAME, rows_text, shortened
from lattice.model.context import ContextRules
from lattice.model.references import ref
from lattice.model.schema import Column, Schema

#: Rows of a page at most.
MOST_ROWS = 200


class ListTablesInput(Input, frozen=True):
    """Tables of the workspace with definitions, numbers of rows and columns (name, type, definition).
    Call it before guessing names."""

    tables: Annotated[tuple[str, ...], Meta(description="Only these; all when empty.")] = ()
    native: Annotated[bool, Meta(description="Also Lattice's own, such as _files.")] = False


@tool(ListTablesInput, "table.list")
async def list_tables(using: Using, ask: ListTablesInput) -> ToolOutcome:
    """Every table on a line of its own; with many tables the columns are left to the next question."""
    native = ask.native or any(name.startswith("_") for name in ask.tables)
    found = await using.read(ListTables(native=native))
    chosen = list(found.tables)
    if ask.tables:
        ids = {found.schema.table(name).id for name in ask.tables}
        chosen = [info for info in chosen if info.table.id in ids]
    room = using.max_chars - FRAME
    words = f"{len(chosen)} tables" if len(chosen) != 1 else f"table {chosen[0].table.name}"
    if not chosen:
        return ToolOutcome("There are no tables yet.", "no tables")
    for columns in (2, 1, 0):
        lines = [json_line(_table(info, found.schema, columns)) for info in chosen]
        if sum(map(len, lines)) + len(lines) <= room:
            break
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    notes = []
    if columns < 2:
        what = "columns" if columns == 0 else "definitions of columns"
        notes.append(f"{what.capitalize()} are left out; name the tables you want in `tables`.")
    if len(kept) < len(lines):
        notes.append(f"{len(lines) - len(kept)} more tables are not shown.")
    return ToolOutcome("\n".join([wrapped("\n".join(kept), WORKSPACE), *notes]), words)


def _table(info: TableInfo, schema: Schema, columns: int) -> dict[str, Any]:
    table = info.table
    shown: dict[str, Any] = {"table": table.name, "rows": info.rows}
    if info.trashed:
        shown["in_trash"] = info.trashed
    if table.definition:
        shown["definition"] = shortened(table.definition, 400)
    if table.key:
        shown["key"] = [c.name for c in table.columns if c.id in table.key]
    if columns == 0:
        return {**shown, "columns": len(table.columns)}
    return {**shown, "columns": {c.name: _column(c, schema, columns > 1) for c in table.columns}}


def _column(column: Column, schema: Schema, definition: bool) -> str:
    target = schema.by_id(column.target) if column.target else None
    said = f"{column.type.value} to {target.name}" if target else column.type.value
    return f"{said}: {shortened(column.definition, 300)}" if definition and column.definition else said


class QueryRowsInput(Input, frozen=True):
    """Rows of a table, filtered and sorted. Filters: `city = Oslo and joined >= 2024-01-01`, `name ~ berg`
    (contains), `name starts ber`, `x is empty`, `x in (a, b)`, `x between 1 and 5`, `not active`,
    `company.country = NO` (behind a reference), `joined > now - 7d`, `_updated_at >= today`; and, or, not,
    parentheses; quote names ("First Name") and values ('New York') that hold spaces or signs. Files are rows
    of _files. "Newest" means sort by -_created_at."""

    table: TableName
    where: Where = ""
    sort: Annotated[tuple[str, ...], Meta(description="Columns; `-` before a name for descending.")] = ()
    columns: Annotated[tuple[str, ...], Meta(description="Only these columns; all when empty.")] = ()
    limit: Annotated[int, Meta(description="Rows wanted.", ge=1, le=MOST_ROWS)] = 50
    after: Annotated[str, Meta(description="Cursor of the page before, with the same filter and sort.")] = ""
    deleted: Annotated[bool, Meta(description="The trash instead of the living rows.")] = False
    count: Annotated[bool, Meta(description="Also count all that match.")] = False


@tool(QueryRowsInput, "row.list")
async def query_rows(using: Using, ask: QueryRowsInput) -> ToolOutcome:
    """A page of rows; one that does not fit is asked for again, shorter, so that its cursor is right."""
    wanted = ListRows(
        table=ask.table,
        where=ask.where,
        sort=ask.sort,
        columns=ask.columns,
        limit=ask.limit,
        after=ask.after or None,
        deleted=ask.deleted,
        count=ask.count,
    )
    page = await using.read(wanted)
    me, room = await using.me(), using.max_chars - FRAME
    lines = rows_text(page.rows, ask.table, me, room, page.labels)
    shown, fewer = page.rows[: lines.count], lines.count < len(page.rows)
    following = page.next
    if fewer:
        following = (await using.read(msgspec.structs.replace(wanted, limit=lines.count, count=False))).next
    refs = tuple(ref(ask.table, row.id) for row in shown)
    using.known.add(refs)
    head = _said(len(shown), page.total, more=following is not None, first=not ask.after)
    notes = [head]
    if lines.cut:
        notes.append("Long values are cut: get_row shows a row whole, `columns` narrows.")
    if following is not None:
        notes.append(f"{'More did not fit. ' if fewer else ''}Go on with after={json_line(following)}.")
    text = "\n".join(part for part in (notes[0], lines.text, *notes[1:]) if part)
    return ToolOutcome(text, f"{_counted(len(shown))} of {ask.table}", refs=refs)


def _said(shown: int, total: int | None, *, more: bool, first: bool) -> str:
    if shown == 0:
        return "No rows match." if first else "No further rows."
    of = f" of {total:,}" if total is not None else ""
    whole = " That is all." if not more and first else " That is the end." if not more else ""
    return f"{_counted(shown)}{of}; empty columns are left out.{whole}"


def _counted(count: int) -> str:
    return "1 row" if count == 1 else f"{count:,} rows"


class GetRowInput(Input, frozen=True):
    """One row whole: values, who wrote it, its links and the rows that refer to it; also from the trash."""

    table: TableName
    id: RowId
    page: Annotated[bool, Meta(description="As the Markdown page that people and other agents read.")] = False
    start: Annotated[int, Meta(description="Characters of the page to skip.", ge=0)] = 0


@tool(GetRowInput, "row.get", "link.list", "table.list", "file.read", "file.parts", needs=("row.get",))
async def get_row(using: Using, ask: GetRowInput) -> ToolOutcome:
    """A row with its neighbours."""
    row = await using.read(GetRow(table=ask.table, id=bare_id(ask.id)))
    me = await using.me()
    own = ref(ask.table, row.id)
    using.known.add((own,))
    origin = origin_of_row(row, me, ask.table)
    if ask.page:
        return await _page(using, ask, row.id, own)
    room = using.max_chars - FRAME
    links = await links_text(using, ask.table, row.id, room // 3)
    room -= len(links.text)
    state = {"_deleted_at": row.deleted_at} if row.deleted_at else {}
    head = {
        "_ref": own,
        "_version": row.version,
        "_created": f"{row.created_at} by {row.created_by}",
        "_updated": f"{row.updated_at} by {row.updated_by}",
        **({"_source": shortened(row.source, 200)} if row.source else {}),
        **state,
    }
    filled = {name: value for name, value in row.values.items() if value is not None}
    empty = [name for name, value in row.values.items() if value is None]
    line, cut = json_line({**head, **filled}), False
    most = room
    while len(line) > room and most > 20:
        most //= 2
        line, cut = json_line({**head, **{n: shortened(v, most) for n, v in filled.items()}}), True
    if len(line) > room:
        line = plain(line[:room]) + "…"
    parts = [wrapped(line, origin)]
    if cut:
        parts.append("Long values are cut: ask for the `page`, or use sql with substr().")
    if empty and len(json_line(empty)) < FRAME // 2:
        parts.append("Empty: " + wrapped(json_line(empty), WORKSPACE))
    parts.append(links.text)
    refs = (own, *links.refs)
    using.known.add(links.refs)
    return ToolOutcome("\n".join(p for p in parts if p), f"{ask.table}/{row.id}", refs=refs)


async def _page(using: Using, ask: GetRowInput, row_id: str, own: str) -> ToolOutcome:
    from lattice.context import row_page  # 20 ms that only a page pays

    rules = ContextRules(row_chars=1_000_000, links=50)
    text = plain(await row_page(using.client, ask.table, row_id, rules))
    piece = text[ask.start : ask.start + using.max_chars - FRAME]
    end = ask.start + len(piece)
    note = f"Characters {ask.start:,} to {end:,} of {len(text):,}."
    if end < len(text):
        note += f" Go on with start={end}."
    # the page names other rows, whoever wrote those
    return ToolOutcome(f"{note}\n{wrapped(piece, STRANGERS)}", f"page of {ask.table}/{row_id}", refs=(own,))
