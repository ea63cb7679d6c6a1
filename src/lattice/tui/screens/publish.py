"""What publishing needs to know: which server, with what admin token, under which name there."""

from __future__ import annotations

from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from lattice.joining import Server
from lattice.model.errors import LatticeError
from lattice.secrets import Secret, Vault
from lattice.tui.screens.wizard import Wizard
from lattice.tui.widgets.server_fields import ServerFields
from lattice.tui.widgets.vault_fields import VaultFields
from lattice.workspaces import Entry, check_workspace_name


class PublishWish(NamedTuple):
    """A workspace as it is to be on a server."""

    server: Server
    admin: Secret
    name: str
    vault: Vault


class PublishScreen(Wizard):
    """The wizard of publishing; nothing is sent before its last step is done."""

    STEPS = {"server": "Server", "name": "Name"}
    VERBS = {"server": "Ask the server", "name": "Publish"}
    HEADLINE = "Publish to a server"

    host = getters.query_one(ServerFields)
    named = getters.query_one("#publish-name", Input)
    vault_fields = getters.query_one(VaultFields)

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self._entry = entry
        self._admin = Secret("")

    def compose_steps(self) -> ComposeResult:
        """The fields of both steps."""
        with Vertical(id="server", classes="step"):
            yield Static("Where `lattice serve` runs. You will own the workspace there.", classes="why")
            yield ServerFields("Admin token", "typed or pasted, never shown; empty: the one kept", admin=True)
            yield VaultFields()
            yield Static("", id="server-problem", classes="problem")
        with Vertical(id="name", classes="step"):
            yield Static(
                "Everything goes along: tables, files, links, history, ids. It is compared on both sides "
                "before anything switches; the file on this machine stays, as a copy.",
                classes="why",
            )
            yield Static("Name of the workspace there", classes="label")
            yield Input(self._entry.name, id="publish-name", max_length=80)
            yield Static("", id="name-problem", classes="problem")

    def first_field(self) -> Widget | None:
        """Where one types first."""
        return self.host.first if self.step == "server" else self.named

    def entered(self) -> None:
        """Where tokens go is found out in the background."""
        if self.step == "server":
            self.vault_fields.look()

    def problem(self) -> str:
        """What is wrong with the step on screen, in words; empty when nothing is."""
        if self.step == "server":
            return self.host.problem() or self.vault_fields.problem()
        try:
            check_workspace_name(self.named.value.strip())
        except LatticeError as error:
            return str(error)
        return ""

    @on(Input.Changed)
    def _typed(self) -> None:
        self.say(self.problem() if self.step == "name" else "")

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_next()

    def go_on(self) -> None:
        """The server says whether it takes the token."""
        if self.step == "server":
            self.ask("Asking the server …", self._check(), self.advance, stopped="Stopped.")
            return
        super().go_on()

    async def _check(self) -> None:
        self._admin = await self.host.secret(self.vault_fields.vault())
        await self.host.ask(self._admin)

    def finish(self) -> None:
        """Publish it."""
        vault = self.vault_fields.vault()
        wish = PublishWish(self.host.server, self._admin, self.named.value.strip(), vault)
        self.app.flow.publish(self._entry, wish, self.vault_fields.settle)
