"""`sync`: bring what is kept here of a cloud workspace up to date."""

from __future__ import annotations

import asyncio
import time
from typing import Annotated

import typer

from lattice.cli.globals import flags_of
from lattice.cli.output import answer
from lattice.cli.progress import Progress
from lattice.cli.running import on_workspace
from lattice.client import Client
from lattice.model.standing import Standing
from lattice.model.visible import visible

#: The copy is not waited for any more when nothing of it has come for so many seconds.
STALLED_S = 60.0
_LOOK_S = 0.1

app = typer.Typer()


@app.command("sync")
def sync(
    ctx: typer.Context,
    full: Annotated[bool, typer.Option("--full", help="Fill it anew from the beginning.")] = False,
) -> None:
    """Bring what is kept on this machine of a cloud workspace up to date now."""
    flags = flags_of(ctx)

    with Progress("sync") as progress:
        progress.say("asking the server")

        async def work(client: Client) -> Standing:
            return await _whole(client, await client.sync(full=full), progress)

        found = on_workspace(flags, work)
    answer(flags, lambda: found, lambda: standing_text(found))


async def _whole(client: Client, found: Standing, progress: Progress) -> Standing:
    """How it stands when the first copy is whole, the server went away, or nothing has come for a while."""
    came, at = found.filling, time.monotonic()
    while found.online and found.filling is not None and time.monotonic() - at < STALLED_S:
        progress.part(found.filling)
        await asyncio.sleep(_LOOK_S)
        found = client.standing()
        if found.filling != came:
            came, at = found.filling, time.monotonic()
    return found


def standing_text(found: Standing) -> str:
    """How a workspace stands to where it is, in one sentence."""
    if found.kind == "local":
        return "It is on this machine: there is nothing to bring up to date."
    if not found.online:
        return visible(f"Offline: {found.problem or f'{found.server} does not answer'}")
    if found.filling is not None:
        return f"{found.filling:.0%} of the first copy is here."
    return f"{found.behind:,} events behind." if found.behind else "Everything is here."
