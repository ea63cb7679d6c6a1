"""How workspaces begin and end on screen: created, filled, opened, switched, forgotten, deleted."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lattice.client import Client, create_local
from lattice.model.errors import LatticeError
from lattice.settings import set_person, web_rules
from lattice.tui.coming_in import make_on_server
from lattice.tui.connecting import KeyWish, connect
from lattice.tui.screens.create import CreateScreen, Filling, Wish
from lattice.tui.screens.dialogs import ErrorDialog
from lattice.tui.screens.working import Progress, Working
from lattice.workspaces import COMPANIONS, Entry, peek

if TYPE_CHECKING:
    from lattice.tui.app import LatticeApp

#: Puts something into a workspace that is being made; False when the person stopped it.
Fill = Callable[[Client], Awaitable[bool]]


class Draft:
    """A workspace file that is not in the registry yet, and leaves nothing behind until it is kept."""

    def __init__(self, path: Path, client: Client) -> None:
        self.path = path
        self.client = client

    async def discard(self) -> None:
        """Close and remove it."""
        await self.client.close()
        for name in (self.path.name, *(self.path.name + companion for companion in COMPANIONS)):
            self.path.with_name(name).unlink(missing_ok=True)


async def create(app: LatticeApp) -> None:
    """The steps to a new workspace."""
    await app.push_screen(CreateScreen())


async def fulfil(app: LatticeApp, wish: Wish) -> None:
    """Make the workspace that the steps asked for; when that fails, the steps are still there."""
    if app.settings.settings.person is None:
        set_person(app.home, wish.person)
        app.reload_settings()
    fills: dict[Filling, Fill] = {
        Filling.NOTHING: _leave_empty,
        Filling.SAMPLE: lambda client: _fill_sample(app, client),
        Filling.FILES: lambda client: _fill_files(app, client, wish.paths),
    }
    wizard = next((screen for screen in app.screen_stack if isinstance(screen, CreateScreen)), None)

    def tell(words: str) -> None:
        if wizard is not None and wizard.is_attached:
            wizard.busy(words)

    try:
        if wish.host is None:
            await make(app, wish.name, fills[wish.filling], wish.key, tell)
        elif (opened := await make_on_server(app, wish, wish.host, tell)) is not None:
            await _begin_with(app, *opened, fills[wish.filling], wish.key, tell)
    finally:
        if wizard is not None:
            wizard.idle()


async def sample(app: LatticeApp) -> None:
    """A workspace with the sample, opened."""
    await make(app, free_name(app, "sample"), lambda client: _fill_sample(app, client))


async def open_file(app: LatticeApp) -> None:
    """Ask for a file: one with a workspace is taken in, one with data becomes a workspace."""
    from lattice.tui.screens.ask_path import AskPath

    path = await app.push_screen_wait(
        AskPath("Open a file", "Data, a document, a folder of either, or a workspace (.lattice).", "Open")
    )
    if path is None:
        return
    if _is_workspace(path):
        await app.open_workspace(app.registry.open_file(path))
        return
    name = free_name(app, path.stem.strip() or "data")
    await make(app, name, lambda client: _fill_files(app, client, (path,)))


async def make(
    app: LatticeApp,
    name: str,
    fill: Fill,
    key: KeyWish | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> None:
    """Create a workspace, fill it, and open it; nothing is left of it when it is stopped or fails.

    A key is kept when the workspace is there. `tell` hears what is being done.
    """
    tell("Making the workspace …")
    try:
        name = app.registry.check_free(name)
        path = app.registry.new_path(name)
        limits = app.settings.settings.limits
        web = web_rules(app.settings.settings.web)
        client = await create_local(path, name=name, caller=app.caller, limits=limits, web=web)
    except LatticeError as error:
        await app.push_screen_wait(ErrorDialog("It could not be created", error))
        return
    draft = app.flow.draft = Draft(path, client)
    kept = False
    try:
        if await fill(client):
            about = await client.describe()
            entry = app.registry.add(Entry(name=name, id=about.id, path=str(path)))
            kept = True
            app.flow.draft = None
    except LatticeError as error:
        await app.push_screen_wait(ErrorDialog("It could not be filled", error))
    finally:
        if not kept and app.flow.draft is draft:
            app.flow.draft = None
            await draft.discard()
    if kept:
        await _open_at_last(app, client, entry, key, tell)


async def _begin_with(
    app: LatticeApp,
    client: Client,
    entry: Entry,
    fill: Fill,
    key: KeyWish | None,
    tell: Callable[[str], None],
) -> None:
    """Put something into a workspace that is there on its server, and open it whatever comes of that."""
    try:
        if not await fill(client):
            app.notify("Stopped. The workspace is there; i brings in the rest.", timeout=8)
    except LatticeError as error:
        await app.push_screen_wait(ErrorDialog("The workspace is there, but could not be filled", error))
    await _open_at_last(app, client, entry, key, tell)


async def _open_at_last(
    app: LatticeApp, client: Client, entry: Entry, key: KeyWish | None, tell: Callable[[str], None]
) -> None:
    """Keep the key of the assistant, and show the workspace."""
    if key is not None:
        tell("Keeping the key …")
        await _keep_key(app, key)
    tell("Opening the workspace …")
    await app.close_workspace()
    await app.show_workbench(client, entry)


async def _keep_key(app: LatticeApp, key: KeyWish) -> None:
    """Keep the key of the assistant; where that fails, it can be tried again at once or later."""
    from lattice.tui.screens.connect_key import ConnectKeyScreen

    try:
        await connect(app, key)
    except LatticeError as error:
        await app.push_screen_wait(ErrorDialog("The key could not be kept", error))
        await app.push_screen_wait(ConnectKeyScreen())
        return
    if key.untested:
        words = f"The key is kept, but could not be tested: {key.untested}"
        app.notify(words, severity="warning", markup=False, timeout=8)


async def _leave_empty(client: Client) -> bool:
    return True


async def _fill_sample(app: LatticeApp, client: Client) -> bool:
    async def job(progress: Progress) -> bool:
        from lattice.sample import fill

        progress.note = "Nordlys, an invented research cooperative"
        await fill(client, lambda part: setattr(progress, "part", part))
        return True

    return bool(await work(app, "Making the sample", job))


async def _fill_files(app: LatticeApp, client: Client, paths: tuple[Path, ...]) -> bool:
    from lattice.tui.parcels import What, parcel_of
    from lattice.tui.screens.bring_in import BringIn, BringInScreen
    from lattice.tui.transfers import fulfil

    try:
        parcels = [await asyncio.to_thread(parcel_of, str(path)) for path in paths]
    except OSError as error:
        raise LatticeError("not_found", f"{error.filename} cannot be read: {error.strerror}.") from None
    store = app.settings.settings.files.store
    wish: BringIn | None = BringIn(tuple(parcels), store)
    if any(parcel.what is not What.TABLES for parcel in parcels):
        places = [parcel.place for parcel in parcels]
        wish = await app.push_screen_wait(BringInScreen(places, store=store, can_paste=False))
    return wish is not None and await fulfil(app, client, wish) is not None


async def work(app: LatticeApp, title: str, job: Callable[[Progress], Awaitable[bool]]) -> bool | None:
    """Run a job with its progress on screen; None when it was stopped. Raises what the job raised."""
    answer = await app.push_screen_wait(Working(title, job))
    if isinstance(answer, LatticeError):
        raise answer
    return answer


def free_name(app: LatticeApp, wanted: str) -> str:
    """`wanted`, or with a number behind it, so that no workspace has it yet."""
    base = wanted[:50].strip() or "data"
    taken = {entry.name.casefold() for entry in app.registry.entries()}
    name, number = base, 2
    while name.casefold() in taken:
        name, number = f"{base} {number}", number + 1
    return name


def _is_workspace(path: Path) -> bool:
    try:
        peek(path)
    except LatticeError:
        return False
    return True
