"""`file versions`, `file diff`: the contents a file had, and how they differ."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.actions.files import CompareVersions, ListVersions
from lattice.cli.arguments import Limit
from lattice.cli.file_ids import FileText, find_file
from lattice.cli.file_text import versions_text
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, note
from lattice.cli.running import on_workspace
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.model.files import Comparison, File, FileVersion
from lattice.model.visible import visible


def versions(ctx: typer.Context, file: FileText, limit: Limit = 200) -> None:
    """List the contents a file had, newest first."""
    flags = flags_of(ctx)

    async def work(client: Client) -> tuple[FileVersion, ...]:
        found = await find_file(client, file)
        return (await client.run(ListVersions(id=found.id, limit=limit))).value

    listed = on_workspace(flags, work)
    answer(flags, lambda: listed, lambda: versions_text(listed))


def diff(
    ctx: typer.Context,
    file: FileText,
    before: Annotated[
        int | None,
        typer.Argument(metavar="[A]", help="A version; else the last but one.", min=1, show_default=False),
    ] = None,
    after: Annotated[
        int | None,
        typer.Argument(metavar="[B]", help="Another; else the current one.", min=1, show_default=False),
    ] = None,
) -> None:
    """Show the lines in which two versions of a file differ."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Comparison:
        found = await find_file(client, file)
        first = before or await _last_but_one(client, found)
        return (await client.run(CompareVersions(id=found.id, before=first, after=after))).value

    compared = on_workspace(flags, work)
    answer(flags, lambda: compared, lambda: _comparison_text(compared))
    if compared.truncated and not flags.as_json:
        note("They differ in more than is shown.")


async def _last_but_one(client: Client, file: File) -> int:
    listed = (await client.run(ListVersions(id=file.id, limit=2))).value
    if len(listed) < 2:
        raise LatticeError(
            "not_found",
            f"{file.label} has one version only: there is nothing to compare it with.",
            "`lattice file versions` lists them.",
        )
    return listed[1].n


def _comparison_text(compared: Comparison) -> str:
    if not compared.diff:
        return f"Versions {compared.before.n} and {compared.after.n} say the same.\n"
    head = f"--- version {compared.before.n}\n+++ version {compared.after.n}\n"
    return head + visible(compared.diff, lines=True)
