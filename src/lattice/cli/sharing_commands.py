"""`share`, `mask`: who sees and changes what in a cloud workspace."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.sharing import MaskColumn, ReadSharing, ShareRow, ShareTable
from lattice.cli.arguments import TableName
from lattice.cli.completion import columns as complete_columns
from lattice.cli.globals import Globals, flags_of
from lattice.cli.member_names import find_members, split_names
from lattice.cli.output import answer
from lattice.cli.running import on_workspace
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.schema import Table
from lattice.model.sharing import Audience, Share, Visibility
from lattice.model.visible import visible

app = typer.Typer()

_Members = list[str] | None


@app.command("share")
def share(
    ctx: typer.Context,
    table: TableName,
    id_: Annotated[str, typer.Argument(metavar="ID", help="The id of a row.", show_default=False)] = "",
    visibility: Annotated[
        Visibility | None,
        typer.Argument(
            metavar="private|everyone|custom",
            help="Who sees the row; without it, who does is shown.",
            show_default=False,
        ),
    ] = None,
    read: Annotated[
        _Members,
        typer.Option("--read", metavar="M,…", help="Members who may read it.", show_default=False),
    ] = None,
    write: Annotated[
        _Members,
        typer.Option(
            "--write", metavar="M,…", help="Members who may read and change it.", show_default=False
        ),
    ] = None,
    default: Annotated[
        Visibility | None,
        typer.Option(
            "--default",
            metavar="V",
            help="private or everyone: who sees rows that are added to the table from now on.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Say who may see and change a row, or who sees the rows that a table gets from now on."""
    flags = flags_of(ctx)
    readers, writers = split_names(read or ()), split_names(write or ())
    if default is not None:
        if id_ or visibility or readers or writers:
            raise _usage("--default is about a table, and takes neither a row nor members.")
        _share_table(flags, table, default)
        return
    if not id_:
        raise _usage("Name a row, or say --default for the table.")
    if (readers or writers) and visibility not in (None, Visibility.CUSTOM):
        raise _usage(f"A row that is {visibility} is not shared with single members; say custom.")
    if readers or writers:
        visibility = Visibility.CUSTOM

    async def work(client: Client) -> Share:
        if visibility is None:
            return (await client.run(ReadSharing(table=table, id=id_.upper()))).value
        action = ShareRow(
            table=table,
            id=id_.upper(),
            visibility=visibility,
            read=await find_members(client, readers),
            write=await find_members(client, writers),
        )
        return (await client.run(action, op_id=flags.op_id)).value

    found = on_workspace(flags, work)
    answer(flags, lambda: found, lambda: _text(found))


def _usage(message: str) -> LatticeError:
    return LatticeError("usage", message, "`lattice share --help` says more.", stage=Stage.CONSTRAINTS)


def _share_table(flags: Globals, table: str, default: Visibility) -> None:
    action = ShareTable(table=table, default=default)
    done = on_workspace(flags, lambda client: client.run(action, op_id=flags.op_id)).value
    whom = "everyone" if default is Visibility.EVERYONE else "their owner alone"
    answer(flags, lambda: done, lambda: f"Rows added to {visible(done.name)} from now on are for {whom}.")


def _text(found: Share) -> str:
    if found.visibility is Visibility.EVERYONE:
        return f"Everyone sees it; it belongs to {found.owner}."
    if found.visibility is Visibility.PRIVATE or not (found.read or found.write):
        return f"Only {found.owner} sees it."
    lines = [f"{found.owner} owns it."]
    if found.write:
        lines.append(f"May read and change it: {', '.join(found.write)}.")
    if found.read:
        lines.append(f"May read it: {', '.join(found.read)}.")
    return "\n".join(lines)


@app.command("mask")
def mask(
    ctx: typer.Context,
    place: Annotated[
        str,
        typer.Argument(
            metavar="T.col", help="A column.", autocompletion=complete_columns, show_default=False
        ),
    ],
    audience: Annotated[
        Audience,
        typer.Argument(
            metavar="owner|admin|everyone", help="Whose role lets them read it.", show_default=False
        ),
    ],
) -> None:
    """Choose whose role lets them read a column; to others its values are masked."""
    flags = flags_of(ctx)
    table, dot, column = place.partition(".")
    if not (table and dot and column):
        raise LatticeError(
            "usage", f"{place!r} names no column.", "Write it as table.column.", stage=Stage.CONSTRAINTS
        )

    async def work(client: Client) -> Table:
        action = MaskColumn(table=table, column=column, audience=audience)
        return (await client.run(action, op_id=flags.op_id)).value

    done = on_workspace(flags, work)
    whom = {Audience.OWNER: "the owner", Audience.ADMIN: "owner and admins", Audience.EVERYONE: "everyone"}
    answer(
        flags, lambda: done, lambda: f"{visible(done.name)}.{visible(column)} is read by {whom[audience]}."
    )
