"""Tools that find and work out: search, aggregates, SQL."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta

from lattice.actions import (
    AggregateRows,
    DatePart,
    GroupKey,
    ListRows,
    Measure,
    QuerySql,
    Reckoning,
    SearchText,
)
from lattice.assistant.tools.base import ToolOutcome, Using, tool
from lattice.assistant.tools.provenance import STRANGERS, Origin, json_line, origin_of_row, wrapped
from lattice.assistant.tools.schema import Input, TableName, Where, wrong
from lattice.assistant.tools.tabled import FRAME, shortened, sourced_text
from lattice.model.errors import LatticeError
from lattice.model.ids import is_id
from lattice.model.references import ref
from lattice.model.rows import Hit

_BEGIN, _END = "\x02", "\x03"
#: Characters of one value of an answer.
_CELL = 400


class SearchInput(Input, frozen=True):
    """Rows and files whose text holds all the words (the last may be the beginning of one), best first. For
    exact conditions, or "newest", use query_rows."""

    text: Annotated[str, Meta(description="Words to look for.")]
    tables: Annotated[
        tuple[str, ...], Meta(description="Only these; _files for documents. All when empty.")
    ] = ()
    limit: Annotated[int, Meta(description="Hits wanted.", ge=1, le=100)] = 20


@tool(SearchInput, "search.text", "row.list", needs=("search.text",))
async def search(using: Using, ask: SearchInput) -> ToolOutcome:
    """Snippets, each with whose words it shows."""
    found = await using.read(SearchText(text=ask.text, tables=ask.tables, limit=ask.limit))
    if not found.hits:
        return ToolOutcome("Nothing found. Fewer or other words may find more.", "nothing found")
    origins = await _origins(using, found.hits)
    items = [(_hit(hit), origins.get(hit.row_id, STRANGERS)) for hit in found.hits]
    text, count = sourced_text(items, using.max_chars - FRAME)
    refs = tuple(ref(hit.table, hit.row_id) for hit in found.hits[:count])
    using.known.add(refs)
    more = " There are more: narrow the words or raise `limit`." if found.more or count < len(items) else ""
    return ToolOutcome(f"{count} found, best first.{more}\n{text}", f"{count} found", refs=refs)


def _hit(hit: Hit) -> dict[str, object]:
    snippet = hit.snippet.replace(_BEGIN, "**").replace(_END, "**")
    place = {"at": hit.place} if hit.place else {}
    start = {"start": hit.at} if hit.at is not None else {}
    return {
        "_ref": ref(hit.table, hit.row_id),
        "is": shortened(hit.label, 120),
        "in": hit.column,
        **place,
        **start,
        "snippet": shortened(snippet, _CELL),
    }


async def _origins(using: Using, hits: Sequence[Hit]) -> dict[str, Origin]:
    """Whose words the rows hold, by id; those that cannot be asked are left out."""
    tables: defaultdict[str, list[str]] = defaultdict(list)
    for hit in hits:
        tables[hit.table].append(hit.row_id)
    me = await using.me()
    found: dict[str, Origin] = {}
    if not await using.may("row.list"):
        return found
    for table, ids in tables.items():
        try:
            page = await using.read(ListRows(table=table, where=f"_id in ({', '.join(ids)})", limit=len(ids)))
        except LatticeError as error:
            if error.code not in ("not_found", "forbidden"):
                raise
            continue  # conversations are searched, and not read as rows
        found |= {row.id: origin_of_row(row, me, table) for row in page.rows}
    return found


class AggregateInput(Input, frozen=True):
    """Count, sum and compare rows exactly, in groups or all together. Use it instead of adding up rows."""

    table: TableName
    where: Where = ""
    group_by: Annotated[
        tuple[str, ...],
        Meta(description="Columns; of a date or time also a part: `joined:year`, :month, :day."),
    ] = ()
    measures: Annotated[
        tuple[str, ...],
        Meta(
            description="`count`; or count, distinct, empty, min, max, sum, mean and a column: `sum amount`."
        ),
    ] = ("count",)
    sort: Annotated[
        tuple[str, ...], Meta(description="Measures or groups as written above, `-` before for descending.")
    ] = ()
    limit: Annotated[int, Meta(description="Groups.", ge=1, le=500)] = 50


@tool(AggregateInput, "row.aggregate")
async def aggregate(using: Using, ask: AggregateInput) -> ToolOutcome:
    """One line a group."""
    found = await using.read(
        AggregateRows(
            table=ask.table,
            where=ask.where,
            group_by=tuple(map(_key, ask.group_by)),
            measures=tuple(map(_measure, ask.measures)),
            sort=ask.sort,
            limit=ask.limit,
        )
    )
    lines = []
    for group in found.groups:
        shown = {name: shortened(value, _CELL) for name, value in zip(found.columns, group, strict=True)}
        for name, value in zip(found.columns, group, strict=True):
            if isinstance(value, str) and value in found.labels:
                shown[f"{name} is"] = shortened(found.labels[value], _CELL)
        lines.append(json_line(shown))
    kept = _fitting(lines, using.max_chars - FRAME)
    if not lines:
        return ToolOutcome("No rows match, so there are no groups.", f"no groups of {ask.table}")
    more = found.more or len(kept) < len(lines)
    note = " There are more groups: sort, or narrow the filter." if more else " That is all."
    said = f"{len(kept)} group{'' if len(kept) == 1 else 's'}."
    return ToolOutcome(
        f"{said}{note}\n{wrapped(chr(10).join(kept), STRANGERS)}", f"{said.rstrip('.')} of {ask.table}"
    )


def _key(text: str) -> GroupKey:
    column, _, part = text.rpartition(":")
    if column and part in set(DatePart):
        return GroupKey(column, DatePart(part))
    return GroupKey(text)


def _measure(text: str) -> Measure:
    what, _, column = text.strip().partition(" ")
    if what not in set(Reckoning):
        raise wrong("aggregate", f"{text!r} is no measure", f"It begins with one of {', '.join(Reckoning)}.")
    return Measure(Reckoning(what), column.strip())


def _fitting(lines: Sequence[str], room: int) -> list[str]:
    kept: list[str] = []
    for line in lines:
        room -= len(line) + 1
        if room < 0:
            break
        kept.append(line)
    return kept


class SqlInput(Input, frozen=True):
    """One SELECT of SQLite over the tables, for what the other tools can't do (joins, windows). Rows have the
    columns _id, _version, _created_at, _created_by, …; a reference holds the _id of a row; links are not
    there. Select _id to be able to refer to rows."""

    sql: Annotated[str, Meta(description="The SELECT.")]
    limit: Annotated[int, Meta(description="Rows.", ge=1, le=1000)] = 200


@tool(SqlInput, "sql.query")
async def sql(using: Using, ask: SqlInput) -> ToolOutcome:
    """The names of the columns, then one line a row."""
    found = await using.read(QuerySql(sql=ask.sql, limit=ask.limit))
    lines = [json_line([shortened(value, _CELL) for value in row]) for row in found.rows]
    head = json_line(list(found.columns))
    kept = _fitting(lines, using.max_chars - FRAME - len(head))
    if len(head) > using.max_chars - FRAME:
        raise wrong("sql", "the names of the columns do not fit", "Select fewer columns.")
    using.known.add(v for row in found.rows[: len(kept)] for v in row if isinstance(v, str) and is_id(v))
    said = f"{len(kept):,} row{'' if len(kept) == 1 else 's'}."
    if len(kept) < len(lines) or found.truncated:
        said += " There are more: use LIMIT and OFFSET, or select less."
    else:
        said += " That is all."
    body = "\n".join([head, *kept])
    return ToolOutcome(f"{said}\n{wrapped(body, STRANGERS)}", f"{len(kept):,} rows by SQL")
