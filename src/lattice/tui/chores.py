"""What the assistant does by itself, for as long as a workbench is open."""

from __future__ import annotations

import asyncio
import logging
from importlib import import_module
from typing import TYPE_CHECKING

from lattice.tui.work import start

if TYPE_CHECKING:
    from lattice.model.errors import LatticeError
    from lattice.tui.screens.workbench import WorkbenchScreen

#: How long after the workbench is there it begins, in seconds: the person comes first.
SETTLE_S = 3.0

_log = logging.getLogger("lattice.tui")


def begin_chores(screen: WorkbenchScreen) -> None:
    """Start after the workbench has settled; what goes wrong stands in the log, and disturbs nobody."""
    screen.set_timer(SETTLE_S, lambda: start(screen, _keep_up(screen), group="chores", failed=_failed))


async def _keep_up(screen: WorkbenchScreen) -> None:
    # more than a second of imports that no screen waits for
    opening = await asyncio.to_thread(import_module, "lattice.assistant.chores.opening")
    app = screen.app
    await opening.keep_up(
        screen.bench.client,
        lambda: app.settings.settings,
        app.home / "state" / f"{screen.workspace.id}.chores",
        vault=lambda: app.flow.vault,
        report=_log.warning,
    )


def _failed(error: LatticeError) -> None:
    _log.warning("%s", error)
