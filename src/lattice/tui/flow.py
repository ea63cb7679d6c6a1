"""What leads from one screen to the next; each sequence runs in one worker of the app."""

from __future__ import annotations

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lattice.client import Client
    from lattice.ingest.portion import Portion
    from lattice.model.errors import LatticeError
    from lattice.secrets import Vault
    from lattice.tui.app import LatticeApp
    from lattice.tui.beginnings import Draft
    from lattice.tui.screens.create import Wish
    from lattice.tui.screens.publish import PublishWish
    from lattice.tui.unread import Unread
    from lattice.workspaces import Entry


class Flow:
    """Doors to the sequences of screens. Their modules are imported when a door is opened: the first
    paint needs none of them."""

    def __init__(self, app: LatticeApp) -> None:
        self._app = app
        self.draft: Draft | None = None
        """A workspace that is being made."""
        self._vault: Vault | None = None
        self._unread: Unread | None = None

    @property
    def unread(self) -> Unread:
        """What happened in other workspaces."""
        from lattice.tui.unread import Unread

        if self._unread is None:
            self._unread = Unread(self._app.registry)
        return self._unread

    @property
    def vault(self) -> Vault:
        """Where this person's keys are; a passphrase, once typed, lasts as long as the session."""
        from lattice.secrets import vault_of

        store = self._app.settings.settings.secrets.store
        if self._vault is None or self._vault.store != store:
            self._vault = vault_of(self._app.home, store)
        return self._vault

    def _start(self, steps: Coroutine[Any, Any, object]) -> None:
        from lattice.tui.work import start

        async def run() -> None:
            await steps

        start(self._app, run(), group="flow", exclusive=False, opens=True)

    async def abandon(self) -> None:
        """Leave nothing behind of a workspace that is half made."""
        draft, self.draft = self.draft, None
        if draft is not None:
            await draft.discard()

    def open(self, entry: Entry) -> None:
        """Leave what is open and open another workspace; a screen that awaits it awaits its own end."""
        self._start(self._app.open_workspace(entry))

    def opened(self, client: Client, entry: Entry) -> None:
        """The workbench over a client that is open."""
        self._app.client, self._app.entry = client, entry
        self._start(self._app.show_workbench(client, entry))

    def problem(self, entry: Entry, error: LatticeError) -> None:
        """Why a workspace could not be opened."""
        self._start(self._app.show_problem(entry, error))

    def begin(self) -> None:
        """The workspace that is active now, or the welcome."""
        self._start(self._app.show_start())

    def create(self) -> None:
        """The steps to a new workspace."""
        from lattice.tui.beginnings import create

        self._start(create(self._app))

    def join(self) -> None:
        """The steps into a workspace that one was invited to."""
        from lattice.tui.coming_in import join

        self._start(join(self._app))

    def connect(self, address: str = "") -> None:
        """The steps to a cloud workspace that one has a token for."""
        from lattice.tui.coming_in import connect

        self._start(connect(self._app, address))

    def place(self, deed: str = "") -> None:
        """Where the workspace that is open is: published, copied, brought up to date, left."""
        from lattice.tui.placing import place

        self._start(place(self._app, deed))

    def publish(self, entry: Entry, wish: PublishWish, settle: Callable[[Vault], None]) -> None:
        """Move a workspace to a server."""
        from lattice.tui.placing import publish

        self._start(publish(self._app, entry, wish, settle))

    def sign_out(self, entry: Entry) -> None:
        """End the token of a cloud workspace, and take it off the list."""
        from lattice.tui.placing import sign_out

        self._start(sign_out(self._app, entry))

    def fulfil(self, wish: Wish) -> None:
        """Make the workspace that the steps asked for."""
        from lattice.tui.beginnings import fulfil

        self._start(fulfil(self._app, wish))

    def sample(self) -> None:
        """A workspace with the sample, opened."""
        from lattice.tui.beginnings import sample

        self._start(sample(self._app))

    def open_file(self) -> None:
        """A workspace from a file that is asked for."""
        from lattice.tui.beginnings import open_file

        self._start(open_file(self._app))

    def switch(self) -> None:
        """The list of workspaces."""
        from lattice.tui.switching import switch

        self._start(switch(self._app))

    def forget(self, entry: Entry) -> None:
        """Take a workspace off the list."""
        from lattice.tui.switching import forget

        self._start(forget(self._app, entry))

    def delete(self, entry: Entry) -> None:
        """Delete a workspace with its file, after naming what is lost."""
        from lattice.tui.switching import delete

        self._start(delete(self._app, entry))

    def theme(self) -> None:
        """Choose the colours."""
        from lattice.tui.screens.settings.themes import choose_theme

        self._start(choose_theme(self._app))

    def settings(self, part: str = "") -> None:
        """Everything that this person can set; keys have a list of their own."""
        from lattice.tui.screens.settings.deeds import open_settings

        self._start(open_settings(self._app, part))

    def connect_key(self) -> None:
        """Connect the assistant, test its key, or let go of it."""
        from lattice.tui.connecting import connect_key

        self._start(connect_key(self._app))

    def bring_in(self, places: tuple[str, ...] = ()) -> None:
        """Bring files, folders and pages into the workspace that is open; asks what they become."""
        from lattice.tui.transfers import bring_in

        self._start(bring_in(self._app, places))

    def import_files(self, paths: tuple[Path, ...]) -> None:
        """Bring data into the workspace that is open, as tables."""
        from lattice.tui.transfers import import_files

        self._start(import_files(self._app, paths))

    def export(self, table: str = "", portion: Portion | None = None) -> None:
        """Write a table of the workspace that is open to a file, or a part of one."""
        from lattice.ingest.portion import EVERYTHING
        from lattice.tui.transfers import export

        self._start(export(self._app, table, portion or EVERYTHING))
