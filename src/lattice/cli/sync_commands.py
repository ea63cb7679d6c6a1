"""`sync`: bring what is kept here of a cloud workspace up to date."""

from __future__ import annotations

from typing import Annotated

import typer

from lattice.cli.globals import flags_of
from lattice.cli.output import answer
from lattice.cli.progress import Progress
from lattice.cli.running import on_workspace
from lattice.client import Client
from lattice.model.standing import Standing
from lattice.model.visible import visible

app = typer.Typer()


@app.command("sync")
def sync(
    ctx: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Fill it anew from the beginning.")] = False,
) -> None:
    """Bring what is kept on this machine of a cloud workspace up to date now."""
    flags = flags_of(ctx)

    async def work(client: Client) -> Standing:
        return await client.sync(full=full)

    with Progress("sync") as progress:
        progress.say("asking the server")
        found = on_workspace(flags, work)
    answer(flags, lambda: found, lambda: standing_text(found))


def standing_text(found: Standing) -> str:
    """How a workspace stands to where it is, in one sentence."""
    if found.kind == "local":
        return "It is on this machine: there is nothing to bring up to date."
    if not found.online:
        return visible(f"Offline: {found.problem or f'{found.server} does not answer'}")
    if found.filling is not None:
        return f"{found.filling:.0%} of the first copy is here."
    return f"{found.behind:,} events behind." if found.behind else "Everything is here."
