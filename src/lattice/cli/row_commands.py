"""`rows`, `get`, `add`, `set`: reading and changing rows."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.rows import CountRows, GetRow, InsertRow, ListRows, UpdateRow
from lattice.actions.tables import ListTables
from lattice.cli.arguments import Assignments, Limit, RowIdText, Sort, TableName, Where
from lattice.cli.assignments import parse_assignments
from lattice.cli.completion import column_names, files, views
from lattice.cli.file_ids import meant_id, source_in
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, count, note, write_json
from lattice.cli.row_ids import checked_id
from lattice.cli.row_text import row_text, rows_text
from lattice.cli.running import on_workspace
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.rows import Page, Row
from lattice.model.schema import Schema, Table

app = typer.Typer()

#: Rows that one `row.list` answers at most.
PAGE_ROWS = 1_000


@app.command("rows")
def rows(
    ctx: typer.Context,
    table: TableName,
    where: Where = "",
    view: Annotated[
        str | None,
        typer.Option(
            metavar="NAME",
            help="As a saved view shows them: its filter, sort and columns.",
            autocompletion=views,
            show_default=False,
        ),
    ] = None,
    sort: Sort = "",
    columns: Annotated[
        str,
        typer.Option(metavar="COL,...", help="Only these.", autocompletion=column_names, show_default=False),
    ] = "",
    limit: Limit = 100,
    after: Annotated[
        str | None,
        typer.Option(metavar="CURSOR", help="Go on after an earlier page: its `next`.", show_default=False),
    ] = None,
    deleted: Annotated[bool, typer.Option("--deleted", help="The trash instead of the living.")] = False,
    count_only: Annotated[bool, typer.Option("--count", help="Only how many there are.")] = False,
) -> None:
    """Read the rows of a table."""
    flags = flags_of(ctx)
    if count_only:
        counting = CountRows(table=table, where=where, deleted=deleted)
        total = on_workspace(flags, lambda client: _count(client, counting, view))
        answer(flags, lambda: {"total": total}, lambda: str(total))
        return
    action = ListRows(
        table=table,
        where=where,
        sort=split_names(sort),
        columns=split_names(columns),
        limit=min(limit, PAGE_ROWS),
        after=after,
        deleted=deleted,
    )
    page, shape = on_workspace(flags, lambda client: _read(client, flags, action, limit, view))
    if flags.as_json:
        write_json({"rows": [row.flat() for row in page.rows], "next": page.next, "total": page.total})
        return
    assert shape is not None
    answer(flags, lambda: None, lambda: rows_text(page, shape))
    if page.next is not None:
        of_all = f" of {page.total:,}" if page.total is not None else ""
        note(f"{count(len(page.rows), 'row')}{of_all}; more with --limit, or --after {page.next}")


async def _count(client: Client, action: CountRows, view: str | None) -> int:
    """How many rows match, in a view those that it shows."""
    if view is not None:
        from lattice.cli.view_names import counted_through, view_called

        action = counted_through(await view_called(client, action.table, view), action)
    return (await client.run(action)).value.total


async def _read(
    client: Client, flags: Globals, action: ListRows, limit: int, view: str | None
) -> tuple[Page, Table | None]:
    """Up to `limit` rows, in as many pages as it takes; the table too when people read them."""
    import msgspec

    if view is not None:
        from lattice.cli.view_names import through, view_called

        found = await view_called(client, action.table, view)
        action = through(found, action, (await schema_of(client)).table(action.table))
    page = (await client.run(action)).value
    while len(page.rows) < limit and page.next is not None:
        more = msgspec.structs.replace(action, after=page.next, limit=min(PAGE_ROWS, limit - len(page.rows)))
        onward = (await client.run(more)).value
        page = Page(page.rows + onward.rows, onward.next, page.total, {**page.labels, **onward.labels})
    shape = None if flags.as_json else (await schema_of(client)).table(action.table)
    return page, shape


@app.command("get")
def get(ctx: typer.Context, table: TableName, row_id: RowIdText) -> None:
    """Show one row."""
    flags = flags_of(ctx)

    async def work(client: Client) -> tuple[Row, Table]:
        action = GetRow(table=table, id=await meant_id(client, table, row_id))
        return (await client.run(action)).value, (await schema_of(client)).table(table)

    row, shape = on_workspace(flags, work)
    print_row(flags, row, shape)


@app.command("add")
def add(
    ctx: typer.Context,
    table: TableName,
    values: Assignments,
    file: Annotated[
        str | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="The file that it was made from, by id or name.",
            autocompletion=files,
            show_default=False,
        ),
    ] = None,
    page: Annotated[
        int | None, typer.Option(min=1, metavar="N", help="Where in that file: a page.", show_default=False)
    ] = None,
    heading: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Where in that file: a heading.", show_default=False)
    ] = None,
) -> None:
    """Add a row."""
    flags = flags_of(ctx)
    if file is None and (page is not None or heading is not None):
        raise LatticeError("usage", "--page and --heading say where in a file.", "Name it with --from.")

    async def work(client: Client) -> tuple[Row, Table]:
        shape = (await schema_of(client)).table(table)
        checked = parse_assignments(shape, values)
        source = await source_in(client, file, page, heading) if file is not None else None
        action = InsertRow(table=table, values=checked, source=source)
        return (await client.run(action, op_id=flags.op_id)).value, shape

    row, shape = on_workspace(flags, work)
    print_row(flags, row, shape)


@app.command("set")
def set_(
    ctx: typer.Context,
    table: TableName,
    row_id: RowIdText,
    values: Assignments,
    expect_version: Annotated[
        int | None,
        typer.Option(metavar="N", help="Refuse if someone changed it meanwhile.", show_default=False),
    ] = None,
) -> None:
    """Change columns of a row."""
    flags = flags_of(ctx)

    async def work(client: Client) -> tuple[Row, Table]:
        shape = (await schema_of(client)).table(table)
        action = UpdateRow(
            table=table,
            id=checked_id(row_id),
            values=parse_assignments(shape, values),
            expect_version=expect_version,
        )
        return (await client.run(action, op_id=flags.op_id)).value, shape

    row, shape = on_workspace(flags, work)
    print_row(flags, row, shape)


async def schema_of(client: Client) -> Schema:
    """The schema of the workspace, with the tables of Lattice: they are read like others."""
    return (await client.run(ListTables(native=True))).value.schema


def print_row(flags: Globals, row: Row, table: Table) -> None:
    """One row as the answer."""
    answer(flags, row.flat, lambda: row_text(row, table))


def split_names(text: str) -> tuple[str, ...]:
    """`a,-b` as names."""
    return tuple(part.strip() for part in text.split(",") if part.strip())
