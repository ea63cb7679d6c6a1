"""Fetching: keeps the window filled around what is on screen, and never makes it wait."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import NamedTuple, TypeVar

from lattice.model.rows import Page
from lattice.tui.widgets.grid.window import PAGE_ROWS, RowSource, Ticket, Window

#: Questions at once: the page that is wanted need not wait for one that was.
IN_FLIGHT = 2

T = TypeVar("T")


class _Wish(NamedTuple):
    """What is to be on screen after a renewal."""

    row_id: str | None
    from_top: bool


class Feed:
    """Asks a source for the pages that a window wants."""

    def __init__(
        self,
        window: Window,
        run: Callable[[Coroutine[None, None, None]], object],
        soon: Callable[[Callable[[], None]], object],
        *,
        arrived: Callable[[int, int], None],
        renewed: Callable[[int | None, int | None], None],
        counted: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """`run` starts a worker, `soon` calls after the next paint; the others say that something is there.

        `arrived(first, count)` says which positions came, `renewed(before, position)` that everything
        is of now, where the row that was asked about stood and where it went.
        """
        self.source: RowSource | None = None
        self._shown: RowSource | None = None
        self._window = window
        self._run = run
        self._soon = soon
        self._arrived, self._renewed, self._counted, self._failed = arrived, renewed, counted, failed
        self._view = (0, 0)
        self._renewing = False
        self._wish: _Wish | None = None
        self._uncounted = False

    def look(self, first: int, last: int) -> None:
        """Positions `first` to `last` are on screen now."""
        self._view = (first, last)
        self._window.touch(first, last)
        self._pump()

    def open(self, source: RowSource, *, read: bool = True) -> None:
        """Read from another source, from nothing; without `read` only when something is wished for."""
        self.source = source
        self._shown = source
        self._window.clear()
        self._uncounted = True
        if read:
            self._pump()

    def renew(self, source: RowSource, row_id: str | None, *, from_top: bool = False) -> None:
        """Read again and put it on screen at once; `renewed` says where the row `row_id` went.

        Without that row, what is on screen is read, or the first rows. Of several wishes the last one counts.
        """
        self.source = source
        self._wish = _Wish(row_id, from_top)
        if not self._renewing:
            self._renewing = True
            self._run(self._renew())

    def _pump(self) -> None:
        # a renewal from nothing brings what is on screen by itself
        if self.source is None or (self._renewing and not self._window.held):
            return
        for ticket in self._window.wanted(*self._view):
            if self._window.busy >= IN_FLIGHT:
                return
            self._window.ask(ticket)
            self._run(self._fetch(self.source, ticket))

    async def _fetch(self, source: RowSource, ticket: Ticket) -> None:
        known = self._window.total
        page = await self._answer(source, source.fetch(ticket.offset, PAGE_ROWS))
        if page is None or source is not self.source:
            self._window.refused(ticket)
            return
        if self._window.accept(ticket, page):
            self._arrived(ticket.offset, len(page.rows))
        if self._window.total != known:
            self._counted()
        # first the screen, then what may come next
        self._soon(self._pump)
        if self._uncounted:
            self._uncounted = False
            if self._window.total is None:
                self._run(self._recount(source))

    async def _renew(self) -> None:
        asked = self.source
        try:
            while self._wish is not None and self.source is not None:
                wish, self._wish, asked = self._wish, None, self.source
                await self._renew_once(asked, wish)
        finally:
            self._renewing = False
        if asked is not self.source:
            self._pump()  # another was opened meanwhile, and left the reading to this

    async def _renew_once(self, source: RowSource, wish: _Wish) -> None:
        first, last = self._view
        height = last - first
        pages = await self._read(source, *((0, height) if wish.from_top else (first, last)))
        position: int | None = None
        if pages is not None and wish.row_id is not None:
            position = _find(pages, wish.row_id)
            if position is None:
                position = await self._answer(source, source.locate(wish.row_id))
                if position is not None:
                    pages = await self._read(source, max(0, position - height), position + height)
        total = None
        if pages and not any(page.rows for page in pages.values()) and 0 not in pages:
            # there are fewer rows now than lie before the screen
            total = await self._answer(source, source.count())
            pages = await self._read(source, max(0, (total or 0) - height - 1), max(0, (total or 0) - 1))
        if pages is None or source is not self.source:
            return
        before = self._window.position(wish.row_id) if wish.row_id else None
        if source is not self._shown:
            # the total is that of the other source
            self._window.total = None
        self._shown = source
        self._window.renew()
        for number, page in pages.items():
            self._window.accept(Ticket(self._window.generation, number), page)
        if total is not None:
            self._window.counted(total)
        self._renewed(before, position)
        await self._recount(source)
        self._pump()

    async def _recount(self, source: RowSource) -> None:
        total = await self._answer(source, source.count())
        if total is not None and source is self.source:
            self._window.counted(total)
            self._counted()

    async def _read(self, source: RowSource, first: int, last: int) -> dict[int, Page] | None:
        answers: dict[int, Page] = {}
        for number in range(first // PAGE_ROWS, max(first, last) // PAGE_ROWS + 1):
            page = await self._answer(source, source.fetch(number * PAGE_ROWS, PAGE_ROWS))
            if page is None:
                return None
            answers[number] = page
        return answers

    async def _answer(self, source: RowSource, question: Awaitable[T]) -> T | None:
        try:
            return await question
        except Exception as error:  # noqa: BLE001 - the worker's edge: the parent shows whatever a source raises
            if source is self.source:
                self._failed(error)
            return None


def _find(answers: dict[int, Page], row_id: str) -> int | None:
    for number, page in answers.items():
        for index, row in enumerate(page.rows):
            if row.id == row_id:
                return number * PAGE_ROWS + index
    return None
