"""A list in parts that a few words narrow, with more about the line under the cursor below it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from lattice.model.errors import LatticeError
from lattice.settings import settings_path
from lattice.tui.app import LatticeApp
from lattice.tui.keys import bind
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.key_line import KeyLine
from lattice.tui.widgets.lists import Lines
from lattice.tui.work import start


class Line(NamedTuple):
    """One line of the list."""

    id: str
    part: str
    """The heading it stands under."""
    content: Content
    found_by: str
    """What the words that narrow are looked for in."""


class ListingScreen(Dialog[None]):
    """What settings and keys have in common."""

    CSS_PATH = ["../../styles/dialogs.tcss", "../../styles/settings.tcss"]
    BINDINGS = [
        bind("settings.change", "change"),
        bind("settings.default", "default"),
        bind("settings.narrow", "narrow"),
        bind("settings.file", "file"),
    ]
    TITLE_WORDS = ""

    app = getters.app(LatticeApp)
    lines = getters.query_one(Lines)
    words = getters.query_one(".narrowing", Input)

    def __init__(self) -> None:
        super().__init__()
        self._shown_of: object = None

    def compose(self) -> ComposeResult:
        """What is wrong with the file, the words, the list, more about one line, what can be done."""
        with Vertical(classes="dialog") as box:
            box.border_title = self.TITLE_WORDS
            box.border_subtitle = Content(_from_home(settings_path(self.app.home)))
            yield Static("", classes="wrong", markup=False)
            yield Input(placeholder="/ searches", classes="narrowing", compact=True)
            yield Lines()
            yield Static("", classes="about", markup=False)
            with Horizontal(classes="buttons"):
                yield from self.buttons()
            yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list, and follow the file, which may be written in meanwhile."""
        self.query_one(KeyLine).call("dialog.cancel", "Back")
        self._follow()
        self.lines.focus()
        self.set_interval(0.5, self._follow)

    # --- what a kind of list says ---

    def all_lines(self) -> Iterator[Line]:
        """Every line there is."""
        raise NotImplementedError

    def about_line(self, line_id: str) -> Content:
        """More about one line."""
        raise NotImplementedError

    def buttons(self) -> Iterator[Button]:
        """What can be clicked on."""
        yield Button("Change", id="do-change", variant="primary")
        yield Button("Default", id="do-default")
        yield Button("Open the file", id="do-file")
        yield Button("Close", id="do-cancel")

    async def change(self, line_id: str) -> None:
        """Change what a line is about. Raises LatticeError."""
        raise NotImplementedError

    async def reset(self, line_id: str) -> None:
        """Give a line its default again. Raises LatticeError."""
        raise NotImplementedError

    # --- filling ---

    def _follow(self) -> None:
        stands = (self.app.settings, self.app.preferences.problems())
        if stands != self._shown_of:
            self._shown_of = stands
            self.fill()

    def fill(self) -> None:
        """List what has the words, the cursor on the line it was on."""
        held = self.lines.highlighted_id
        wanted = self.words.value.casefold().split()
        self.lines.clear_options()
        part = ""
        for line in self.all_lines():
            text = f"{line.part} {line.found_by}".casefold()
            if not all(word in text for word in wanted):
                continue
            if line.part != part:
                gap = "\n" if part else ""
                part = line.part
                self.lines.add_option(
                    Option(Content.assemble(gap, (part, "bold $text-primary")), disabled=True)
                )
            self.lines.add_option(Option(line.content, id=line.id))
        if not self.lines.option_count:
            self.lines.add_option(Option(Content("Nothing has these words."), disabled=True))
        elif not self.lines.highlight_id(held):
            self.lines.highlighted = 1
        wrong = "\n".join(self.app.preferences.problems())
        self.query_one(".wrong", Static).update(Content(wrong))
        self.query_one(".wrong").display = bool(wrong)

    @on(OptionList.OptionHighlighted)
    def _tell(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if event.option_id is not None:
            self.query_one(".about", Static).update(self.about_line(event.option_id))

    # --- what is pressed ---

    @on(Input.Changed, ".narrowing")
    def _narrowed(self, event: Input.Changed) -> None:
        event.stop()
        self.fill()

    @on(Input.Submitted, ".narrowing")
    def _narrow_done(self, event: Input.Submitted) -> None:
        event.stop()
        self.lines.focus()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.action_change()

    @on(Button.Pressed)
    async def _clicked(self, event: Button.Pressed) -> None:
        event.stop()
        self.lines.focus()
        await self.run_action((event.button.id or "").removeprefix("do-"))

    def action_narrow(self) -> None:
        """Go to the words."""
        self.words.focus()

    def action_change(self) -> None:
        """Change what is under the cursor."""
        self.do(self.change)

    def action_default(self) -> None:
        """Give what is under the cursor its default again."""
        self.do(self.reset)

    def do(self, deed: Callable[[str], Awaitable[None]]) -> None:
        """Do something with the line under the cursor; what comes of it is followed."""
        line_id = self.lines.highlighted_id
        if line_id is None:
            return

        async def done() -> None:
            await deed(line_id)
            self.app.reload_settings()
            self._follow()

        start(self, done(), group="setting", opens=True)

    def action_file(self) -> None:
        """Write in the file itself, in one's own editor; it is read when that is left."""
        from textual.app import SuspendNotSupported

        from lattice.tui.outside import open_in_editor

        path = settings_path(self.app.home)
        try:
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            open_in_editor(self.app, path)
        except LatticeError as error:
            self.app.tell(error)
        except SuspendNotSupported:
            self.notify(f"This terminal cannot be lent to an editor. The file is {path}.", markup=False)
        self.app.refresh()

    def action_cancel(self) -> None:
        """Let go of the words, else leave."""
        if self.words.value:
            self.words.value = ""
            self.lines.focus()
            return
        self.dismiss(None)


def _from_home(path: Path) -> str:
    """A path as people write it, from their home on where it is in there."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
