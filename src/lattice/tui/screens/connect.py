"""The steps to a cloud workspace that one has a token for: the server, the token, which workspace."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice import joining
from lattice.model.errors import LatticeError, Stage
from lattice.model.members import Me, WorkspaceFacts
from lattice.secrets import Secret
from lattice.tui.literal import one_line
from lattice.tui.place_words import ROLE_WORDS
from lattice.tui.screens.wizard import Wizard
from lattice.tui.widgets.lists import Lines
from lattice.tui.widgets.server_fields import ServerFields
from lattice.tui.widgets.vault_fields import VaultFields
from lattice.workspaces import Entry


class ConnectScreen(Wizard):
    """The wizard of a token."""

    HEADLINE = "Open a cloud workspace with a token"
    STEPS = {"server": "Server and token", "workspace": "Workspace"}
    VERBS = {"server": "Ask the server", "workspace": "Open"}

    host = getters.query_one(ServerFields)
    lines = getters.query_one("#token-workspaces", Lines)
    named = getters.query_one("#connect-name", Input)
    vault_fields = getters.query_one(VaultFields)

    def __init__(self, address: str = "") -> None:
        """`address` is a server that is known already."""
        super().__init__()
        self._address = address
        self._me: Me | None = None
        self._token = Secret("")
        self._entry: Entry | None = None

    def compose_steps(self) -> ComposeResult:
        """The fields of both steps."""
        with Vertical(id="server", classes="step"):
            yield Static("A token that you have already: of a member, not of an admin.", classes="why")
            yield ServerFields("Token", "typed or pasted, never shown")
            yield Static("", id="server-problem", classes="problem")
        with Vertical(id="workspace", classes="step"):
            yield Static("The token opens these:", classes="why")
            yield Lines(id="token-workspaces")
            yield Static("Its name on this machine", classes="label")
            yield Input(id="connect-name", max_length=80)
            yield VaultFields()
            yield Static("", id="workspace-problem", classes="problem")

    def on_mount(self) -> None:
        """With what is known filled in."""
        self.host.address.value = self._address
        super().on_mount()

    def first_field(self) -> Widget | None:
        """Where one types first."""
        return self.host.first if self.step == "server" else self.lines

    def entered(self) -> None:
        """Where the token goes is found out in the background."""
        if self.step == "workspace":
            self.vault_fields.look()

    def problem(self) -> str:
        """What is wrong with the step on screen, in words; empty when nothing is."""
        if self.step == "server":
            return self.host.problem()
        if self._chosen is None:
            return "Choose a workspace."
        return self._name_problem() or self.vault_fields.problem()

    def _name_problem(self) -> str:
        try:
            if self._known is None:
                self.app.registry.check_free(self.named.value.strip())
        except LatticeError as error:
            return str(error)
        return ""

    @property
    def _chosen(self) -> WorkspaceFacts | None:
        listed = self._me.workspaces if self._me is not None else ()
        return next((facts for facts in listed if facts.id == self.lines.highlighted_id), None)

    @property
    def _known(self) -> Entry | None:
        facts = self._chosen
        return joining.known_entry(self.app.registry, facts.id, facts.member) if facts else None

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        known, facts = self._known, self._chosen
        self.named.disabled = known is not None
        self.named.value = known.name if known else self.app.registry.free_name(facts.name) if facts else ""

    @on(OptionList.OptionSelected)
    @on(Input.Submitted)
    def _taken(self) -> None:
        self.action_next()

    @on(Input.Changed)
    def _typed(self) -> None:
        self.say(self._name_problem() if self.step == "workspace" else "")

    def go_on(self) -> None:
        """The server says what the token opens."""
        if self.step == "server":
            self.ask("Asking the server …", self._look(), self.advance, stopped="Stopped.")
            return
        super().go_on()

    async def _look(self) -> None:
        self._token = await self.host.secret(self.app.flow.vault)
        self._me = await self.host.ask(self._token)
        if self._me.admin or not self._me.workspaces:
            what = "is the server's admin token" if self._me.admin else "opens no workspace (any more)"
            hint = "Ask a member for an invitation."
            raise LatticeError("not_found", f"This token {what}.", hint, stage=Stage.AUTHORIZATION)
        self.lines.clear_options()
        for facts in self._me.workspaces:
            here = joining.known_entry(self.app.registry, facts.id, facts.member)
            note = f"  {ROLE_WORDS[facts.role]}{' · on this machine already' if here else ''}"
            line = Content.assemble(one_line(facts.name, 40), (note, "$text-muted"))
            self.lines.add_option(Option(line, id=facts.id))
        self.lines.action_first()

    def finish(self) -> None:
        """Keep the token, and open it."""
        self.ask("Keeping the token …", self._keep(), self._open)

    async def _keep(self) -> None:
        facts = self._chosen
        if facts is None:
            return
        vault = self.vault_fields.vault()
        name = "" if self._known else self.named.value.strip()
        self._entry = await joining.connect(
            self.app.registry, vault, self.host.server, self._token, facts, name=name
        )
        self.vault_fields.settle(vault)

    def _open(self) -> None:
        if self._entry is not None:
            self.app.flow.open(self._entry)
