"""`link`, `unlink`, `links`: ties between rows."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.links import AddLink, ListLinks, RemoveLink
from lattice.cli.arguments import Limit, RowIdText, TableName
from lattice.cli.file_ids import meant_id
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, note
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.client import Client
from lattice.model.rows import Link, Links
from lattice.model.visible import visible

app = typer.Typer()

OtherTable = Annotated[str, typer.Argument(metavar="T2", help="The other row's table.", show_default=False)]
OtherId = Annotated[str, typer.Argument(metavar="ID2", help="The other row.", show_default=False)]
LinkName = Annotated[str, typer.Option("--as", metavar="NAME", help="What kind of tie.", show_default=False)]


@app.command("link")
def link(
    ctx: typer.Context,
    table: TableName,
    row_id: RowIdText,
    to_table: OtherTable,
    to_id: OtherId,
    name: LinkName = "",
) -> None:
    """Tie two rows together."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Link:
        action = AddLink(
            table=table,
            id=await meant_id(client, table, row_id),
            to_table=to_table,
            to_id=await meant_id(client, to_table, to_id),
            name=name,
        )
        return (await client.run(action, op_id=flags.op_id)).value

    made = on_workspace(flags, work)
    answer(flags, lambda: made, lambda: f"Linked to {visible(made.label or made.row_id)}.")


@app.command("unlink")
def unlink(
    ctx: typer.Context,
    table: TableName,
    row_id: RowIdText,
    to_table: OtherTable,
    to_id: OtherId,
    name: LinkName = "",
) -> None:
    """Untie two rows."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Link:
        action = RemoveLink(
            table=table,
            id=await meant_id(client, table, row_id),
            to_table=to_table,
            to_id=await meant_id(client, to_table, to_id),
            name=name,
        )
        return (await client.run(action, op_id=flags.op_id)).value

    removed = on_workspace(flags, work)
    answer(flags, lambda: removed, lambda: f"No longer linked to {visible(removed.label or removed.row_id)}.")


@app.command("links")
def links(
    ctx: typer.Context,
    table: TableName,
    row_id: RowIdText,
    limit: Limit = 200,
    after: Annotated[
        str | None, typer.Option("--after", metavar="CURSOR", help="The next page.", show_default=False)
    ] = None,
) -> None:
    """Show what a row is tied to."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Links:
        found = await meant_id(client, table, row_id)
        return (await client.run(ListLinks(table=table, id=found, after=after, limit=limit))).value

    found = on_workspace(flags, work)
    answer(flags, lambda: found, lambda: _links_text(found))
    if found.next is not None and not flags.as_json:
        note(f"{found.total:,} in all; more of them: --after {found.next}")


def _links_text(found: Links) -> str:
    rows = [
        (
            "→" if one.outgoing else "←",
            visible(one.name),
            visible(one.table),
            one.row_id,
            visible(one.label),
        )
        for one in found.links
    ]
    rows += [
        ("←", f"its {visible(one.column)}", visible(one.table), one.row_id, visible(one.label))
        for one in found.references
    ]
    return table_text(("", "as", "table", "id", "row"), rows) if rows else "Tied to nothing.\n"
