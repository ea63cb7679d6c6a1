"""An invitation to a workspace: as what, for whom, until when."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, RadioSet, Static

from lattice.actions import CreateInvite
from lattice.actions.members import INVITE_DAYS
from lattice.model.people import HUMAN_ROLES, Role
from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.marked import Select
from lattice.tui.widgets.radio import Radio, Radios

#: What a role may, each also what those below it may.
ROLE_WORDS: dict[Role, str] = {
    Role.OWNER: "also removes it, and reads what is masked",
    Role.ADMIN: "also invites, removes members, masks columns",
    Role.EDITOR: "also writes: rows, files, tables",
    Role.VIEWER: "reads what is shared",
}
_DAYS = (("one day", 1.0), ("7 days", 7.0), ("30 days", 30.0), ("90 days", 90.0))


class InviteScreen(Dialog[CreateInvite | None]):
    """Answers the invitation that is wanted."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/people.tcss"]
    BINDINGS = [bind("edit.save", "save", show=True)]
    HELP = "One string to send; whoever pastes it first is in. It is used once and expires."

    def __init__(self, workspace: str, mine: Role) -> None:
        """Nobody can be invited as more than oneself is."""
        super().__init__()
        self._workspace, self._mine = workspace, mine

    def compose(self) -> ComposeResult:
        """Role, for whom, until when."""
        with Vertical(classes="dialog", id="invite") as box:
            box.border_title = Content(f"Invite someone to {self._workspace}")
            box.border_subtitle = "^s makes it · esc back"
            yield Static("As what", classes="muted")
            with Radios(id="invite-role"):
                for role in HUMAN_ROLES[max(HUMAN_ROLES.index(self._mine), 1) :]:
                    yield Radio(
                        Content(f"{role.value}: {ROLE_WORDS[role]}"), value=role is Role.EDITOR, id=role.value
                    )
            with Horizontal(classes="form-line"):
                yield Static("For whom", classes="form-name muted")
                yield Input(placeholder="a name, so that you know which is whose", compact=True, id="for")
            with Horizontal(classes="form-line"):
                yield Static("Holds for", classes="form-name muted")
                yield Select(_DAYS, value=float(INVITE_DAYS), allow_blank=False, compact=True, id="days")
            with Horizontal(classes="buttons"):
                yield Button("Make it", id="yes", variant="primary")
                yield Button("Cancel", id="no")

    def on_mount(self) -> None:
        """The role first."""
        roles = self.query_one(Radios)
        roles.go_to_chosen()
        roles.focus()

    @on(Radios.Taken)
    def _taken(self) -> None:
        self.query_one("#for").focus()

    @on(RadioSet.Changed)
    def _changed(self, event: RadioSet.Changed) -> None:
        event.stop()

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def action_save(self) -> None:
        """Make it."""
        pressed = self.query_one(Radios).pressed_button
        role = Role(pressed.id) if pressed is not None and pressed.id else Role.EDITOR
        days = self.query_one("#days", Select).value
        self.dismiss(
            CreateInvite(
                role=role,
                expires_days=days if isinstance(days, float) else float(INVITE_DAYS),
                for_name=self.query_one("#for", Input).value.strip(),
            )
        )

    @on(Button.Pressed, "#no")
    def _no(self) -> None:
        self.action_cancel()
