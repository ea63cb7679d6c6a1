"""Where a token will be kept: the keyring; where there is none, a passphrase for an encrypted file."""

from __future__ import annotations

import os

from textual import getters
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from lattice.secrets import PASSPHRASE_VARIABLE, Secret, Standing, Vault, aside
from lattice.settings import set_setting
from lattice.tui.app import LatticeApp
from lattice.tui.widgets.key_fields import LEAST_PASSPHRASE
from lattice.tui.work import start


class VaultFields(Vertical):
    """Says where a token goes, and asks for a passphrase only where one is needed."""

    app = getters.app(LatticeApp)
    passphrase = getters.query_one("#vault-passphrase", Input)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._standing: Standing | None = None

    def compose(self) -> ComposeResult:
        """The words, and the passphrase under them."""
        yield Static("", id="vault-state", classes="muted")
        with Vertical(id="vault-file"):
            yield Static("Passphrase of the encrypted file", classes="label")
            yield Input(password=True, id="vault-passphrase")

    def on_mount(self) -> None:
        """Nothing is asked for before it is known."""
        self.query_one("#vault-file").display = False

    def look(self) -> None:
        """Find out in the background whether a keyring is there."""
        start(self, self._look(), group="vault")

    async def _look(self) -> None:
        vault = self.app.flow.vault
        self._standing = standing = await aside(vault.standing)
        self.query_one("#vault-file").display = self.asks
        new = "a new one: several words, eight characters at least"
        self.passphrase.placeholder = "the one that it was made with" if vault.file.exists() else new
        if not self._to_file:
            words = f"Your token goes to the keyring ({standing.name})."
        elif standing.store == "file":
            words = "Your token goes to the encrypted file."
        else:
            words = f"{standing.problem} Your token goes to an encrypted file behind a passphrase."
        self.query_one("#vault-state", Static).update(Content(words))

    @property
    def _to_file(self) -> bool:
        return self._standing is not None and (self._standing.store == "file" or not self._standing.usable)

    @property
    def asks(self) -> bool:
        """Whether a passphrase is to be typed: not once the file is open or the environment says it."""
        if not self._to_file:
            return False
        vault = self.app.flow.vault
        return vault.needs_passphrase if vault.store == "file" else not os.environ.get(PASSPHRASE_VARIABLE)

    def problem(self) -> str:
        """What is wrong with what was typed, in words; empty when nothing is."""
        if not self.asks:
            return ""
        if self.app.flow.vault.file.exists():
            return "" if self.passphrase.value.strip() else "Type the passphrase of the encrypted file."
        if len(self.passphrase.value.strip()) < LEAST_PASSPHRASE:
            return f"The passphrase must have at least {LEAST_PASSPHRASE} characters."
        return ""

    def vault(self) -> Vault:
        """Where the token goes, with what was typed."""
        vault = self.app.flow.vault
        if not self._to_file:
            return vault
        typed = self.passphrase.value.strip() or os.environ.get(PASSPHRASE_VARIABLE, "")
        if vault.store != "file":
            return Vault(self.app.home, "file", Secret(typed))
        if self.asks:
            vault.open_with(Secret(typed))
        return vault

    def settle(self, vault: Vault) -> None:
        """Something was kept in `vault`: it is where secrets are kept from now on."""
        if vault.store == self.app.flow.vault.store:
            return
        typed = self.passphrase.value.strip() or os.environ.get(PASSPHRASE_VARIABLE, "")
        set_setting(self.app.home, "secrets.store", vault.store)
        self.app.reload_settings()
        self.app.flow.vault.open_with(Secret(typed))
