"""The data window: the few pages of rows around what is on screen, out of any number of rows."""

from __future__ import annotations

from collections import OrderedDict
from typing import Protocol

import msgspec

from lattice.model.rows import Page, Row

#: Rows of one page. 200 rows of 8 columns are read in 2 to 4 ms and fill three tall screens.
PAGE_ROWS = 200
#: Pages kept. Two cover any screen; the others make turning round and back free.
PAGES_KEPT = 8


class RowSource(Protocol):
    """Where rows come from, in one order and under one filter."""

    async def fetch(self, offset: int, limit: int) -> Page:
        """The rows from position `offset` on, at most `limit`; fewer only at the end."""
        ...

    async def count(self) -> int:
        """How many rows there are."""
        ...

    async def locate(self, row_id: str) -> int | None:
        """The position of a row, or None when it is not among them any more."""
        ...


class Ticket(msgspec.Struct, frozen=True):
    """A question for one page; an answer to an old one is dropped."""

    generation: int
    page: int

    @property
    def offset(self) -> int:
        """Position of the page's first row."""
        return self.page * PAGE_ROWS


class _Held(msgspec.Struct, frozen=True):
    page: Page
    generation: int


class Window:
    """What is known of the rows: pages by number, how many rows there are, what is being asked."""

    def __init__(self) -> None:
        self.generation = 0
        self.total: int | None = None
        """How many rows there are; None until somebody said so."""
        self._pages: OrderedDict[int, _Held] = OrderedDict()
        self._asked: set[int] = set()

    @property
    def extent(self) -> int:
        """Rows to lay out: all of them, or those seen so far and one page to come."""
        if self.total is not None:
            return self.total
        if not self._pages:
            return 0
        last = max(self._pages)
        full = len(self._pages[last].page.rows) >= PAGE_ROWS
        return last * PAGE_ROWS + len(self._pages[last].page.rows) + (PAGE_ROWS if full else 0)

    @property
    def held(self) -> int:
        """Pages in memory."""
        return len(self._pages)

    @property
    def busy(self) -> int:
        """Questions without an answer yet."""
        return len(self._asked)

    def row(self, position: int) -> Row | None:
        """The row at a position, also when it is of before the last renewal; None while it isn't there."""
        held = self._pages.get(position // PAGE_ROWS)
        if held is None:
            return None
        index = position % PAGE_ROWS
        return held.page.rows[index] if index < len(held.page.rows) else None

    def page_rows(self, position: int) -> tuple[Row, ...]:
        """The rows of the page that holds a position, as far as they are there."""
        held = self._pages.get(position // PAGE_ROWS)
        return held.page.rows if held else ()

    def labels(self, position: int) -> dict[str, str]:
        """What people call the rows that the row at this position refers to."""
        held = self._pages.get(position // PAGE_ROWS)
        return held.page.labels if held else {}

    def first_labels(self) -> dict[str, str]:
        """The labels of all pages in memory."""
        return {key: label for held in self._pages.values() for key, label in held.page.labels.items()}

    def position(self, row_id: str) -> int | None:
        """Where a row stands, if it is in memory."""
        for number, held in self._pages.items():
            for index, row in enumerate(held.page.rows):
                if row.id == row_id:
                    return number * PAGE_ROWS + index
        return None

    def rows(self) -> list[Row]:
        """All rows in memory, in order."""
        return [row for number in sorted(self._pages) for row in self._pages[number].page.rows]

    def wanted(self, first: int, last: int) -> list[Ticket]:
        """The pages to ask for when positions `first` to `last` show.

        Those on screen; when they are there, one on either side, the nearer one first.
        """
        low, high = max(0, first) // PAGE_ROWS, max(0, last) // PAGE_ROWS
        shown = [page for page in range(low, high + 1) if self._exists(page) and not self._fresh(page)]
        near = (low - 1, high + 1) if first % PAGE_ROWS < PAGE_ROWS // 2 else (high + 1, low - 1)
        pages = shown or [page for page in near if self._exists(page) and not self._fresh(page)]
        return [Ticket(self.generation, page) for page in pages if page not in self._asked]

    def ask(self, ticket: Ticket) -> None:
        """Note that somebody went to fetch this page."""
        self._asked.add(ticket.page)

    def refused(self, ticket: Ticket) -> None:
        """Note that the page did not come, so that it may be asked for again."""
        if ticket.generation == self.generation:
            self._asked.discard(ticket.page)

    def accept(self, ticket: Ticket, page: Page) -> bool:
        """Take an answer in; False when the question is out of date and the answer was dropped."""
        if ticket.generation != self.generation:
            return False
        self._asked.discard(ticket.page)
        self._pages[ticket.page] = _Held(page, ticket.generation)
        self._pages.move_to_end(ticket.page)
        if page.total is not None:
            self.total = page.total
        elif len(page.rows) < PAGE_ROWS and (page.rows or ticket.page == 0):
            self.total = ticket.offset + len(page.rows)
        while len(self._pages) > PAGES_KEPT:
            self._pages.popitem(last=False)
        return True

    def touch(self, first: int, last: int) -> None:
        """Keep the pages of what is on screen from being the next to go."""
        for page in range(max(0, first) // PAGE_ROWS, max(0, last) // PAGE_ROWS + 1):
            if page in self._pages:
                self._pages.move_to_end(page)

    def renew(self) -> None:
        """The data changed: what is held stays to be looked at, and is asked for again."""
        self.generation += 1
        self._asked.clear()

    def clear(self) -> None:
        """Forget everything: other data comes."""
        self.renew()
        self._pages.clear()
        self.total = None

    def counted(self, total: int) -> None:
        """Take in how many rows there are, and drop pages that lie behind the end."""
        self.total = total
        for number in [n for n in self._pages if n * PAGE_ROWS >= total]:
            del self._pages[number]

    def _fresh(self, page: int) -> bool:
        held = self._pages.get(page)
        return held is not None and held.generation == self.generation

    def _exists(self, page: int) -> bool:
        return page >= 0 and (self.total is None or page * PAGE_ROWS < max(1, self.total))
