"""The inspector beside the tabs: which row it shows, when it comes into sight, who has the focus."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens import laying
from lattice.tui.widgets.pane import Pane

if TYPE_CHECKING:
    from lattice.tui.screens.workbench import WorkbenchScreen


def inspect(screen: WorkbenchScreen, wish: Pane.Inspect) -> None:
    """Show a row where the inspector is open; open it and go there where that is wished for."""
    if wish.open:
        screen.with_inspector = True
    if screen.with_inspector:
        screen.inspector.show(wish.table_id, wish.row_id, wish.words)
    if wish.part:
        screen.inspector.part = wish.part
    if wish.open:
        laying.follow(screen, "inspector")
        screen.inspector.take_focus()
        screen.keep()


def leave(screen: WorkbenchScreen) -> None:
    """The focus goes back to the tabs; where the inspector took their place, it gives way."""
    if screen.has_class("-short"):
        screen.with_inspector = False
    laying.follow(screen, "tabs")
    screen.tabs.take_focus()
