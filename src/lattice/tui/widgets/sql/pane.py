"""The SQL console: read-only questions in SQL."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from lattice.tui.widgets.pane import Pane


class SqlPane(Pane):
    """The SQL console."""

    HELP = "Ask in SQL; nothing is changed by it."

    @property
    def title(self) -> str:
        """What the tab is called."""
        return "SQL"

    def compose(self) -> ComposeResult:
        """What it is called and what it is for."""
        yield Static("SQL", classes="pane-head", markup=False)
        yield Static(
            "One SELECT over the tables of this workspace; nothing is changed by it.",
            classes="pane-line",
            markup=False,
        )
