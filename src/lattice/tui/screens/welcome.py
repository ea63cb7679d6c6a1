"""The first screen of all: what Lattice is, and the four ways to begin."""

from __future__ import annotations

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.screen import Screen
from textual.widgets import Static

from lattice.tui.app import LatticeApp
from lattice.tui.keys import bind
from lattice.tui.widgets.card import Card
from lattice.tui.widgets.key_line import KeyLine

_MARK = "◇───◆───◇\n ╲ ╱ ╲ ╱ \n  ◆───◆  "


class WelcomeScreen(Screen[None]):
    """Shown when there is no workspace, and again after the last one is deleted."""

    CSS_PATH = "../styles/welcome.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (64, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (22, "-tall")]
    BINDINGS = [
        bind("welcome.create", "create", show=False),
        bind("welcome.join", "join", show=False),
        bind("welcome.sample", "sample", show=False),
        bind("welcome.open", "open", show=False),
        # without the letters of a list: j is the way in with an invitation
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("left", "app.focus_previous", show=False),
    ]

    app = getters.app(LatticeApp)

    def compose(self) -> ComposeResult:
        """The mark, the name, the cards."""
        with Vertical(id="welcome"):
            yield Static(_MARK, id="mark")
            yield Static("◆ Lattice", id="name")
            yield Static("shared memory for people and their agents", id="tagline")
            with Container(id="cards"):
                yield Card(
                    "Create a workspace",
                    "On this machine, in one file.\nShare it whenever you like.",
                    "c",
                    id="create",
                )
                yield Card(
                    "Join with an invite",
                    "Paste what you were sent;\nsee first what it is for.",
                    "j",
                    id="join",
                )
                yield Card(
                    "Look around first",
                    "A sample workspace, yours to\nchange and to throw away.",
                    "s",
                    id="sample",
                )
                yield Card(
                    "Open a file",
                    "CSV, JSON, Excel, SQLite, or\na folder of documents.",
                    "o",
                    id="open",
                )
        yield KeyLine()

    @on(Card.Chosen, "#create")
    def action_create(self) -> None:
        """The steps to an own workspace."""
        self.app.flow.create()

    @on(Card.Chosen, "#join")
    def action_join(self) -> None:
        """The steps into somebody else's workspace."""
        self.app.flow.join()

    @on(Card.Chosen, "#sample")
    def action_sample(self) -> None:
        """A workspace with the sample, at once."""
        self.app.flow.sample()

    @on(Card.Chosen, "#open")
    def action_open(self) -> None:
        """A workspace from a file."""
        self.app.flow.open_file()
