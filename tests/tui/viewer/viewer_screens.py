"""An app with one file in the viewer, and what its screen says."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any, ClassVar

from textual import on
from textual.app import App, ComposeResult
from textual.filter import LineFilter
from textual.message import Message
from textual.pilot import Pilot

from lattice.client import Client, create_local
from lattice.model.people import Caller
from lattice.tui import themes
from lattice.tui.bench import Bench
from lattice.tui.harmless import Harmless
from lattice.tui.widgets.pane import Pane
from lattice.tui.widgets.viewer import FileView
from lattice.tui.widgets.viewer.paper import Paper

DEADLINE_S = 20.0
SMALL, LARGE = (80, 24), (160, 45)
ADA = Caller(actor="human:ada", origin="tui")
STYLES = Path(themes.__file__).parent / "styles" / "base.tcss"


class ViewerApp(App[None]):
    """One file, and all that its view told."""

    CSS_PATH: ClassVar[str] = str(STYLES)

    def __init__(self, client: Client, file_id: str, *, theme: str = "lattice-dark", **options: Any) -> None:
        super().__init__()
        self.client = client
        self.bench = Bench(client)
        self.view = FileView(client, file_id, bench=self.bench, **options)
        self.told: list[Message] = []
        self.said: list[str] = []
        path = themes.find_theme(theme, Path("nowhere"))
        assert path is not None
        self.register_theme(themes.read_theme(path))
        self.theme = theme
        self.animation_level = "none"

    def compose(self) -> ComposeResult:
        yield self.view

    def on_mount(self) -> None:
        self.view.take_focus()

    def notify(self, message: str, **kwargs: Any) -> None:
        self.said.append(message)
        super().notify(message, **{**kwargs, "markup": False})

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [Harmless(), *super().get_line_filters()]

    @on(FileView.OpenRow)
    @on(FileView.OpenFile)
    @on(FileView.Edited)
    @on(Pane.Done)
    def hear(self, message: Message) -> None:
        self.told.append(message)

    def last(self, kind: type[Message]) -> Any:
        return next((m for m in reversed(self.told) if isinstance(m, kind)), None)


class Seen:
    """The app as somebody at the keyboard has it."""

    def __init__(self, pilot: Pilot[None], app: ViewerApp) -> None:
        self.pilot, self.app = pilot, app

    @property
    def view(self) -> FileView:
        return self.app.view

    @property
    def paper(self) -> Paper:
        return self.app.view.paper

    @property
    def lines(self) -> list[str]:
        """The text on the screen, line by line."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips[: self.app.size.height]]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    async def until(self, condition: Callable[[], object], what: str = "") -> None:
        """Wait until something holds; fails when it does not within the deadline."""
        loop = asyncio.get_running_loop()
        end = loop.time() + DEADLINE_S
        while not condition():
            assert loop.time() < end, f"never came: {what}; said: {self.app.said}\n{self.text}"
            await self.pilot.pause(0.01)

    async def sees(self, *words: str) -> None:
        """Wait until all these words are on the screen."""
        for word in words:
            await self.until(lambda word=word: word in self.text, word)  # type: ignore[misc]

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        await self.pilot.press(*({" ": "space", "\n": "enter"}.get(c, c) for c in text))


@asynccontextmanager
async def workspace(folder: Path) -> AsyncIterator[Client]:
    """An empty workspace."""
    client = await create_local(folder / "acme.lattice", name="acme", caller=ADA)
    try:
        yield client
    finally:
        await client.close()


@asynccontextmanager
async def viewing(
    client: Client, file_id: str, size: tuple[int, int] = SMALL, **options: Any
) -> AsyncIterator[Seen]:
    """A file on the screen, read."""
    app = ViewerApp(client, file_id, **options)
    async with app.run_test(size=size) as pilot:
        seen = Seen(pilot, app)
        await seen.until(lambda: app.view.file is not None or "✗" in seen.text, "the file")
        await pilot.pause()
        yield seen
