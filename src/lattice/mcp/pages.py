"""The pages that lead an agent through a workspace: the index of all, and of one table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lattice.actions import Description, ListRows, ListTables
from lattice.actions.tables import TableInfo
from lattice.assistant.tools.provenance import WORKSPACE, origin_of_row, plain, wrapped
from lattice.client import Client
from lattice.context.inline import inline
from lattice.context.scene import Place, is_foreign, place_of, shown
from lattice.mcp.addresses import INDEX, Address
from lattice.model.files import FILES
from lattice.model.rows import Row
from lattice.model.values import ColumnType

#: Tables that the index lists, and rows that the page of a table lists.
TABLES_LISTED = 500
ROWS_LISTED = 100
_CELL_CHARS = 60
_DEFINITION_CHARS = 300
_NEWEST = ("-_id",)

_MORE = "Tools read more: list_tables, query_rows with a filter, search, read_file."


async def index_page(client: Client) -> str:
    """What the workspace holds; raises what the client raises."""
    about = await client.describe()
    tables = (await client.run(ListTables(native=True))).value.tables
    people = [info for info in tables if not info.table.native]
    lines = [f"# {inline(about.name)}", ""]
    if about.description:
        lines += [inline(about.description), ""]
    lines += [_standing(about), "", "## Tables", ""]
    lines += _table_lines(people)
    files = next((info.rows for info in tables if info.table.name == FILES), None)
    if files is not None:
        lines += ["", "## Documents", "", f"Files and artifacts: {files:,}, listed in {Address(FILES)}."]
    return wrapped(plain("\n".join(lines)), WORKSPACE) + f"\n{_MORE}"


async def person_of(client: Client) -> str:
    """The person for whom the agent of `client` works."""
    about = await client.describe()
    return about.on_behalf_of or about.actor


def _standing(about: Description) -> str:
    return f"A workspace of Lattice, at change {about.seq:,}. You act in it as {about.actor}."


def _table_lines(tables: Sequence[TableInfo]) -> list[str]:
    if not tables:
        return ["None yet."]
    lines = ["| table | address | rows | what it holds |", "| --- | --- | ---: | --- |"]
    for info in tables[:TABLES_LISTED]:
        table = info.table
        what = inline(table.definition, _DEFINITION_CHARS)
        lines.append(f"| {inline(table.name)} | {Address(table.name)} | {info.rows:,} | {what} |")
    if len(tables) > TABLES_LISTED:
        lines.append(f"\n… and {len(tables) - TABLES_LISTED:,} more tables, which list_tables shows.")
    return lines


async def table_page(client: Client, name: str) -> str:
    """The columns of a table and its newest rows; raises `not_found`."""
    tables = (await client.run(ListTables(native=True))).value
    table = tables.schema.table(name)
    count = next(info.rows for info in tables.tables if info.table.id == table.id)
    place = place_of(table, "", count)
    names = {info.table.id: info.table.name for info in tables.tables}
    lines = [f"# {inline(table.name)}", ""]
    if table.definition:
        lines += [inline(table.definition, _DEFINITION_CHARS), ""]
    lines += [f"{count:,} {'row' if count == 1 else 'rows'}. All tables: {INDEX}", "", "## Columns", ""]
    lines += ["| column | type | what it holds |", "| --- | --- | --- |"]
    for column in table.columns:
        kind = column.type.value
        if column.type is ColumnType.REFERENCE and column.target in names:
            kind = f"reference to {inline(names[column.target])}"
        lines.append(f"| {inline(column.name)} | {kind} | {inline(column.definition, _DEFINITION_CHARS)} |")
    rows = (await client.run(ListRows(table=table.name, sort=_NEWEST, limit=ROWS_LISTED))).value.rows
    lines += ["", "## Rows, newest first", "", *_row_lines(place, rows)]
    if count > len(rows):
        lines.append(f"\n… and {count - len(rows):,} more rows: query_rows and search find them.")
    me = await person_of(client)
    origin = WORKSPACE
    for row in rows:
        origin |= origin_of_row(row, me, table.name)
    return wrapped(plain("\n".join(lines)), origin)


def _row_lines(place: Place, rows: Sequence[Row]) -> Iterable[str]:
    if not rows:
        yield "None yet."
        return
    name = place.label_column.name if place.label_column else "name"
    heads = [name, "address", *(column.name for column in place.shown)]
    yield f"| {' | '.join(inline(head, _CELL_CHARS) for head in heads)} |"
    yield f"|{' --- |' * len(heads)}"
    for row in rows:
        foreign = " (words of strangers)" if is_foreign(row.source) or row.values.get("untrusted") else ""
        cells = [inline(place.label(row), _CELL_CHARS) + foreign, str(Address(place.table.name, row.id))]
        cells += [inline(shown(column, row.values.get(column.name)), _CELL_CHARS) for column in place.shown]
        yield f"| {' | '.join(cells)} |"
