"""What can be done about the context that agents read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def details(screen: WorkbenchScreen) -> None:
    """Show how it stands."""
    screen.action_context("details")


DEEDS: dict[str, Deed] = {"workbench.context": details}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Render it, open its folder, copy its path, turn it on or off; nothing where there can be none."""
    from lattice.tui.screens.palette import Command

    if not screen.context.possible:
        return []
    auto = "Turn the context off" if screen.context.auto else "Turn the context on"
    offered = (
        ("render", "Render the context now", "Write what changed into the Markdown files"),
        ("folder", "Open the context folder", "With the system's program"),
        ("copy", "Copy the context's path", "For an agent that is to read it"),
        ("auto", auto, "Whether it is kept current by itself"),
    )
    return [
        Command(f"context.{what}", title, note, "", f"context({what!r})", screen)
        for what, title, note in offered
    ]
