"""`view list`, `save`, `rename`, `delete`: ways of looking at a table that have a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from lattice.actions.views import DeleteView, ListViews, RenameView, SaveView
from lattice.cli.arguments import SORT, WHERE, TableName
from lattice.cli.completion import column_names, tables, views
from lattice.cli.globals import flags_of
from lattice.cli.output import answer
from lattice.cli.row_commands import schema_of, split_names
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import table_text
from lattice.cli.view_names import view_called
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.views import View
from lattice.model.visible import visible

app = typer.Typer()
view_app = typer.Typer(help="Save a filter, sort and columns of a table under a name, for everyone.")
app.add_typer(view_app, name="view")

ViewName = Annotated[
    str, typer.Argument(metavar="NAME", help="A view.", autocompletion=views, show_default=False)
]


@view_app.command("list")
def list_(
    ctx: typer.Context,
    table: Annotated[
        str | None,
        typer.Argument(
            metavar="[T]", help="Only views of this table.", autocompletion=tables, show_default=False
        ),
    ] = None,
) -> None:
    """List the saved views."""
    flags = flags_of(ctx)
    found = on_workspace(flags, lambda client: client.run(ListViews(table=table))).value.views
    answer(flags, lambda: found, lambda: _views_text(found))


@view_app.command("save")
def save(
    ctx: typer.Context,
    table: TableName,
    name: ViewName,
    where: Annotated[str | None, WHERE] = None,
    sort: Annotated[str | None, SORT] = None,
    columns: Annotated[
        str | None,
        typer.Option(
            metavar="COL,...",
            help="Only these, in this order.",
            autocompletion=column_names,
            show_default=False,
        ),
    ] = None,
    over: Annotated[
        bool,
        typer.Option("--over", help="Save over the view of that name; what is not said stays as it was."),
    ] = False,
) -> None:
    """Save a way of looking at a table, for everyone in the workspace."""
    flags = flags_of(ctx)

    async def work(client: Client) -> View:
        old = await view_called(client, table, name) if over else None
        shown = split_names(columns) if columns is not None else None
        saved = SaveView(
            table=table,
            name=old.name if old else name,
            where=where,
            sort=split_names(sort) if sort is not None else None,
            columns=shown,
            hidden=await _others(client, table, shown) if shown is not None else None,
            id=old.id if old else None,
        )
        try:
            return (await client.run(saved, op_id=flags.op_id)).value
        except LatticeError as error:
            if error.code == "exists":
                error.hint = "Choose another name, or save over that one with --over."
            raise

    view = on_workspace(flags, work)
    said = f"Saved: `lattice rows {visible(view.table)} --view {visible(view.name)!r}` shows it."
    answer(flags, lambda: view, lambda: said)


async def _others(client: Client, table: str, shown: Sequence[str]) -> tuple[str, ...]:
    """The columns of a table that are hidden when only some show; none when no column is named."""
    if not shown:
        return ()
    shape = (await schema_of(client)).table(table)
    named = {shape.column(name).id for name in shown}
    return tuple(column.name for column in shape.columns if column.id not in named)


@view_app.command("rename")
def rename(
    ctx: typer.Context,
    table: TableName,
    name: ViewName,
    new: Annotated[str, typer.Argument(metavar="NEW", help="Its new name.", show_default=False)],
) -> None:
    """Give a saved view another name."""
    flags = flags_of(ctx)

    async def work(client: Client) -> View:
        view = await view_called(client, table, name)
        return (await client.run(RenameView(id=view.id, name=new), op_id=flags.op_id)).value

    view = on_workspace(flags, work)
    answer(flags, lambda: view, lambda: f"It is called {visible(view.name)} now.")


@view_app.command("delete")
def delete(ctx: typer.Context, table: TableName, name: ViewName) -> None:
    """Move a saved view to the trash; its rows stay."""
    flags = flags_of(ctx)

    async def work(client: Client) -> View:
        view = await view_called(client, table, name)
        return (await client.run(DeleteView(id=view.id), op_id=flags.op_id)).value

    view = on_workspace(flags, work)
    answer(
        flags, lambda: view, lambda: f"Deleted the view {visible(view.name)}; `lattice undo` brings it back."
    )


def _views_text(found: Sequence[View]) -> str:
    rows = [
        (
            visible(view.table),
            visible(view.name),
            visible(view.where),
            visible(",".join(view.sort)),
            visible(_columns_text(view)),
        )
        for view in found
    ]
    if rows:
        return table_text(("table", "view", "where", "sort", "columns"), rows)
    return "No view is saved yet. `lattice view save` saves one.\n"


def _columns_text(view: View) -> str:
    """The columns that it shows, as far as it says."""
    hidden = [column.name for column in view.columns if column.hidden]
    shown = [column.name for column in view.columns if not column.hidden]
    return ", ".join((*shown, *(f"not {name}" for name in hidden)))
