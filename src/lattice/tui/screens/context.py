"""How the context stands: where it is, what happened to it, which edits wait for a person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import getters, on
from textual.app import ComposeResult, SuspendNotSupported
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.errors import LatticeError
from lattice.settings import set_setting
from lattice.tui.app import LatticeApp
from lattice.tui.keys import bind
from lattice.tui.literal import one_line
from lattice.tui.outside import launch, open_in_editor
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.lists import Lines
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.standing import ContextKeeper

_NOTHING = "No edit waits for you. What you or an agent change in these files comes back as a change here."


class ContextScreen(Dialog[None]):
    """The tree of Markdown that agents read."""

    BINDINGS = [
        bind("context.render", "render_now", show=True),
        bind("context.folder", "folder", show=True),
        bind("context.copy", "copy", show=True),
        bind("context.auto", "auto", show=True),
    ]
    HELP = "The workspace as Markdown files that any agent can read. enter opens an edit that waits."

    app = getters.app(LatticeApp)
    lines = getters.query_one(Lines)

    def __init__(self, keeper: ContextKeeper) -> None:
        super().__init__()
        self.keeper = keeper

    def compose(self) -> ComposeResult:
        """Where, how it stands, what waits, the buttons."""
        with Vertical(classes="dialog -find") as box:
            box.border_title = "Context"
            yield Static("", id="context-state")
            yield Static(Content(str(self.keeper.folder)), classes="muted")
            yield Static("", id="context-open")
            yield Lines()
            with Horizontal(classes="buttons"):
                yield Button("Render now", id="render", variant="primary")
                yield Button("Open the folder", id="folder")
                yield Button("Copy its path", id="copy")
                yield Button("", id="auto")

    def on_mount(self) -> None:
        """Show it, and keep it true while it is open."""
        start(self, self.keeper.look_for_open(), group="open-edits")
        self.set_interval(0.5, self._fill)
        self._shown: tuple[object, ...] = ()
        self._fill()

    def _fill(self) -> None:
        keeper = self.keeper
        shown = (keeper.standing, keeper.open, len(keeper.told), keeper.auto)
        if shown == self._shown:
            return
        self._shown = shown
        auto = "kept current while this workspace is open" if keeper.auto else "not kept current by itself"
        state = Content.assemble((keeper.standing.value, "bold $text-primary"), f"  {auto}")
        self.query_one("#context-state", Static).update(state)
        self.query_one("#auto", Button).label = "Turn off" if keeper.auto else "Turn on"
        count = len(keeper.open)
        waits = f"{count:,} edit{'s wait' if count != 1 else ' waits'} for you:" if count else _NOTHING
        self.query_one("#context-open", Static).update(Content(waits))
        self.lines.set_options(
            [
                *(Option(_paint_open(path), id=path) for path in keeper.open),
                *(Option(_paint_told(told.clock, told.message)) for told in reversed(keeper.told)),
            ]
        )
        if keeper.open:
            self.lines.highlighted = 0

    @on(OptionList.OptionSelected)
    def _on_selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id is None:
            return
        path = self.keeper.folder / event.option_id
        try:
            open_in_editor(self.app, path)
        except LatticeError as error:
            self.app.tell(error)
        except SuspendNotSupported:
            self.app.notify(f"This terminal cannot be lent to another program. It is at {path}.")
        start(self, self.keeper.look_for_open(), group="open-edits")

    @on(Button.Pressed, "#render")
    def action_render_now(self) -> None:
        """Make a pass now."""
        start(self, self._pass(), group="render")

    async def _pass(self) -> None:
        self.app.notify(await self.keeper.render_now())

    @on(Button.Pressed, "#folder")
    def action_folder(self) -> None:
        """Open the folder with the system's program."""
        open_folder(self.app, self.keeper)

    @on(Button.Pressed, "#copy")
    def action_copy(self) -> None:
        """Send the path to the terminal's clipboard."""
        copy_path(self.app, self.keeper)

    @on(Button.Pressed, "#auto")
    def action_auto(self) -> None:
        """Keep it current by itself, or not; kept in the settings."""
        turn_auto(self.app, self.keeper)
        self._fill()


def open_folder(app: LatticeApp, keeper: ContextKeeper) -> None:
    """Open the folder of the tree with the system's program."""
    folder = keeper.folder
    if not folder.is_dir():
        app.notify(f"There is nothing at {folder} yet: render the context first.", severity="warning")
        return
    try:
        launch(folder)
        app.notify(f"Opened {folder}.")
    except LatticeError as error:
        app.tell(error)


def copy_path(app: LatticeApp, keeper: ContextKeeper) -> None:
    """Send the path of the tree to the terminal's clipboard."""
    app.copy_to_clipboard(str(keeper.folder))
    app.notify(f"Sent {keeper.folder} to the terminal's clipboard.")


def turn_auto(app: LatticeApp, keeper: ContextKeeper) -> None:
    """Turn keeping current on or off, in the settings."""
    wanted = not keeper.auto
    try:
        set_setting(app.home, "context.auto", "true" if wanted else "false")
    except LatticeError as error:
        app.tell(error)
        return
    app.reload_settings()
    keeper.follow_setting()
    words = "is kept current from now on" if wanted else "is rendered only when asked from now on"
    app.notify(f"The context {words}.")


def _paint_open(path: str) -> Content:
    return Content.assemble(("! ", "$text-warning"), one_line(path, 200), ("  enter opens it", "$text-muted"))


def _paint_told(clock: str, message: str) -> Content:
    return Content.assemble((f"{clock:<9} ", "$text-muted"), (one_line(message, 300), "$text-muted"))
