"""The shape of what a part offers."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from lattice.tui.session import TabKind

if TYPE_CHECKING:
    from lattice.tui.screens.palette import Command
    from lattice.tui.screens.workbench import WorkbenchScreen

#: What is done from anywhere on the workbench. What takes longer than a moment goes into a worker (`start`).
Deed = Callable[["WorkbenchScreen"], "Awaitable[None] | None"]


def opens(kind: TabKind) -> Deed:
    """Bring the tab of a place to the front."""

    async def deed(screen: WorkbenchScreen) -> None:
        await screen.action_open(kind.value)

    return deed


def opening(screen: WorkbenchScreen, kind: TabKind, note: str) -> Command:
    """The command that opens a place which has no key."""
    from lattice.tui.screens.palette import Command

    return Command(f"open.{kind}", f"Open {kind}", note, "", f"open({kind.value!r})", screen)


def command(screen: WorkbenchScreen, name: str, title: str, note: str) -> Command:
    """The command that does a deed which has no key."""
    from lattice.tui.screens.palette import Command

    return Command(name, title, note, "", f"do({name!r})", screen)
