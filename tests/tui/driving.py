"""Drives the real app on a real home, as somebody at the keyboard does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from time import monotonic
from typing import Any

from textual.events import Paste
from textual.pilot import Pilot

from lattice.client import create_local
from lattice.model.people import Caller
from lattice.tui.app import LatticeApp
from lattice.workspaces import Entry, Registry

#: No condition of a test takes longer than this, in seconds, also on a busy machine.
DEADLINE_S = 20.0
ADA = Caller(actor="human:ada", origin="tui")


@asynccontextmanager
async def started(
    home: Path, size: tuple[int, int] = (80, 24), workspace: str | None = None
) -> AsyncIterator[Pilot[None]]:
    """The app, running on `home`."""
    app = LatticeApp(home, workspace)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot


async def until(pilot: Pilot[Any], condition: Callable[[], object]) -> None:
    """Wait until `condition` holds; fails when it does not within the deadline."""
    end = monotonic() + DEADLINE_S
    while not condition():
        assert monotonic() < end, f"never came; on screen:\n{shown(pilot)}"
        await pilot.pause(0.01)


async def until_screen(pilot: Pilot[Any], name: str) -> None:
    """Wait until the screen of that class is on top and laid out."""
    await until(pilot, lambda: type(pilot.app.screen).__name__ == name)
    await pilot.pause()


def shown(pilot: Pilot[Any]) -> str:
    """Everything that stands on the screen, as text."""
    strips = pilot.app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


async def typed(pilot: Pilot[Any], text: str) -> None:
    """Type a short text into what has the focus; paste a long one, as people do with paths."""
    if len(text) <= 16:
        await pilot.press(*text)
        return
    focused = pilot.app.focused
    assert focused is not None
    focused.post_message(Paste(text))
    await pilot.pause()


async def workspace(home: Path, name: str) -> Entry:
    """A new, empty workspace in the registry of `home`, the active one."""
    registry = Registry(home)
    path = registry.new_path(name)
    client = await create_local(path, name=name, caller=ADA)
    about = await client.describe()
    await client.close()
    return registry.add(Entry(name=name, id=about.id, path=str(path)))
