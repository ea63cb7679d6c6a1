"""Choosing the colours: the screen wears each theme while the cursor is on it."""

from __future__ import annotations

from typing import NamedTuple

from textual import getters, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lattice.settings import set_setting
from lattice.tui import themes
from lattice.tui.app import LatticeApp
from lattice.tui.screens.dialogs import Dialog
from lattice.tui.widgets.lists import Lines

#: How long the cursor rests on a theme before the screen wears it, in seconds; running past costs nothing.
REST_S = 0.08


class Offered(NamedTuple):
    """One line of the list."""

    name: str
    """What the settings keep."""
    note: str


class ThemeScreen(Dialog[str | None]):
    """The themes there are; the answer is the one that was taken."""

    CSS_PATH = ["../../styles/dialogs.tcss", "../../styles/settings.tcss"]
    HELP = "Move to see a theme on your own screen; enter keeps it, esc goes back to the one before."

    app = getters.app(LatticeApp)
    lines = getters.query_one(Lines)

    def __init__(self, offered: list[Offered], current: str, *, colourless: bool = False) -> None:
        super().__init__()
        self._offered, self._current, self._colourless = offered, current, colourless
        self._rest: Timer | None = None

    def compose(self) -> ComposeResult:
        """The list, at the side, so that the screen behind it can be seen."""
        with Vertical(classes="dialog", id="themes") as box:
            box.border_title = "Theme"
            box.border_subtitle = "enter keeps · esc back"
            if self._colourless:
                words = "NO_COLOR is set: what is chosen is kept, and seen where colours are."
                yield Static(Content(words), classes="muted", id="themes-note")
            yield Lines()

    def on_mount(self) -> None:
        """Fill the list, the one in use under the cursor."""
        wide = max((len(one.name) for one in self._offered), default=0)
        for one in self._offered:
            line = Content.assemble(one.name.ljust(wide), "  ", (one.note, "$text-muted"))
            self.lines.add_option(Option(line, id=one.name))
        self.lines.highlight_id(self._current)

    @on(OptionList.OptionHighlighted)
    def _rests(self, event: OptionList.OptionHighlighted) -> None:
        event.stop()
        if self._rest is not None:
            self._rest.stop()
        self._rest = self.set_timer(REST_S, self._wear)

    def _wear(self) -> None:
        name = self.lines.highlighted_id
        if name is not None:
            self.app.use_theme(name)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        self.dismiss(event.option_id)

    def action_cancel(self) -> None:
        """Go back to the theme before."""
        self.app.use_theme(self._current)
        self.dismiss(None)


async def choose_theme(app: LatticeApp) -> None:
    """Choose the colours; kept in the settings. Raises LatticeError where these cannot be written."""
    found, refused = themes.offered(app.home)
    for error in refused:
        app.tell(error)
    offers = [Offered("auto", "ours, as the terminal can")]
    offers += [Offered(one.name, one.note) for one in found]
    current = app.settings.settings.theme
    chosen = await app.push_screen_wait(ThemeScreen(offers, current, colourless=app.no_color))
    if chosen is not None and chosen != current:
        set_setting(app.home, "theme", chosen)
    if chosen is not None:
        app.reload_settings()
