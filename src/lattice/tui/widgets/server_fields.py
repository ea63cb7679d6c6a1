"""The fields of a server: its address, a token for it, and its certificate where nobody vouches for it."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Checkbox, Input, Static

from lattice import joining
from lattice.client.cloud.trust import check_server, fingerprint_of, show_fingerprint
from lattice.joining import Server
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import Me
from lattice.secrets import Secret, Vault
from lattice.tui.app import LatticeApp


class ServerFields(Vertical):
    """Takes an address and a token. A certificate that is vouched for by nobody is shown, and agreed to."""

    app = getters.app(LatticeApp)
    address = getters.query_one("#server-address", Input)
    token = getters.query_one("#server-token", Input)
    trust = getters.query_one("#server-trust", Checkbox)

    def __init__(self, token_label: str, note: str, *, id: str | None = None, admin: bool = False) -> None:
        """With `admin` an empty token means the one that is kept for that server."""
        super().__init__(id=id)
        self._token_label, self._note, self._admin = token_label, note, admin
        self._fingerprint = ""

    def compose(self) -> ComposeResult:
        """The fields."""
        yield Static("Address of the server", classes="label")
        yield Input(id="server-address", placeholder="https://lattice.example.org:8420", max_length=300)
        yield Static(Content(self._token_label), classes="label")
        yield Input(password=True, id="server-token", placeholder=self._note, max_length=300)
        with Vertical(id="server-certificate"):
            yield Static("", id="server-fingerprint")
            yield Checkbox("It is the one that the server's keeper told me", id="server-trust")

    def on_mount(self) -> None:
        """A certificate is no matter until it is one."""
        self.query_one("#server-certificate").display = False

    def problem(self) -> str:
        """What is wrong with what was typed, in words; empty when nothing is."""
        if not self.address.value.strip():
            return "Type the address of the server."
        try:
            check_server(self.address.value)
        except LatticeError as error:
            return str(error)
        if not self.token.value.strip() and not self._admin:
            return "Type or paste the token."
        if self._fingerprint and not self.trust.value:
            return "Compare the certificate with what the server's keeper says, and tick the box (space)."
        return ""

    @property
    def first(self) -> Widget:
        """Where one types, or ticks, next."""
        if self._fingerprint and not self.trust.value:
            return self.trust
        return self.token if self.address.value and not self.token.value else self.address

    @property
    def server(self) -> Server:
        """The server as it was typed and agreed to; raises `usage`."""
        return Server(check_server(self.address.value), self._fingerprint if self.trust.value else "")

    @on(Input.Changed, "#server-address")
    def _address_typed(self) -> None:
        # another server has another certificate
        self._fingerprint = ""
        self.trust.value = False
        self.query_one("#server-certificate").display = False

    @on(Input.Submitted, "#server-address")
    def _address_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.token.focus()

    async def secret(self, vault: Vault) -> Secret:
        """The token that was typed, else the admin's that is kept for this server; raises `signed_out`."""
        typed = self.token.value.strip()
        if typed:
            return Secret(typed)
        kept = await joining.admin_token(vault, self.server.address) if self._admin else None
        if kept is None:
            raise LatticeError(
                "signed_out",
                "No admin token is kept for this server.",
                "`lattice server token create --admin` on its machine makes one; paste it here.",
                stage=Stage.IDENTITY,
            )
        return kept

    async def ask(self, token: Secret) -> Me:
        """What the server says to the token. Raises LatticeError; what nobody vouches for is shown first."""
        server = self.server
        try:
            said = await joining.me(server, token)
        except LatticeError as error:
            if error.code != "untrusted_server" or server.fingerprint:
                raise
            await self._show_certificate(server)
            raise LatticeError(
                "untrusted_server",
                "No authority vouches for this server's certificate; nothing was sent yet.",
                "Compare it with what its keeper says, then tick the box and go on.",
                stage=Stage.IDENTITY,
            ) from None
        if self._admin and not said.admin:
            raise LatticeError(
                "forbidden",
                "This token is a member's; making workspaces needs an admin token.",
                "`lattice server token create --admin` on the server's machine makes one.",
                stage=Stage.AUTHORIZATION,
            )
        return said

    async def _show_certificate(self, server: Server) -> None:
        self._fingerprint = await fingerprint_of(server.address)
        words = Content.assemble(
            ("Its certificate, SHA-256:\n", "$text-muted"), show_fingerprint(self._fingerprint)
        )
        self.query_one("#server-fingerprint", Static).update(words)
        self.query_one("#server-certificate").display = bool(self._fingerprint)
