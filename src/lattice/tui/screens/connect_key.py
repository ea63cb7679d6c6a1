"""The key of the assistant: connect one, test it, let go of it, or sign in."""

from __future__ import annotations

import asyncio
import os

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, Static

from lattice.assistant.checking import check
from lattice.assistant.credentials import API_KEY, credentials, forget
from lattice.assistant.oauth import Deployment, deployment_of, keep_tokens, open_browser, sign_in
from lattice.model.errors import LatticeError
from lattice.secrets import aside
from lattice.tui.app import LatticeApp
from lattice.tui.connecting import KeyWish, connect, open_file, try_wish
from lattice.tui.screens.dialogs import Confirm, Dialog
from lattice.tui.widgets.key_fields import KeyFields
from lattice.tui.work import start

#: Models named when a key was tested; the rest is counted.
_NAMED = 4


class ConnectKeyScreen(Dialog[None]):
    """What the assistant asks its model with."""

    HELP = (
        "The key that the assistant uses. It is kept in the keyring of this machine, or in an encrypted "
        "file, and shown nowhere. The service is asked whether it takes a key before it is kept."
    )

    app = getters.app(LatticeApp)
    fields = getters.query_one(KeyFields)

    def __init__(self) -> None:
        super().__init__()
        self._connecting = False
        self._has_key = False

    def compose(self) -> ComposeResult:
        """How things stand, the fields, what came of it, the buttons."""
        with Vertical(classes="dialog") as box:
            box.border_title = "Connect the assistant"
            yield KeyFields()
            yield Static("", id="told", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Connect", id="connect", variant="primary")
                yield Button("Test", id="test")
                yield Button("Disconnect", id="disconnect")
                yield Button("Sign in", id="sign-in")

    def on_mount(self) -> None:
        """Look how things stand; signing in is offered where there is something to sign in to."""
        self.query_one("#sign-in").display = self._deployment() is not None
        self.fields.look(self.app.flow.vault)
        self.fields.key.focus()

    def _deployment(self) -> Deployment | None:
        try:
            return deployment_of(os.environ)
        except LatticeError as error:
            self._failed(error)
            return None

    @on(Input.Changed)
    def _changed(self) -> None:
        self._say(self.fields.complaint())

    @on(KeyFields.Found)
    def _found(self, event: KeyFields.Found) -> None:
        kept = event.state.used is not None and event.state.used.source != "environment"
        self._has_key = event.state.used is not None
        self.query_one("#test", Button).disabled = not self._has_key or self._connecting
        self.query_one("#disconnect", Button).disabled = not kept

    def _say(self, words: str, *, good: bool = False) -> None:
        told = self.query_one("#told", Static)
        told.update(Content(words))
        told.set_class(good, "good")
        told.set_class(not good, "problem")

    def _failed(self, error: LatticeError) -> None:
        self._say(str(error))
        if error.code == "no_passphrase":
            # what did not open the file is let go of: it is asked for again
            self.fields.look(self.app.flow.vault)

    @on(KeyFields.Ready)
    @on(Button.Pressed, "#connect")
    def _connect(self) -> None:
        if self._connecting:
            return
        problem = self.fields.problem()
        wish = self.fields.wish
        if wish is None and self.fields.passphrase.value and self.app.flow.vault.needs_passphrase:
            start(self, self._opened(), group="key", failed=self._failed)
            return
        if problem or wish is None:
            self._say(problem or "Type or paste the key.")
            return
        start(self, self._kept(wish), group="key", failed=self._failed)

    async def _kept(self, wish: KeyWish) -> None:
        """Test a key, and keep it unless the service refuses it."""
        typed_in = self.focused
        self._connect_freely(False)
        try:
            self._say("Testing the key … esc leaves without keeping it.", good=True)
            trial = await try_wish(self.app, wish)
            self._say("Keeping it …", good=True)
            await connect(self.app, wish)
        finally:
            self._connect_freely(True)
            if typed_in is not None and typed_in.is_attached:
                typed_in.focus()
        self.fields.key.focus()
        self.fields.clear()
        self.fields.look(self.app.flow.vault)
        if trial.untested:
            self._say(f"It is kept, but could not be tested: {trial.untested}")
        else:
            self._works(trial.models)

    def _connect_freely(self, free: bool) -> None:
        """Take a key, or not while one is being connected."""
        self._connecting = not free
        if self.is_attached:
            self.query_one("#connect", Button).disabled = not free
            self.query_one("#test", Button).disabled = not free or not self._has_key
            self.fields.key.disabled = self.fields.passphrase.disabled = not free

    async def _opened(self) -> None:
        self._say("Opening it …", good=True)
        await open_file(self.app, self.fields.opening)
        self.fields.clear()
        self.fields.look(self.app.flow.vault)
        self._say("It is open for this session.", good=True)

    @on(Button.Pressed, "#test")
    def _test(self) -> None:
        self._say("Testing the key …", good=True)
        start(self, self._tried(), group="key", failed=self._failed)

    async def _tried(self) -> None:
        """Ask the service which models the key opens."""
        used = await credentials(self.app.flow.vault)
        try:
            models = await check(used, self.app.settings.settings.assistant.base_url)
        except LatticeError as error:
            if error.code != "key_refused":
                raise
            self._say(f"{error.message} Another key, typed here, takes its place.")
            return
        self._works(models)

    def _works(self, models: tuple[str, ...]) -> None:
        more = f" and {len(models) - _NAMED} more" if len(models) > _NAMED else ""
        self._say(f"It works: {', '.join(models[:_NAMED])}{more}.", good=True)

    @on(Button.Pressed, "#disconnect")
    def _disconnect(self) -> None:
        start(self, self._forgotten(), group="key", failed=self._failed, opens=True)

    async def _forgotten(self) -> None:
        sure = await self.app.push_screen_wait(
            Confirm("Disconnect?", "The key is removed from this machine; it stays valid.", "Disconnect")
        )
        if sure:
            await asyncio.to_thread(forget, self.app.flow.vault)
            self._say("Disconnected.", good=True)
            self.fields.look(self.app.flow.vault)

    @on(Button.Pressed, "#sign-in")
    def _sign_in(self) -> None:
        deployment = self._deployment()
        if deployment is not None:
            start(self, self._signed_in(deployment), group="key", failed=self._failed)

    async def _signed_in(self, deployment: Deployment) -> None:
        vault = self.app.flow.vault
        # nobody signs in for nothing: the keyring answers, the file opens
        await aside(lambda: vault.get(API_KEY))

        def show(address: str) -> None:
            if open_browser(address):
                self._say(f"Go on in the browser: {address}", good=True)
                return
            self.app.copy_to_clipboard(address)
            self._say(f"Open this page (it was sent to the terminal's clipboard): {address}", good=True)

        tokens = await sign_in(deployment, show)
        await asyncio.to_thread(keep_tokens, vault, tokens)
        await asyncio.to_thread(vault.remove, API_KEY)
        self._say("You are signed in.", good=True)
        self.fields.look(vault)
