"""How a cloud workspace comes onto this screen: joined, connected to, made on a server, opened."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING

from lattice.model.errors import LatticeError
from lattice.settings import web_rules

if TYPE_CHECKING:
    from lattice.client import Client
    from lattice.tui.app import LatticeApp
    from lattice.tui.screens.create import Host, Wish
    from lattice.workspaces import Entry


async def join(app: LatticeApp) -> None:
    """The steps into a workspace that one was invited to."""
    from lattice.tui.screens.join import JoinScreen

    await app.push_screen(JoinScreen())


async def connect(app: LatticeApp, address: str = "") -> None:
    """The steps to a cloud workspace that one has a token for."""
    from lattice.tui.screens.connect import ConnectScreen

    await app.push_screen(ConnectScreen(address))


async def open_client(app: LatticeApp, entry: Entry) -> Client:
    """A client of a workspace, wherever it is. Raises as opening does."""
    from lattice.client.opening import open_entry

    settings = app.settings.settings
    return await open_entry(
        entry,
        caller=app.caller,
        home=app.home,
        vault=app.flow.vault if entry.kind == "cloud" else None,
        limits=settings.limits,
        web=web_rules(settings.web),
        poll_s=settings.live_poll_ms / 1000,
    )


async def make_on_server(
    app: LatticeApp, wish: Wish, host: Host, tell: Callable[[str], None]
) -> tuple[Client, Entry] | None:
    """Make an empty workspace on a server and open it; None when that failed, which is said."""
    # signing in and keyrings: what opens a file does without them
    from lattice import joining
    from lattice.tui.screens.dialogs import ErrorDialog

    try:
        await joining.check_ready(app.registry, host.vault)
        app.registry.check_free(wish.name)
        tell(f"Making it on {host.server.address} …")
        joined = await joining.create_on_server(host.server, host.admin, wish.person, wish.name)
        tell("Keeping its token …")
        entry = await joining.keep(app.registry, host.vault, host.server, joined, name=wish.name)
        host.settle(host.vault)
        await asyncio.to_thread(host.vault.put, joining.admin_name(host.server.address), host.admin)
        return await open_client(app, entry), entry
    except LatticeError as error:
        await app.push_screen_wait(ErrorDialog("It could not be made on the server", error))
        return None
