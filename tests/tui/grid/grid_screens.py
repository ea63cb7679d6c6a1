"""An app with one grid, and what its screen says."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Sequence

from textual import on
from textual.app import App, ComposeResult
from textual.message import Message
from textual.pilot import Pilot

from lattice.tui.widgets.grid import Grid, GridColumn, RowSource
from lattice.tui.widgets.grid.messages import GridMessage
from tests.tui.grid.grid_sources import COLUMNS


class GridApp(App[None]):
    """One grid, and all that it told."""

    def __init__(
        self, source: RowSource, columns: Sequence[GridColumn] = COLUMNS, *, numbers: bool = False
    ) -> None:
        super().__init__()
        self.grid = Grid(columns, source, numbers=numbers, id="grid")
        self.told: list[Message] = []

    def compose(self) -> ComposeResult:
        yield self.grid

    @on(GridMessage)
    def hear(self, message: Message) -> None:
        self.told.append(message)

    def last(self, kind: type[Message]) -> Message | None:
        return next((m for m in reversed(self.told) if isinstance(m, kind)), None)


def lines(app: App[None]) -> list[str]:
    """The text on the screen, line by line."""
    height = app.size.height
    buffer = app.screen._compositor.render_strips()
    return [strip.text for strip in buffer[:height]]


async def until(pilot: Pilot[None], condition: Callable[[], object], timeout_s: float = 5.0) -> None:
    """Wait until something holds; fails after a while."""
    deadline = time.monotonic() + timeout_s
    while not condition():
        if time.monotonic() > deadline:
            raise AssertionError("it never came to be\n" + "\n".join(lines(pilot.app)))
        await pilot.pause()
        await asyncio.sleep(0)
