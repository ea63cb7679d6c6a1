"""What the tables offer: open each of them, make one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lattice.tui.screens import deeds
from lattice.tui.screens.offers.offer import Deed
from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen


def new_table(screen: WorkbenchScreen) -> None:
    """Make a table and open it."""
    start(screen, deeds.new_table(screen), group="schema-change", opens=True)


DEEDS: dict[str, Deed] = {"workbench.new_table": new_table}


def offers(screen: WorkbenchScreen) -> list[Command]:
    """Every table of this workspace."""
    from lattice.tui.screens.palette import Command

    return [
        Command(
            f"open.{info.table.id}",
            f"Open {info.table.name}",
            "Table",
            "",
            f"open('table', {info.table.id!r})",
            screen,
        )
        for info in screen.bench.tables
    ]
