"""`files`, and the commands of `file`: each stands in a module of its own."""

from __future__ import annotations

from typing import Annotated

import msgspec
import typer

from lattice.actions.rows import ListRows
from lattice.cli.arguments import Limit, Where
from lattice.cli.file_add import add
from lattice.cli.file_changes import delete, restore, update
from lattice.cli.file_contents import check, read_again, replace
from lattice.cli.file_show import save, show
from lattice.cli.file_text import errors_text, files_text
from lattice.cli.file_versions import diff, versions
from lattice.cli.globals import flags_of
from lattice.cli.output import answer, count, note
from lattice.cli.row_commands import PAGE_ROWS
from lattice.cli.running import on_workspace
from lattice.client import Client
from lattice.model.files import FILES, FileKind, FileStatus, file_of
from lattice.model.rows import Row

app = typer.Typer()
file_app = typer.Typer(help="Bring files in, read them, write them out, compare their versions.")
app.add_typer(file_app, name="file")

file_app.command("add")(add)
file_app.command("show")(show)
file_app.command("save")(save)
file_app.command("replace")(replace)
file_app.command("read-again")(read_again)
file_app.command("check")(check)
file_app.command("update")(update)
file_app.command("versions")(versions)
file_app.command("diff")(diff)
file_app.command("delete")(delete)
file_app.command("restore")(restore)


@app.command("files")
def files(
    ctx: typer.Context,
    kind: Annotated[FileKind | None, typer.Option(help="Only of this kind.", show_default=False)] = None,
    status: Annotated[FileStatus | None, typer.Option(help="Only in this state.", show_default=False)] = None,
    where: Where = "",
    limit: Limit = 200,
    deleted: Annotated[bool, typer.Option("--deleted", help="Those in the trash.")] = False,
) -> None:
    """List the files, artifacts and web pages.

    `lattice rows _files` reads the same rows with every column.
    """
    flags = flags_of(ctx)
    conditions = [f"kind = {kind.value}"] if kind else []
    conditions += [f"status = {status.value}"] if status else []
    conditions += [f"({where})"] if where.strip() else []
    action = ListRows(table=FILES, where=" and ".join(conditions), deleted=deleted)
    found, more = on_workspace(flags, lambda client: _rows(client, action, limit))
    listed = [file_of(row) for row in found]
    nothing = "No files are in the trash.\n" if deleted else "No such files.\n" if conditions else ""
    answer(
        flags,
        lambda: [row.flat() for row in found],
        lambda: nothing if nothing and not found else files_text(listed) + errors_text(listed),
    )
    if more and not flags.as_json:
        note(f"{count(len(found), 'file')}; more with --limit")


async def _rows(client: Client, action: ListRows, limit: int) -> tuple[list[Row], bool]:
    """Up to `limit` rows, and whether there are more."""
    found: list[Row] = []
    after: str | None = None
    while len(found) < limit:
        size = min(PAGE_ROWS, limit - len(found))
        page = (await client.run(msgspec.structs.replace(action, limit=size, after=after))).value
        found += page.rows
        after = page.next
        if after is None:
            break
    return found, after is not None
