"""`delete`, `restore`, `trash`, `purge`: what goes, what comes back, what is gone for good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lattice.actions.rows import DeleteRow, DeleteRows, GetRow, PurgeRows, RestoreRows
from lattice.actions.trash import ListTrash
from lattice.cli.arguments import Limit, RowIds, TableName, Yes
from lattice.cli.completion import tables
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, count, need_yes, note
from lattice.cli.row_ids import checked_id
from lattice.cli.running import need_person, on_workspace, registry_of
from lattice.cli.tables_text import table_text
from lattice.cli.workspace_commands import entry_data, say_active
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.values import show_time
from lattice.model.visible import visible

app = typer.Typer()


@app.command("delete")
def delete(
    ctx: typer.Context,
    what: Annotated[
        str,
        typer.Argument(
            metavar="T|NAME",
            help="A table, ids behind it; or alone a workspace.",
            autocompletion=tables,
            show_default=False,
        ),
    ],
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID...]", help="Ids of rows.", show_default=False)
    ] = None,
    yes: Yes = False,
    expect_version: Annotated[
        int | None,
        typer.Option(metavar="N", help="Refuse if someone changed the row meanwhile.", show_default=False),
    ] = None,
) -> None:
    """Delete rows (to the trash), or a whole workspace (for good).

    `delete T ID…` moves rows of the table T to the trash; `restore` brings them back.

    `delete NAME --yes`, without ids, removes the workspace NAME and its file for good.
    """
    flags = flags_of(ctx)
    if ids:
        _delete_rows(flags, what, ids, expect_version)
    else:
        _delete_workspace(flags, what, yes=yes)


def _delete_rows(flags: Globals, table: str, ids: list[str], expect_version: int | None) -> None:
    checked = tuple(checked_id(text) for text in ids)
    if len(checked) == 1:
        one = DeleteRow(table=table, id=checked[0], expect_version=expect_version)
        row = on_workspace(flags, lambda client: client.run(one, op_id=flags.op_id)).value
        answer(flags, row.flat, lambda: f"{row.id} is in the trash.")
        return
    if expect_version is not None:
        raise LatticeError("usage", "--expect-version goes with one row.", "Give one id.")
    _change_many(flags, DeleteRows(table=table, ids=checked), "moved to the trash")


def _change_many(flags: Globals, action: DeleteRows | RestoreRows, done: str) -> None:
    """Run it and answer the rows as they are now; one as an object, several as an array."""
    ids = action.ids or ()

    async def work(client: Client) -> tuple[int, list[dict[str, object]]]:
        result = (await client.run(action, op_id=flags.op_id)).value
        rows = [await client.run(GetRow(table=action.table, id=row_id)) for row_id in ids if flags.as_json]
        return result.count, [row.value.flat() for row in rows]

    changed, rows = on_workspace(flags, work)
    answer(flags, lambda: rows if len(ids) > 1 else rows[0], lambda: f"{count(changed, 'row')} {done}.")


def _delete_workspace(flags: Globals, name: str, *, yes: bool) -> None:
    need_person(flags, "delete a workspace")
    registry = registry_of(flags)
    entry = registry.get(name)
    need_yes(yes, f"This removes the workspace {entry.name!r} for good: {entry.path}.")
    registry.delete(name)
    answer(
        flags,
        lambda: entry_data(entry, active=False),
        lambda: f"{visible(entry.name)} and its file are gone for good.",
    )
    say_active(flags, registry)
    _say_context(Path(entry.path))


def _say_context(path: Path) -> None:
    """Its Markdown is not ours alone: there may be edits and notes in it."""
    from lattice.context import context_folder

    folder = context_folder(path)
    if folder.exists():
        note(f"What was rendered of it is still in {folder}; remove that folder too, if nobody needs it.")


@app.command("restore")
def restore(ctx: typer.Context, table: TableName, ids: RowIds) -> None:
    """Bring rows back from the trash."""
    flags = flags_of(ctx)
    action = RestoreRows(table=table, ids=tuple(checked_id(text) for text in ids))
    _change_many(flags, action, "restored")


@app.command("trash")
def trash(ctx: typer.Context, limit: Limit = 200) -> None:
    """List what was deleted."""
    flags = flags_of(ctx)
    listed = on_workspace(flags, lambda client: client.run(ListTrash(limit=limit))).value
    rows = [
        (
            visible(item.table),
            item.row_id,
            visible(item.label),
            show_time(item.deleted_at)[:19],
            visible(item.deleted_by),
        )
        for item in listed.items
    ]
    answer(
        flags,
        lambda: listed.items,
        lambda: table_text(("table", "id", "row", "deleted", "by"), rows) if rows else "The trash is empty.",
    )
    if not flags.as_json and listed.total > len(listed.items):
        note(f"{len(listed.items):,} of {listed.total:,}; more with --limit")


@app.command("purge")
def purge(ctx: typer.Context, table: TableName, ids: RowIds, yes: Yes = False) -> None:
    """Remove rows of the trash for good, also from the log."""
    flags = flags_of(ctx)
    action = PurgeRows(table=table, ids=tuple(checked_id(text) for text in ids))
    need_yes(yes, f"This removes {count(len(action.ids), 'row')} of {table} and their history for good.")
    result = on_workspace(flags, lambda client: client.run(action, op_id=flags.op_id)).value
    gone = [{"_id": row_id, "purged": True} for row_id in action.ids]
    answer(
        flags,
        lambda: gone if len(gone) > 1 else gone[0],
        lambda: f"{count(result.count, 'row')} removed for good.",
    )
