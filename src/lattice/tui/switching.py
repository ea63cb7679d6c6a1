"""What is done to the workspaces on the list: gone over to, renamed, forgotten, deleted."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from lattice.actions import ListTables
from lattice.client import open_local
from lattice.model.errors import LatticeError
from lattice.tui.screens.dialogs import Confirm, Prompt
from lattice.workspaces import Entry

if TYPE_CHECKING:
    from lattice.tui.app import LatticeApp


async def switch(app: LatticeApp) -> None:
    """The list of workspaces."""
    from lattice.tui.screens.switcher import SwitcherScreen

    entry = await app.push_screen_wait(SwitcherScreen())
    if entry is not None and (app.entry is None or entry.path != app.entry.path):
        await app.open_workspace(entry)


async def forget(app: LatticeApp, entry: Entry) -> bool:
    """Take a workspace off the list, after asking; True when it was."""
    sure = await app.push_screen_wait(
        Confirm(
            f"Forget {entry.name}?",
            f"It goes off the list. Its file stays where it is and can be opened again:\n{entry.path}",
            "Forget",
            danger=False,
        )
    )
    if not sure:
        return False
    app.registry.forget(entry.name)
    await gone(app, entry)
    return True


async def delete(app: LatticeApp, entry: Entry) -> bool:
    """Delete a workspace with its file, after naming what is lost; True when it was."""
    losing = await _contents(app, entry)
    sure = await app.push_screen_wait(
        Confirm(
            f"Delete {entry.name}?",
            f"This cannot be undone. Lost for good: {losing}, with their history.\n{entry.path}",
            "Delete for good",
        )
    )
    if not sure:
        return False
    if app.entry is not None and app.entry.path == entry.path:
        await app.close_workspace()
    app.registry.delete(entry.name)
    await gone(app, entry)
    return True


async def gone(app: LatticeApp, entry: Entry) -> None:
    """After a workspace left the list: what comes next on screen, when nothing is left below."""
    from lattice.tui.screens.opening import ProblemScreen

    base = app.screen_stack[1]
    lost = app.entry is None or app.entry.path == entry.path
    if lost or not app.registry.entries() or (isinstance(base, ProblemScreen) and base.entry == entry):
        await app.show_start()


async def _contents(app: LatticeApp, entry: Entry) -> str:
    """What is in a workspace, for the question whether to lose it."""
    try:
        client = await open_local(Path(entry.path), caller=app.caller)
        try:
            listed = (await client.run(ListTables())).value
        finally:
            await client.close()
    except LatticeError:
        return "all that is in it (it cannot be opened to say what)"
    rows = sum(info.rows for info in listed.tables)
    names = ", ".join(info.table.name for info in listed.tables[:8])
    more = ", …" if len(listed.tables) > 8 else ""
    if not listed.tables:
        return "an empty workspace"
    return f"{rows:,} rows in {len(listed.tables)} tables ({names}{more})"


async def rename(app: LatticeApp, entry: Entry) -> Entry | None:
    """Ask for another name and give it; None when it was left."""

    def check(text: str) -> str:
        try:
            if text.strip().casefold() != entry.name.casefold():
                app.registry.check_free(text.strip())
        except LatticeError as error:
            return str(error)
        return ""

    name = await app.push_screen_wait(
        Prompt(f"Rename {entry.name}", "Its name on this machine", entry.name, check=check, verb="Rename")
    )
    if name is None:
        return None
    renamed = app.registry.rename(entry.name, name.strip())
    if app.entry is not None and app.entry.path == entry.path:
        app.entry = msgspec.structs.replace(app.entry, name=renamed.name)
    return renamed
