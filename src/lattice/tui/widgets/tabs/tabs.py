"""The open tabs: their line, their panes, and which one is in front."""

from __future__ import annotations

from contextlib import suppress

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import ContentSwitcher, Static

from lattice.model.errors import LatticeError
from lattice.tui.bench import Bench
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, TabKind, TabState
from lattice.tui.widgets.pane import BEGINNING, Pane, Spot
from lattice.tui.widgets.schema import SchemaPane
from lattice.tui.widgets.tabs.panes import make_pane
from lattice.tui.widgets.tabs.strip import TabStrip

#: Tabs at once; opening one more closes the one that was in front longest ago.
MOST_TABS = 24


class Tabs(Vertical):
    """The middle of the workbench."""

    class Switched(Message):
        """Another tab is in front, or tabs came, went or were renamed."""

    def __init__(self, bench: Bench, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self.panes: list[Pane] = []
        self.active = 0
        self._seen: list[Pane] = []

    def compose(self) -> ComposeResult:
        """The line, the panes, and what is said without any."""
        yield TabStrip(id="tab-strip")
        with ContentSwitcher(id="panes"):
            yield Static("", id="no-tab", markup=False)

    @property
    def current(self) -> Pane | None:
        """The pane in front."""
        return self.panes[self.active] if self.active < len(self.panes) else None

    @property
    def _built(self) -> list[Pane]:
        """The panes that were in front at least once; the others read when they come there."""
        return [pane for pane in self.panes if pane.is_attached]

    def states(self) -> tuple[TabState, ...]:
        """What to keep of the tabs."""
        return tuple(pane.state for pane in self.panes)

    def say_nothing_open(self, words: Content) -> None:
        """What stands there without tabs."""
        self.query_one("#no-tab", Static).update(words)

    async def restore(self, states: tuple[TabState, ...], active: int) -> None:
        """Open the tabs that were left, as far as their tables are still there."""
        for state in states:
            if state.key.table_id and self._bench.table(state.key.table_id) is None:
                continue
            await self._add(state)
        if self.panes:
            await self.go(min(active, len(self.panes) - 1))
        else:
            self._show()

    async def learn_titles(self) -> None:
        """Say what the tabs that were not opened yet are called."""
        for pane in tuple(self.panes):
            # what went meanwhile says so when its tab comes to the front
            with suppress(LatticeError):
                await pane.learn_title()
        self.retitle()

    async def open(self, key: TabKey, spot: Spot = BEGINNING) -> Pane:
        """Bring the tab of `key` to the front at a place in it, opening it when it is not open."""
        wanted = TabKey(TabKind.SCHEMA) if key.kind is TabKind.SCHEMA else key
        found = next((i for i, pane in enumerate(self.panes) if pane.key == wanted), None)
        if found is None:
            await self._add(TabState(key))
            found = len(self.panes) - 1
        pane = self.panes[found]
        pane.turn_to(spot)
        await self.go(found)
        if isinstance(pane, SchemaPane) and key.table_id:
            pane.go_to(key.table_id)
        return pane

    async def _add(self, state: TabState) -> None:
        if len(self.panes) >= MOST_TABS:
            oldest = next((p for p in self._seen if p in self.panes), self.panes[0])
            await self.close(self.panes.index(oldest))
        pane = make_pane(self._bench, state.key, state.view)
        if state.kept:
            pane.give_back(state.kept)
        self.panes.append(pane)

    async def go(self, index: int) -> None:
        """Bring a tab to the front; its pane is built when it comes there first."""
        if not 0 <= index < len(self.panes):
            return
        self.active = index
        pane = self.panes[index]
        self._seen = [p for p in self._seen if p is not pane] + [pane]
        if not pane.is_attached:
            await self.query_one(ContentSwitcher).mount(pane)
        self._show()
        pane.wake()

    async def turn(self, by: int) -> None:
        """The next tab, or the one before, around the ends."""
        if self.panes:
            await self.go((self.active + by) % len(self.panes))

    async def close(self, index: int) -> None:
        """Close a tab; the one that was in front before comes there."""
        if not 0 <= index < len(self.panes):
            return
        pane = self.panes.pop(index)
        self._seen = [p for p in self._seen if p is not pane]
        if self.active > index or self.active >= len(self.panes):
            self.active = max(self.active - 1, 0)
        if pane.is_attached:
            await pane.remove()
        if self.panes:
            await self.go(self.panes.index(self._seen[-1]) if self._seen else self.active)
        else:
            self._show()

    async def prune(self) -> None:
        """Close the tabs of tables that are no more."""
        for pane in list(self.panes):
            if pane.key.table_id and self._bench.table(pane.key.table_id) is None:
                await self.close(self.panes.index(pane))

    def changed(self, batch: Batch) -> None:
        """Tell every pane what was changed."""
        for pane in self._built:
            pane.changed(batch, in_front=pane is self.current)

    def recount(self) -> None:
        """Counts were read anew."""
        for pane in self._built:
            pane.recount()

    def retitle(self) -> None:
        """Show the titles anew."""
        self.query_one(TabStrip).show([pane.title for pane in self.panes], self.active)

    def _show(self) -> None:
        self.retitle()
        pane = self.current
        self.query_one(ContentSwitcher).current = pane.id if pane else "no-tab"
        self.post_message(self.Switched())

    def take_focus(self) -> None:
        """Put the focus into the pane in front."""
        if self.current is not None:
            self.current.take_focus()

    @on(TabStrip.Chosen)
    async def _on_chosen(self, event: TabStrip.Chosen) -> None:
        event.stop()
        await self.go(event.index)
        self.take_focus()

    @on(TabStrip.Closed)
    async def _on_closed(self, event: TabStrip.Closed) -> None:
        event.stop()
        await self.close(event.index)
        self.take_focus()
