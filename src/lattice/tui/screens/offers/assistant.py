"""What the assistant offers: its key, and what can be done in the chat."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens.offers.offer import Deed

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

DEEDS: dict[str, Deed] = {}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """The assistant's key, and the commands of the chat."""
    from lattice.tui.screens.chatting import commands
    from lattice.tui.screens.palette import Command

    connecting = Command(
        "assistant.connect",
        "Connect the assistant…",
        "Its key: connect, test, disconnect",
        "",
        "app.connect_key",
        screen,
    )
    return [connecting, *commands(screen)]
