"""Fetching: keeps the window filled around what is on screen, and never makes it wait."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import TypeVar

from lattice.model.rows import Page
from lattice.tui.widgets.grid.window import PAGE_ROWS, RowSource, Ticket, Window

#: Questions at once: the page that is wanted need not wait for one that was.
IN_FLIGHT = 2

T = TypeVar("T")


class Feed:
    """Asks a source for the pages that a window wants."""

    def __init__(
        self,
        window: Window,
        run: Callable[[Coroutine[None, None, None]], object],
        soon: Callable[[Callable[[], None]], object],
        *,
        arrived: Callable[[int, int], None],
        renewed: Callable[[int | None], None],
        counted: Callable[[], None],
        failed: Callable[[Exception], None],
    ) -> None:
        """`run` starts a worker, `soon` calls after the next paint; the others say that something is there.

        `arrived(first, count)` says which positions came, `renewed(position)` that everything is of
        now and where the row that was asked about went.
        """
        self.source: RowSource | None = None
        self._window = window
        self._run = run
        self._soon = soon
        self._arrived, self._renewed, self._counted, self._failed = arrived, renewed, counted, failed
        self._view = (0, 0)
        self._renewing = False
        self._again = False
        self._uncounted = False

    def look(self, first: int, last: int) -> None:
        """Positions `first` to `last` are on screen now."""
        self._view = (first, last)
        self._window.touch(first, last)
        self._pump()

    def open(self, source: RowSource) -> None:
        """Read from another source, from nothing."""
        self.source = source
        self._window.clear()
        self._uncounted = True
        self._pump()

    def renew(self, source: RowSource, row_id: str | None) -> None:
        """Read everything on screen again and put it there at once; say where the row `row_id` is now."""
        self.source = source
        if self._renewing:
            self._again = True
            return
        self._renewing = True
        self._run(self._renew(row_id))

    def _pump(self) -> None:
        if self.source is None:
            return
        for ticket in self._window.wanted(*self._view):
            if self._window.busy >= IN_FLIGHT:
                return
            self._window.ask(ticket)
            self._run(self._fetch(self.source, ticket))

    async def _fetch(self, source: RowSource, ticket: Ticket) -> None:
        known = self._window.total
        page = await self._answer(source.fetch(ticket.offset, PAGE_ROWS))
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
            self._run(self._count(source))

    async def _count(self, source: RowSource) -> None:
        if self._window.total is not None:
            return
        total = await self._answer(source.count())
        if total is not None and source is self.source and total != self._window.total:
            self._window.counted(total)
            self._counted()

    async def _renew(self, row_id: str | None) -> None:
        try:
            self._again = True
            while self._again and self.source is not None:
                self._again = False
                await self._renew_once(self.source, row_id)
        finally:
            self._renewing = False

    async def _renew_once(self, source: RowSource, row_id: str | None) -> None:
        first, last = self._view
        answers = await self._read(source, first, last)
        position: int | None = None
        if answers is not None and row_id is not None:
            position = _find(answers, row_id)
            if position is None:
                position = await self._answer(source.locate(row_id))
                if position is not None:
                    middle = (last - first) // 2
                    answers = await self._read(source, max(0, position - middle), position + middle)
        if answers is None or source is not self.source:
            return
        self._window.renew()
        for number, page in answers.items():
            self._window.accept(Ticket(self._window.generation, number), page)
        self._renewed(position)
        total = await self._answer(source.count())
        if total is not None and source is self.source:
            self._window.counted(total)
            self._counted()
        self._pump()

    async def _read(self, source: RowSource, first: int, last: int) -> dict[int, Page] | None:
        answers: dict[int, Page] = {}
        for number in range(first // PAGE_ROWS, max(first, last) // PAGE_ROWS + 1):
            page = await self._answer(source.fetch(number * PAGE_ROWS, PAGE_ROWS))
            if page is None:
                return None
            answers[number] = page
        return answers

    async def _answer(self, question: Awaitable[T]) -> T | None:
        try:
            return await question
        except Exception as error:  # noqa: BLE001 - the worker's edge: whatever a source raises is shown by the parent
            self._failed(error)
            return None


def _find(answers: dict[int, Page], row_id: str) -> int | None:
    for number, page in answers.items():
        for index, row in enumerate(page.rows):
            if row.id == row_id:
                return number * PAGE_ROWS + index
    return None
