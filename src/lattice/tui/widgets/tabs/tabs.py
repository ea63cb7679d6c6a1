"""The open tabs: their line, their panes, which one is in front and which one stands beside it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress

from textual import events, on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message

from lattice.model.errors import LatticeError
from lattice.tui.bench import Bench
from lattice.tui.live import Batch
from lattice.tui.session import TabKey, TabKind, TabState, ViewState
from lattice.tui.widgets.pane import BEGINNING, Pane, Spot
from lattice.tui.widgets.tabs.closed import Closed
from lattice.tui.widgets.tabs.halves import Halves
from lattice.tui.widgets.tabs.strip import TabStrip

#: Tabs at once; opening one more closes the one that was in front longest ago.
MOST_TABS = 24
#: Makes the pane of a tab, of whatever kind it is: the tabs know none of them.
MakePane = Callable[[Bench, TabKey, ViewState], Pane]


class Tabs(Vertical):
    """The middle of the workbench."""

    class Switched(Message):
        """Another tab is in front, or tabs came, went or were renamed."""

    def __init__(self, bench: Bench, make_pane: MakePane, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench, self._make_pane = bench, make_pane
        self.panes: list[Pane] = []
        self.active = 0
        self.beside: Pane | None = None
        """The pane next to the one in front, where two are shown."""
        self.front_right = False
        """Whether the one in front is the right one of the two."""
        self._seen: list[Pane] = []
        self._shut = Closed()

    def compose(self) -> ComposeResult:
        """The line, and the panes."""
        yield TabStrip(id="tab-strip")
        yield Halves(id="panes")

    @property
    def strip(self) -> TabStrip:
        """The line of tabs."""
        return self.query_one("#tab-strip", TabStrip)

    @property
    def halves(self) -> Halves:
        """Where the panes stand."""
        return self.query_one("#panes", Halves)

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

    @property
    def split(self) -> int:
        """Which tab stands beside the one in front; -1 when none does."""
        return self.panes.index(self.beside) if self.beside in self.panes else -1

    def say_nothing_open(self, words: Content) -> None:
        """What stands there without tabs."""
        self.halves.say_nothing_open(words)

    async def restore(
        self, states: tuple[TabState, ...], active: int, *, split: int = -1, front_right: bool = False
    ) -> None:
        """Open the tabs that were left, as far as their tables are still there."""
        there = ((index, state) for index, state in enumerate(states) if self._is_there(state.key))
        opened = {index: self._of(state.key) or await self._add(state) for index, state in there}
        if not self.panes:
            self._show()
            return
        front = opened.get(active, self.panes[-1])
        beside = opened.get(split)
        if beside is not None and beside is not front:
            await self._build(beside)
            self.beside, self.front_right = beside, front_right
        await self.go(self.panes.index(front))

    def _of(self, key: TabKey) -> Pane | None:
        return next((pane for pane in self.panes if pane.key == key), None)

    def _is_there(self, key: TabKey) -> bool:
        return not key.table_id or self._bench.table(key.table_id) is not None

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
        pane = self._of(wanted) or await self._add(TabState(key))
        pane.turn_to(spot)
        await self.go(self.panes.index(pane))
        if wanted != key:
            pane.go_to(key.table_id)
        return pane

    async def _add(self, state: TabState, at: int | None = None) -> Pane:
        if len(self.panes) >= MOST_TABS:
            await self._make_room()
        pane = self._make_pane(self._bench, state.key, state.view)
        if state.kept:
            pane.give_back(state.kept)
        self.panes.insert(len(self.panes) if at is None else min(at, len(self.panes)), pane)
        return pane

    async def _make_room(self) -> None:
        """Close the tab that was in front longest ago, and say so."""
        oldest = next((p for p in self._seen if p in self.panes and p is not self.beside), self.panes[0])
        words = f"Closed {oldest.title}: {MOST_TABS} tabs are open at most. Reopen brings it back."
        await self.close(self.panes.index(oldest))
        self.notify(words, markup=False)

    async def _build(self, pane: Pane) -> None:
        if not pane.is_attached:
            await self.halves.mount(pane)

    async def go(self, index: int) -> None:
        """Bring a tab to the front; its pane is built when it comes there first."""
        if not 0 <= index < len(self.panes):
            return
        pane = self.panes[index]
        if pane is self.beside:
            # it is in sight: the two change parts, and nothing moves on the screen
            self.beside, self.front_right = self.current, not self.front_right
        self.active = index
        self._seen = [p for p in self._seen if p is not pane] + [pane]
        await self._build(pane)
        self._show()

    async def turn(self, by: int) -> None:
        """The next tab, or the one before, around the ends."""
        if self.panes:
            await self.go((self.active + by) % len(self.panes))

    async def turn_split(self) -> bool:
        """Put the tab that was in front before beside this one, or end that; False with one tab only."""
        if self.beside is not None:
            self.beside, self.front_right = None, False
        else:
            front = self.current
            others = [p for p in (*self.panes, *self._seen) if p in self.panes and p is not front]
            if not others:
                return False
            await self._build(others[-1])
            self.beside = others[-1]
        self._show()
        return True

    async def cross(self) -> None:
        """To the other half."""
        if self.beside is not None:
            await self.go(self.panes.index(self.beside))

    def move(self, index: int, to: int) -> None:
        """Give a tab another place on the line."""
        front = self.current
        if front is None or not 0 <= index < len(self.panes):
            return
        pane = self.panes.pop(index)
        self.panes.insert(min(max(to, 0), len(self.panes)), pane)
        self.active = self.panes.index(front)
        self._show()

    async def close(self, index: int) -> None:
        """Close a tab; the one beside it, or that was in front before, comes there."""
        if not 0 <= index < len(self.panes):
            return
        front, pane = self.current, self.panes[index]
        self._shut.note(index, pane.state)
        self.panes.pop(index)
        self._seen = [p for p in self._seen if p is not pane]
        following = front if pane is not front else self.beside
        if pane in (front, self.beside):
            self.beside, self.front_right = None, False
        if following is None or following not in self.panes:
            following = next(iter((*self._seen[-1:], *self.panes[-1:])), None)
        self.active = self.panes.index(following) if following is not None else 0
        if pane.is_attached:
            await pane.remove()
        if following is not None:
            await self.go(self.panes.index(following))
        else:
            self._show()

    async def close_others(self) -> None:
        """Close all tabs but the one in front."""
        front = self.current
        for pane in [pane for pane in self.panes if pane is not front]:
            await self.close(self.panes.index(pane))

    async def reopen(self) -> bool:
        """Open the tab again that was closed last, where it stood; False when there is none."""
        open_now = {pane.key for pane in self.panes}
        found = self._shut.take(lambda key: self._is_there(key) and key not in open_now)
        if found is None:
            return False
        at, state = found
        pane = await self._add(state, at)
        if len(self.panes) > 1 and self.active >= self.panes.index(pane):
            self.active += 1
        await self.go(self.panes.index(pane))
        return True

    async def prune(self) -> None:
        """Close the tabs of tables that are no more."""
        for pane in list(self.panes):
            if pane in self.panes and not self._is_there(pane.key):
                await self.close(self.panes.index(pane))

    def changed(self, batch: Batch) -> None:
        """Tell every pane what was changed."""
        for pane in self._built:
            pane.changed(batch, in_front=pane in (self.current, self.beside))

    def recount(self) -> None:
        """Counts were read anew."""
        for pane in self._built:
            pane.recount()

    def retitle(self) -> None:
        """Show the titles anew; of two side by side a sign says which half is which."""
        titles = [pane.title for pane in self.panes]
        if self.split >= 0:
            left, right = (self.split, self.active) if self.front_right else (self.active, self.split)
            titles[left], titles[right] = f"◧ {titles[left]}", f"◨ {titles[right]}"
        self.strip.show(titles, self.active, self.split)

    def _show(self) -> None:
        self.retitle()
        front, beside = self.current, self.beside
        left, right = (beside, front) if beside is not None and self.front_right else (front, beside)
        self.halves.show(left, right, front=front)
        for pane in (beside, front):
            if pane is not None:
                pane.set_class(beside is not None and pane is front, "of-two")
                pane.wake()
        self.post_message(self.Switched())

    def take_focus(self) -> None:
        """Put the focus into the pane in front."""
        if self.current is not None:
            self.current.take_focus()

    async def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Where the focus goes is the front."""
        beside = self.beside
        if beside is not None and beside in self.panes and beside in event.widget.ancestors_with_self:
            await self.go(self.panes.index(beside))

    @on(Pane.Inspect)
    def _on_inspect(self, event: Pane.Inspect) -> None:
        # what moves in the other half is not what one looks at
        if event._sender is not None and event._sender is self.beside and not event.open:
            event.stop()

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

    @on(TabStrip.Moved)
    def _on_moved(self, event: TabStrip.Moved) -> None:
        event.stop()
        self.move(event.index, event.to)
