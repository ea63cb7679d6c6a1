"""What one change did, or what differs between two of them; painted as wide as there is room."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import msgspec
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.message import Message
from textual.widgets import Static

from lattice.actions import GetChange, ListEvents
from lattice.model.events import Change, Diff, Event
from lattice.tui.bench import Bench
from lattice.tui.widgets.history.between import between
from lattice.tui.widgets.history.painting import SHOWN, Names, paint_between, paint_diff
from lattice.tui.words import table_words
from lattice.tui.work import start

#: Rows whose names are looked up for the references of a change.
NAMED = 40

#: Paints what was read, for a width in cells.
Painter = Callable[[int], Content]


class DiffView(VerticalScroll):
    """One change, opened, or two compared."""

    class Opened(Message):
        """Another change is shown, or none."""

    def __init__(self, bench: Bench, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._bench = bench
        self._shown: tuple[str | None, ...] = ()
        self._painter: Painter | None = None
        self._width = 0
        self.text = ""
        """What is shown, to be copied."""
        self.opened: Diff | None = None
        """The change that is shown; None while it is read, and for two that are compared."""

    def compose(self) -> ComposeResult:
        """One text."""
        yield Static("", id="diff-text", markup=False)

    def show(self, change_id: str | None, row_id: str | None = None) -> None:
        """Show that change, or what it did to one row; nothing for None."""
        self._ask((change_id, row_id), self._read(change_id, row_id) if change_id else None)

    def compare(self, first: Change, last: Change, table: str | None, row_id: str | None) -> None:
        """Show what differs between what stood after `first` and after `last`."""
        self._ask((first.id, last.id, table, row_id), self._compare(first, last, table, row_id))

    def _ask(self, wanted: tuple[str | None, ...], reading: Coroutine[Any, Any, Painter] | None) -> None:
        if wanted == self._shown:
            if reading is not None:
                reading.close()
            return
        self._shown, self.opened = wanted, None
        if reading is None:
            self.post_message(self.Opened())
            self._painter = None
            self._put(Content(""))
            return
        start(self, self._paint(wanted, reading), group="diff")

    async def _paint(self, wanted: tuple[str | None, ...], reading: Coroutine[Any, Any, Painter]) -> None:
        painter = await reading
        if wanted != self._shown:
            return
        self.post_message(self.Opened())
        self._painter, self._width = painter, self._room
        # long texts are compared word by word, which takes longer than a key may
        content = await asyncio.to_thread(painter, self._width)
        if wanted == self._shown:
            self._put(content)
            self.scroll_home(animate=False)

    def _put(self, content: Content) -> None:
        self.text = content.plain
        self.query_one("#diff-text", Static).update(content)

    @property
    def _room(self) -> int:
        return max(self.scrollable_content_region.width, 30)

    def on_resize(self, event: Resize) -> None:
        """Paint it anew for the room that there is."""
        if self._painter is not None and self._room != self._width:
            start(self, self._repaint(self._painter), group="repaint")

    async def _repaint(self, painter: Painter) -> None:
        self._width = self._room
        content = await asyncio.to_thread(painter, self._width)
        if painter is self._painter:
            self._put(content)

    async def _read(self, change_id: str, row_id: str | None) -> Painter:
        diff = (await self._bench.run(GetChange(change_id=change_id))).value
        if row_id is not None and diff.change.events > 1:
            # in a bulk change the row may be far behind the events that come with it
            asked = ListEvents(change_id=change_id, row_id=row_id, limit=SHOWN)
            own = (await self._bench.run(asked)).value.events
            diff = msgspec.structs.replace(diff, events=tuple(reversed(own)))
        names = await self._names(diff.events[:SHOWN])
        if self._shown == (change_id, row_id):
            self.opened = diff
        return lambda width: paint_diff(diff, names, width)

    async def _compare(self, first: Change, last: Change, table: str | None, row_id: str | None) -> Painter:
        events, whole = await between(self._bench, first, last, table, row_id)
        names = await self._names(events[:SHOWN])
        return lambda width: paint_between(first, last, events, names, width, whole=whole)

    async def _names(self, events: Sequence[Event]) -> Names:
        """What people call the rows that references and links in these events point at."""
        wanted: dict[str, str] = {}
        for event in events:
            values: list[dict[str, Any]] = [event.before or {}, event.after or {}]
            if event.op.startswith("link."):
                wanted |= {str(v["to_row"]): str(v["to_table"]) for v in values if "to_row" in v}
                continue
            table = self._bench.table(event.table_id or "")
            for column in table.columns if table else ():
                for held in values:
                    value = held.get(column.name)
                    if column.target and isinstance(value, str):
                        wanted[value] = column.target
        found = {row_id: await self._bench.name_of(wanted[row_id], row_id) for row_id in list(wanted)[:NAMED]}
        rows = {row_id: f"→ {name}" for row_id, name in found.items() if name}
        tables = {id_: table_words(t.name) for id_ in {*wanted.values()} if (t := self._bench.table(id_))}
        return Names(rows, tables)
