"""Driving the real app to the moment of a picture."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from pathlib import Path

from lattice.tui.app import LatticeApp
from lattice.tui.screens.workbench import WorkbenchScreen
from lattice.tui.session import TabKey, TabKind

#: How long anything may take, in seconds.
DEADLINE_S = 30.0


async def take(home: Path, size: tuple[int, int], steps: Sequence[str], title: str = "Lattice") -> str:
    """The SVG of the screen after some steps.

    A step is Textual's name of a key; or `…`, which waits until the screen is quiet; `text:…`, which is
    typed; `open:…`, a table in a tab; `say:…`, which is sent to the assistant and waited for until it has
    answered or asks for something. `home` before all others stays on Home, where a workspace begins.
    """
    app = LatticeApp(home, folder=home)
    async with app.run_test(size=size) as pilot:
        await _settle(app)
        if steps[:1] == ["home"]:
            steps = steps[1:]
        elif isinstance(app.screen, WorkbenchScreen):
            await _from_home(app.screen)
        for step in steps:
            what, _, words = step.partition(":")
            match what:
                case "…":
                    await _settle(app)
                case "text":
                    await pilot.press(*_typed(words))
                case "open":
                    await _open(app, words)
                case "say":
                    await pilot.press(*_typed(words))
                    await pilot.press("enter")
                    await _answered(app)
                case _:
                    await pilot.press(step)
            await pilot.pause()
        await _settle(app)
        return app.export_screenshot(title=title)


async def _from_home(screen: WorkbenchScreen) -> None:
    """Begin at the first table: most pictures are of tables."""
    if [pane.key for pane in screen.tabs.panes] == [TabKey(TabKind.HOME)] and screen.bench.tables:
        await screen.open_tab(TabKey(TabKind.TABLE, screen.bench.tables[0].table.id))
        await screen.tabs.close(0)
        screen.tabs.take_focus()
        await _settle(screen.app)


def _bench(app: LatticeApp) -> WorkbenchScreen:
    screen = app.screen
    if not isinstance(screen, WorkbenchScreen):
        raise SystemExit(f"expected the workbench, got {type(screen).__name__}")
    return screen


async def _open(app: LatticeApp, name: str) -> None:
    screen = _bench(app)
    await _until(lambda: screen.bench.find(name) is not None, f"the table {name}")
    await screen.tabs.open(TabKey(TabKind.TABLE, screen.bench.schema.table(name).id))
    screen.tabs.take_focus()
    await _settle(app)


async def _answered(app: LatticeApp) -> None:
    """Wait until the turn that was just begun is over, or waits for an answer."""
    session = _bench(app).chat.session
    await _until(lambda: session.running is not None, "the turn", 2.0, may_miss=True)
    await _until(lambda: session.running is None or bool(session.asked), "the end of the turn")
    await _settle(app)


async def _until(
    condition: Callable[[], bool], what: str, longest_s: float = DEADLINE_S, *, may_miss: bool = False
) -> None:
    loop = asyncio.get_running_loop()
    deadline = loop.time() + longest_s
    while not condition():
        if loop.time() > deadline:
            if may_miss:
                return
            raise SystemExit(f"never came: {what}")
        await asyncio.sleep(0.02)


def _typed(text: str) -> list[str]:
    """The keys that type a text."""
    from textual.keys import _character_to_key

    return [_character_to_key(character) for character in text]


async def _settle(app: LatticeApp, quiet: int = 12, longest_s: float = 8.0) -> None:
    """Wait until the screen has said the same for a while."""
    loop = asyncio.get_running_loop()
    deadline, before, same = loop.time() + longest_s, [""], 0
    while same < quiet and loop.time() < deadline:
        await asyncio.sleep(0.1)
        # the text alone: to export a large screen takes longer than to draw it
        now = [strip.text for strip in app.screen._compositor.render_strips()]
        same = same + 1 if now == before else 0
        before = now
