"""The first tab of a workspace: what is in it, and what happened lately."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.widgets import Static

from lattice.tui.widgets.pane import Pane


class HomePane(Pane):
    """The first tab of a workspace."""

    HELP = "What is in this workspace, and what happened lately."

    @property
    def title(self) -> str:
        """What the tab is called."""
        return "Home"

    def compose(self) -> ComposeResult:
        """What it is called and what it is for."""
        yield Static("Home", classes="pane-head", markup=False)
        yield Static(
            "What is in this workspace, and what happened in it lately.", classes="pane-line", markup=False
        )
