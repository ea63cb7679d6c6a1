"""A row among its neighbours: what it points at, what points at it, and what it is linked with."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from lattice.tui.widgets.pane import Pane


class NeighboursPane(Pane):
    """A row among its neighbours."""

    HELP = "A row among its neighbours."

    @property
    def title(self) -> str:
        """What the tab is called."""
        return "Neighbours"

    def compose(self) -> ComposeResult:
        """What it is called and what it is for."""
        yield Static("Neighbours", classes="pane-head", markup=False)
        yield Static(
            "What this row points at, what points at it, and what it is linked with.",
            classes="pane-line",
            markup=False,
        )
