"""The steps into a workspace that one was invited to: who you are, the invitation, what it is for."""

from __future__ import annotations

from datetime import UTC, datetime

from textual import events, getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Button, Input, Static

from lattice import joining
from lattice.client.cloud.trust import show_fingerprint
from lattice.joining import Invitation, Server
from lattice.model.errors import LatticeError
from lattice.model.ids import new_id
from lattice.model.members import InviteFacts, Joined
from lattice.model.people import Person
from lattice.settings import derived_person, set_person
from lattice.tui.place_words import ROLE_WORDS, until_words
from lattice.tui.screens.wizard import Wizard
from lattice.tui.widgets.facts import Facts
from lattice.tui.widgets.vault_fields import VaultFields
from lattice.tui.widgets.you_fields import YouFields
from lattice.workspaces import Entry


def server_facts(server: Server) -> list[tuple[str, str]]:
    """Which server it is, and by what it is believed."""
    if server.fingerprint:
        by = f"{show_fingerprint(server.fingerprint)} (SHA-256; only this one is believed)"
    elif server.address.startswith("https:"):
        by = "vouched for by an authority that this machine knows"
    else:
        by = "none: it is on this machine"
    return [("Server", server.address), ("Certificate", by)]


class InviteInput(Input):
    """Takes an invitation whole, also one that a mail program broke over several lines."""

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self.insert_text_at_cursor("".join(event.text.split()))


class JoinScreen(Wizard):
    """The wizard of an invitation."""

    HEADLINE = "Join with an invite"
    STEPS = {"you": "You", "invite": "Invitation", "join": "Join"}
    VERBS = {"invite": "Ask the server", "join": "Join"}

    you = getters.query_one(YouFields)
    invite = getters.query_one("#invite-text", InviteInput)
    named = getters.query_one("#join-name", Input)
    vault_fields = getters.query_one(VaultFields)

    def __init__(self) -> None:
        super().__init__()
        known = self.app.settings.settings.person
        self._person = known or derived_person()
        self.steps = [step for step in self.STEPS if step != "you" or known is None]
        self._facts: InviteFacts | None = None
        self._asked_about: Invitation | None = None
        self._op_id = ""
        self._joined: Joined | None = None
        self._entry: Entry | None = None

    def compose_steps(self) -> ComposeResult:
        """The fields of all steps."""
        with Vertical(id="you", classes="step"):
            yield Static(
                "The others will see this name beside what you change. Asked once, kept here.", classes="why"
            )
            yield YouFields(self._person)
            yield Static("", id="you-problem", classes="problem")
        with Vertical(id="invite", classes="step"):
            yield Static("Paste what you were sent. It is not used up by looking at it.", classes="why")
            yield Static("Invitation", classes="label")
            yield InviteInput(password=True, id="invite-text", placeholder=f"{joining.PREFIX}…")
            yield Facts(id="invite-server")
            yield Static("", id="invite-problem", classes="problem")
            yield Button("I have a token instead", id="with-token")
        with Vertical(id="join", classes="step"):
            yield Facts(id="invite-facts")
            yield Static("Its name on this machine", classes="label", id="join-label")
            yield Input(id="join-name", max_length=80)
            yield VaultFields()
            yield Static("", id="join-problem", classes="problem")

    def first_field(self) -> Widget | None:
        """Where one types first."""
        return {"you": self.you.person_name, "invite": self.invite, "join": self.onward}[self.step]

    def problem(self) -> str:
        """What is wrong with the step on screen, in words; empty when nothing is."""
        match self.step:
            case "you":
                return self.you.problem()
            case "invite":
                return self._invite_problem()
        return self._name_problem() or self.vault_fields.problem()

    def _invite_problem(self) -> str:
        if not self.invite.value.strip():
            return "Paste the invitation."
        try:
            joining.read_invite(self.invite.value)
        except LatticeError as error:
            return str(error)
        return ""

    def _name_problem(self) -> str:
        name = self.named.value.strip()
        if not name:
            return "Type a name; it is only for this machine."
        try:
            if self._known is None:
                self.app.registry.check_free(name)
        except LatticeError as error:
            return str(error)
        return ""

    @property
    def _known(self) -> Entry | None:
        """The workspace on the list that was joined already, whose token could not be kept."""
        joined = self._joined
        if joined is None:
            return None
        return joining.known_entry(self.app.registry, joined.workspace_id, joined.member)

    def entered(self) -> None:
        """What is known about the server is shown as soon as it is."""
        if self.step == "join":
            self.vault_fields.look()

    # --- typing ---

    @on(Input.Changed, "YouFields Input")
    def _you_typed(self) -> None:
        self.say(self.problem())

    @on(Input.Changed, "#invite-text")
    def _invite_typed(self, event: Input.Changed) -> None:
        """The invitation says itself which server it is for; nobody has to be asked for that."""
        problem = self._invite_problem()
        facts = [] if problem else server_facts(joining.read_invite(event.value).server)
        self.query_one("#invite-server", Facts).show(facts)
        self.say(problem if event.value else "")

    @on(Input.Changed, "#join-name")
    def _name_typed(self) -> None:
        self.say(self._name_problem())

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_next()

    @on(Button.Pressed, "#with-token")
    def _with_token(self) -> None:
        self.dismiss(None)
        self.app.flow.connect()

    # --- asking and joining ---

    def go_on(self) -> None:
        """The server is asked what the invitation is for before it is used."""
        if self.step != "invite":
            super().go_on()
            return
        invitation = joining.read_invite(self.invite.value)
        if invitation != self._asked_about:
            self._op_id, self._joined = new_id(), None
        words = f"Asking {invitation.server.address} …"
        self.ask(words, self._look(invitation), self.advance, stopped="Stopped. The invitation is not used.")

    async def _look(self, invitation: Invitation) -> None:
        facts = self._facts = await joining.look(invitation)
        again = self._asked_about == invitation
        self._asked_about = invitation
        lines = [
            ("Workspace", facts.workspace),
            ("Invited by", facts.invited_by),
            ("For", facts.for_name),
            ("You will be", ROLE_WORDS[facts.role]),
            ("It holds until", until_words(facts.expires_at, datetime.now(UTC))),
            ("Server", invitation.server.address),
        ]
        self.query_one("#invite-facts", Facts).show(lines)
        if not again:
            self.named.value = self.app.registry.free_name(facts.workspace)

    def finish(self) -> None:
        """Use the invitation; from here on nothing is asked any more."""
        if self._asked_about is not None:
            self.ask("Joining …", self._join(self._asked_about), self._open)

    async def _join(self, invitation: Invitation) -> None:
        registry, vault = self.app.registry, self.vault_fields.vault()
        if self._joined is None:
            await joining.check_ready(registry, vault)
            # kept at once: what comes after may fail, and the invitation cannot be used again
            self._joined = await joining.redeem(invitation, self._who, op_id=self._op_id)
        name = "" if self._known else self.named.value.strip()
        self._entry = await joining.keep(registry, vault, invitation.server, self._joined, name=name)
        self.vault_fields.settle(vault)
        if self.app.settings.settings.person is None:
            set_person(self.app.home, self._who)
            self.app.reload_settings()

    @property
    def _who(self) -> Person:
        return self.you.person if "you" in self.steps else self._person

    def _open(self) -> None:
        if self._entry is not None:
            joined = self._joined
            if joined is not None and joined.member != f"human:{self._who.handle}":
                self.app.notify(f"The handle was taken there: you are {joined.member} in this workspace.")
            self.app.flow.open(self._entry)

    def failed(self, error: LatticeError) -> None:
        """Say it; an invitation that was used stays used, and what is left to do can be tried again."""
        words = str(error)
        if self._joined is not None:
            words = f"You are in, but not all is kept here yet: {words} Do not leave; try again."
        self.say(words)
        if error.code == "no_passphrase":
            self.vault_fields.look()
