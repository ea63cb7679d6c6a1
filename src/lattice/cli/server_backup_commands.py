"""`server backup`, `server restore`: everything of a server in one file, and back."""

from __future__ import annotations

import asyncio
import shlex
from pathlib import Path
from typing import Annotated

import typer

from lattice.cli.globals import flags_of
from lattice.cli.output import answer, count
from lattice.cli.serve_commands import DatabaseOption, DataOption, database_of, folder_of, need_server
from lattice.model.visible import visible

app = typer.Typer()

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", show_default=False)]


@app.command("backup")
def backup(
    ctx: typer.Context, file: BackupFile, data: DataOption = None, database: DatabaseOption = None
) -> None:
    """Write all workspaces, members and tokens into one new file; the server may run meanwhile."""
    flags = flags_of(ctx)
    need_server()
    from lattice.server.backup import back_up

    file = file.expanduser().absolute()
    made = asyncio.run(back_up(folder_of(flags, data), database_of(database), file))
    size = file.stat().st_size
    facts = {"file": str(file), "size_bytes": size, "workspaces": len(made.workspaces), "rows": made.rows}
    answer(
        flags,
        lambda: facts,
        lambda: (
            f"{visible(str(file))} holds {count(len(made.workspaces), 'workspace')},"
            f" {made.rows:,} records, {size / 1_000_000:,.1f} MB; it was read back. Keep it as secret"
            " as the server."
        ),
    )


@app.command("restore")
def restore(
    ctx: typer.Context, file: BackupFile, data: DataOption = None, database: DatabaseOption = None
) -> None:
    """Bring a backup into an empty server that does not run; tokens hold as before."""
    flags = flags_of(ctx)
    need_server()
    from lattice.server.backup import restore as bring

    file = file.expanduser().absolute()
    made = asyncio.run(bring(folder_of(flags, data), database_of(database), file))
    facts = {"file": str(file), "workspaces": len(made.workspaces), "rows": made.rows}
    answer(
        flags,
        lambda: facts,
        lambda: (
            f"{count(len(made.workspaces), 'workspace')} and {made.rows:,} records of {made.made_at[:16]} are"
            f" there. `{_serve(data, database)}` starts it; clients fill their mirrors anew, once."
        ),
    )


def _serve(data: Path | None, database: str | None) -> str:
    """The command that starts the server which was meant; an address of a database may hold a password."""
    said = ["lattice", "serve"]
    if data is not None:
        said += ["--data", shlex.quote(visible(str(data)))]
    if database:
        said += ["--database", "URL"]
    return " ".join(said)
