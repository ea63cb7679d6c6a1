"""`file update`, `file delete`, `file restore`: what is said of files, and the trash."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.files import UpdateFile
from lattice.actions.rows import DeleteRow, DeleteRows, GetRow, RestoreRows
from lattice.cli.file_ids import FileText, FileTexts, find_file
from lattice.cli.file_saving import original_place
from lattice.cli.file_text import file_pairs
from lattice.cli.globals import Globals, flags_of
from lattice.cli.output import answer, count
from lattice.cli.running import on_workspace
from lattice.cli.tables_text import pairs_text
from lattice.client import Client
from lattice.model.errors import LatticeError, Stage
from lattice.model.files import FILES, file_of
from lattice.model.rows import Row


def update(
    ctx: typer.Context,
    file: FileText,
    name: Annotated[
        str | None, typer.Option(metavar="NAME", help="File name, with its suffix.", show_default=False)
    ] = None,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What people call it.", show_default=False)
    ] = None,
    summary: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What it says, in a few words.", show_default=False)
    ] = None,
    path: Annotated[
        str | None,
        typer.Option(metavar="PATH", help="Where its original is now.", show_default=False),
    ] = None,
    untrusted: Annotated[
        bool | None,
        typer.Option(
            "--untrusted/--trusted", help="Whether it holds words of strangers.", show_default=False
        ),
    ] = None,
    expect_version: Annotated[
        int | None,
        typer.Option(metavar="N", help="Refuse if someone changed it meanwhile.", show_default=False),
    ] = None,
) -> None:
    """Change what is said about a file; its contents stay."""
    flags = flags_of(ctx)
    if all(one is None for one in (name, title, summary, path, untrusted)):
        raise LatticeError(
            "usage",
            "Nothing is said that would change.",
            "Give --name, --title, --summary, --path, --untrusted or --trusted.",
            stage=Stage.CONSTRAINTS,
        )

    async def work(client: Client) -> Row:
        found = await find_file(client, file)
        action = UpdateFile(
            id=found.id,
            name=name,
            title=title,
            summary=summary,
            path=original_place(found, path) if path is not None else None,
            untrusted=untrusted,
            expect_version=expect_version,
        )
        return (await client.run(action, op_id=flags.op_id)).value

    row = on_workspace(flags, work)
    answer(flags, row.flat, lambda: pairs_text(file_pairs(file_of(row))))


def delete(ctx: typer.Context, files_: FileTexts) -> None:
    """Move files to the trash; originals on disk stay where they are."""
    _move(flags_of(ctx), files_, deleting=True)


def restore(ctx: typer.Context, files_: FileTexts) -> None:
    """Bring files back from the trash."""
    _move(flags_of(ctx), files_, deleting=False)


def _move(flags: Globals, texts: list[str], *, deleting: bool) -> None:
    async def work(client: Client) -> list[Row]:
        ids = [(await find_file(client, text, deleted=not deleting)).id for text in texts]
        wanted = tuple(dict.fromkeys(ids))
        if not deleting:
            await client.run(RestoreRows(table=FILES, ids=wanted), op_id=flags.op_id)
        elif len(wanted) == 1:
            await client.run(DeleteRow(table=FILES, id=wanted[0]), op_id=flags.op_id)
        else:
            await client.run(DeleteRows(table=FILES, ids=wanted), op_id=flags.op_id)
        return [(await client.run(GetRow(table=FILES, id=row_id))).value for row_id in wanted]

    rows = on_workspace(flags, work)
    done = "moved to the trash" if deleting else "restored"
    answer(
        flags,
        lambda: [row.flat() for row in rows] if len(rows) > 1 else rows[0].flat(),
        lambda: f"{count(len(rows), 'file')} {done}.",
    )
