"""A list of things of which each is wanted or not: space or a click ticks one, a sign says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from textual import on
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lattice.tui.keys import bind
from lattice.tui.literal import fit_cells, one_line
from lattice.tui.widgets.lists import Lines


class Item(NamedTuple):
    """One line of the list."""

    id: str
    label: str
    note: str = ""
    ticked: bool = True


class Ticks(Lines):
    """Keeps the order that it was given; a list of nothing ticked means what its owner says."""

    BINDINGS = [bind("grid.select", "select")]

    @dataclass
    class Ticked(Message):
        """Something was ticked, or not any more."""

        ticks: Ticks

    def __init__(self, items: Iterable[Item] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._items = list(items)

    def on_mount(self) -> None:
        """Show them."""
        self.show(self._items)

    def show(self, items: Iterable[Item]) -> None:
        """Other lines."""
        self._items = list(items)
        self.set_options(Option(_line(item), id=item.id) for item in self._items)
        self.highlighted = 0 if self._items else None

    @property
    def ticked(self) -> tuple[str, ...]:
        """Ids of what is wanted, in order."""
        return tuple(item.id for item in self._items if item.ticked)

    def tick_all(self) -> None:
        """Want all of them; when all are wanted, none."""
        wanted = not all(item.ticked for item in self._items)
        for index, item in enumerate(self._items):
            self._set(index, item._replace(ticked=wanted))
        self.post_message(self.Ticked(self))

    @on(OptionList.OptionSelected)
    def _switch(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        item = self._items[event.option_index]
        self._set(event.option_index, item._replace(ticked=not item.ticked))
        self.post_message(self.Ticked(self))

    def _set(self, index: int, item: Item) -> None:
        self._items[index] = item
        self.replace_option_prompt_at_index(index, _line(item))


def _line(item: Item) -> Content:
    mark = ("☑ ", "$text-success") if item.ticked else ("☐ ", "$text-disabled")
    label = (fit_cells(one_line(item.label), 28), "" if item.ticked else "$text-muted")
    return Content.assemble(mark, label, (f" {one_line(item.note)}" if item.note else "", "$text-muted"))
