"""What history offers: the log, the trash, the audit chain, undo and redo."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens import deeds
from lattice.tui.screens.offers.offer import Deed, command, opening, opens
from lattice.tui.session import TabKind
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def undo(screen: WorkbenchScreen) -> None:
    """Take back my newest change."""
    screen.undo_change()


def redo(screen: WorkbenchScreen) -> None:
    """Do again what I took back last."""
    start(screen, deeds.redo(screen), group="undo")


def log(screen: WorkbenchScreen) -> None:
    """The log of errors."""
    from lattice.tui.screens.log import LogScreen

    screen.app.push_screen(LogScreen(screen.app.home))


def diagnostics(screen: WorkbenchScreen) -> None:
    """Check everything that can be wrong."""
    from lattice.tui.screens.diagnostics import DiagnosticsScreen

    screen.app.push_screen(DiagnosticsScreen(screen.app.home))


DEEDS: dict[str, Deed] = {
    "history.log": log,
    "history.diagnostics": diagnostics,
    "workbench.undo": undo,
    "workbench.redo": redo,
    "workbench.history": opens(TabKind.HISTORY),
    "workbench.trash": opens(TabKind.TRASH),
}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Commands beside those keys."""
    return [
        opening(screen, TabKind.AUDIT, "The chain of records"),
        command(screen, "history.log", "Log of errors", "What went wrong, entry by entry"),
        command(screen, "history.diagnostics", "Diagnostics", "What lattice doctor says, to be copied"),
    ]
