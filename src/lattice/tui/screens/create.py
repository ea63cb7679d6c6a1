"""The steps to a workspace of one's own: who you are, its name and place, what to put in, an assistant."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget
from textual.widgets import Input, Static

from lattice.joining import Server
from lattice.model.errors import LatticeError
from lattice.model.people import Person
from lattice.secrets import Secret, Vault
from lattice.settings import derived_person
from lattice.tui.connecting import KeyWish, try_wish
from lattice.tui.screens.wizard import Wizard
from lattice.tui.widgets.key_fields import KeyFields
from lattice.tui.widgets.path_input import PathInput
from lattice.tui.widgets.radio import Radio, Radios
from lattice.tui.widgets.server_fields import ServerFields
from lattice.tui.widgets.vault_fields import VaultFields
from lattice.tui.widgets.you_fields import YouFields


class Filling(StrEnum):
    """What a new workspace begins with."""

    NOTHING = "nothing"
    SAMPLE = "sample"
    FILES = "files"


class Host(NamedTuple):
    """The server that a new workspace is to be on."""

    server: Server
    admin: Secret
    """The admin token, which may make workspaces there."""
    vault: Vault
    """Where tokens are to be kept."""
    settle: Callable[[Vault], None]
    """Called when something was kept there."""


class Wish(NamedTuple):
    """A workspace as it is asked for."""

    person: Person
    name: str
    filling: Filling
    paths: tuple[Path, ...] = ()
    key: KeyWish | None = None
    """The key of the assistant, where one was typed."""
    host: Host | None = None
    """None for one on this machine."""


class CreateScreen(Wizard):
    """The wizard of a new workspace."""

    HEADLINE = "Create a workspace"
    STEPS = {
        "you": "You",
        "place": "Name and place",
        "server": "Server",
        "contents": "Contents",
        "assistant": "Assistant",
    }
    VERBS = {"assistant": "Create"}

    you = getters.query_one(YouFields)
    workspace = getters.query_one("#workspace-name", Input)
    where = getters.query_one("#where", Radios)
    host = getters.query_one(ServerFields)
    vault_fields = getters.query_one(VaultFields)
    filling = getters.query_one("#filling", Radios)
    path = getters.query_one(PathInput)
    key = getters.query_one(KeyFields)

    def __init__(self) -> None:
        super().__init__()
        known = self.app.settings.settings.person
        self._person = known or derived_person()
        self.steps = [step for step in self.STEPS if step != "server" and (step != "you" or known is None)]
        self._host: Host | None = None
        self._trial_untested = ""

    def compose_steps(self) -> ComposeResult:
        """The fields of all steps."""
        yield from self._compose_you()
        yield from self._compose_place()
        yield from self._compose_server()
        yield from self._compose_contents()
        yield from self._compose_assistant()

    def _compose_you(self) -> ComposeResult:
        with Vertical(id="you", classes="step"):
            yield Static(
                "Asked once, kept on this machine: it stands beside everything you change.", classes="why"
            )
            yield YouFields(self._person)
            yield Static("", id="you-problem", classes="problem")

    def _compose_place(self) -> ComposeResult:
        with Vertical(id="place", classes="step"):
            yield Static("What will you keep in it?", classes="why")
            yield Static("Name of the workspace", classes="label")
            yield Input(id="workspace-name", placeholder="research", max_length=80)
            yield Static("", id="place-problem", classes="problem")
            yield Static("Place", classes="label")
            with Radios(id="where"):
                yield Radio(
                    "On this machine, in one file; it can move to a server later", value=True, name=""
                )
                yield Radio("On a server, for several people: needs its admin token", name="server")

    def _compose_server(self) -> ComposeResult:
        with Vertical(id="server", classes="step"):
            yield Static("Where `lattice serve` runs. You will own the workspace there.", classes="why")
            yield ServerFields("Admin token", "typed or pasted, never shown; empty: the one kept", admin=True)
            yield VaultFields()
            yield Static("", id="server-problem", classes="problem")

    def _compose_contents(self) -> ComposeResult:
        with Vertical(id="contents", classes="step"):
            yield Static("You can always bring in more later.", classes="why")
            with Radios(id="filling"):
                yield Radio("Nothing: begin with an empty workspace", value=True, name=Filling.NOTHING)
                yield Radio("The sample: a small invented organisation", name=Filling.SAMPLE)
                yield Radio("Files: CSV, JSON, Excel, SQLite, or a folder of documents", name=Filling.FILES)
            yield PathInput(placeholder="~/data/people.csv  (tab completes)", id="files")
            yield Static("", id="contents-problem", classes="problem")

    def _compose_assistant(self) -> ComposeResult:
        with Vertical(id="assistant", classes="step"):
            yield Static("With a key for Claude an assistant works here; empty skips it.", classes="why")
            yield KeyFields(id="key-fields")
            yield Static("", id="assistant-problem", classes="problem")

    def first_field(self) -> Widget | None:
        """Where one types first."""
        return {
            "you": self.you.person_name,
            "place": self.workspace,
            "server": self.host.first,
            "contents": self.filling,
            "assistant": self.key.key,
        }[self.step]

    def entered(self) -> None:
        """The path is asked for only where files are chosen; whether a key is there is found out."""
        self.query_one("#files").display = self._chosen is Filling.FILES
        if self.step == "server":
            self.vault_fields.look()
        if self.step == "assistant":
            self.key.look(self.app.flow.vault)

    @property
    def _chosen(self) -> Filling:
        pressed = self.filling.pressed_button
        return Filling(pressed.name) if pressed and pressed.name else Filling.NOTHING

    @property
    def _on_server(self) -> bool:
        pressed = self.where.pressed_button
        return bool(pressed and pressed.name)

    def problem(self) -> str:
        """What is wrong with the step on screen, in words; empty when nothing is."""
        match self.step:
            case "you":
                return self.you.problem()
            case "place":
                return self._name_problem(self.workspace.value.strip())
            case "server":
                return self.host.problem() or self.vault_fields.problem()
            case "assistant":
                return self.key.problem()
        if self._chosen is not Filling.FILES:
            return ""
        path = self.path.value
        if not path:
            return "Type the path of a file or a folder; tab completes it."
        return "" if Path(path).exists() else f"There is nothing at {path}."

    def _name_problem(self, name: str) -> str:
        if not name:
            return "Type a name; you can change it later."
        try:
            self.app.registry.check_free(name)
        except LatticeError as error:
            return str(error)
        return ""

    @on(Input.Changed, "YouFields Input")
    def _you_typed(self) -> None:
        self.say(self.problem())

    @on(Input.Changed, "#workspace-name")
    def _workspace_named(self, event: Input.Changed) -> None:
        self.say(self.problem() if event.value else "")

    @on(Radios.Changed, "#where")
    def _placed(self) -> None:
        """A server is a step of its own."""
        self.steps = [step for step in self.steps if step != "server"]
        if self._on_server:
            self.steps.insert(self.steps.index("place") + 1, "server")
        self._host = None
        self.show_progress()

    @on(Radios.Changed, "#filling")
    def _filled(self) -> None:
        self.query_one("#files").display = self._chosen is Filling.FILES
        self.say("")
        if self._chosen is Filling.FILES:
            self.path.field.focus()

    @on(Radios.Taken)
    def _taken(self) -> None:
        # the choice is told by a message of its own: it is heard first
        if self.step == "contents" and self._chosen is Filling.FILES and not self.path.value:
            self.path.field.focus()
            return
        self.action_next()

    @on(Input.Changed, "#files Input, #key-fields Input, ServerFields Input")
    def _typed(self) -> None:
        self.say("")

    @on(KeyFields.Ready)
    def _key_ready(self) -> None:
        self.action_next()

    @on(Input.Submitted)
    def _submitted(self) -> None:
        self.action_next()

    def go_on(self) -> None:
        """A server is asked whether it takes the token before anything else is typed."""
        if self.step != "server":
            super().go_on()
            return
        stopped = "Stopped: the server was not asked to make anything."
        self.ask("Asking the server …", self._check_host(), self.advance, stopped=stopped)

    async def _check_host(self) -> None:
        vault = self.vault_fields.vault()
        admin = await self.host.secret(vault)
        await self.host.ask(admin)
        self._host = Host(self.host.server, admin, vault, self.vault_fields.settle)

    def finish(self) -> None:
        """Test the key, then make the workspace; nothing is made with a key that is refused."""
        key = self._wish().key
        if key is None:
            self.app.flow.fulfil(self._wish())
            return
        stopped = "Stopped: the key was not tested, and nothing is made yet."
        self.ask("Testing the key …", self._test(key), self._tested, stopped=stopped)

    async def _test(self, key: KeyWish) -> None:
        self._trial_untested = (await try_wish(self.app, key)).untested

    def _tested(self) -> None:
        wish = self._wish()
        key = wish.key._replace(untested=self._trial_untested) if wish.key else None
        self.app.flow.fulfil(wish._replace(key=key))

    def _wish(self) -> Wish:
        paths = (Path(self.path.value),) if self._chosen is Filling.FILES else ()
        host = self._host if self._on_server else None
        return Wish(self.you.person, self.workspace.value.strip(), self._chosen, paths, self.key.wish, host)
