"""What is set for the whole workspace: its name, what it is for, instructions to assistants, its logo."""

from __future__ import annotations

import asyncio
import base64
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Button, Input, Static

from lattice.actions import (
    Description,
    ReadInstructions,
    ReadLogo,
    RenameWorkspace,
    SetInstructions,
    SetLogo,
)
from lattice.client import Client
from lattice.model.errors import LatticeError
from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.editors.inputs import AreaInput, LineInput
from lattice.tui.widgets.editors.spelling import spell, unspell
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen

#: Bytes of the largest logo; the workspace refuses more.
LOGO_BYTES = 64 * 1024


class WorkspaceSettings(Dialog[bool | None]):
    """True when something was changed."""

    CSS_PATH = ["../styles/dialogs.tcss", "../styles/people.tcss"]
    BINDINGS = [bind("edit.save", "save", show=True)]
    HELP = "What holds for everybody in this workspace. Each line says who sees it."

    def __init__(self, client: Client, about: Description, instructions: str, logo: bytes) -> None:
        super().__init__()
        self._client, self._about, self._instructions, self._logo = client, about, instructions, logo
        self._changed = False
        self._renames = "workspace.rename" in about.actions
        self._instructs = "instructions.set" in about.actions
        self._draws = "workspace.set_logo" in about.actions

    def compose(self) -> ComposeResult:
        """Name and description, instructions, logo; each with who sees it."""
        about = self._about
        any_right = self._renames or self._instructs or self._draws
        with Vertical(classes="dialog -tall", id="settings") as box:
            box.border_title = Content(f"Workspace {about.name}")
            box.border_subtitle = "^s saves · esc back" if any_right else "esc back"
            with VerticalScroll(can_focus=False, id="settings-body"):
                if not any_right:
                    words = f"The owner changes this; as {about.role.value} you read it."
                    yield Static(Content(words), classes="settings-note -strong")
                yield _label("Name", "every member sees it")
                yield LineInput(spell(about.name), compact=True, id="name", disabled=not self._renames)
                yield _label("What it is for", "every member sees it, and agents are told")
                yield LineInput(
                    spell(about.description), compact=True, id="description", disabled=not self._renames
                )
                yield _label("Instructions to assistants", "every member reads them")
                yield AreaInput(
                    spell(self._instructions, lines=True),
                    id="instructions-area",
                    soft_wrap=True,
                    read_only=not self._instructs,
                )
                yield _label("Logo", "every member sees it; a square PNG or JPEG, at most 64 KB")
                with Horizontal(id="logo-line"):
                    yield Vertical(id="logo")
                    with Vertical(id="logo-deeds"):
                        yield Button("Choose a picture…", id="logo-set", disabled=not self._draws)
                        yield Button("Take it away", id="logo-remove", disabled=not self._draws)
            yield Static("", classes="problem")
            with Horizontal(classes="buttons"):
                yield Button("Save", id="yes", variant="primary", disabled=not any_right)
                yield Button("Cancel" if any_right else "Close", id="no")

    def on_mount(self) -> None:
        """The name first; the picture is drawn when it is decoded."""
        self.query_one("#name" if self._renames else "#no").focus()
        self.call_after_refresh(self.query_one("#settings-body").scroll_home, animate=False)
        start(self, self._show_logo(), group="logo", failed=self._say)

    def _say(self, error: LatticeError) -> None:
        self.query_one(".problem", Static).update(Content(str(error)))

    # --- the logo ---

    async def _show_logo(self) -> None:
        # Pillow: 40 ms that only a picture needs
        from lattice.tui.widgets.viewer.boards.picture import decode, picture

        place = self.query_one("#logo", Vertical)
        await place.remove_children()
        self.query_one("#logo-remove").display = bool(self._logo)
        if not self._logo:
            await place.mount(Static("no logo yet", classes="muted", markup=False))
            return
        image = await asyncio.to_thread(decode, self._logo)
        await place.mount(picture(self.app, image, ""))
        for child in place.children:
            # it is to be looked at, not gone to
            child.can_focus = False

    @on(Button.Pressed, "#logo-set")
    def _choose_logo(self) -> None:
        start(self, self._set_logo(), group="logo-deed", failed=self._say, opens=True)

    async def _set_logo(self) -> None:
        from lattice.tui.screens.ask_path import AskPath

        label = "A square PNG or JPEG of at most 64 KB. SVG is refused: it can hold more than a picture."
        path = await self.app.push_screen_wait(AskPath("The logo of the workspace", label, "Use it"))
        if path is not None:
            await self._put_logo(await asyncio.to_thread(read_logo, path))

    @on(Button.Pressed, "#logo-remove")
    def _remove_logo(self) -> None:
        start(self, self._put_logo(b""), group="logo-deed", failed=self._say)

    async def _put_logo(self, data: bytes) -> None:
        await self._client.run(SetLogo(data=base64.b64encode(data).decode()))
        self._logo, self._changed = data, True
        self.query_one(".problem", Static).update("")
        await self._show_logo()

    # --- words ---

    @on(Input.Submitted)
    @on(Button.Pressed, "#yes")
    def action_save(self) -> None:
        """Have it so; what is refused is said here, and nothing that was typed is lost."""
        start(self, self._save(), group="save", failed=self._say)

    async def _save(self) -> None:
        about = self._about
        name = unspell(self.query_one("#name", Input).value).strip()
        description = unspell(self.query_one("#description", Input).value).strip()
        text = unspell(self.query_one("#instructions-area", AreaInput).text)
        if not name:
            raise LatticeError("invalid_name", "A workspace needs a name.")
        if self._renames and (name, description) != (about.name, about.description):
            await self._client.run(RenameWorkspace(name=name, description=description))
            self._changed = True
        if self._instructs and text != self._instructions:
            await self._client.run(SetInstructions(text=text))
            self._changed = True
        self.dismiss(self._changed)

    @on(Button.Pressed, "#no")
    def action_cancel(self) -> None:
        """Leave it; a logo that was chosen stays."""
        self.dismiss(self._changed)


def _label(name: str, who: str) -> Static:
    return Static(Content.assemble(name, (f"  {who}", "$text-muted")), classes="settings-label")


def read_logo(path: Path) -> bytes:
    """The bytes of a picture, if they are few enough. Raises LatticeError."""
    try:
        with path.open("rb") as file:
            data = file.read(LOGO_BYTES + 1)
    except OSError as error:
        raise LatticeError("not_found", f"{path} cannot be read: {error.strerror}.") from None
    if len(data) > LOGO_BYTES:
        raise LatticeError(
            "too_large", f"{path.name} has more than 64 KB.", "Make it smaller; 256 × 256 pixels are enough."
        )
    return data


async def edit_workspace(screen: WorkbenchScreen) -> None:
    """Show what is set for the workspace, and keep what was changed. Raises LatticeError."""
    client = screen.bench.client
    about = await client.describe()
    instructions = (await client.run(ReadInstructions())).value.text
    logo = base64.b64decode((await client.run(ReadLogo())).value.data)
    if await screen.app.push_screen_wait(WorkspaceSettings(client, about, instructions, logo)):
        screen.bench.me = await client.describe()
        screen.show_bench()
